import Kernel
import Storage
import Synchronization

extension Transaction {
    /// Nodes of an edition that wait unconnected: without a parent though their level is not the highest.
    /// - Parameter after: id of the last one of the page before.
    package func looseNodes(in edition: PlanEdition, after: String = "", limit: Int) throws -> [PlanNode] {
        let loose = edition.kind.levels.filter { !edition.kind.isTop($0) }.map(\.rawValue)
        return try rows(
            """
            SELECT * FROM plan_node WHERE edition_id = \(edition.id) AND parent_id IS NULL AND level IN (\(SQL.list(loose)))
                AND id > \(after) ORDER BY id LIMIT \(limit)
            """
        ).map(PlanNode.init(row:))
    }

    /// How many there are.
    package func looseCount(in edition: PlanEdition) throws -> Int {
        let loose = edition.kind.levels.filter { !edition.kind.isTop($0) }.map(\.rawValue)
        return try count(
            "SELECT count(*) FROM plan_node WHERE edition_id = \(edition.id) AND parent_id IS NULL AND level IN (\(SQL.list(loose)))")
    }
}

/// How many nodes of each edition wait unconnected, counted once for each version of it: whatever changes a node raises its edition's
/// version, so a count holds for as long as that does.
package final class LooseCounts: Sendable {
    private let known = Mutex<[Identifier<PlanEdition>: (version: Int, count: Int)]>([:])

    package init() {}

    /// As many as there are in the edition as this transaction sees it.
    package func count(in edition: PlanEdition, _ tx: Transaction) throws -> Int {
        if let known = known.withLock({ $0[edition.id] }), known.version == edition.version { return known.count }
        let count = try tx.looseCount(in: edition)
        known.withLock { $0[edition.id] = (edition.version, count) }
        return count
    }
}
