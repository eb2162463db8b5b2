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

/// One activity of a plan.
package struct ActionItem: Sendable, Equatable, Identifiable {
    /// Why it is in the plan.
    package enum Source: String, Sendable, CaseIterable {
        case commitment, masterplan, finding, instruction

        package var label: TextKey { TextKey("action_plan.source.\(rawValue)") }
    }

    package var id: Identifier<ActionItem>
    package var draft: ActionItemDraft

    var digested: [String?] {
        let columns: [String?] = [
            id.text, draft.source.rawValue, draft.clause, draft.activity, draft.output, draft.owner,
            draft.supporters.joined(separator: " "),
            draft.months.map(String.init).joined(separator: " "), draft.preparation, draft.budgetCode,
        ]
        return draft.subject.map { columns + [$0.kind, $0.id] } ?? columns
    }
}

/// One activity as somebody writes it.
package struct ActionItemDraft: Sendable, Equatable {
    package var source: ActionItem.Source
    /// Code of the pledge it serves.
    package var clause: String?
    package var activity: String
    package var output: String
    package var owner: String
    package var supporters: [String]
    /// 1…12, in order.
    package var months: [Int]
    /// What must be ready before: rules, people, equipment.
    package var preparation: String
    /// Code of the sub-activity that pays for it, such as `2.16.03.2.02.0038`.
    package var budgetCode: String?
    /// The record it comes from, where that is no pledge: an initiative, an innovation sheet, a finding.
    package var subject: Reference?

    /// Kinds that an activity can come from.
    static let subjects: Set<String> = ["plan_node", "innovation_sheet", "quick_win", "plan_finding"]

    package init(
        source: ActionItem.Source = .commitment, clause: String? = nil, activity: String, output: String, owner: String,
        supporters: [String] = [], months: [Int], preparation: String = "", budgetCode: String? = nil, subject: Reference? = nil
    ) {
        self.subject = subject
        self.source = source
        self.clause = clause.flatMap { $0.isEmpty ? nil : $0 }
        self.activity = Plain.line(activity)
        self.output = Plain.line(output)
        self.owner = owner
        self.supporters = supporters.filter { $0 != owner }
        self.months = Set(months).sorted()
        self.preparation = Plain.text(preparation)
        self.budgetCode = budgetCode.map(Plain.line).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// - Parameter place: number of the row, for the names of its fields.
    func issues(_ place: Int) -> [Issue] {
        var issues: [Issue] = []
        func measure(_ name: String, _ text: String, min: Int, max: Int) {
            if text.count < min { issues.append(Issue("\(name).\(place)", Message("error.too_short", ["min": "\(min)"]))) }
            if text.count > max {
                issues.append(Issue("\(name).\(place)", Message("error.too_long", ["max": "\(max)", "length": "\(text.count)"])))
            }
        }
        measure("activity", activity, min: 5, max: 300)
        measure("output", output, min: 3, max: 300)
        measure("preparation", preparation, min: 0, max: 1000)
        if months.isEmpty || !months.allSatisfy((1...12).contains) { issues.append(Issue("months.\(place)", "error.action_months")) }
        // Permendagri's nomenclature; X.XX stands for the agency's own field.
        if let fault = budgetCode.flatMap({ NomenclatureCode.fault($0, .subActivity) }) {
            issues.append(Issue("budget_code.\(place)", fault))
        }
        if let subject, !ActionItemDraft.subjects.contains(subject.kind) {
            issues.append(Issue("subject.\(place)", "error.action_subject"))
        }
        return issues
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
