import Directory
import Kernel
import Storage
import Work

extension InnovationDesk {
    /// Puts an innovation into the register, as an idea first.
    @discardableResult
    package func register(_ draft: InnovationDraft, by actor: Actor) async throws -> Innovation {
        try await database.write { tx in try register(draft, by: actor, in: tx) }
    }

    /// - Parameters:
    ///   - idea: the idea it was made of.
    ///   - replicates: the innovation of another agency that it repeats.
    @discardableResult
    package func register(
        _ draft: InnovationDraft, idea: Identifier<Idea>? = nil, replicates: Identifier<Innovation>? = nil, by actor: Actor,
        in tx: Transaction
    ) throws -> Innovation {
        var draft = draft
        // What its sheet says is not typed again.
        if let id = draft.sheet, let sheet = try tx.innovationSheet(id), sheet.mayTell(actor) { draft.takeOver(sheet) }
        let issues = draft.issues(directory)
        guard issues.isEmpty, let agency = draft.agency else { throw AppError.invalid(issues) }
        let isOwn = actor.may(.editInnovations, agency: agency.text) || actor.may(.decideInnovations)
        guard actor.kind == .system || isOwn || idea != nil else { throw AppError.forbidden }
        if let sheet = draft.sheet { try checkSheet(sheet, actor, tx) }
        let now = world.now()
        var innovation = Innovation(
            id: world.newID(), code: numberedCode("I", try tx.nextInnovationNumber(Innovation.kind)), agency: agency, idea: idea,
            replicates: replicates, state: Workflow.innovation.initial, workflowVersion: Workflow.innovation.version, version: 1, title: "",
            initiator: .agency, form: .service, isDigital: false, function: "", theme: "", design: "", purpose: "", benefit: "", result: "",
            criteria: [], createdAt: now, updatedAt: now)
        draft.apply(to: &innovation)
        try begin(innovation, by: actor, details: replicates.map { ["replicates": $0.text] } ?? [:], tx)
        return innovation
    }

    func checkSheet(_ id: Identifier<InnovationSheet>, _ actor: Actor, _ tx: Transaction) throws {
        guard let sheet = try tx.innovationSheet(id), try actor.kind == .system || sheet.maySee(actor, tx) else {
            throw AppError.invalid("sheet", "error.innovation_sheet")
        }
    }

    /// Takes over for one's own agency what another one has tried: a new entry that points at the first.
    /// - Throws: `.conflict` when the agency is the first one itself, or repeats it already.
    @discardableResult
    package func replicate(code: String, for agency: Identifier<Agency>, by actor: Actor) async throws -> Innovation {
        try await database.write { tx in
            guard let first = try tx.innovation(code: code) else { throw AppError.notFound }
            return try replicate(first, for: agency, by: actor, in: tx)
        }
    }

    /// As ``replicate(code:for:by:)``, within a transaction that does more.
    @discardableResult
    package func replicate(_ first: Innovation, for agency: Identifier<Agency>, by actor: Actor, in tx: Transaction) throws -> Innovation {
        guard actor.kind == .system || actor.may(.editInnovations, agency: agency.text) else { throw AppError.forbidden }
        guard first.state == "trial" || first.state == "applied" else { throw AppError.conflict("error.innovation_untried") }
        let others = try tx.replications(of: first.id)
        guard first.agency != agency, !others.contains(where: { $0.agency == agency && $0.state != "stopped" }) else {
            throw AppError.conflict("error.innovation_there")
        }
        var draft = InnovationDraft(first)
        draft.agency = agency
        draft.sheet = nil
        // What came of it and how many it reached is for the new owner to say.
        draft.result = ""
        draft.beneficiaries = nil
        draft.proofs = [:]
        return try register(draft, replicates: first.id, by: actor, in: tx)
    }
}

package struct EditInnovation: InnovationAct {
    package let name = "edit"
    package var draft: InnovationDraft
    package init(_ draft: InnovationDraft) { self.draft = draft }
    package func apply(to opened: inout OpenInnovation<Innovation>) throws {
        let issues = draft.issues(opened.desk.directory)
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        if let agency = draft.agency, agency != opened.before.agency, opened.actor.kind != .system,
            !opened.actor.may(.editInnovations, agency: agency.text)
        {
            throw AppError.invalid("agency", "error.sheet_lead_other")
        }
        if let sheet = draft.sheet, sheet != opened.before.sheet { try opened.desk.checkSheet(sheet, opened.actor, opened.tx) }
        draft.apply(to: &opened.record)
    }
}

/// It is being tried out since a day.
package struct TryInnovation: InnovationAct {
    package let name = "try"
    package var on: Day?
    package init(on day: Day?) { on = day }
    package var issues: [Issue] { on == nil ? [Issue("on", "error.missing")] : [] }
    package func apply(to opened: inout OpenInnovation<Innovation>) throws {
        if let on, on > opened.desk.directory.today { throw AppError.invalid("on", "error.innovation_future") }
        opened.record.trialOn = on
    }
}

/// It is applied since a day.
package struct ApplyInnovation: InnovationAct {
    package let name = "apply"
    package var on: Day?
    package init(on day: Day?) { on = day }
    package var issues: [Issue] { on == nil ? [Issue("on", "error.missing")] : [] }
    package func apply(to opened: inout OpenInnovation<Innovation>) throws {
        guard let on else { return }
        if on > opened.desk.directory.today { throw AppError.invalid("on", "error.innovation_future") }
        if let trial = opened.before.trialOn, on < trial { throw AppError.invalid("on", "error.innovation_order") }
        opened.record.appliedOn = on
    }
}

/// Ends a trial or an application; the reason is for everybody to read.
package struct StopInnovation: InnovationAct {
    package let name = "stop"
    package var reason: String
    package init(_ reason: String) { self.reason = Plain.text(reason) }
    package var issues: [Issue] { reasonIssues(reason) }
    package func apply(to opened: inout OpenInnovation<Innovation>) throws { try opened.write(reason, isPublic: true) }
}

/// It goes on after all, as a trial.
package struct ResumeInnovation: InnovationAct {
    package let name = "resume"
    package var reason: String
    package init(_ reason: String) { self.reason = Plain.text(reason) }
    package var issues: [Issue] { reasonIssues(reason) }
    package func apply(to opened: inout OpenInnovation<Innovation>) throws {
        if opened.before.trialOn == nil { opened.record.trialOn = opened.desk.directory.today }
        opened.record.appliedOn = nil
        try opened.write(reason, isPublic: true)
    }
}
