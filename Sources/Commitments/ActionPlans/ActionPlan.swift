import Directory
import Kernel
import Masterplan
import Storage
import Web
import Work

/// An agency's plan for a year (rencana aksi): what it will do to keep what it pledged.
package struct ActionPlan: CommitmentRecord, Equatable, Identifiable {
    package static let kind = "action_plan"

    /// How far the year's plan has come.
    package enum State: String, Sendable, CaseIterable {
        case draft
        /// With the planning agency.
        case proposed
        /// Checked, and for everybody to read.
        case published

        package var label: TextKey { TextKey("action_plan.state.\(rawValue)") }
    }

    package var id: Identifier<ActionPlan>
    package var agency: String
    package var year: Int
    package var state = State.draft
    package var proposedBy: String?
    package var proposedAt: Instant?
    package var checkedBy: String?
    package var checkedAt: Instant?
    package var updatedAt: Instant
    package var version = 1

    init(id: Identifier<ActionPlan>, agency: String, year: Int, at now: Instant) {
        self.id = id
        self.agency = agency
        self.year = year
        updatedAt = now
    }

    package init(row: Row) {
        id = row.id("id")
        agency = row.text("agency_id")
        year = row.int("year")
        state = State(rawValue: row.text("state")) ?? .draft
        proposedBy = row.textIfAny("proposed_by")
        proposedAt = row.instantIfAny("proposed_at")
        checkedBy = row.textIfAny("checked_by")
        checkedAt = row.instantIfAny("checked_at")
        updatedAt = row.instant("updated_at")
        version = row.int("version")
    }

    package var key: String { id.text }
    package var holder: String? { agency }
    package var title: String { "Rencana aksi \(year)" }
    package var columns: [(name: String, value: Value)] {
        [
            ("agency_id", agency.value), ("year", year.value), ("state", state.rawValue.value), ("proposed_by", proposedBy.value),
            ("proposed_at", proposedAt.value), ("checked_by", checkedBy.value), ("checked_at", checkedAt.value),
            ("updated_at", updatedAt.value),
        ]
    }

    package func belongings(_ tx: Transaction) throws -> [String?] { try tx.actionItems(of: id).flatMap(\.digested) }

    func address(for actor: Actor) -> String {
        actor.may(.keepPledges, agency: agency) || actor.may(.checkActionPlans)
            ? CommitmentPaths.workPlan("\(year)", agency) : CommitmentPaths.actionPlan("\(year)", agency)
    }
}

extension ActionPlan {
    /// Agencies that are expected to have one: all of the regency's, but villages and what belongs to another agency.
    static func expected(_ directory: DirectoryIndex) -> [Agency] {
        let own: Set<Agency.Kind> = [.secretariat, .inspectorate, .agency, .board, .subdistrict, .hospital, .regionalEnterprise]
        return directory.agencies.active(on: directory.today).filter { own.contains($0.kind) }
    }
}

/// Who may do what to an action plan.
enum ActionPlanPolicy {
    static func maySee(_ plan: ActionPlan, _ actor: Actor) -> Bool {
        plan.state == .published || actor.may(.keepPledges, agency: plan.agency) || actor.may(.checkActionPlans)
    }
}

extension Transaction {
    package func actionPlan(agency: String, year: Int) throws -> ActionPlan? {
        try row("SELECT * FROM action_plan WHERE agency_id = \(agency) AND year = \(year)").map(ActionPlan.init(row:))
    }

    package func actionPlans(year: Int) throws -> [ActionPlan] {
        try rows("SELECT * FROM action_plan WHERE year = \(year) ORDER BY id").map(ActionPlan.init(row:))
    }

    package func actionItems(of plan: Identifier<ActionPlan>) throws -> [ActionItem] {
        try rows("SELECT * FROM action_item WHERE plan_id = \(plan) ORDER BY position, id").map { row in
            ActionItem(
                id: row.id("id"),
                draft: ActionItemDraft(
                    source: ActionItem.Source(rawValue: row.text("source")) ?? .commitment, clause: row.textIfAny("clause_id"),
                    activity: row.text("activity"), output: row.text("output"), owner: row.text("owner_id"),
                    supporters: TextList.read(row.text("supporters")), months: TextList.read(row.text("months")).compactMap { Int($0) },
                    preparation: row.text("preparation"), budgetCode: row.textIfAny("budget_code"),
                    subject: row.textIfAny("subject_kind").flatMap { kind in row.textIfAny("subject_id").map { Reference(kind, $0) } }))
        }
    }

    func setActionItems(_ drafts: [ActionItemDraft], of plan: Identifier<ActionPlan>, in world: World) throws {
        try run("DELETE FROM action_item WHERE plan_id = \(plan)")
        for (position, draft) in drafts.enumerated() {
            try run(
                """
                INSERT INTO action_item (id, plan_id, position, source, clause_id, activity, output, owner_id, supporters, months,
                    preparation, budget_code, subject_kind, subject_id)
                VALUES (\(world.newID(ActionItem.self)), \(plan), \(position), \(draft.source.rawValue), \(draft.clause), \(draft.activity),
                    \(draft.output), \(draft.owner), \(Value.json(TextList.write(draft.supporters))),
                    \(Value.json(TextList.write(draft.months.map(String.init)))), \(draft.preparation), \(draft.budgetCode),
                    \(draft.subject?.kind), \(draft.subject?.id))
                """)
        }
    }
}
