import Kernel

/// Where a value given by somebody lies among a column's codes.
struct Operand {
    /// The least code whose value is not less than the operand; n + 1 when there is none.
    var code: UInt64
    /// Whether that code's value is the operand.
    var isExact: Bool

    /// - Throws: `invalid` when the text is not of the column's type.
    init(_ text: String, in column: StoredColumn) throws(AppError) {
        switch column.domain {
        case .dictionary:
            var key = Array(text.utf8)
            if column.type == .number || column.type == .integer { key = Array(try Operand.number(text, column).text.utf8) }
            let found = column.texts.position(of: key, order: TextOrder(column.type))
            code = UInt64(found.index) + 1
            isExact = found.isEqual
        case .linear(let base, let scale):
            let (floor, exact) = try Operand.units(text, column, scale)
            // The first code is base itself.
            let place = floor - Int128(base) + (exact ? 0 : 1)
            code = place < 0 ? 1 : place >= Int128(column.codes) ? column.codes + 1 : UInt64(place) + 1
            isExact = exact && place >= 0 && place < Int128(column.codes)
        }
    }

    /// The value in the column's units, rounded down, and whether nothing was rounded.
    private static func units(_ text: String, _ column: StoredColumn, _ scale: Int) throws(AppError) -> (Int128, Bool) {
        switch column.type {
        case .integer, .number: return units(try number(text, column), scale)
        default:
            switch Datum(text, as: column.type) {
            case .boolean(let value): return (value ? 1 : 0, true)
            case .day(let day): return (Int128(day.daysSinceEpoch), true)
            case .instant(let instant): return (Int128(instant.milliseconds), true)
            case .year(let year): return (Int128(year), true)
            default: throw refusal(text, column)
            }
        }
    }

    private static func units(_ number: Number, _ scale: Int) -> (Int128, Bool) {
        let isNegative = number.text.hasPrefix("-")
        let parts = number.text.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count > 1 ? parts[1] : ""
        let digits = String(parts[0]) + fraction.prefix(scale) + String(repeating: "0", count: max(0, scale - fraction.count))
        let isExact = fraction.count <= scale
        // What does not fit lies beyond every code.
        guard digits.utf8.count <= 38, let value = Int128(digits) else { return (isNegative ? -1 << 100 : 1 << 100, isExact) }
        return (isExact || !isNegative ? value : value - 1, isExact)
    }

    private static func number(_ text: String, _ column: StoredColumn) throws(AppError) -> Number {
        guard let number = Number(text) else { throw refusal(text, column) }
        return number
    }

    private static func refusal(_ text: String, _ column: StoredColumn) -> AppError {
        .invalid(
            column.name,
            Message(TextKey("columns.bad_operand_\(column.type.rawValue)"), ["value": String(text.prefix(100)), "column": column.name]))
    }
}
