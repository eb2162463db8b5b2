import Kernel
import Storage
import Synchronization
import Web
import Work

/// What a participation can be part of, as its capability describes it.
package struct PlanSubject: Sendable {
    package var title: String
    package var url: String
    /// The agency that answers for it and proposes to others; `nil` while it has none.
    package var lead: String?
    /// Whether everyone may see it.
    package var isPublic: Bool

    package init(title: String, url: String, lead: String?, isPublic: Bool) {
        self.title = title
        self.url = url
        self.lead = lead
        self.isPublic = isPublic
    }
}

/// The kinds of things agencies take part in; each capability names its own at the start, `Masterplan` the nodes of plans.
package final class PlanSubjects: Sendable {
    /// Titles, addresses and leads of those of these records that the actor may see.
    package typealias Describe = @Sendable (Transaction, _ ids: [String], Actor) throws -> [String: PlanSubject]

    private let kinds = Mutex<[String: Describe]>([:])

    package init() {}

    /// - Parameter kind: of its references, such as `innovation_sheet`.
    package func register(_ kind: String, describe: @escaping Describe) { kinds.withLock { $0[kind] = describe } }

    /// Nodes of plans, which agencies take part in as in anything else.
    package func registerNodes() {
        register("plan_node") { tx, ids, actor in
            let nodes = try PlanNodes.visible(ids, actor, tx)
            var subjects: [String: PlanSubject] = [:]
            for node in nodes.values {
                let isPublic = try tx.planEdition(node.edition).map { !$0.isDraft } ?? false
                subjects[node.id.text] = PlanSubject(
                    title: node.name, url: PlanPaths.node(node.id.text), lead: node.agency, isPublic: isPublic)
            }
            return subjects
        }
    }

    /// Those of registered kinds, as far as the actor may see them.
    package func describe(_ references: some Sequence<Reference>, for actor: Actor, _ tx: Transaction) throws -> [Reference: PlanSubject] {
        let kinds = kinds.withLock { $0 }
        var found: [Reference: PlanSubject] = [:]
        for (name, same) in Dictionary(grouping: Set(references), by: \.kind) {
            guard let describe = kinds[name] else { continue }
            for (id, subject) in try describe(tx, same.map(\.id).sorted(), actor) { found[Reference(name, id)] = subject }
        }
        return found
    }
}
