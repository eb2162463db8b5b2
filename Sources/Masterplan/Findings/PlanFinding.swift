import Kernel
import Storage
import Work

/// What an evaluation found at a point of a plan, and what it recommends. It belongs to the point's key: whatever edition comes next opens
/// with those that nobody has dealt with yet.
package struct PlanFinding: Sendable, Equatable, Identifiable {
    package static let kind = "plan_finding"

    /// What became of the recommendation.
    package enum State: String, Sendable, CaseIterable, Codable {
        case open
        /// The plan was changed accordingly, or the work was done; ``PlanFinding/answer`` says how.
        case taken
        /// It is not followed; ``PlanFinding/answer`` says why.
        case declined
        package var label: TextKey { TextKey("plan.finding.state.\(rawValue)") }
    }

    package var id: Identifier<PlanFinding>
    /// Of the node: the same in every edition.
    package var key: String
    /// The node as it was when this was found, and its edition.
    package var node: Identifier<PlanNode>
    package var edition: Identifier<PlanEdition>
    /// Who answered for the node then.
    package var agency: String?
    package var text: String
    package var recommendation: String
    /// Where it comes from, such as a report's name and year; may be empty.
    package var source: String
    package var state: State
    package var answer: String
    package var createdBy: String
    package var createdAt: Instant
    package var updatedAt: Instant
    package var version: Int

    package var reference: Reference { Reference(PlanFinding.kind, id) }

    package var digest: String {
        Seal.digest([
            id.text, key, node.text, edition.text, agency, text, recommendation, source, state.rawValue, answer, createdBy,
            createdAt.description, updatedAt.description, String(version),
        ])
    }

    init(
        id: Identifier<PlanFinding>, at node: PlanNode, text: String, recommendation: String, source: String, by actor: Actor,
        at now: Instant
    ) {
        self.id = id
        key = node.key
        self.node = node.id
        edition = node.edition
        agency = node.agency
        self.text = text
        self.recommendation = recommendation
        self.source = source
        state = .open
        answer = ""
        createdBy = actor.id
        createdAt = now
        updatedAt = now
        version = 1
    }

    init(row: Row) {
        id = row.id("id")
        key = row.text("node_key")
        node = row.id("node_id")
        edition = row.id("edition_id")
        agency = row.textIfAny("agency_id")
        text = row.text("finding")
        recommendation = row.text("recommendation")
        source = row.text("source")
        state = State(rawValue: row.text("state")) ?? .open
        answer = row.text("answer")
        createdBy = row.text("created_by")
        createdAt = row.instant("created_at")
        updatedAt = row.instant("updated_at")
        version = row.int("version")
    }

    /// Findings name weaknesses of plans that are being mended: they are for those who work on plans.
    package static func mayRead(_ actor: Actor) -> Bool {
        actor.kind == .system || [.readPlans, .writePlans, .stewardPlans, .adoptPlans].contains(where: actor.mayAnywhere)
    }

    /// The planning agency, and whoever answers for the node.
    static func mayWrite(_ agency: String?, _ actor: Actor) -> Bool {
        actor.kind == .system || actor.may(.stewardPlans) || (agency.map { actor.may(.writePlans, agency: $0) } ?? false)
    }
}

/// A finding beside the point it is about, as an edition has that point.
package struct FindingLine: Sendable, Equatable {
    package var finding: PlanFinding
    /// `nil` where the edition has dropped it.
    package var node: PlanNode?
}

extension Transaction {
    package func planFinding(_ id: Identifier<PlanFinding>) throws -> PlanFinding? {
        try row("SELECT * FROM plan_finding WHERE id = \(id)").map(PlanFinding.init(row:))
    }

    /// Findings at a point, in whichever edition they were written, the youngest first.
    package func findings(at node: PlanNode) throws -> [PlanFinding] {
        try rows("SELECT * FROM plan_finding WHERE node_key = \(node.key) ORDER BY id DESC LIMIT 200").map(PlanFinding.init(row:))
    }

    /// What an edition has to deal with: findings at its points by their keys, and those of the edition before whose point it has dropped;
    /// open ones first.
    package func findings(of edition: PlanEdition, limit: Int = 500) throws -> [FindingLine] {
        let found = try rows(
            """
            SELECT f.*, n.id AS now_id FROM plan_finding f JOIN plan_node n ON n.edition_id = \(edition.id) AND n.key = f.node_key
            ORDER BY CASE WHEN f.state = 'open' THEN 0 ELSE 1 END, f.id LIMIT \(limit)
            """
        ).map { (PlanFinding(row: $0), Identifier<PlanNode>($0.text("now_id"))) }
        let nodes = Dictionary(
            uniqueKeysWithValues: try Array(Set(found.map(\.1.text))).chunks(of: 500).flatMap { try planNodes($0) }.map { ($0.id, $0) })
        var lines = found.map { FindingLine(finding: $0.0, node: nodes[$0.1]) }
        guard let old = edition.replaces else { return lines }
        lines += try rows(
            """
            SELECT f.* FROM plan_finding f JOIN plan_node o ON o.edition_id = \(old) AND o.key = f.node_key
            WHERE f.state = 'open'
                AND NOT EXISTS (SELECT 1 FROM plan_node n WHERE n.edition_id = \(edition.id) AND n.key = f.node_key)
            ORDER BY f.id LIMIT \(limit)
            """
        ).map { FindingLine(finding: PlanFinding(row: $0), node: nil) }
        return lines
    }

    /// How many of them nobody has dealt with.
    package func openFindings(of edition: PlanEdition) throws -> Int {
        let here = try count(
            """
            SELECT count(*) FROM plan_finding f JOIN plan_node n ON n.edition_id = \(edition.id) AND n.key = f.node_key
            WHERE f.state = 'open'
            """)
        guard let old = edition.replaces else { return here }
        return try here
            + count(
                """
                SELECT count(*) FROM plan_finding f JOIN plan_node o ON o.edition_id = \(old) AND o.key = f.node_key
                WHERE f.state = 'open'
                    AND NOT EXISTS (SELECT 1 FROM plan_node n WHERE n.edition_id = \(edition.id) AND n.key = f.node_key)
                """)
    }

    /// Open findings at points an agency answers for now, for its action plan.
    package func openFindings(agency: String, limit: Int = 200) throws -> [FindingLine] {
        let found = try rows("SELECT * FROM plan_finding WHERE state = 'open' ORDER BY id").map(PlanFinding.init(row:))
        let nodes = try currentNodes(found.map(\.node.text))
        return found.map { FindingLine(finding: $0, node: nodes[$0.node.text]) }.filter { ($0.node?.agency ?? $0.finding.agency) == agency }
            .prefix(limit).map(\.self)
    }
}
