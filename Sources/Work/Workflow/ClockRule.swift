import Kernel

/// One promise about time in a workflow, in working days of the calendar of the unit that must keep it.
package struct ClockRule: Codable, Sendable, Equatable {
    package var name: String
    /// Working days by class of the case (for a report its kind); `*` is for every class not named.
    package var days: [String: Int]
    /// Percentages of the time at which the next level is told.
    package var alerts: [Int]

    package init(_ name: String, days: [String: Int], alerts: [Int] = [50, 80, 100, 150]) {
        self.name = name
        self.days = days
        self.alerts = alerts
    }

    /// Working days for a class.
    package func days(for class: String) -> Int { days[`class`] ?? days["*"] ?? 0 }
}
