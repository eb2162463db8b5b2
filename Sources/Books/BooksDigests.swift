import Kernel
import Storage
import Work

/// How records of `Books` are held against their events by `pendopo verify`.
package enum BooksDigests {
    package static let all: [RecordDigest] = [book, template]

    private static let book = RecordDigest(
        Book.kindName,
        ids: RecordDigest.ids(of: "book"),
        title: { tx, id in try tx.book(Identifier(id))?.title },
        digests: { tx, ids in
            let found = try tx.rows("SELECT * FROM book WHERE id IN (\(SQL.list(ids)))").map(Book.init(row:))
            return Dictionary(uniqueKeysWithValues: found.map { ($0.id.text, $0.digest) })
        })

    /// The newest version of each kind's template stands for all: the versions before it are in its digest.
    private static let template = RecordDigest(
        BookTemplates.kindName,
        ids: { tx, after, limit in
            try tx.rows("SELECT DISTINCT kind FROM book_template WHERE kind > \(after) ORDER BY kind LIMIT \(limit)").map {
                $0.text("kind")
            }
        },
        title: { _, id in id },
        digests: { tx, ids in
            var digests: [String: String] = [:]
            for id in ids { if let kind = TemplateKind(rawValue: id) { digests[id] = try tx.bookTemplateDigest(kind) } }
            return digests
        })
}
