import Kernel

/// The value of one cell of a worksheet.
package enum Cell: Hashable, Sendable {
    case empty
    case text(String)
    case number(Double)
    case flag(Bool)
    case day(Day)
    case moment(Day, TimeOfDay)
    /// A time without a day, such as opening hours.
    case time(TimeOfDay)
    /// A formula's error, such as `#REF!`.
    case error(String)

    package static func number(_ value: Int) -> Cell { .number(Double(value)) }

    /// The cell as text that reads the same in a CSV file: `1250`, `0.5`, `2026-03-01`, `2026-03-01 14:05:00`, `true`.
    package var text: String {
        switch self {
        case .empty: ""
        case .text(let text), .error(let text): text
        case .number(let number):
            number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
        case .flag(let flag): flag ? "true" : "false"
        case .day(let day): day.description
        case .moment(let day, let time): "\(day) \(Cell.text(time))"
        case .time(let time): Cell.text(time)
        }
    }

    private static func text(_ time: TimeOfDay) -> String {
        [time.hour, time.minute, time.second].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}

/// A cell or block of cells by numbers from 1, from a reference such as `B3` or `A1:C2`.
package struct CellRange: Hashable, Sendable {
    package var firstColumn: Int
    package var firstRow: Int
    package var lastColumn: Int
    package var lastRow: Int

    /// `nil` unless the text refers to cells that a worksheet can have.
    init?(_ reference: String) {
        let ends = reference.split(separator: ":", omittingEmptySubsequences: false)
        guard ends.count <= 2, let first = CellRange.place(ends[0]), let last = CellRange.place(ends[ends.count - 1]),
            first.column <= last.column, first.row <= last.row
        else { return nil }
        (firstColumn, firstRow, lastColumn, lastRow) = (first.column, first.row, last.column, last.row)
    }

    /// Column and row of `B3`; dollar signs are passed over.
    static func place(_ reference: some StringProtocol) -> (column: Int, row: Int)? {
        var column = 0
        var row = 0
        for byte in reference.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0: column = column * 26 + Int(byte) - 64
            case UInt8(ascii: "0")...UInt8(ascii: "9") where column > 0: row = row * 10 + Int(byte) - 48
            case UInt8(ascii: "$"): break
            default: return nil
            }
            guard column <= 16_384, row <= 1_048_576 else { return nil }
        }
        return column > 0 && row > 0 ? (column, row) : nil
    }
}
