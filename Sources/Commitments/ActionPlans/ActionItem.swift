import Directory
import Kernel
import Masterplan
import Storage
import Web
import Work

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
