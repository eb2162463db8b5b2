import Kernel
import Storage

/// What somebody may be told about a record of another capability: its name and where to read it.
package struct ReferenceView: Hashable, Sendable {
    package var title: String
    /// `nil` when there is no page about it for this reader.
    package var url: String?

    package init(title: String, url: String? = nil) {
        self.title = title
        self.url = url
    }
}

/// How the records of one kind are found and named by capabilities that do not know their type.
package struct ReferenceKind: Sendable {
    /// Titles and addresses of those of these records that the actor may see; all others are left out.
    package typealias Views = @Sendable (Transaction, _ ids: [String], Actor) throws -> [String: ReferenceView]
    /// The id of the record that people call by this code or name; `nil` when none is called so.
    package typealias Find = @Sendable (Transaction, _ typed: String) throws -> String?
    /// What people wrote when these events happened, as far as the actor may read it.
    package typealias Written = @Sendable (Transaction, [Event], Actor) throws -> [Identifier<Event>: String]

    /// The ``Reference/kind`` it answers for.
    package let name: String
    /// Other kinds of subjects under which events about the same record are kept, with the same id.
    package let aliases: [String]
    let views: Views
    let find: Find
    let written: Written

    package init(
        _ name: String, aliases: [String] = [], views: @escaping Views, find: @escaping Find = { _, _ in nil },
        written: @escaping Written = { _, _, _ in [:] }
    ) {
        self.name = name
        self.aliases = aliases
        self.views = views
        self.find = find
        self.written = written
    }
}

/// Every kind of record that can be pointed at. What no kind answers for stays without a name, and so does what the reader
/// may not see: the two look alike.
package struct ReferenceResolver: Sendable {
    private let kinds: [ReferenceKind]
    private let byName: [String: ReferenceKind]

    package init(_ kinds: [ReferenceKind]) {
        self.kinds = kinds
        byName = Dictionary(kinds.flatMap { kind in ([kind.name] + kind.aliases).map { ($0, kind) } }, uniquingKeysWith: { $1 })
    }

    /// Names and addresses of those records that the actor may see, one statement or so per kind.
    package func views(of references: some Sequence<Reference>, for actor: Actor, _ tx: Transaction) throws -> [Reference: ReferenceView] {
        var views: [Reference: ReferenceView] = [:]
        for (name, same) in Dictionary(grouping: Set(references), by: \.kind) {
            guard let kind = byName[name] else { continue }
            for (id, view) in try kind.views(tx, same.map(\.id).sorted(), actor) { views[Reference(name, id)] = view }
        }
        return views
    }

    /// Everything events about the record that people call so may hang on; empty when there is none that the actor may see.
    /// - Parameter among: the kinds looked among; `nil` for all.
    package func find(_ typed: String, for actor: Actor, among: Set<String>? = nil, _ tx: Transaction) throws -> [Reference] {
        for kind in kinds where among?.contains(kind.name) ?? true {
            guard let id = try kind.find(tx, typed), try kind.views(tx, [id], actor)[id] != nil else { continue }
            return ([kind.name] + kind.aliases).map { Reference($0, id) }
        }
        return []
    }

    /// What people wrote when these events happened, as far as the actor may read it.
    package func written(with events: [Event], for actor: Actor, _ tx: Transaction) throws -> [Identifier<Event>: String] {
        var texts: [Identifier<Event>: String] = [:]
        for (name, same) in Dictionary(grouping: events, by: \.subject.kind) {
            guard let kind = byName[name] else { continue }
            texts.merge(try kind.written(tx, same, actor)) { $1 }
        }
        return texts
    }
}
