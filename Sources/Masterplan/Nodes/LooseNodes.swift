import Kernel
import Storage

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
