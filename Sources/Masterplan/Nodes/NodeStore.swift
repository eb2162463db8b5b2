import Kernel
import Storage

extension Transaction {
    package func planNode(_ id: Identifier<PlanNode>) throws -> PlanNode? {
        try row("SELECT * FROM plan_node WHERE id = \(id)").map(PlanNode.init(row:))
    }

    /// Several by id, in no order.
    package func planNodes(_ ids: some Sequence<String>) throws -> [PlanNode] {
        let ids = Set(ids).sorted()
        guard !ids.isEmpty else { return [] }
        return try rows("SELECT * FROM plan_node WHERE id IN (\(SQL.list(ids)))").map(PlanNode.init(row:))
    }

    /// Nodes of an edition in the order of their positions; all levels or one.
    package func planNodes(of edition: Identifier<PlanEdition>, level: PlanLevel? = nil) throws -> [PlanNode] {
        let which: SQL = level.map { "AND level = \($0.rawValue)" } ?? ""
        return try rows("SELECT * FROM plan_node WHERE edition_id = \(edition) \(which) ORDER BY position, id").map(PlanNode.init(row:))
    }

    /// What stands right below a node; `nil` for what has no parent in the edition.
    package func planChildren(of parent: Identifier<PlanNode>?, in edition: Identifier<PlanEdition>, limit: Int = 1000) throws -> [PlanNode]
    {
        let below: SQL = parent.map { "parent_id = \($0)" } ?? "parent_id IS NULL"
        return try rows("SELECT * FROM plan_node WHERE edition_id = \(edition) AND \(below) ORDER BY position, id LIMIT \(limit)")
            .map(PlanNode.init(row:))
    }

    /// The nodes above one, the nearest first.
    package func planAncestors(of node: PlanNode) throws -> [PlanNode] {
        var above: [PlanNode] = []
        var next = node.parent
        // A tree has fewer levels than this; the limit is for a database somebody has written into.
        while let id = next, above.count < 32, let found = try planNode(id) {
            above.append(found)
            next = found.parent
        }
        return above
    }

    /// The same thing in another edition.
    package func planNode(key: String, in edition: Identifier<PlanEdition>) throws -> PlanNode? {
        try row("SELECT * FROM plan_node WHERE edition_id = \(edition) AND key = \(key)").map(PlanNode.init(row:))
    }

    /// Nodes of an edition with a code; several where agencies share one.
    package func planNodes(code: String, in edition: Identifier<PlanEdition>) throws -> [PlanNode] {
        try rows("SELECT * FROM plan_node WHERE edition_id = \(edition) AND code = \(code) ORDER BY id").map(PlanNode.init(row:))
    }

    /// Inserts a node of an edition that is about to be kept, and adds it to the edition's sum.
    package func insert(_ node: PlanNode, into edition: inout PlanEdition) throws {
        try run(node.inserting)
        edition.content.add(node.digest)
    }

    /// Writes a node over the version it was read in, one higher.
    /// - Throws: `.conflict` when somebody was quicker.
    package func update(_ node: inout PlanNode, from before: PlanNode, in edition: inout PlanEdition) throws {
        node.version = before.version + 1
        let saved = try run(
            """
            UPDATE plan_node SET level = \(node.level.rawValue), code = \(node.code), title = \(node.title), note = \(node.note),
                parent_id = \(node.parent), agency_id = \(node.agency), dimension = \(node.dimension), sub_pillar = \(node.subPillar),
                position = \(node.position), folded = \(Plain.folded(node.name)), version = \(node.version)
            WHERE id = \(node.id) AND version = \(before.version)
            """)
        guard saved == 1 else { throw AppError.conflict("error.changed_meanwhile") }
        edition.content.remove(before.digest)
        edition.content.add(node.digest)
    }

    package func delete(_ node: PlanNode, from edition: inout PlanEdition) throws {
        let gone = try run("DELETE FROM plan_node WHERE id = \(node.id) AND version = \(node.version)")
        guard gone == 1 else { throw AppError.conflict("error.changed_meanwhile") }
        edition.content.remove(node.digest)
    }
}
