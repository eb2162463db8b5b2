/// One cell of a worksheet as the file has it: a piece of a batch's bytes, or the number of a shared text.
package struct SheetCell: Sendable {
    package enum Kind: UInt8, Sendable {
        case empty
        case text
        /// Plain digits with `.` and rarely an exponent.
        case number
        /// `true` or `false`.
        case boolean
        /// `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS`.
        case date
        /// `HH:MM:SS`, perhaps more than a day of it.
        case time
        case error
        /// Not yet looked up: `start` is the text's number.
        case shared
    }

    var start: Int32
    var end: Int32
    /// From 1.
    var column: UInt16
    var kind: Kind
}

/// The rows that one piece of a worksheet's XML made. Only cells that have something are in it, and they point at texts and do not hold
/// them: a file of a megabyte can have a million rows of one cell in the last column, or point at the same long text a million times.
struct SheetBatch {
    struct Row {
        /// From 1, as the sheet shows it.
        var number: Int
        var firstCell: Int
    }

    var bytes: [UInt8] = []
    var cells: [SheetCell] = []
    var rows: [Row] = []

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
        rows.removeAll(keepingCapacity: true)
    }
}
