import Kernel

/// When officials work and when citizens write: turns "so many working hours later" into a moment.
struct OfficeHours: Sendable {
    var calendar: WorkCalendar
    private static let opens = 7 * 60 + 30
    private static let closes = 15 * 60 + 30

    /// The moment so many hours of work after another; what comes in the evening begins the next morning.
    func after(_ start: Instant, hours: Double) -> Instant {
        var (day, minute) = working(from: start)
        var left = Int(hours * 60)
        while minute + left >= Self.closes {
            left -= Self.closes - minute
            day = calendar.advance(day, 1)
            minute = Self.opens
        }
        return moment(day, minute + left)
    }

    /// A moment so many days later, at an hour when people are awake.
    func awake(after start: Instant, days: Double, _ chance: inout Chance) -> Instant {
        let later = start.adding(seconds: max(600, days * 86_400))
        let (day, time) = later.parts(offsetHours: calendar.offsetHours)
        if (6..<22).contains(time.hour) { return later }
        // Those who would write at night write in the evening before or the morning after.
        let morning = moment(time.hour < 6 ? day : day.adding(1), chance.number(in: 6 * 60...9 * 60))
        return max(morning, start.adding(seconds: 600))
    }

    private func working(from start: Instant) -> (Day, minute: Int) {
        let (day, time) = start.parts(offsetHours: calendar.offsetHours)
        let minute = time.hour * 60 + time.minute
        guard calendar.isWorkingDay(day), minute < Self.closes else { return (calendar.advance(day, 1), Self.opens) }
        return (day, max(minute, Self.opens))
    }

    private func moment(_ day: Day, _ minute: Int) -> Instant {
        day.at(TimeOfDay(hour: minute / 60, minute: minute % 60), offsetHours: calendar.offsetHours)
    }
}
