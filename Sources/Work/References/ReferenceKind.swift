import Kernel
import Storage

/// What somebody may be told about a record of another capability: its name and where to read it.
package struct ReferenceView: Hashable, Sendable {
    package var title: String
    package var url: String

    package init(title: String, url: String) {
        self.title = title
        self.url = url
    }
}

/// How the records of one kind are found and named by capabilities that do not know their type.
package struct ReferenceKind: Sendable {
    /// The ``Reference/kind`` it answers for.
    package let name: String
    let views: @Sendable (Transaction, _ ids: [String], Actor) throws -> [String: ReferenceView]
    let find: @Sendable (Transaction, _ typed: String) throws -> String?

    /// - Parameters:
    ///   - views: title and address of those records the actor may see; all others are left out.
    ///   - find: the id of the record that people call by this code or name; `nil` when none is called so.
    package init(
        _ name: String, views: @escaping @Sendable (Transaction, [String], Actor) throws -> [String: ReferenceView],
        find: @escaping @Sendable (Transaction, String) throws -> String? = { _, _ in nil }
    ) {
        self.name = name
        self.views = views
        self.find = find
    }
}

/// Every kind of record that can be pointed at. What no kind answers for stays without a name, and so does what the reader
/// may not see: the two look alike.
package struct ReferenceResolver: Sendable {
    private let kinds: [String: ReferenceKind]

    package init(_ kinds: [ReferenceKind]) { self.kinds = Dictionary(kinds.map { ($0.name, $0) }, uniquingKeysWith: { $1 }) }

    /// Names and addresses of those records that the actor may see, one statement or so per kind.
    package func views(of references: some Sequence<Reference>, for actor: Actor, _ tx: Transaction) throws -> [Reference: ReferenceView] {
        var views: [Reference: ReferenceView] = [:]
        for (name, same) in Dictionary(grouping: Set(references), by: \.kind) {
            guard let kind = kinds[name] else { continue }
            for (id, view) in try kind.views(tx, same.map(\.id).sorted(), actor) { views[Reference(name, id)] = view }
        }
        return views
    }

    /// The records that people call by this code or name, of every kind. Says nothing about who may see them.
    package func find(_ typed: String, _ tx: Transaction) throws -> [Reference] {
        try kinds.keys.sorted().compactMap { name in try kinds[name]!.find(tx, typed).map { Reference(name, $0) } }
    }
}
