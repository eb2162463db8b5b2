import Directory
import Kernel
import Storage
import Work

/// Four workshops (*Bimtek I–IV*) on the way to one smart-city masterplan. What is put down in one of them goes on in the next.
package struct Cycle: Sendable, Equatable, Identifiable {
    package static let kind = "workshop_cycle"

    package var id: Identifier<Cycle>
    package var code: String
    package var title: String
    /// The years the masterplan is for.
    package var fromYear: Int
    package var toYear: Int
    package var version: Int
    package var createdAt: Instant
    package var updatedAt: Instant

    package var reference: Reference { Reference(Self.kind, id) }
    package var years: ClosedRange<Int> { fromYear...max(fromYear, toYear) }

    var fields: [String: String] { ["title": title, "from_year": "\(fromYear)", "to_year": "\(toYear)"] }

    init(id: Identifier<Cycle>, code: String, title: String, fromYear: Int, toYear: Int, at now: Instant) {
        self.id = id
        self.code = code
        self.title = title
        self.fromYear = fromYear
        self.toYear = toYear
        version = 1
        createdAt = now
        updatedAt = now
    }

    init(row: Row) {
        id = row.id("id")
        code = row.text("code")
        title = row.text("title")
        fromYear = row.int("from_year")
        toYear = row.int("to_year")
        version = row.int("version")
        createdAt = row.instant("created_at")
        updatedAt = row.instant("updated_at")
    }

    func insert(_ tx: Transaction) throws {
        try tx.run(
            """
            INSERT INTO workshop_cycle (id, code, title, from_year, to_year, version, last_change, created_at, updated_at)
            VALUES (\(id), \(code), \(title), \(fromYear), \(toYear), \(version), 0, \(createdAt), \(updatedAt))
            """)
    }
}

/// One workshop of a cycle: its days and place, and whether its room is open.
package struct Round: Sendable, Equatable, Identifiable {
    package static let kind = "workshop_round"

    /// Cards can be written while the round is open.
    package enum State: String, Sendable, CaseIterable, Codable {
        case planned, open, closed
        package var label: TextKey { TextKey("workshop.state.\(rawValue)") }
    }

    package var id: Identifier<Round>
    package var cycle: Identifier<Cycle>
    /// 1…4.
    package var number: Int
    package var fromOn: Day
    package var toOn: Day
    package var place: String
    package var state: State
    /// What the group works on until the timer runs out.
    package var timer: String
    package var timerEndsAt: Instant?
    package var version: Int
    package var updatedAt: Instant

    package var reference: Reference { Reference(Self.kind, id) }

    var fields: [String: String] {
        ["number": "\(number)", "from_on": fromOn.description, "to_on": toOn.description, "place": place, "state": state.rawValue]
    }

    init(id: Identifier<Round>, cycle: Identifier<Cycle>, number: Int, fromOn: Day, toOn: Day, place: String, at now: Instant) {
        self.id = id
        self.cycle = cycle
        self.number = number
        self.fromOn = fromOn
        self.toOn = toOn
        self.place = place
        state = .planned
        timer = ""
        version = 1
        updatedAt = now
    }

    init(row: Row) {
        id = row.id("id")
        cycle = row.id("cycle_id")
        number = row.int("number")
        fromOn = row.day("from_on")
        toOn = row.day("to_on")
        place = row.text("place")
        state = State(rawValue: row.text("state")) ?? .planned
        timer = row.text("timer")
        timerEndsAt = row.instantIfAny("timer_ends_at")
        version = row.int("version")
        updatedAt = row.instant("updated_at")
    }

    func insert(_ tx: Transaction) throws {
        try tx.run(
            """
            INSERT INTO workshop_round (id, cycle_id, number, from_on, to_on, place, state, timer, timer_ends_at, version, updated_at)
            VALUES (\(id), \(cycle), \(number), \(fromOn), \(toOn), \(place), \(state.rawValue), \(timer), \(timerEndsAt), \(version),
                \(updatedAt))
            """)
    }

    func save(from version: Int, _ tx: Transaction) throws {
        let saved = try tx.run(
            """
            UPDATE workshop_round SET from_on = \(fromOn), to_on = \(toOn), place = \(place), state = \(state.rawValue),
                timer = \(timer), timer_ends_at = \(timerEndsAt), version = \(self.version), updated_at = \(updatedAt)
            WHERE id = \(id) AND version = \(version)
            """)
        guard saved == 1 else { throw AppError.conflict("error.changed_meanwhile") }
    }
}
