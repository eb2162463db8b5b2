import Kernel
import Storage
import Work

/// A step (tonggak) towards a pledge: due on a day, worth a part of the whole, proven by evidence that somebody else looked at.
package struct Milestone: CommitmentRecord, Equatable, Identifiable {
    package static let kind = "milestone"

    /// How far the step has come; only evidence that somebody else has looked at proves it.
    package enum State: String, Sendable, CaseIterable {
        case planned
        /// Claimed, and waiting to be looked at.
        case submitted
        /// Somebody who did not claim it says that the evidence proves it.
        case verified

        package var label: TextKey { TextKey("milestone.state.\(rawValue)") }
    }

    package var id: Identifier<Milestone>
    package var clause: Identifier<Clause>
    package var position: Int
    package var name: String
    /// Percent of the pledge; those of one clause total 100.
    package var weight: Int
    package var due: Day
    package var state = State.planned
    /// When it was done, as claimed; never later than the claim.
    package var doneOn: Day?
    package var submittedBy: String?
    package var submittedAt: Instant?
    package var verifiedBy: String?
    package var verifiedAt: Instant?
    package var updatedAt: Instant
    package var version = 1

    init(id: Identifier<Milestone>, clause: Identifier<Clause>, position: Int, draft: MilestoneDraft, at now: Instant) {
        self.id = id
        self.clause = clause
        self.position = position
        name = draft.name
        weight = draft.weight
        due = draft.due
        updatedAt = now
    }

    package init(row: Row) {
        id = row.id("id")
        clause = row.id("clause_id")
        position = row.int("position")
        name = row.text("title")
        weight = row.int("weight")
        due = row.day("due_on")
        // What cannot be read was not proven.
        state = State(rawValue: row.text("state")) ?? .planned
        doneOn = row.dayIfAny("done_on")
        submittedBy = row.textIfAny("submitted_by")
        submittedAt = row.instantIfAny("submitted_at")
        verifiedBy = row.textIfAny("verified_by")
        verifiedAt = row.instantIfAny("verified_at")
        updatedAt = row.instant("updated_at")
        version = row.int("version")
    }

    package var key: String { id.text }
    package var holder: String? { nil }
    package var title: String { name }
    package var columns: [(name: String, value: Value)] {
        [
            ("clause_id", clause.value), ("position", position.value), ("title", name.value), ("weight", weight.value),
            ("due_on", due.value), ("state", state.rawValue.value), ("done_on", doneOn.value), ("submitted_by", submittedBy.value),
            ("submitted_at", submittedAt.value), ("verified_by", verifiedBy.value), ("verified_at", verifiedAt.value),
            ("updated_at", updatedAt.value),
        ]
    }

    package func belongings(_ tx: Transaction) throws -> [String?] {
        try tx.evidence(of: [id.text])[id.text, default: []].flatMap(\.digested)
    }
}

/// A step as somebody plans it.
package struct MilestoneDraft: Sendable, Equatable {
    /// Of the step it changes; `nil` for a new one.
    package var id: String?
    package var name: String
    package var weight: Int
    package var due: Day

    package init(_ name: String, weight: Int, due: Day, id: String? = nil) {
        self.id = id
        self.name = Plain.line(name)
        self.weight = weight
        self.due = due
    }

    /// What is wrong with the steps of one pledge.
    static func issues(_ drafts: [MilestoneDraft], until due: Day, from start: Day) -> [Issue] {
        var issues: [Issue] = []
        for (index, draft) in drafts.enumerated() {
            let place = "\(index + 1)"
            if draft.name.count < 3 { issues.append(Issue("name.\(place)", Message("error.too_short", ["min": "3"]))) }
            if draft.name.count > 200 {
                issues.append(Issue("name.\(place)", Message("error.too_long", ["max": "200", "length": "\(draft.name.count)"])))
            }
            if !(1...100).contains(draft.weight) {
                issues.append(Issue("weight.\(place)", Message("error.out_of_range", ["min": "1", "max": "100"])))
            }
            if draft.due > due || draft.due < start { issues.append(Issue("due.\(place)", "error.milestone_due_outside")) }
        }
        // Sums of numbers far out of range must not trap.
        let total = drafts.reduce(0) { $0 + min(max($1.weight, -1000), 1000) }
        if !drafts.isEmpty, total != 100 { issues.append(Issue("weights", Message("error.milestone_weights", ["total": "\(total)"]))) }
        if drafts.count > 24 { issues.append(Issue("weights", Message("error.milestone_many", ["most": "24"]))) }
        return issues
    }
}

extension Transaction {
    package func milestones(of clause: Identifier<Clause>) throws -> [Milestone] {
        try milestones(of: [clause.text])[clause.text] ?? []
    }

    /// The steps of pledges by the clause's id, in their order.
    package func milestones(of clauses: [String]) throws -> [String: [Milestone]] {
        let found = try rows("SELECT * FROM milestone WHERE clause_id IN (\(SQL.list(clauses))) ORDER BY clause_id, position, id").map(
            Milestone.init(row:))
        return Dictionary(grouping: found, by: \.clause.text)
    }
}
