import Directory
import Kernel
import Storage
import TestSupport
import Testing
import Work

@Suite struct CalendarTests {
    @Test func aPublishedCalendarIsAVersionThatCanBeFoundAgain() async throws {
        let fixtures = try await DirectoryFixtures()
        let before = fixtures.directory.calendars.regency
        #expect(before.version == "5 2026.1")
        let edit = EditCalendars(fixtures.directory)
        let draft = try await edit.put(Holiday(Day("2026-03-05")!, "Hari Jadi Kabupaten"), by: fixtures.administrator)
        #expect(fixtures.directory.calendars.regency == before, "a draft is not in force")
        try await edit.publish(year: 2026, seen: draft.version, by: fixtures.administrator)
        let after = fixtures.directory.calendars.regency
        #expect(after.version == "5 2026.2")
        #expect(!after.isWorkingDay(Day("2026-03-05")!))
        #expect(fixtures.directory.calendars.calendar(version: before.version) == before)
        #expect(fixtures.directory.calendars.calendar(version: "5 2026.9") == nil)
        let event = try await fixtures.database.read { try $0.events(of: draft.reference).last }
        #expect(event?.kind == "calendar.published" && event?.details == ["year": "2026", "number": "2"])
    }

    @Test func aHospitalWorksOnSaturdays() async throws {
        let fixtures = try await DirectoryFixtures()
        let calendars = fixtures.directory.calendars
        let saturday = Day("2026-03-07")!
        #expect(!calendars.current(for: fixtures.agency("DPU")).isWorkingDay(saturday))
        #expect(calendars.current(for: fixtures.agency("RSUD").id.text).isWorkingDay(saturday))
        #expect(calendars.current(for: "regency").version == "5 2026.1")
        #expect(calendars.current(for: nil).daysPerWeek == 5)
    }

    @Test func theEffectIsShownBeforePublishing() async throws {
        let fixtures = try await DirectoryFixtures()
        let preview = CalendarPreview()
        preview.register { calendar in
            let due = calendar(nil).due(after: Instant("2026-03-04T02:00:00Z")!, workingDays: 2)
            return [CalendarEffect(Message("directory.test", ["due": due.description]))]
        }
        let draft = try await EditCalendars(fixtures.directory).put(Holiday(Day("2026-03-05")!, "Hari Jadi"), by: fixtures.administrator)
        let effects = try await preview.effects(of: draft, fixtures.directory.calendars)
        #expect(effects.map(\.message.values) == [["due": "2026-03-09T16:59:59.000Z"]])
        let now = fixtures.directory.calendars.regency.due(after: Instant("2026-03-04T02:00:00Z")!, workingDays: 2)
        #expect(now.description == "2026-03-06T16:59:59.000Z", "nothing has changed yet")
    }

    @Test func publishingWhatSomebodyElseJustChangedIsRefused() async throws {
        let fixtures = try await DirectoryFixtures()
        let edit = EditCalendars(fixtures.directory)
        let seen = try await edit.put(Holiday(Day("2026-03-05")!, "Hari Jadi"), by: fixtures.administrator)
        try await edit.put(Holiday(Day("2026-03-06")!, "Hari lain"), by: fixtures.administrator)
        await #expect { try await edit.publish(year: 2026, seen: seen.version, by: fixtures.administrator) } throws: { error in
            (error as? AppError)?.kind == .conflict && (error as? AppError)?.issues.map(\.field) == ["2026-03-06"]
        }
    }

    @Test func aDraftCanBeThrownAwayAndADayTakenOut() async throws {
        let fixtures = try await DirectoryFixtures()
        let edit = EditCalendars(fixtures.directory)
        try await edit.remove(Day("2026-03-20")!, by: fixtures.administrator)
        let draft = try #require(try await fixtures.database.read { try CalendarStore($0).draft(year: 2026) })
        #expect(draft.holidays.map(\.day.description) == ["2026-03-19"])
        try await edit.discard(year: 2026, seen: draft.version, by: fixtures.administrator)
        #expect(fixtures.directory.calendars.holidays(year: 2026).count == 2)
        await #expect(throws: AppError.notFound) { try await edit.remove(Day("2026-03-21")!, by: fixtures.administrator) }
    }
}
