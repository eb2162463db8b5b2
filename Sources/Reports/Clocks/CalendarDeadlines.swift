import Directory
import Kernel
import Storage
import Work

/// What a changed calendar does to the deadlines of reports: foreseen before it is published, and done after.
package struct CalendarDeadlines: Sendable {
    /// Kind of the job that computes all deadlines anew.
    package static let job = "reports.recompute"
    /// As many units are named one by one before a calendar is published.
    private static let mostUnits = 12

    let desk: ReportDesk
    let directory: DirectoryIndex

    package init(desk: ReportDesk, directory: DirectoryIndex) {
        self.desk = desk
        self.directory = directory
    }

    /// Foresees the effect for every unit that has running deadlines.
    package var hook: CalendarPreview.Hook {
        { calendar in
            var open = 0
            var moved: [(unit: String, count: Int)] = []
            for unit in try await units() {
                let effect = try await desk.preview(calendar(unit == "regency" ? nil : unit), unit: unit)
                open += effect.open
                if effect.moved > 0 { moved.append((unit, effect.moved)) }
            }
            let total = moved.reduce(0) { $0 + $1.count }
            if open == 0 || total == 0 { return [] }
            let most = moved.sorted { ($1.count, $0.unit) < ($0.count, $1.unit) }.prefix(CalendarDeadlines.mostUnits)
            return [CalendarEffect(Message("calendar.effect.moved", ["moved": "\(total)", "open": "\(open)"]))]
                + most.map { unit, count in
                    let isRegency = unit == "regency"
                    return CalendarEffect(
                        Message(
                            isRegency ? "calendar.effect.regency" : "calendar.effect.agency",
                            ["agency": isRegency ? "" : directory.agencies.name(unit), "moved": "\(count)"]))
                }
        }
    }

    /// Asks for all deadlines to be computed anew once a calendar is published or an agency works another number of days a week.
    package var subscriber: Outbox.Subscriber {
        { event, tx in
            let isNewWeek =
                event.subject.kind == "agency" && event.details["fields"]?.split(separator: " ").contains("daysPerWeek") == true
            guard event.kind == "calendar.published" || isNewWeek else { return }
            try tx.enqueue(CalendarDeadlines.job, ["event": event.id.text], key: "\(CalendarDeadlines.job) \(event.id)", in: desk.world)
        }
    }

    package var handler: JobHandler { JobHandler(CalendarDeadlines.job) { _ in try await recompute() } }

    /// Computes every running deadline anew by the calendars in force.
    /// - Returns: how many moved; 0 when it is done a second time.
    @discardableResult
    package func recompute() async throws -> Int {
        // This process may not have heard of the new calendar yet.
        try await directory.refresh()
        var moved = 0
        for unit in try await units() {
            moved += try await desk.recompute(directory.calendars.current(for: unit == "regency" ? nil : unit), unit: unit)
        }
        return moved
    }

    /// Whose calendars count in a running clock.
    private func units() async throws -> [String] {
        try await desk.database.read { tx in
            try tx.rows("SELECT DISTINCT unit FROM clock WHERE stopped_at IS NULL ORDER BY unit").map { $0.text("unit") }
        }
    }
}
