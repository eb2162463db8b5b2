import Kernel
import Storage
import Work

/// The reporter answers what triage asked.
package struct CompleteReport: ReportAct {
    package let name = "complete"
    package var text: String
    package var photos: [PhotoDraft]

    package init(text: String, photos: [PhotoDraft] = []) {
        self.text = Plain.text(text)
        self.photos = photos
    }

    package func issues(_ needs: [Workflow.Need]) -> [Issue] { text.isEmpty ? [Issue("text", "error.required")] : [] }

    package func apply(to reportCase: inout ReportCase) throws {
        try reportCase.write(text, visibility: .party)
        try reportCase.attach(photos, role: .before)
    }
}

/// The reporter adds something she forgot.
package struct AddToReport: ReportAct {
    package let name = "add"
    package var text: String
    package var photos: [PhotoDraft]

    package init(text: String, photos: [PhotoDraft] = []) {
        self.text = Plain.text(text)
        self.photos = photos
    }

    package func issues(_ needs: [Workflow.Need]) -> [Issue] { text.isEmpty ? [Issue("text", "error.required")] : [] }

    package func apply(to reportCase: inout ReportCase) throws {
        try reportCase.write(text, visibility: .party)
        try reportCase.attach(photos, role: .before)
    }
}

/// The reporter takes the result, with one to five stars and words.
package struct AcceptResult: ReportAct {
    /// `accept_result` while it waits for her, `rate` when it was closed in silence, `judge` what became of the report that hers follows.
    package let name: String
    package var stars: Int
    package var text: String

    package init(of report: Report, stars: Int, text: String = "") {
        name = report.state == "merged" ? "judge" : report.state == "closed" ? "rate" : "accept_result"
        self.stars = stars
        self.text = Plain.text(text)
    }

    package func issues(_ needs: [Workflow.Need]) -> [Issue] { (1...5).contains(stars) ? [] : [Issue("stars", "error.choose")] }

    package func apply(to reportCase: inout ReportCase) throws {
        reportCase.report.rating = stars
        if name == "judge" {
            // How her own report ended stays as it is.
            try reportCase.needFollowedIsDone()
        } else {
            reportCase.report.acceptedAt = reportCase.report.acceptedAt ?? reportCase.now
            reportCase.report.closedAt = reportCase.report.closedAt ?? reportCase.now
            reportCase.report.closure = .accepted
        }
        reportCase.details = ["stars": String(stars)]
        reportCase.visibility = .open
        if !text.isEmpty { try reportCase.write(text, visibility: .party) }
    }
}

/// The reporter says that it is not done. Each time, it goes one level higher. Whoever has her report joined to this one may say so too.
package struct ReopenReport: ReportAct {
    /// Days after closing in which a case can be reopened.
    package static let days = 30
    /// `reopen`, or `appeal` for what was rejected or closed unfinished: that goes back to triage.
    package let name: String
    package var text: String
    package var photos: [PhotoDraft]

    package init(of report: Report, text: String, photos: [PhotoDraft] = []) {
        name = ["rejected", "closed_incomplete"].contains(report.state) ? "appeal" : "reopen"
        self.text = Plain.text(text)
        self.photos = photos
    }

    package func issues(_ needs: [Workflow.Need]) -> [Issue] { text.isEmpty ? [Issue("text", "error.required")] : [] }

    package func apply(to reportCase: inout ReportCase) throws {
        if let closed = reportCase.before.closedAt, reportCase.now > closed.adding(days: ReopenReport.days) {
            throw AppError.conflict(Message("error.reopen_too_late", ["days": String(ReopenReport.days)]))
        }
        reportCase.followMergers()
        reportCase.report.reopenings += 1
        reportCase.report.level = min(4, reportCase.report.level + 1)
        reportCase.report.claimedAt = nil
        reportCase.report.claimedBy = nil
        reportCase.report.checkedAt = nil
        reportCase.report.checkedBy = nil
        reportCase.report.acceptedAt = nil
        reportCase.report.closedAt = nil
        reportCase.report.closure = nil
        reportCase.report.isInTime = nil
        reportCase.report.workingDays = nil
        reportCase.report.rating = nil
        reportCase.details = ["level": String(reportCase.report.level), "reopening": String(reportCase.report.reopenings)]
        reportCase.visibility = .open
        // Of two who reported the same, neither reads the other's words.
        let isJoined = !ReportPolicy.isReporter(of: reportCase.before, reportCase.actor)
        if isJoined { reportCase.details["joined"] = "1" }
        try reportCase.write(text, visibility: isJoined ? .internal : .party)
        try reportCase.attach(photos, role: .before)
    }
}

/// The reporter takes her report back before anybody has worked on it.
package struct WithdrawReport: ReportAct {
    package let name = "withdraw"
    package init() {}
    package func apply(to reportCase: inout ReportCase) throws {
        reportCase.report.closure = .withdrawn
        reportCase.report.closedAt = reportCase.now
        try reportCase.publish(nil, photos: [])
    }
}
