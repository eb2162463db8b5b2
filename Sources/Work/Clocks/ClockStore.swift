import Kernel
import Storage

extension Transaction {
    /// The clocks of one case, oldest first.
    package func clocks(of subject: Reference) throws -> [Clock] {
        try rows("SELECT * FROM clock WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.id) ORDER BY started_at, id")
            .map(Clock.init(row:))
    }

    /// Digest of a record together with the clocks it is held to, for its events.
    /// - Parameter digest: of the record without them.
    package func digest(_ digest: String, withClocksOf subject: Reference) throws -> String {
        var content = SealedContent()
        content.add(digest)
        for clock in try clocks(of: subject) { content.add(clock) }
        return content.hash
    }

    package func insert(_ clock: Clock) throws { try run(clock.insertion) }

    package func update(_ clock: Clock) throws {
        try run(
            """
            UPDATE clock SET calendar_version = \(clock.calendarVersion), due_at = \(clock.dueAt),
                previous_due_at = \(clock.previousDueAt), working_days = \(clock.workingDays), unit = \(clock.unit),
                paused_at = \(clock.pausedAt), pauses = \(clock.pausesText), paused_days = \(clock.pausedDays),
                stopped_at = \(clock.stoppedAt), is_met = \(clock.isMet), level = \(clock.level), next_alert_at = \(clock.nextAlertAt),
                promised_at = \(clock.promisedAt), promised_due_at = \(clock.promisedDueAt)
            WHERE id = \(clock.id)
            """)
    }

    /// Running clocks whose next alert is due, the longest waiting first; those of one kind of case, or all.
    /// - Parameter after: the alert and id of the last one listed before, for walking through all of them in pieces.
    package func clocksToEscalate(
        of kind: String? = nil, at now: Instant, after: (at: Instant, id: String)? = nil, limit: Int
    ) throws -> [Clock] {
        let which: SQL = kind.map { "AND subject_kind = \($0)" } ?? ""
        let rest: SQL = after.map { "AND (next_alert_at > \($0.at) OR (next_alert_at = \($0.at) AND id > \($0.id)))" } ?? ""
        return try rows(
            "SELECT * FROM clock WHERE next_alert_at <= \(now) \(which) \(rest) ORDER BY next_alert_at, id LIMIT \(limit)"
        ).map(Clock.init(row:))
    }

    /// A clock that was listed as due, as it is now; `nil` when somebody has stopped or moved it since.
    package func stillDue(_ seen: Clock, at now: Instant) throws -> Clock? {
        guard let clock = try clocks(of: seen.subject).first(where: { $0.id == seen.id }), let next = clock.nextAlertAt, next <= now else {
            return nil
        }
        return clock
    }

    /// Running clocks of a unit after an id, for walking through all of them in pieces.
    package func openClocks(unit: String, after id: String, limit: Int) throws -> [Clock] {
        try rows("SELECT * FROM clock WHERE stopped_at IS NULL AND unit = \(unit) AND id > \(id) ORDER BY id LIMIT \(limit)")
            .map(Clock.init(row:))
    }
}

extension Clock {
    package init(row: Row) {
        id = row.id("id")
        subject = Reference(row.text("subject_kind"), row.text("subject_id"))
        name = row.text("name")
        workingDays = row.int("working_days")
        unit = row.text("unit")
        calendarVersion = row.text("calendar_version")
        startedAt = row.instant("started_at")
        dueAt = row.instant("due_at")
        previousDueAt = row.instantIfAny("previous_due_at")
        pausedAt = row.instantIfAny("paused_at")
        pauses = Clock.pauses(row.text("pauses"))
        pausedDays = row.int("paused_days")
        stoppedAt = row.instantIfAny("stopped_at")
        isMet = row.isNull("is_met") ? nil : row.bool("is_met")
        level = row.int("level")
        nextAlertAt = row.instantIfAny("next_alert_at")
        promisedAt = row.instantIfAny("promised_at")
        promisedDueAt = row.instantIfAny("promised_due_at")
    }

    /// `FROM/TO FROM/TO`.
    fileprivate var pausesText: String { pauses.map { "\($0.from)/\($0.to)" }.joined(separator: " ") }

    private static func pauses(_ text: String) -> [Pause] {
        text.split(separator: " ").compactMap { pause in
            let ends = pause.split(separator: "/").compactMap { Instant($0) }
            return ends.count == 2 ? Pause(from: ends[0], to: ends[1]) : nil
        }
    }
}

extension SealedContent {
    /// Adds every column of a clock, for the digest in the events of its case: whoever moves a deadline, or takes its alerts away, is
    /// found. Moments go in as plain numbers, for every report that comes in has a clock.
    package mutating func add(_ clock: Clock) {
        add(clock.id.text)
        add(clock.name)
        add(clock.workingDays)
        add(clock.unit)
        add(clock.calendarVersion)
        add(milliseconds: clock.startedAt)
        add(milliseconds: clock.dueAt)
        add(milliseconds: clock.previousDueAt)
        add(milliseconds: clock.pausedAt)
        add(clock.pausesText)
        add(clock.pausedDays)
        add(milliseconds: clock.stoppedAt)
        add(clock.isMet.map { $0 ? "1" : "0" })
        add(clock.level)
        add(milliseconds: clock.nextAlertAt)
        add(milliseconds: clock.promisedAt)
        add(milliseconds: clock.promisedDueAt)
    }

    private mutating func add(milliseconds instant: Instant?) { add(instant.map { Int($0.milliseconds) }) }
}

extension Clock {
    /// The statement that starts it.
    package var insertion: SQL {
        Clock.row.of([
            id.value, subject.kind.value, subject.id.value, name.value, workingDays.value, unit.value, calendarVersion.value,
            startedAt.value, dueAt.value, previousDueAt.value, pausedAt.value, pausesText.value, pausedDays.value, stoppedAt.value,
            isMet.value, level.value, nextAlertAt.value, promisedAt.value, promisedDueAt.value,
        ])
    }

    private static let row = RowStatement.insert(
        into: "clock",
        [
            "id", "subject_kind", "subject_id", "name", "working_days", "unit", "calendar_version", "started_at", "due_at",
            "previous_due_at", "paused_at", "pauses", "paused_days", "stopped_at", "is_met", "level", "next_alert_at",
            "promised_at", "promised_due_at",
        ])
}
