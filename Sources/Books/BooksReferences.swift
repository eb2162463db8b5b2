import Kernel
import Storage
import Web
import Work

/// How other capabilities name records of `Books` and lead to them.
package enum BooksReferences {
    package static let all: [ReferenceKind] = [
        ReferenceKind(
            Book.kindName,
            views: { tx, ids, actor in
                var views: [String: ReferenceView] = [:]
                for id in ids {
                    guard let book = try tx.book(Identifier(id)), book.maySee(actor) else { continue }
                    views[id] = ReferenceView(title: book.title, url: BookPaths.book(id))
                }
                return views
            }),
        ReferenceKind(
            BookTemplates.kindName,
            views: { _, ids, actor in
                guard actor.mayAnywhere(.editBookTemplates) else { return [:] }
                return Dictionary(uniqueKeysWithValues: ids.map { ($0, ReferenceView(title: $0, url: BookPaths.template($0))) })
            }),
    ]
}
