import Kernel
import Storage

/// A node with how many stand right below it.
package struct PlanBranch: Sendable, Equatable {
    package var node: PlanNode
    package var below: Int
}

extension Transaction {
    /// What stands right below a node, in its order; `nil` for what has no parent in the edition.
    /// - Parameter last: the last one of the page before.
    package func planBranches(
        of parent: Identifier<PlanNode>?, in edition: Identifier<PlanEdition>, after last: PlanNode? = nil, limit: Int
    ) throws -> [PlanBranch] {
        let below: SQL = parent.map { "node.parent_id = \($0)" } ?? "node.parent_id IS NULL"
        let start: SQL = last.map { "AND (node.position > \($0.position) OR node.position = \($0.position) AND node.id > \($0.id))" } ?? ""
        return try rows(
            """
            SELECT node.*, (SELECT count(*) FROM plan_node child WHERE child.edition_id = node.edition_id AND child.parent_id = node.id)
                AS below
            FROM plan_node node WHERE node.edition_id = \(edition) AND \(below) \(start) ORDER BY node.position, node.id LIMIT \(limit)
            """
        ).map { PlanBranch(node: PlanNode(row: $0), below: $0.int("below")) }
    }

    /// Nodes of an edition in whose code and title every word stands, in the order of their ids.
    package func planNodes(
        matching typed: String, in edition: Identifier<PlanEdition>, after: String = "", limit: Int
    ) throws -> [PlanNode] {
        let words = Plain.folded(typed).split(separator: " ").prefix(6)
        guard !words.isEmpty else { return [] }
        let conditions = words.map { word -> SQL in "folded LIKE \("%\(word)%")" }
        return try rows(
            """
            SELECT * FROM plan_node WHERE edition_id = \(edition) AND \(SQL.joined(conditions, separator: " AND ")) AND id > \(after)
            ORDER BY id LIMIT \(limit)
            """
        ).map(PlanNode.init(row:))
    }

    /// Nodes of an edition that others may stand below, at most so many; the one a node stands below now is always among them.
    func planParents(for node: PlanNode?, in edition: PlanEdition, limit: Int) throws -> [PlanNode] {
        let levels = edition.kind.levels.dropLast().map(\.rawValue)
        guard !levels.isEmpty else { return [] }
        var found = try rows(
            """
            SELECT * FROM plan_node WHERE edition_id = \(edition.id) AND level IN (\(SQL.list(levels))) ORDER BY position, id LIMIT \(limit)
            """
        ).map(PlanNode.init(row:))
        if let parent = node?.parent, !found.contains(where: { $0.id == parent }), let now = try planNode(parent) {
            found.insert(now, at: 0)
        }
        return found
    }
}
