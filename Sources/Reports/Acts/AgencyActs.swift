import Kernel
import Storage
import Work

/// The agency takes the case as its own.
package struct AcceptReport: ReportAct {
    package let name = "accept"
    package init() {}
    package func apply(to reportCase: inout ReportCase) throws { reportCase.visibility = .open }
}

/// The agency gives the case back, saying whose it is. The second time, the coordinator must rule.
package struct ReturnReport: ReportAct {
    /// `return`, or `return_again` for the second and later times.
    package let name: String
    package var reason: String
    /// The agency that it thinks is right.
    package var suggestion: String?

    package init(of report: Report, reason: String, suggestion: String? = nil) {
        name = report.returns == 0 ? "return" : "return_again"
        self.reason = Plain.text(reason)
        self.suggestion = suggestion
    }

    package func issues(_ needs: [Workflow.Need]) -> [Issue] { reason.isEmpty ? [Issue("text", "error.required")] : [] }

    package func apply(to reportCase: inout ReportCase) throws {
        guard (reportCase.before.returns == 0) == (name == "return") else { throw AppError.conflict("error.changed_meanwhile") }
        reportCase.report.returns += 1
        if let suggestion, !suggestion.isEmpty {
            guard reportCase.desk.ground.isAgency(suggestion) else { throw AppError.invalid("suggestion", "error.no_such_agency") }
            reportCase.details["suggestion"] = suggestion
        }
        reportCase.visibility = .internal
        try reportCase.write(reason, visibility: .internal, code: suggestion)
        // It is nobody's until triage or the coordinator gives it to somebody.
        reportCase.report.agency = nil
        reportCase.report.checker = nil
    }
}

/// The agency tells how it is going, to everyone or among colleagues.
package struct NoteProgress: ReportAct {
    package let name = "note"
    package var text: String
    package var isPublic: Bool
    package var photos: [PhotoDraft]

    package init(text: String, isPublic: Bool, photos: [PhotoDraft] = []) {
        self.text = Plain.text(text)
        self.isPublic = isPublic
        self.photos = photos
    }

    package func issues(_ needs: [Workflow.Need]) -> [Issue] { text.isEmpty ? [Issue("text", "error.required")] : [] }

    package func apply(to reportCase: inout ReportCase) throws {
        reportCase.visibility = isPublic ? .open : .internal
        try reportCase.write(text, visibility: reportCase.visibility, publicly: isPublic ? text : nil)
        try reportCase.attach(photos, role: .after, isPublic: isPublic)
        // A first word to the reporter is what the answer clock waits for.
        if isPublic { try reportCase.stopClock("answer") }
    }
}

extension ReportCase {
    /// Stops a clock of this case beside those the workflow stops.
    func stopClock(_ name: String) throws {
        guard var clock = try tx.clocks(of: report.reference).last(where: { $0.name == name && $0.stoppedAt == nil }) else { return }
        clock.stop(at: now)
        try tx.update(clock)
    }
}

/// The agency plans the work for a day and is held to it.
package struct ScheduleReport: ReportAct {
    package let name = "schedule"
    /// The day by which it will be done.
    package var until: Day
    /// What will be done and under which plan or budget.
    package var text: String

    package init(until: Day, text: String) {
        self.until = until
        self.text = Plain.text(text)
    }

    package func issues(_ needs: [Workflow.Need]) -> [Issue] { text.isEmpty ? [Issue("text", "error.required")] : [] }

    package func apply(to reportCase: inout ReportCase) throws {
        try reportCase.promise(until)
        reportCase.visibility = .open
        try reportCase.write(text, visibility: .open, publicly: text, code: until.description)
    }
}

/// The agency puts the work off, once, for thirty days at most; a second time only the coordinator may.
package struct PostponeReport: ReportAct {
    /// Days ahead that may be asked for.
    package static let longest = 30
    package let name = "postpone"
    package var until: Day
    package var reason: String

    package init(until: Day, reason: String) {
        self.until = until
        self.reason = Plain.text(reason)
    }

    package func issues(_ needs: [Workflow.Need]) -> [Issue] { reason.isEmpty ? [Issue("text", "error.required")] : [] }

    package func apply(to reportCase: inout ReportCase) throws {
        let earlier = try reportCase.tx.count(
            "SELECT count(*) FROM event WHERE subject_kind = 'report' AND subject_id = \(reportCase.report.id) AND kind = 'report.postpone'"
        )
        if earlier > 0, !reportCase.actor.may(.coordinateReports, category: reportCase.report.category) {
            throw AppError(.forbidden, "error.postponed_before")
        }
        let offset = reportCase.desk.ground.calendar(nil).offsetHours
        guard until <= reportCase.now.parts(offsetHours: offset).day.adding(PostponeReport.longest) else {
            throw AppError.invalid("until", Message("error.too_far", ["days": String(PostponeReport.longest)]))
        }
        try reportCase.promise(until)
        reportCase.visibility = .open
        try reportCase.write(reason, visibility: .open, publicly: reason, code: until.description)
    }
}

extension ReportCase {
    /// Replaces the due date by a day that was promised.
    mutating func promise(_ day: Day) throws {
        let calendar = desk.ground.calendar(report.agency)
        guard day > now.parts(offsetHours: calendar.offsetHours).day else { throw AppError.invalid("until", "error.not_in_future") }
        promisedDueAt = day.adding(1).at(offsetHours: calendar.offsetHours).adding(seconds: -1)
        details["until"] = day.description
    }
}

/// The agency goes on with work that was planned, put off or referred.
package struct ResumeReport: ReportAct {
    package let name = "resume"
    package init() {}
    package func apply(to reportCase: inout ReportCase) throws { reportCase.visibility = .open }
}

/// The agency says that the work is done. That is a claim, not yet a fact: somebody else will look.
package struct ClaimDone: ReportAct {
    package let name = "claim"
    package var text: String
    package var photos: [PhotoDraft]

    package init(text: String, photos: [PhotoDraft] = []) {
        self.text = Plain.text(text)
        self.photos = photos
    }

    package func issues(_ needs: [Workflow.Need]) -> [Issue] { text.isEmpty ? [Issue("text", "error.required")] : [] }

    package func apply(to reportCase: inout ReportCase) throws {
        let tree = try reportCase.desk.rules.categories(at: reportCase.now, reportCase.tx)
        if reportCase.act.needs.contains(.evidence), tree[reportCase.report.category]?.needsEvidence == true, photos.isEmpty {
            throw AppError.invalid("photos", "error.evidence_needed")
        }
        reportCase.report.claimedAt = reportCase.now
        reportCase.report.claimedBy = reportCase.actor.id
        reportCase.visibility = .open
        try reportCase.write(text, visibility: .open, publicly: text)
        try reportCase.attach(photos, role: .after, isPublic: true)
    }
}
