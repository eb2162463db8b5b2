import Kernel

/// A calendar month, the unit in which statistics are kept.
package struct Month: Hashable, Comparable, Sendable {
    package let year: Int
    /// 1…12.
    package let number: Int

    package init(year: Int, number: Int) {
        self.year = year
        self.number = number
    }

    package init(of day: Day) {
        let civil = day.civil
        self.init(year: civil.year, number: civil.month)
    }

    /// Reads `2026-03`.
    package init?(_ text: String) {
        guard let day = Day("\(text)-01") else { return nil }
        self.init(of: day)
    }

    /// `2026-03`.
    package var text: String { String(first.description.prefix(7)) }
    // Force: every month has a first day.
    package var first: Day { Day(year: year, month: number, day: 1)! }
    package var last: Day { adding(1).first.adding(-1) }

    package func adding(_ months: Int) -> Month {
        let index = year * 12 + number - 1 + months
        // Downwards also before the year 0, which an address may name: a remainder below zero would be no month.
        let year = index >= 0 ? index / 12 : (index - 11) / 12
        return Month(year: year, number: index - year * 12 + 1)
    }

    package static func < (a: Month, b: Month) -> Bool { (a.year, a.number) < (b.year, b.number) }

    /// `Maret 2026`.
    package func name(_ format: Format) -> String { format.day(first).split(separator: " ").dropFirst().joined(separator: " ") }
    /// `Mar 2026`, for the foot of a chart.
    package func shortName(_ format: Format) -> String { "\(name(format).prefix(3)) \(year)" }
}
