import Kernel

/// The first rows of a sheet, kept to be looked at several times.
struct SheetSample {
    private(set) var rows: [RawRow] = []
    /// Whether the sheet has no more rows.
    private(set) var isWhole = false
    /// Columns up to the last that has a value.
    private(set) var width = 0

    /// Bytes that the rows may take.
    private static let mostBytes = 32 << 20

    init(_ source: any RawRows, most: Int) throws(AppError) {
        var size = 0
        var row = RawRow()
        while rows.count < most, size < SheetSample.mostBytes {
            guard try source.next(into: &row) else {
                isWhole = true
                break
            }
            rows.append(row)
            size += row.bytes.count + row.cells.count * MemoryLayout<RawRow.Cell>.stride + 64
            let last = row.withCells { cells in (0..<cells.count).last { cells[$0].count > 0 } ?? -1 }
            width = max(width, last + 1)
        }
    }

    /// A cell's letters without blanks at its ends.
    func text(_ row: Int, _ column: Int) -> String { rows[row].withCells { $0[column].string } }

    func isFilled(_ row: Int, _ column: Int) -> Bool { rows[row].withCells { $0[column].count > 0 } }

    func filled(_ row: Int) -> Int { rows[row].withCells { cells in (0..<cells.count).count { cells[$0].count > 0 } } }
}
