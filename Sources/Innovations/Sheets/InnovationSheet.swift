import Directory
import Kernel
import Masterplan
import Storage
import Work

/// An innovation sheet (*lembar inovasi*): one thing a regency means to do differently, with the problem it answers, whose it is, what
/// comes out in which year and what it may cost. What it asks besides is shaped by the ``SheetForm`` it was begun under.
package struct InnovationSheet: InnovationRecord, Identifiable {
    package static let kind = "innovation_sheet"
    package static var workflow: Workflow { .innovationSheet }

    package var id: Identifier<InnovationSheet>
    package var code: String
    package var formVersion: Int
    package var state: String
    package var workflowVersion: Int
    package var version: Int
    package var title: String
    /// Code of a ``CityDimension``.
    package var dimension: String
    /// Code of one of that dimension's sub-pillars.
    package var pillar: String
    package var lead: Identifier<Agency>
    /// The initiative of the masterplan it belongs to; `nil` while it waits unconnected.
    package var node: Identifier<PlanNode>?
    package var fromYear: Int
    package var toYear: Int
    /// Also values of fields that its form no longer asks: nothing that was written is ever lost.
    package var answers: [String: Answer]
    package var createdBy: String
    package var createdAt: Instant
    package var updatedAt: Instant
    package var submittedAt: Instant?
    package var decidedAt: Instant?

    package var recordID: String { id.text }
    package var holder: String? { lead.text }
    package var years: ClosedRange<Int> { fromYear...max(fromYear, toYear) }

    /// In the plan, or good enough to be taken into it: what everybody may read.
    package var isPublic: Bool { ["accepted", "in_plan"].contains(state) }

    package var yearRows: [SheetYear] {
        answers.values.flatMap { answer -> [SheetYear] in if case .years(let rows) = answer { rows } else { [] } }
            .sorted { ($0.year, $0.activity) < ($1.year, $1.activity) }
    }

    package var subActivities: SubActivities {
        for case .codes(let codes) in answers.values { return codes }
        return SubActivities()
    }

    /// What it may cost as far as anybody has said, and whether a row has no amount yet.
    package var money: (rupiah: Int, isWhole: Bool) {
        (yearRows.compactMap(\.amount).reduce(0, +), yearRows.allSatisfy { $0.amount != nil })
    }

    package var fields: [String: String]? {
        var fields = [
            "title": title, "dimension": dimension, "pillar": pillar, "lead": lead.text, "from_year": "\(fromYear)",
            "to_year": "\(toYear)", "state": state, "form_version": "\(formVersion)",
        ]
        if let node { fields["node"] = node.text }
        for (name, answer) in answers { fields["f.\(name)"] = AnswerWords.text(answer) }
        return fields
    }

    package var digested: [String?] {
        [
            id.text, code, String(formVersion), state, String(workflowVersion), String(version), title, dimension, pillar,
            lead.text, node?.text, String(fromYear), String(toYear), answers.stored, createdBy, createdAt.description,
            updatedAt.description,
            submittedAt?.description, decidedAt?.description,
        ]
    }

    /// Drafts are the lead agency's, those of who was asked to share it, and the planning agency's; what is handed in every official
    /// who writes sheets may read, for innovations belong to all; what is accepted, everyone.
    package func maySee(_ actor: Actor, _ tx: Transaction) throws -> Bool {
        if isPublic || actor.may(.editInnovations, agency: lead.text) || actor.may(.decideInnovations) { return true }
        if state == "submitted" { return actor.mayAnywhere(.editInnovations) }
        return try isAsked(actor, tx)
    }

    /// Whether somebody may put what it says where everyone reads it: what is accepted is there already, anything else is the lead's.
    func mayTell(_ actor: Actor) -> Bool {
        isPublic || actor.kind == .system || actor.may(.editInnovations, agency: lead.text)
    }

    /// Whether one of the actor's agencies was asked to take part.
    private func isAsked(_ actor: Actor, _ tx: Transaction) throws -> Bool {
        guard let agencies = actor.agencies(for: .editInnovations), !agencies.isEmpty else { return false }
        return try tx.participations(of: reference).contains { agencies.contains($0.agency) && $0.state != .withdrawn }
    }
}

extension Workflow {
    /// The life of a sheet. The planning agency has ten working days to read what is handed in.
    package static let innovationSheet: Workflow = {
        let lead = Doer.holder(.editInnovations)
        let planner = Doer.anyone(.decideInnovations)
        let open = ["draft", "returned"]
        let kept = ["draft", "submitted", "returned", "accepted", "in_plan"]
        return Workflow(
            name: InnovationSheet.kind, version: 1, initial: "draft",
            states: [
                State("draft"), State("submitted", owedBy: .decideInnovations, clock: "review"),
                State("returned", owedBy: .editInnovations, clock: "mending"), State("accepted", owedBy: .decideInnovations),
                State("in_plan", isFinal: true), State("dropped", isFinal: true),
            ],
            acts: [
                Act("edit", from: open, by: lead), Act("renew_form", from: open, by: lead),
                Act("submit", from: open, to: "submitted", by: lead, clocks: [.stop("mending"), .start("review")]),
                Act("take_back", from: ["submitted"], to: "draft", by: lead, clocks: [.stop("review")]),
                Act(
                    "return", from: ["submitted", "accepted", "in_plan"], to: "returned", by: planner, needs: [.reason],
                    clocks: [.stop("review"), .start("mending")]),
                Act("accept", from: ["submitted"], to: "accepted", by: planner, clocks: [.stop("review")]),
                Act("include", from: ["accepted"], to: "in_plan", by: planner),
                Act("connect", from: kept, by: planner), Act("replan", from: kept, by: planner),
                Act("drop", from: open, to: "dropped", by: lead, needs: [.reason], clocks: [.stop("mending")]),
                Act("alert", from: ["submitted", "returned"], by: .system),
            ],
            clocks: [ClockRule("review", days: ["*": 10]), ClockRule("mending", days: ["*": 15])])
    }()
}
