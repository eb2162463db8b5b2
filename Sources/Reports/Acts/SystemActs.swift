import Kernel
import Storage
import Work

/// Ten working days of silence close a checked case: as *silent*, never as *satisfied*.
package struct CloseSilently: ReportAct {
    package let name = "close_silently"
    package init() {}
    package func apply(to reportCase: inout ReportCase) throws {
        reportCase.report.closure = .silent
        reportCase.report.closedAt = reportCase.now
        reportCase.visibility = .open
    }
}

/// What was asked of the reporter never came.
package struct CloseIncomplete: ReportAct {
    package let name = "close_incomplete"
    package init() {}
    package func apply(to reportCase: inout ReportCase) throws {
        reportCase.report.closure = .incomplete
        reportCase.report.closedAt = reportCase.now
    }
}

/// A share of a clock's time has passed: the next level is told. Beside the state, never a state.
package struct AlertReport: ReportAct {
    package let name = "alert"
    package var clock: String
    package var percent: Int
    /// Escalation level of the case from now on.
    package var level: Int

    package func apply(to reportCase: inout ReportCase) throws {
        reportCase.report.level = max(reportCase.report.level, level)
        if clock == "finish", percent >= 100 { reportCase.report.isOverdue = true }
        reportCase.details = ["clock": clock, "percent": String(percent), "level": String(reportCase.report.level)]
        reportCase.visibility = .internal
    }
}

/// The agency that has a case, or is to check it, was merged into another one, which takes it over as it is: same state, same
/// deadline.
package struct HandOverReport: ReportAct {
    package let name = "hand_over"
    /// The agency that was merged.
    package var from: String
    /// The one that has its duties now.
    package var to: String

    package init(from: String, to: String) {
        self.from = from
        self.to = to
    }

    package func apply(to reportCase: inout ReportCase) throws {
        let before = reportCase.report
        if before.agency == from { reportCase.report.agency = to }
        if before.checker == from { reportCase.report.checker = to }
        guard (reportCase.report.agency, reportCase.report.checker) != (before.agency, before.checker) else {
            throw AppError.conflict("error.changed_meanwhile")
        }
        reportCase.keepsDeadlines = true
        reportCase.details = ["agency": to, "from": from]
        reportCase.visibility = .open
    }
}

extension ReportCase {
    /// For a case that was closed while agencies were merged: it goes on with their successors.
    mutating func followMergers() {
        report.agency = report.agency.map(desk.ground.successor)
        report.checker = report.checker.map(desk.ground.successor)
    }
}

/// A changed calendar moved a deadline; the old one is kept beside it.
package struct RecalculateReport: ReportAct {
    package let name = "recalculate"
    package var clock: Clock

    package func apply(to reportCase: inout ReportCase) throws {
        try reportCase.tx.update(clock)
        if clock.name == "finish" { reportCase.report.dueAt = clock.dueAt }
        reportCase.details = [
            "clock": clock.name, "calendar": clock.calendarVersion, "due": clock.dueAt.description,
            "before": clock.previousDueAt?.description ?? "",
        ]
        reportCase.visibility = .party
    }
}
