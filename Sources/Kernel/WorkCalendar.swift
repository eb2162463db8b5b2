/// Which days a unit works: a five- or six-day week less holidays and collective leave (cuti bersama).
///
/// A value: a published calendar is one version, and a deadline remembers the version it was computed with.
package struct WorkCalendar: Hashable, Sendable {
    /// Name of the version, kept with every deadline computed from it.
    package var version: String
    /// 5 (Monday to Friday) or 6 (to Saturday).
    package var daysPerWeek: Int
    package var holidays: Set<Day>
    /// Hours that the unit's clocks are ahead of UTC: WIB 7, WITA 8, WIT 9.
    package var offsetHours: Int

    package init(version: String, daysPerWeek: Int = 5, holidays: Set<Day> = [], offsetHours: Int = 7) {
        self.version = version
        // Of a week without working days nothing would ever be due.
        self.daysPerWeek = min(max(daysPerWeek, 1), 7)
        self.holidays = holidays
        self.offsetHours = offsetHours
    }

    package func isWorkingDay(_ day: Day) -> Bool { day.weekday <= daysPerWeek && !holidays.contains(day) }

    /// The deadline of something due `workingDays` after `start`: the end of that working day.
    ///
    /// The day on which it arrives does not count, as in Indonesian administrative practice; what arrives on
    /// Friday 16:30 before a holiday week and is due in three working days is due at the end of the third working day after.
    package func due(after start: Instant, workingDays: Int) -> Instant {
        due(after: start, day: advance(start.parts(offsetHours: offsetHours).day, workingDays))
    }

    /// Working days after the day of `start` up to and including the day of `end`; 0 when `end` is not later.
    package func workingDays(from start: Instant, to end: Instant) -> Int {
        workingDays(after: start.parts(offsetHours: offsetHours).day, through: end.parts(offsetHours: offsetHours).day)
    }

    /// Working days after the day `first` up to and including `last`; 0 when `last` is not later.
    package func workingDays(after first: Day, through last: Day) -> Int {
        guard first < last else { return 0 }
        // Whole weeks are not walked: a work list asks this for each of its rows, and what is late may be late by years.
        let (weeks, rest) = (last.daysSinceEpoch - first.daysSinceEpoch).quotientAndRemainder(dividingBy: 7)
        guard weeks > 1 else { return (1...weeks * 7 + rest).count { isWorkingDay(first.adding($0)) } }
        let ofRest = (0..<rest).count { last.adding(-$0).weekday <= daysPerWeek }
        return weeks * daysPerWeek + ofRest - holidays.count { first < $0 && $0 <= last && $0.weekday <= daysPerWeek }
    }

    /// The `count`th working day after `day`; `day` itself when `count` is 0.
    package func advance(_ day: Day, _ count: Int) -> Day {
        var left = count
        var at = day
        while left > 0 {
            at = at.adding(1)
            if isWorkingDay(at) { left -= 1 }
        }
        return at
    }

    private func due(after start: Instant, day: Day) -> Instant {
        day.adding(1).at(offsetHours: offsetHours).adding(seconds: -1)
    }
}
