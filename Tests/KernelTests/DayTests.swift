import Foundation
import Kernel
import Testing

@Suite struct DayTests {
    @Test func `every day of 400 years has the date Foundation gives it`() throws {
        var calendar = Foundation.Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        // From 1800, well after the switch of calendars that Foundation models.
        for number in stride(from: -62_091, through: 84_000, by: 1) {
            let day = Day(daysSinceEpoch: number)
            let (year, month, date) = day.civil
            #expect(Day(year: year, month: month, day: date) == day)
            guard number.isMultiple(of: 37) else { continue }
            let parts = calendar.dateComponents(
                [.year, .month, .day, .weekday], from: Date(timeIntervalSince1970: Double(number) * 86_400))
            #expect(parts.year == year && parts.month == month && parts.day == date)
            #expect(day.weekday == (try #require(parts.weekday) + 5) % 7 + 1)
        }
    }

    @Test func `a day's text reads back to the same day`() {
        for number in stride(from: -700_000, through: 2_900_000, by: 211) {
            let day = Day(daysSinceEpoch: number)
            #expect(Day(day.description) == day)
        }
    }

    @Test(arguments: ["2026-02-29", "2100-02-29", "2026-04-31", "2026-00-10", "2026-1-05", "26-01-05", "2026-01-05 ", "15/10/2018", ""])
    func `days that do not exist are no days`(text: String) { #expect(Day(text) == nil) }

    @Test func `leap days exist where they should`() {
        #expect(Day("2000-02-29") != nil && Day("2028-02-29") != nil)
        #expect(Day("2028-02-28")?.adding(1) == Day("2028-02-29"))
    }

    @Test func `weeks begin on Monday`() {
        #expect(Day("2026-03-02")?.weekday == 1 && Day("2026-03-08")?.weekday == 7)
        #expect(Day("1945-08-17")?.weekday == 5)
    }
}
