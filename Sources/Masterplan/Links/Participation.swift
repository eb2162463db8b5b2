import Kernel
import Storage
import Work

/// An agency's part in carrying something out: a node of a plan, an innovation sheet, a clause of a commitment. Its lead proposes,
/// the supporting agency accepts, declines or asks.
package struct Participation: TwoSided, Identifiable {
    /// Whether the agency leads or supports.
    package enum Role: String, Sendable, CaseIterable, Codable {
        case lead, support
        package var label: TextKey { TextKey("plan.role.\(rawValue)") }
    }

    package static let kind = "plan_participation"

    package var id: Identifier<Participation>
    /// What it is a part of; its kind is registered with ``PlanSubjects``.
    package var subject: Reference
    /// What that is called, as of the proposal: the work list names it without knowing its capability.
    package var title: String
    package var agency: String
    package var role: Role
    package var share: Int?
    package var proposer: String?
    package var state: Acceptance
    package var reason: String
    package var dueOn: Day?
    package var proposedBy: String
    package var decidedBy: String?
    package var updatedAt: Instant
    package var version: Int

    package init(
        id: Identifier<Participation>, subject: Reference, title: String, agency: String, role: Role = .support, share: Int? = nil,
        proposer: String?,
        state: Acceptance = .proposed, reason: String = "", dueOn: Day? = nil, proposedBy: String, updatedAt: Instant
    ) {
        self.id = id
        self.subject = subject
        self.title = title
        self.agency = agency
        self.role = role
        self.share = share
        self.proposer = proposer
        self.state = state
        self.reason = reason
        self.dueOn = dueOn
        self.proposedBy = proposedBy
        self.updatedAt = updatedAt
        version = 1
    }

    package var recordID: String { id.text }
    package var asked: String? { agency }

    package var digest: String {
        Seal.digest([
            id.text, subject.kind, subject.id, title, agency, role.rawValue, share.map(String.init), proposer, state.rawValue, reason,
            dueOn?.description, proposedBy, decidedBy, updatedAt.description, String(version),
        ])
    }

    package init(row: Row) {
        id = row.id("id")
        subject = Reference(row.text("subject_kind"), row.text("subject_id"))
        title = row.text("title")
        agency = row.text("agency_id")
        role = Role(rawValue: row.text("role")) ?? .support
        share = row.intIfAny("share")
        proposer = row.textIfAny("proposer_id")
        state = Acceptance(rawValue: row.text("state")) ?? .withdrawn
        reason = row.text("reason")
        dueOn = row.dayIfAny("due_on")
        proposedBy = row.text("proposed_by")
        decidedBy = row.textIfAny("decided_by")
        updatedAt = row.instant("updated_at")
        version = row.int("version")
    }

    package static func find(_ id: String, _ tx: Transaction) throws -> Participation? {
        try tx.row("SELECT * FROM plan_participation WHERE id = \(id)").map(Participation.init(row:))
    }

    package func save(from version: Int, _ tx: Transaction) throws {
        let saved = try tx.run(
            """
            UPDATE plan_participation SET share = \(share), state = \(state.rawValue), reason = \(reason), due_on = \(dueOn),
                proposer_id = \(proposer), decided_by = \(decidedBy), updated_at = \(updatedAt), version = \(self.version)
            WHERE id = \(id) AND version = \(version)
            """)
        guard saved == 1 else { throw AppError.conflict("error.changed_meanwhile") }
    }

    package func subjectTitle(_ tx: Transaction) throws -> String { title }

    func insert(_ tx: Transaction) throws {
        try tx.run(
            """
            INSERT INTO plan_participation (id, subject_kind, subject_id, title, agency_id, role, share, proposer_id, state, reason, due_on,
                proposed_by, decided_by, updated_at, version)
            VALUES (\(id), \(subject.kind), \(subject.id), \(title), \(agency), \(role.rawValue), \(share), \(proposer),
                \(state.rawValue), \(reason), \(dueOn), \(proposedBy), \(decidedBy), \(updatedAt), \(version))
            """)
    }
}

extension Transaction {
    /// Every agency's part in something, the oldest first.
    package func participations(of subject: Reference) throws -> [Participation] {
        try rows(
            "SELECT * FROM plan_participation WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.id) ORDER BY id"
        ).map(Participation.init(row:))
    }

    /// Parts in several things of one kind, by id.
    package func participations(of kind: String, _ ids: some Sequence<String>) throws -> [String: [Participation]] {
        let ids = Set(ids).sorted()
        guard !ids.isEmpty else { return [:] }
        let found = try rows(
            "SELECT * FROM plan_participation WHERE subject_kind = \(kind) AND subject_id IN (\(SQL.list(ids))) ORDER BY id"
        ).map(Participation.init(row:))
        return Dictionary(grouping: found, by: \.subject.id)
    }

    /// Whether no second agency has accepted a part in it: "still one agency's own".
    package func isOneAgencysOwn(_ subject: Reference) throws -> Bool {
        try row(
            """
            SELECT id FROM plan_participation WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.id) AND role = 'support'
                AND state = 'accepted' LIMIT 1
            """) == nil
    }
}
