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
