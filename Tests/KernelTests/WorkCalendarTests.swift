import Kernel
import Testing

@Suite struct WorkCalendarTests {
    /// Lebaran 2026 as one week of holidays and collective leave.
    private static let lebaran = Set(
        ["2026-03-19", "2026-03-20", "2026-03-21", "2026-03-22", "2026-03-23", "2026-03-24", "2026-03-25"].map { Day($0)! })

    private static func due(_ start: String, _ days: Int, week: Int = 5, holidays: Set<Day> = []) -> String {
        let calendar = WorkCalendar(version: "t", daysPerWeek: week, holidays: holidays)
        return calendar.due(after: Instant(start)!, workingDays: days).description
    }

    @Test(arguments: [
        // A complaint received on Friday 16:30 WIB, due in three, five and fourteen working days.
        ("2026-03-06T09:30:00Z", 3, 5, "2026-03-11"), ("2026-03-06T09:30:00Z", 5, 5, "2026-03-13"),
        ("2026-03-06T09:30:00Z", 14, 5, "2026-03-26"),
        ("2026-03-06T09:30:00Z", 3, 6, "2026-03-10"), ("2026-03-06T09:30:00Z", 14, 6, "2026-03-23"),
        // On a Saturday, on a Sunday night, at the last second before midnight WIB.
        ("2026-03-07T03:00:00Z", 1, 5, "2026-03-09"), ("2026-03-08T16:59:59Z", 1, 5, "2026-03-09"),
        ("2026-03-08T17:00:00Z", 1, 5, "2026-03-10"),
        ("2026-03-07T03:00:00Z", 1, 6, "2026-03-09"), ("2026-03-06T03:00:00Z", 1, 6, "2026-03-07"),
    ])
    func `deadlines without holidays`(start: String, days: Int, week: Int, day: String) {
        #expect(Self.due(start, days, week: week) == "\(day)T16:59:59.000Z")
    }

    @Test(arguments: [
        // Friday 13 March 16:30 WIB, the week before the holiday week.
        (3, 5, "2026-03-18"), (4, 5, "2026-03-26"), (5, 5, "2026-03-27"), (6, 5, "2026-03-30"), (14, 5, "2026-04-09"),
        (3, 6, "2026-03-17"), (4, 6, "2026-03-18"), (5, 6, "2026-03-26"), (7, 6, "2026-03-28"),
    ])
    func `a complaint received on Friday 16:30 before a holiday week`(days: Int, week: Int, day: String) {
        #expect(Self.due("2026-03-13T09:30:00Z", days, week: week, holidays: Self.lebaran) == "\(day)T16:59:59.000Z")
    }

    @Test(arguments: 1...7)
    func `working days between any two days are those a walk from one to the other passes`(week: Int) {
        let calendar = WorkCalendar(version: "t", daysPerWeek: week, holidays: Self.lebaran)
        let first = Day("2026-02-27")!
        for start in 0..<8 {
            let from = first.adding(start)
            var passed = 0
            for length in 1...60 {
                let day = from.adding(length)
                if calendar.isWorkingDay(day) { passed += 1 }
                #expect(calendar.workingDays(after: from, through: day) == passed)
            }
            #expect(calendar.workingDays(after: from, through: from) == 0)
            #expect(calendar.workingDays(after: from, through: from.adding(-3)) == 0)
        }
    }

    @Test func `what is due at once is due by the end of its day`() {
        #expect(Self.due("2026-03-06T09:30:00Z", 0) == "2026-03-06T16:59:59.000Z")
    }

    @Test func `the day is that of the unit's own clocks`() {
        let eastern = WorkCalendar(version: "t", offsetHours: 9)
        // 00:30 WIT on Saturday is 22:30 WIB on Friday.
        #expect(eastern.due(after: Instant("2026-03-06T15:30:00Z")!, workingDays: 1) == Instant("2026-03-09T14:59:59Z"))
    }

    @Test(arguments: [5, 6, 7]) func `counting forth and back agrees`(week: Int) {
        var chance = Chance(seed: UInt64(week))
        let calendar = WorkCalendar(version: "t", daysPerWeek: week, holidays: Self.lebaran)
        for _ in 0..<2000 {
            let start = Instant("2026-02-01T00:00:00Z")!.adding(seconds: Double.random(in: 0...8_000_000, using: &chance))
            let days = Int.random(in: 0...40, using: &chance)
            let due = calendar.due(after: start, workingDays: days)
            #expect(calendar.workingDays(from: start, to: due) == days)
            #expect(days == 0 || calendar.isWorkingDay(due.parts(offsetHours: 7).day))
            #expect(calendar.due(after: start, workingDays: days + 1) > due)
        }
    }

    @Test func `a stretch is the sum of its parts`() {
        var chance = Chance(seed: 9)
        let calendar = WorkCalendar(version: "t", holidays: Self.lebaran)
        for _ in 0..<2000 {
            let start = Instant("2026-02-01T00:00:00Z")!.adding(seconds: Double.random(in: 0...8_000_000, using: &chance))
            let middle = start.adding(seconds: Double.random(in: 0...2_000_000, using: &chance))
            let end = middle.adding(seconds: Double.random(in: 0...2_000_000, using: &chance))
            #expect(
                calendar.workingDays(from: start, to: end) == calendar.workingDays(from: start, to: middle)
                    + calendar.workingDays(from: middle, to: end))
            #expect(calendar.workingDays(from: end, to: start) == 0 || start == end)
        }
    }

    @Test func `a holiday on a day off changes nothing, on a working day it puts deadlines off by one`() {
        let plain = WorkCalendar(version: "a")
        let sunday = WorkCalendar(version: "b", holidays: [Day("2026-03-08")!])
        let monday = WorkCalendar(version: "c", holidays: [Day("2026-03-09")!])
        let start = Instant("2026-03-06T09:30:00Z")!
        #expect(sunday.due(after: start, workingDays: 3) == plain.due(after: start, workingDays: 3))
        #expect(monday.due(after: start, workingDays: 3) == plain.due(after: start, workingDays: 4))
    }

    @Test func `a week without working days is not taken as it is, for nothing would ever be due`() {
        #expect(WorkCalendar(version: "t", daysPerWeek: 0).daysPerWeek == 1)
        #expect(WorkCalendar(version: "t", daysPerWeek: 9).daysPerWeek == 7)
    }
}
