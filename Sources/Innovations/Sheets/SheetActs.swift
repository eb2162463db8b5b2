import Directory
import Kernel
import Masterplan
import Storage
import Work

extension InnovationDesk {
    /// Begins a sheet under the form in force.
    /// - Parameter node: the initiative it is written for, where one is known already.
    @discardableResult
    package func createSheet(_ draft: SheetDraft, node: Identifier<PlanNode>? = nil, by actor: Actor) async throws -> InnovationSheet {
        try await database.write { tx in try createSheet(draft, node: node, by: actor, in: tx) }
    }

    /// As ``createSheet(_:node:by:)``, within a transaction that does more.
    /// - Parameter isInvited: whether the caller has made sure that this actor may begin sheets for any agency, as in a workshop's room.
    @discardableResult
    package func createSheet(
        _ draft: SheetDraft, node: Identifier<PlanNode>? = nil, by actor: Actor, isInvited: Bool = false, in tx: Transaction
    ) throws -> InnovationSheet {
        guard let form = try tx.currentSheetForm() else { throw AppError.unavailable("error.sheet_no_form") }
        let issues = try draft.issues(form, directory) + checkEvidence(draft.answers, for: actor, tx) + checkCodes(draft.answers, tx)
        guard issues.isEmpty, let lead = draft.lead else { throw AppError.invalid(issues) }
        guard isInvited || actor.kind == .system || actor.may(.editInnovations, agency: lead.text) || actor.may(.decideInnovations) else {
            throw AppError.forbidden
        }
        let now = world.now()
        var sheet = InnovationSheet(
            id: world.newID(), code: numberedCode("L", try tx.nextInnovationNumber(InnovationSheet.kind)), formVersion: form.version,
            state: Workflow.innovationSheet.initial, workflowVersion: Workflow.innovationSheet.version, version: 1, title: "",
            dimension: "", pillar: "", lead: lead, node: nil, fromYear: 0, toYear: 0, answers: [:], createdBy: actor.id, createdAt: now,
            updatedAt: now)
        draft.apply(to: &sheet)
        if let node { try ConnectSheet(node).check(node, sheet, tx) }
        sheet.node = node
        try begin(sheet, by: actor, tx)
        return sheet
    }
}

/// Writes a sheet anew.
package struct EditSheet: InnovationAct {
    package let name = "edit"
    package var draft: SheetDraft

    package init(_ draft: SheetDraft) { self.draft = draft }

    package func apply(to opened: inout OpenInnovation<InnovationSheet>) throws {
        let (form, desk) = (try opened.form(), opened.desk)
        let issues =
            try draft.issues(form, desk.directory)
            + desk.checkEvidence(draft.answers, besides: opened.before.answers, for: opened.actor, opened.tx)
            + desk.checkCodes(draft.answers, besides: opened.before.answers, opened.tx)
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        if let lead = draft.lead, lead != opened.before.lead, opened.actor.kind != .system,
            !opened.actor.may(.editInnovations, agency: lead.text), !opened.actor.may(.decideInnovations)
        {
            throw AppError.invalid("lead", "error.sheet_lead_other")
        }
        // What its form no longer asks is not on the page, and stays.
        var draft = draft
        for (name, answer) in opened.before.answers where form[name] == nil { draft.answers[name] = answer }
        draft.apply(to: &opened.record)
        let (before, after) = (opened.before.fields ?? [:], opened.record.fields ?? [:])
        let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
        opened.details["changed"] = changed.joined(separator: " ")
    }
}

/// Takes a sheet over to what is asked now; what was written stays.
package struct RenewSheetForm: InnovationAct {
    package let name = "renew_form"
    package init() {}
    package func apply(to opened: inout OpenInnovation<InnovationSheet>) throws {
        guard let form = try opened.tx.currentSheetForm(), form.version > opened.before.formVersion else {
            throw AppError.conflict("error.sheet_form_current")
        }
        opened.record.formVersion = form.version
        opened.details["form"] = "\(form.version)"
    }
}

/// Hands a sheet in: everything its form needs must be there.
package struct SubmitSheet: InnovationAct {
    package let name = "submit"
    package init() {}
    package func apply(to opened: inout OpenInnovation<InnovationSheet>) throws {
        let issues = SheetDraft(opened.before).issues(try opened.form(), opened.desk.directory, submitting: true)
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        opened.record.submittedAt = opened.now
        opened.record.decidedAt = nil
    }
}

func reasonIssues(_ reason: String) -> [Issue] {
    if reason.count < 10 { return [Issue("text", "error.reason_short")] }
    return reason.count > 5000 ? [Issue("text", Message("error.too_long", ["max": "5000", "length": "\(reason.count)"]))] : []
}

extension OpenInnovation<InnovationSheet> {
    /// What the sheet asks.
    fileprivate func form() throws -> SheetForm {
        guard let form = try tx.sheetForm(before.formVersion) else { throw AppError.unavailable("error.sheet_no_form") }
        return form
    }
}
