import Kernel
import Storage
import Synchronization
import Work

/// A kind of record that appears in the roadmap. A capability whose records do adds its source at its start:
///
///     installation.services.get(RoadmapSources.self).add(RoadmapSource("innovation_sheet", …))
package struct RoadmapSource: Sendable {
    /// Everything of this kind that is in the plan now; of one certain plan where one is named.
    package typealias Items = @Sendable (Transaction, PlanWay?) throws -> [RoadmapItem]
    /// One of them; `nil` when there is none.
    package typealias Find = @Sendable (Transaction, _ id: String) throws -> RoadmapItem?
    package typealias May = @Sendable (RoadmapItem, Actor) -> Bool
    /// Keeps an item's years and money as they are in `item`, unless its version is no longer `item.version`:
    /// then it throws ``Kernel/AppError/Kind/conflict`` that says who changed what. Checks policy and amounts, and records the event.
    package typealias Move = @Sendable (Transaction, _ item: RoadmapItem, Actor) throws -> Void

    /// The ``Work/Reference/kind`` of its subjects.
    package let kind: String
    let items: Items
    let find: Find
    let may: May
    let move: Move

    package init(
        _ kind: String, items: @escaping Items, find: @escaping Find, may: @escaping May = { _, _ in false },
        move: @escaping Move = { _, _, _ in throw AppError.forbidden }
    ) {
        self.kind = kind
        self.items = items
        self.find = find
        self.may = may
        self.move = move
    }
}

/// Every kind of record in the roadmap, among the installation's services.
package final class RoadmapSources: Sendable {
    private let sources = Mutex<[RoadmapSource]>([])

    package init() {}

    package func add(_ source: RoadmapSource) {
        sources.withLock { all in
            precondition(!all.contains { $0.kind == source.kind }, "two sources of the roadmap are called \(source.kind)")
            all.append(source)
        }
    }

    package func find(_ kind: String) -> RoadmapSource? { sources.withLock { $0.first { $0.kind == kind } } }

    /// Every item in the plan, each thing once: what a sheet elaborates is left out beside it.
    /// - Parameter way: to the plan that is meant; the one that holds where none is named.
    package func items(_ tx: Transaction, of way: PlanWay? = nil) throws -> [RoadmapItem] {
        let items = try sources.withLock(\.self).flatMap { try $0.items(tx, way) }
        var covered = Set(items.flatMap(\.covers))
        guard !covered.isEmpty else { return items }
        // A sheet names the point as it was when it was written; in another edition of the plan that is the one with the same key.
        func nodes(_ references: some Sequence<Reference>) throws -> [PlanNode] {
            let ids = Set(references.filter { $0.kind == "plan_node" }.map(\.id)).sorted()
            return try ids.chunks(of: 500).flatMap { try tx.planNodes($0) }
        }
        let shown = Set(items.map(\.subject))
        let keys = Set(try nodes(covered.subtracting(shown)).map(\.key))
        if !keys.isEmpty { covered.formUnion(try nodes(shown).filter { keys.contains($0.key) }.map(\.reference)) }
        return items.filter { !covered.contains($0.subject) }
    }
}
