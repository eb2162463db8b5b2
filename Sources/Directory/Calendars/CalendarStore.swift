import Kernel
import Storage

/// Holiday calendars in the database.
package struct CalendarStore {
    let tx: Transaction
    package init(_ tx: Transaction) { self.tx = tx }

    /// Every version of every year, oldest first.
    package func all() throws -> [HolidayCalendar] {
        var holidays: [String: [Holiday]] = [:]
        for row in try tx.rows("SELECT * FROM holiday ORDER BY day") { holidays[row.text("calendar_id"), default: []].append(holiday(row)) }
        return try tx.rows("SELECT * FROM calendar ORDER BY year, number").map { calendar($0, holidays[$0.text("id")] ?? []) }
    }

    package func versions(year: Int) throws -> [HolidayCalendar] {
        try tx.rows("SELECT * FROM calendar WHERE year = \(year) ORDER BY number").map { calendar($0, try holidays(of: $0.text("id"))) }
    }

    package func draft(year: Int) throws -> HolidayCalendar? { try versions(year: year).last { $0.isDraft } }
    package func published(year: Int) throws -> HolidayCalendar? { try versions(year: year).last { !$0.isDraft } }

    package func find(_ id: Identifier<HolidayCalendar>) throws -> HolidayCalendar? {
        try tx.row("SELECT * FROM calendar WHERE id = \(id)").map { calendar($0, try holidays(of: id.text)) }
    }

    func insert(_ calendar: HolidayCalendar, now: Instant) throws {
        try tx.run(
            """
            INSERT INTO calendar (id, year, number, created_at, published_at, published_by, version)
            VALUES (\(calendar.id), \(calendar.year), \(calendar.number), \(now), \(calendar.publishedAt), \(calendar.publishedBy),
                \(calendar.version))
            """)
        try insert(calendar.holidays, into: calendar.id)
    }

    /// Writes a draft, or publishes it, with the next version.
    /// - Returns: whether it was still a draft of the version it was read with.
    func update(_ calendar: HolidayCalendar) throws -> Bool {
        let changed = try tx.run(
            """
            UPDATE calendar SET published_at = \(calendar.publishedAt), published_by = \(calendar.publishedBy), version = \(calendar.version)
            WHERE id = \(calendar.id) AND version = \(calendar.version - 1) AND published_at IS NULL
            """)
        guard changed == 1 else { return false }
        try tx.run("DELETE FROM holiday WHERE calendar_id = \(calendar.id)")
        try insert(calendar.holidays, into: calendar.id)
        return true
    }

    func delete(_ id: Identifier<HolidayCalendar>) throws { try tx.run("DELETE FROM calendar WHERE id = \(id)") }

    private func insert(_ holidays: [Holiday], into id: Identifier<HolidayCalendar>) throws {
        for holiday in holidays {
            try tx.run(
                "INSERT INTO holiday (calendar_id, day, name, kind) VALUES (\(id), \(holiday.day), \(holiday.name), \(holiday.kind.rawValue))"
            )
        }
    }

    private func holidays(of id: String) throws -> [Holiday] {
        try tx.rows("SELECT * FROM holiday WHERE calendar_id = \(id) ORDER BY day").map(holiday)
    }

    private func holiday(_ row: Row) -> Holiday {
        Holiday(row.day("day"), row.text("name"), Holiday.Kind(rawValue: row.text("kind")) ?? .national)
    }

    private func calendar(_ row: Row, _ holidays: [Holiday]) -> HolidayCalendar {
        var calendar = HolidayCalendar(
            id: row.id("id"), year: row.int("year"), number: row.int("number"), holidays: holidays, version: row.int("version"))
        calendar.publishedAt = row.instantIfAny("published_at")
        calendar.publishedBy = row.textIfAny("published_by")
        return calendar
    }
}
