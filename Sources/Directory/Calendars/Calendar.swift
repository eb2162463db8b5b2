import Kernel
import Work

/// One version of one year's holidays. Published versions never change; a correction is the next version.
package struct HolidayCalendar: Hashable, Sendable, Identifiable {
    package var id: Identifier<HolidayCalendar>
    package var year: Int
    /// 1 for the year's first version.
    package var number: Int
    /// `nil` while it is a draft, of which a year has at most one.
    package var publishedAt: Instant?
    package var publishedBy: String?
    /// By day.
    package var holidays: [Holiday]
    package var version: Int

    package init(id: Identifier<HolidayCalendar>, year: Int, number: Int, holidays: [Holiday] = [], version: Int = 1) {
        self.id = id
        self.year = year
        self.number = number
        self.holidays = holidays
        self.version = version
    }

    package var isDraft: Bool { publishedAt == nil }
    package var reference: Reference { Reference("calendar", id) }

    var fields: [String: String] {
        var fields = Dictionary(holidays.map { ($0.day.description, "\($0.kind.rawValue): \($0.name)") }) { $1 }
        fields["number"] = "\(number)"
        fields["publishedAt"] = publishedAt?.description
        return fields
    }
}

/// A day off: a national holiday (libur nasional) or collective leave (cuti bersama).
package struct Holiday: Hashable, Sendable, Codable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case national, collective
        package var label: TextKey { TextKey("directory.holiday_kind.\(rawValue)") }
    }

    package var day: Day
    package var name: String
    package var kind: Kind

    package init(_ day: Day, _ name: String, _ kind: Kind = .national) {
        self.day = day
        self.name = name
        self.kind = kind
    }
}
