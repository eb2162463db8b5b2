/// What the values of a column are, after Table Schema v2. Types that it has and we have not (time, duration, list, …) are kept
/// as ``any``: their text is exact and only their order is that of text.
package enum ColumnType: String, Sendable, CaseIterable, Codable {
    case string
    /// Whole numbers from -2^63 to 2^63 - 1; larger ones are ``number``.
    case integer
    /// Decimals of any size, kept exactly; never a binary fraction.
    case number
    case boolean
    case date
    /// A moment in UTC with milliseconds.
    case datetime
    /// 0000 to 9999.
    case year
    /// "longitude,latitude" or what the publisher's schema says; kept as text.
    case geopoint
    case geojson
    case any

    /// Whether values are text that is ordered by its UTF-8 bytes.
    package var isText: Bool {
        switch self {
        case .string, .geopoint, .geojson, .any: true
        case .integer, .number, .boolean, .date, .datetime, .year: false
        }
    }

    /// Whether values can be summed.
    package var isNumeric: Bool { self == .integer || self == .number }

    /// The byte that stands for the type in a column file.
    var code: UInt8 { UInt8(ColumnType.allCases.firstIndex(of: self)!) }

    init?(code: UInt8) {
        guard code < ColumnType.allCases.count else { return nil }
        self = ColumnType.allCases[Int(code)]
    }
}
