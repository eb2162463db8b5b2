import Kernel
import Web
import Work

/// What the reporter's own page shows.
package struct FollowView: Sendable {
    package var file: ReportFile
    package var names: Names
    package var secret: String
    /// The form that could not be taken, what was typed in it and what is wrong.
    package var failed: ReporterForm?
    package var form = Form.empty
    package var keptPhotos: [String] = []
    /// Said on top when somebody else was first.
    package var conflict: Message?
    /// Working days until the next thing is due, negative when late; `nil` when nothing is.
    package var daysLeft: Int?
    package var dueAt: Instant?
    package var isPaused = false

    package init(file: ReportFile, names: Names, secret: String, now: Instant, calendar: (String?) -> WorkCalendar) {
        self.file = file
        self.names = names
        self.secret = secret
        // While it is the reporter's turn the clock that stands still is the one to tell of.
        let name = file.workflow.state(file.report.state)?.clock
        guard let clock = file.clocks.last(where: { $0.name == name && $0.stoppedAt == nil }) else { return }
        let days = calendar(clock.unit == "regency" ? nil : clock.unit)
        dueAt = clock.dueAt
        isPaused = clock.pausedAt != nil
        daysLeft = now <= clock.dueAt ? days.workingDays(from: now, to: clock.dueAt) : -max(1, days.workingDays(from: clock.dueAt, to: now))
    }

    /// Whose turn it is.
    var turn: TextKey {
        switch file.report.state {
        case "received", "verified": "report.turn.triage"
        case "referred": file.report.agency == nil ? "report.turn.triage" : "report.turn.agency"
        case "incomplete", "checked": "report.turn.you"
        case "assigned", "in_progress", "scheduled", "postponed": "report.turn.agency"
        case "ruling": "report.turn.coordinator"
        case "claimed": "report.turn.checker"
        case "merged":
            file.acts.contains("judge") || file.followed?.hasEndedWithoutResult == true ? "report.turn.nobody" : "report.turn.followed"
        default: "report.turn.nobody"
        }
    }
}
