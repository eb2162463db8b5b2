import Kernel

/// One value of a row. A missing value is not an empty text.
package enum Datum: Hashable, Sendable {
    case missing
    case text(String)
    case integer(Int64)
    case number(Number)
    case boolean(Bool)
    case day(Day)
    case instant(Instant)
    case year(Int)

    /// The value as it stands in a canonical CSV, without quotes; `nil` when it is missing.
    package var text: String? {
        switch self {
        case .missing: nil
        case .text(let text): text
        case .integer(let value): "\(value)"
        case .number(let number): number.text
        case .boolean(let value): value ? "true" : "false"
        case .day(let day): day.description
        case .instant(let instant): CanonicalForm.text(instant)
        case .year(let year): CanonicalForm.text(year: year)
        }
    }

    /// The value as a floating-point number, for charts; `nil` for what is not a number.
    package var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let number): number.double
        case .year(let year): Double(year)
        default: nil
        }
    }

    /// Reads a value as a person or a program would write it for a column of that type: `+7`, `007`, `1e3`, `2024-03-01T10:00:00+07:00`.
    /// A datetime without a zone is UTC, a day alone its midnight. `nil` when the text is not of the type.
    package init?(_ text: String, as type: ColumnType) {
        switch type {
        case .string, .geopoint, .geojson, .any: self = .text(text)
        case .integer:
            guard let number = Number(text), let value = Int64(number.text) else { return nil }
            self = .integer(value)
        case .number:
            guard let number = Number(text) else { return nil }
            self = .number(number)
        case .boolean:
            switch text.lowercased() {
            case "true", "1": self = .boolean(true)
            case "false", "0": self = .boolean(false)
            default: return nil
            }
        case .date:
            guard let day = Day(text.hasSuffix("T00:00:00") || text.hasSuffix("T00:00:00.000") ? String(text.prefix(10)) : text)
            else { return nil }
            self = .day(day)
        case .datetime:
            guard let instant = CanonicalForm.instant(text) else { return nil }
            self = .instant(instant)
        case .year:
            guard text.utf8.count <= 4, !text.hasPrefix("+"), let year = Int(text), (0...9999).contains(year) else { return nil }
            self = .year(year)
        }
    }
}
