import Kernel

/// The published calendars, in memory: which days a unit works.
///
/// A ``Kernel/WorkCalendar`` is named after the year versions in it, so that a deadline remembers what it was computed with:
/// `5 2025.1 2026.2` is a five-day week with the first calendar of 2025 and the second of 2026.
package struct Calendars: Sendable {
    private let published: [HolidayCalendar]
    private let agencies: AgencyTree
    private let offsetHours: Int
    /// The latest version of each year.
    private let current: [HolidayCalendar]
    /// The calendars in force by days a week, made once because every act asks for one.
    private let inForce: [Int: WorkCalendar]

    /// - Parameter calendars: every version, drafts included; they are left out.
    package init(_ calendars: [HolidayCalendar] = [], agencies: AgencyTree = AgencyTree(), offsetHours: Int = 7) {
        published = calendars.filter { !$0.isDraft }
        self.agencies = agencies
        self.offsetHours = offsetHours
        let latest = Dictionary(published.map { ($0.year, $0) }) { $0.number > $1.number ? $0 : $1 }.values.sorted { $0.year < $1.year }
        current = latest
        inForce = Dictionary(uniqueKeysWithValues: [5, 6].map { ($0, Calendars.build($0, latest, offsetHours)) })
    }

    /// The regency's calendar with a five-day week.
    package var regency: WorkCalendar { calendar(daysPerWeek: 5) }

    /// The calendar in force for an agency; the regency's for `nil` and for ids of no agency (such as `regency`).
    package func current(for agency: String?) -> WorkCalendar {
        calendar(daysPerWeek: agency.flatMap { agencies[$0] }?.daysPerWeek ?? 5)
    }

    package func current(for agency: Agency) -> WorkCalendar { calendar(daysPerWeek: agency.daysPerWeek) }

    package func calendar(daysPerWeek: Int) -> WorkCalendar {
        inForce[daysPerWeek] ?? Calendars.build(daysPerWeek, current, offsetHours)
    }

    /// As ``current(for:)``, as if `draft` had been published.
    package func current(for agency: String?, with draft: HolidayCalendar) -> WorkCalendar {
        let days = agency.flatMap { agencies[$0] }?.daysPerWeek ?? 5
        return Calendars.build(days, current.filter { $0.year != draft.year } + [draft], offsetHours)
    }

    /// The calendar that had this name. `nil` when a version in it is not known.
    package func calendar(version: String) -> WorkCalendar? {
        let parts = version.split(separator: " ")
        guard let daysPerWeek = parts.first.flatMap({ Int($0) }) else { return nil }
        var chosen: [HolidayCalendar] = []
        for part in parts.dropFirst() {
            guard let calendar = published.first(where: { Calendars.name($0) == part }) else { return nil }
            chosen.append(calendar)
        }
        return Calendars.build(daysPerWeek, chosen, offsetHours)
    }

    /// Days off of a year as published; empty when that year has no calendar yet.
    package func holidays(year: Int) -> [Holiday] { current.first { $0.year == year }?.holidays ?? [] }

    /// Years that have a published calendar.
    package var years: [Int] { current.map(\.year) }

    private static func build(_ daysPerWeek: Int, _ chosen: [HolidayCalendar], _ offsetHours: Int) -> WorkCalendar {
        let chosen = chosen.sorted { $0.year < $1.year }
        return WorkCalendar(
            version: (["\(daysPerWeek)"] + chosen.map(name)).joined(separator: " "), daysPerWeek: daysPerWeek,
            holidays: Set(chosen.flatMap { $0.holidays.map(\.day) }), offsetHours: offsetHours)
    }

    private static func name(_ calendar: HolidayCalendar) -> String { "\(calendar.year).\(calendar.number)" }
}
