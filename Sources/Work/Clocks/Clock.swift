import Kernel

/// A running promise about one case: begun at a moment, due after so many working days, paused while it is somebody
/// else's turn. Its due date follows from its start, its days, its pauses and a calendar, and from nothing else, so
/// computing it again is always safe.
package struct Clock: Sendable {
    package var id: Identifier<Clock>
    package var subject: Reference
    package var name: String
    package var workingDays: Int
    /// The unit whose calendar counts (an agency's id, or `regency`).
    package var unit: String
    package var calendarVersion: String
    package var startedAt: Instant
    package var dueAt: Instant
    /// The due date before the calendar was last changed.
    package var previousDueAt: Instant?
    package var pausedAt: Instant?
    /// The finished pauses, first things first.
    package var pauses: [Pause]
    /// Working days spent in them, under the calendar the due date was computed with.
    package var pausedDays: Int
    package var stoppedAt: Instant?
    package var isMet: Bool?
    /// How many alerts have been given.
    package var level: Int
    package var nextAlertAt: Instant?
    /// When somebody gave their word for a day, and the end of that day: it counts instead of the rule's days from then on, and
    /// no calendar moves it. Only pauses that begin later put it off.
    package var promisedAt: Instant?
    package var promisedDueAt: Instant?

    /// A clock that starts now.
    package init(
        id: Identifier<Clock>, of subject: Reference, rule: ClockRule, class: String, unit: String, calendar: WorkCalendar, at now: Instant
    ) {
        self.id = id
        self.subject = subject
        name = rule.name
        workingDays = rule.days(for: `class`)
        self.unit = unit
        calendarVersion = calendar.version
        startedAt = now
        dueAt = calendar.due(after: now, workingDays: workingDays)
        pauses = []
        pausedDays = 0
        level = 0
        nextAlertAt = alert(rule, calendar)
    }

    /// A time that was somebody else's turn.
    package struct Pause: Hashable, Sendable {
        package var from: Instant
        package var to: Instant

        package init(from: Instant, to: Instant) {
            self.from = from
            self.to = to
        }
    }

    /// Computes the due date and next alert anew, under a calendar that may have changed.
    package mutating func recompute(_ rule: ClockRule, _ calendar: WorkCalendar) {
        pausedDays = pauses.reduce(0) { $0 + calendar.workingDays(from: $1.from, to: $1.to) }
        let due = due(calendar)
        if due != dueAt { previousDueAt = dueAt }
        dueAt = due
        calendarVersion = calendar.version
        nextAlertAt = stoppedAt == nil && pausedAt == nil ? alert(rule, calendar) : nil
    }

    /// Holds it to a day that was promised. Its alerts begin anew over the time there is until then.
    package mutating func promise(_ due: Instant, _ rule: ClockRule, _ calendar: WorkCalendar, at now: Instant) {
        guard stoppedAt == nil else { return }
        promisedAt = now
        promisedDueAt = due
        level = 0
        recompute(rule, calendar)
    }

    /// Lets it stand still, because the next act is somebody else's. Twice is as once.
    package mutating func pause(at now: Instant) {
        guard stoppedAt == nil, pausedAt == nil else { return }
        pausedAt = now
        nextAlertAt = nil
    }

    /// Lets it run on; what it stood still is added to its end.
    package mutating func resume(_ rule: ClockRule, _ calendar: WorkCalendar, at now: Instant) {
        guard stoppedAt == nil, let since = pausedAt else { return }
        pauses.append(Pause(from: since, to: now))
        pausedAt = nil
        recompute(rule, calendar)
    }

    /// Stops it. A clock that stands still is met or not as of the moment it was paused: what came after was not its turn.
    package mutating func stop(at now: Instant) {
        guard stoppedAt == nil else { return }
        isMet = (pausedAt ?? now) <= dueAt
        stoppedAt = now
        pausedAt = nil
        nextAlertAt = nil
    }

    /// Raises the level by one alert and sets the next; not while it stands still.
    package mutating func escalate(_ rule: ClockRule, _ calendar: WorkCalendar) {
        guard stoppedAt == nil, pausedAt == nil else { return }
        level += 1
        nextAlertAt = alert(rule, calendar)
    }

    /// Percentage of the time that the latest alert stands for; 0 before the first.
    package func percent(_ rule: ClockRule) -> Int { level == 0 ? 0 : rule.alerts[min(level, rule.alerts.count) - 1] }

    private func due(_ calendar: WorkCalendar) -> Instant {
        guard let promisedDueAt else { return calendar.due(after: startedAt, workingDays: workingDays + pausedDays) }
        let paused = pausedDaysSincePromise(calendar)
        return paused == 0 ? promisedDueAt : calendar.due(after: promisedDueAt, workingDays: paused)
    }

    private func pausedDaysSincePromise(_ calendar: WorkCalendar) -> Int {
        guard let promisedAt else { return 0 }
        return pauses.filter { $0.from >= promisedAt }.reduce(0) { $0 + calendar.workingDays(from: $1.from, to: $1.to) }
    }

    /// The end of the working day on which the next percentage is reached; parts of days count as whole.
    private func alert(_ rule: ClockRule, _ calendar: WorkCalendar) -> Instant? {
        guard level < rule.alerts.count else { return nil }
        let percent = rule.alerts[level]
        guard let promisedAt, let promisedDueAt else {
            return calendar.due(after: startedAt, workingDays: (workingDays * percent + 99) / 100 + pausedDays)
        }
        let whole = calendar.workingDays(from: promisedAt, to: promisedDueAt)
        if percent > 100 { return calendar.due(after: dueAt, workingDays: max(1, (whole * (percent - 100) + 99) / 100)) }
        if percent == 100 { return dueAt }
        let days = (whole * percent + 99) / 100 + pausedDaysSincePromise(calendar)
        return min(dueAt, calendar.due(after: promisedAt, workingDays: days))
    }
}
