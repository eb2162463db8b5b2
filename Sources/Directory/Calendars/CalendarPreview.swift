import Kernel
import Synchronization

/// What publishing a calendar would do to something, for the page that asks before.
package struct CalendarEffect: Sendable {
    /// One sentence with its numbers, such as how many open deadlines would move.
    package var message: Message
    /// Where to see them; `nil` when there is no such page.
    package var url: String?

    package init(_ message: Message, url: String? = nil) {
        self.message = message
        self.url = url
    }
}

/// Those who can foresee the effect of a calendar: whoever keeps deadlines registers here at the start.
package final class CalendarPreview: Sendable {
    /// Computes the effect without changing anything. `calendar` gives the calendar of an agency (or `regency`) as it would be.
    package typealias Hook = @Sendable (_ calendar: @escaping @Sendable (String?) -> WorkCalendar) async throws -> [CalendarEffect]

    private let hooks = Mutex<[Hook]>([])

    package init() {}

    package func register(_ hook: @escaping Hook) { hooks.withLock { $0.append(hook) } }

    package func effects(of draft: HolidayCalendar, _ calendars: Calendars) async throws -> [CalendarEffect] {
        var effects: [CalendarEffect] = []
        for hook in hooks.withLock({ $0 }) { effects += try await hook { calendars.current(for: $0, with: draft) } }
        return effects
    }

    /// What it would do if an agency worked another number of days a week; empty when it works that many already.
    package func effects(of agency: Agency, daysPerWeek: Int, _ calendars: Calendars) async throws -> [CalendarEffect] {
        guard daysPerWeek != agency.daysPerWeek else { return [] }
        let id = agency.id.text
        var effects: [CalendarEffect] = []
        for hook in hooks.withLock({ $0 }) {
            effects += try await hook { $0 == id ? calendars.calendar(daysPerWeek: daysPerWeek) : calendars.current(for: $0) }
        }
        return effects
    }
}
