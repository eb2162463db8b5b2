import Directory
import Kernel
import Storage
import Work

/// What somebody says about a quick win, before it is checked.
package struct QuickWinDraft: Sendable, Equatable {
    package var title = ""
    package var service = ""
    package var contact = ""
    package var startOn: Day?
    package var endOn: Day?
    package var measure = ""
    package var unit = ""
    package var before: String?
    package var beforeOn: Day?
    package var evidence: [Evidence] = []
    package var presentation = ""
    /// Whether whoever proposes it has said that it sharpens a service that is there and builds nothing new. The form and the API ask.
    package var isExisting = true

    package init() {}

    package init(_ win: QuickWin) {
        title = win.title
        service = win.service
        contact = win.contact
        startOn = win.startOn
        endOn = win.endOn
        measure = win.measure
        unit = win.unit
        before = win.before
        beforeOn = win.beforeOn
        evidence = win.evidence
        presentation = win.presentation
        isExisting = win.isExisting ?? true
    }

    /// Each criterion that is not met yet, said so that it can be.
    package var issues: [Issue] {
        var issues: [Issue] = []
        func check(_ isFine: Bool, _ field: String, _ message: Message) { if !isFine { issues.append(Issue(field, message)) } }
        check((5...200).contains(title.count), "title", "error.sheet_title")
        check((10...2000).contains(service.count), "service", "error.quick_win_service")
        check(isExisting, "is_existing", "error.quick_win_new")
        check((10...2000).contains(contact.count), "contact", "error.quick_win_contact")
        check(startOn != nil, "start_on", "error.missing")
        check(endOn != nil, "end_on", "error.missing")
        if let startOn, let endOn {
            check(QuickWin.days.contains(endOn.daysSinceEpoch - startOn.daysSinceEpoch), "end_on", "error.quick_win_days")
        }
        check((3...300).contains(measure.count), "measure", "error.quick_win_measure")
        check((1...60).contains(unit.count), "unit", "error.missing")
        check(before != nil, "before", "error.quick_win_before")
        check(beforeOn != nil, "before_on", "error.missing")
        if let startOn, let beforeOn { check(beforeOn <= startOn.adding(31), "before_on", "error.quick_win_before_late") }
        check(presentation.count <= 500, "presentation", Message("error.too_long", ["max": "500", "length": "\(presentation.count)"]))
        let isAddress = presentation.isEmpty || presentation.hasPrefix("https://") || presentation.hasPrefix("http://")
        check(isAddress, "presentation", "error.quick_win_presentation")
        return issues
    }

    func apply(to win: inout QuickWin) {
        guard let startOn, let endOn, let before, let beforeOn else { return }
        win.title = title
        win.service = service
        win.contact = contact
        win.startOn = startOn
        win.endOn = endOn
        win.measure = measure
        win.unit = unit
        win.before = before
        win.beforeOn = beforeOn
        win.evidence = evidence
        win.presentation = presentation
        win.isExisting = isExisting
    }
}

extension InnovationDesk {
    /// Proposes a part of a sheet as its quick win.
    @discardableResult
    package func proposeQuickWin(_ draft: QuickWinDraft, on sheet: Identifier<InnovationSheet>, by actor: Actor) async throws -> QuickWin {
        try await database.write { tx in try proposeQuickWin(draft, on: sheet, by: actor, in: tx) }
    }

    @discardableResult
    package func proposeQuickWin(_ draft: QuickWinDraft, on id: Identifier<InnovationSheet>, by actor: Actor, in tx: Transaction) throws
        -> QuickWin
    {
        guard let sheet = try tx.innovationSheet(id), try actor.kind == .system || sheet.maySee(actor, tx) else { throw AppError.notFound }
        let isOwn = actor.may(.editInnovations, agency: sheet.lead.text) || actor.may(.decideInnovations)
        guard actor.kind == .system || isOwn else { throw AppError.forbidden }
        guard sheet.state != "dropped" else { throw AppError.conflict("error.quick_win_dropped") }
        guard try tx.quickWin(ofSheet: id) == nil else { throw AppError.conflict("error.quick_win_there") }
        let issues = try draft.issues + checkEvidence(["evidence": .evidence(draft.evidence)], for: actor, tx)
        guard issues.isEmpty, let start = draft.startOn else { throw AppError.invalid(issues) }
        let now = world.now()
        var win = QuickWin(
            id: world.newID(), code: numberedCode("Q", try tx.nextInnovationNumber(QuickWin.kind)), sheet: id, agency: sheet.lead,
            state: Workflow.quickWin.initial, workflowVersion: Workflow.quickWin.version, version: 1, title: "", service: "", contact: "",
            startOn: start, endOn: start, measure: "", unit: "", before: "0", beforeOn: start, evidence: [], presentation: "",
            createdAt: now, updatedAt: now)
        draft.apply(to: &win)
        try begin(win, by: actor, details: ["sheet": sheet.code], tx)
        return win
    }
}

package struct EditQuickWin: InnovationAct {
    package let name = "edit"
    package var draft: QuickWinDraft
    package init(_ draft: QuickWinDraft) { self.draft = draft }
    package var issues: [Issue] { draft.issues }
    package func apply(to opened: inout OpenInnovation<QuickWin>) throws {
        let issues = try opened.desk.checkEvidence(
            ["evidence": .evidence(draft.evidence)], besides: ["evidence": .evidence(opened.before.evidence)], for: opened.actor, opened.tx)
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        draft.apply(to: &opened.record)
    }
}

/// The planning agency chooses it for the plan.
package struct ChooseQuickWin: InnovationAct {
    package let name = "choose"
    package init() {}
    package func apply(to opened: inout OpenInnovation<QuickWin>) throws {}
}

/// Says that the work has begun.
package struct StartQuickWin: InnovationAct {
    package let name = "start"
    package init() {}
    package func apply(to opened: inout OpenInnovation<QuickWin>) throws {}
}

/// Says how it stands afterwards; measured again as often as anyone likes.
package struct MeasureQuickWin: InnovationAct {
    package let name: String
    package var after: String?
    package var on: Day?
    package var note: String
    /// Records that show it, beside those it has; without any of them a figure is only said.
    package var evidence: [Evidence]

    /// - Parameter again: whether it was measured before.
    package init(_ after: String?, on day: Day?, evidence: [Evidence] = [], note: String = "", again: Bool = false) {
        self.evidence = evidence
        name = again ? "remeasure" : "measure"
        self.after = after
        on = day
        self.note = Plain.text(note)
    }

    package var issues: [Issue] {
        (after == nil ? [Issue("after", "error.quick_win_before")] : []) + (on == nil ? [Issue("after_on", "error.missing")] : [])
    }

    package func apply(to opened: inout OpenInnovation<QuickWin>) throws {
        if let on, on < opened.before.startOn || on > opened.desk.directory.today {
            throw AppError.invalid("after_on", "error.quick_win_after")
        }
        let known = Set(opened.before.evidence.map(\.reference))
        let new = evidence.filter { !known.contains($0.reference) }
        let issues = try opened.desk.checkEvidence(["evidence": .evidence(new)], for: opened.actor, opened.tx)
        guard issues.isEmpty else { throw AppError.invalid(issues.map { Issue("evidence", $0.message) }) }
        opened.record.evidence += new
        guard !opened.record.evidence.isEmpty else { throw AppError.invalid("evidence", "error.quick_win_evidence") }
        opened.record.after = after
        opened.record.afterOn = on
        if !note.isEmpty { try opened.write(note, isPublic: true) }
    }
}

package struct DropQuickWin: InnovationAct {
    package let name = "drop"
    package var reason: String
    package init(_ reason: String) { self.reason = Plain.text(reason) }
    package var issues: [Issue] { reasonIssues(reason) }
    package func apply(to opened: inout OpenInnovation<QuickWin>) throws { try opened.write(reason) }
}
