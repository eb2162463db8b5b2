import Columns

/// The kind of values that a field has, by the names of Table Schema v2. One that we do not know is kept as it is written.
package struct FieldType: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package static let string = FieldType(rawValue: "string")
    package static let number = FieldType(rawValue: "number")
    package static let integer = FieldType(rawValue: "integer")
    package static let boolean = FieldType(rawValue: "boolean")
    package static let object = FieldType(rawValue: "object")
    package static let array = FieldType(rawValue: "array")
    package static let list = FieldType(rawValue: "list")
    package static let datetime = FieldType(rawValue: "datetime")
    package static let date = FieldType(rawValue: "date")
    package static let time = FieldType(rawValue: "time")
    package static let year = FieldType(rawValue: "year")
    package static let yearmonth = FieldType(rawValue: "yearmonth")
    package static let duration = FieldType(rawValue: "duration")
    package static let geopoint = FieldType(rawValue: "geopoint")
    package static let geojson = FieldType(rawValue: "geojson")
    package static let any = FieldType(rawValue: "any")

    package static let all: [FieldType] = [
        string, number, integer, boolean, object, array, list, datetime, date, time, year, yearmonth, duration, geopoint, geojson, any,
    ]

    package var isKnown: Bool { FieldType.all.contains(self) }

    /// How a column of a published version keeps such values.
    package var columnType: ColumnType {
        switch self {
        case .string: .string
        case .number: .number
        case .integer: .integer
        case .boolean: .boolean
        case .datetime: .datetime
        case .date: .date
        case .year: .year
        case .geopoint: .geopoint
        case .geojson: .geojson
        default: .any
        }
    }

    /// Whether values can be compared with `minimum` and `maximum`.
    package var isOrdered: Bool { [.number, .integer, .date, .datetime, .time, .year, .yearmonth, .duration].contains(self) }
    /// Whether values have a length that `minLength` and `maxLength` can bound.
    package var hasLength: Bool { [.string, .list, .array, .object].contains(self) }
    package var isNumeric: Bool { self == .number || self == .integer }
}
