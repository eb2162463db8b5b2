import Kernel
import Storage
import Work

/// That one node has to do with another, in the same plan or in another: a programme derives from an objective, a sub-activity
/// finances an initiative. Where the two belong to different agencies, the other side accepts it.
package struct PlanLink: TwoSided, Identifiable {
    /// What one end is to the other.
    package enum Kind: String, Sendable, CaseIterable, Codable {
        /// Comes from it: a Renstra's programme from an objective of the RPJMD.
        case derives
        /// Serves it without being part of it: an initiative of the smart-city plan an objective of the RPJMD.
        case supports
        /// Pays for it: a sub-activity of the Renja for an initiative.
        case finances
        /// Shows how it goes: an indicator's node for an initiative.
        case measures
        package var label: TextKey { TextKey("plan.link.\(rawValue)") }
    }

    package static let kind = "plan_link"

    package var id: Identifier<PlanLink>
    package var from: Identifier<PlanNode>
    package var to: Identifier<PlanNode>
    package var kind: Kind
    /// Percent of the whole that this side carries.
    package var share: Int?
    package var proposer: String?
    package var asked: String?
    package var state: Acceptance
    package var reason: String
    package var dueOn: Day?
    package var proposedBy: String
    package var decidedBy: String?
    package var updatedAt: Instant
    package var version: Int

    package init(
        id: Identifier<PlanLink>, from: Identifier<PlanNode>, to: Identifier<PlanNode>, kind: Kind, share: Int? = nil, proposer: String?,
        asked: String?, state: Acceptance = .proposed, reason: String = "", dueOn: Day? = nil, proposedBy: String, updatedAt: Instant
    ) {
        self.id = id
        self.from = from
        self.to = to
        self.kind = kind
        self.share = share
        self.proposer = proposer
        self.asked = asked
        self.state = state
        self.reason = reason
        self.dueOn = dueOn
        self.proposedBy = proposedBy
        self.updatedAt = updatedAt
        version = 1
    }

    package var recordID: String { id.text }

    package var digest: String {
        Seal.digest([
            id.text, from.text, to.text, kind.rawValue, share.map(String.init), proposer, asked, state.rawValue, reason,
            dueOn?.description, proposedBy, decidedBy, updatedAt.description, String(version),
        ])
    }

    package init(row: Row) {
        id = row.id("id")
        from = row.id("from_id")
        to = row.id("to_id")
        kind = Kind(rawValue: row.text("kind")) ?? .supports
        share = row.intIfAny("share")
        proposer = row.textIfAny("proposer_id")
        asked = row.textIfAny("asked_id")
        state = Acceptance(rawValue: row.text("state")) ?? .withdrawn
        reason = row.text("reason")
        dueOn = row.dayIfAny("due_on")
        proposedBy = row.text("proposed_by")
        decidedBy = row.textIfAny("decided_by")
        updatedAt = row.instant("updated_at")
        version = row.int("version")
    }

    package static func find(_ id: String, _ tx: Transaction) throws -> PlanLink? {
        try tx.row("SELECT * FROM plan_link WHERE id = \(id)").map(PlanLink.init(row:))
    }

    package func save(from version: Int, _ tx: Transaction) throws {
        let saved = try tx.run(
            """
            UPDATE plan_link SET share = \(share), state = \(state.rawValue), reason = \(reason), due_on = \(dueOn),
                decided_by = \(decidedBy), updated_at = \(updatedAt), version = \(self.version)
            WHERE id = \(id) AND version = \(version)
            """)
        guard saved == 1 else { throw AppError.conflict("error.changed_meanwhile") }
    }

    private static let row = RowStatement.insert(
        into: "plan_link",
        [
            "id", "from_id", "to_id", "kind", "share", "proposer_id", "asked_id", "state", "reason", "due_on", "proposed_by", "decided_by",
            "updated_at", "version",
        ])

    package var inserting: SQL {
        PlanLink.row.of([
            id.value, from.value, to.value, kind.rawValue.value, share.value, proposer.value, asked.value, state.rawValue.value,
            reason.value, dueOn.value, proposedBy.value, decidedBy.value, updatedAt.value, version.value,
        ])
    }
}

extension PlanLink {
    package func subjectTitle(_ tx: Transaction) throws -> String {
        let nodes = Dictionary(uniqueKeysWithValues: try tx.planNodes([from.text, to.text]).map { ($0.id, $0.title) })
        return "\(nodes[from] ?? "") → \(nodes[to] ?? "")"
    }
}

extension Transaction {
    /// Links from and to a node, the oldest first.
    package func planLinks(of node: Identifier<PlanNode>) throws -> [PlanLink] {
        try rows("SELECT * FROM plan_link WHERE from_id = \(node)").map(PlanLink.init(row:))
            + rows("SELECT * FROM plan_link WHERE to_id = \(node) AND from_id <> \(node)").map(PlanLink.init(row:))
    }

    package func planLinks(from node: Identifier<PlanNode>) throws -> [PlanLink] {
        try rows("SELECT * FROM plan_link WHERE from_id = \(node) ORDER BY id").map(PlanLink.init(row:))
    }

    package func planLinks(to node: Identifier<PlanNode>) throws -> [PlanLink] {
        try rows("SELECT * FROM plan_link WHERE to_id = \(node) ORDER BY id").map(PlanLink.init(row:))
    }

    /// Links that start or end in an edition.
    package func planLinks(touching edition: Identifier<PlanEdition>) throws -> [PlanLink] {
        let nodes: SQL = "SELECT id FROM plan_node WHERE edition_id = \(edition)"
        return try rows("SELECT * FROM plan_link WHERE from_id IN (\(nodes)) OR to_id IN (\(nodes)) ORDER BY id").map(PlanLink.init(row:))
    }
}
