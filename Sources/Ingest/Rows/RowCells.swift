/// The cells of a row where they lie; valid as long as the row is not filled anew.
struct RowCells {
    let bytes: UnsafePointer<UInt8>
    let cells: UnsafeBufferPointer<RawRow.Cell>

    @inline(__always) var count: Int { cells.count }

    /// A cell without blanks at its ends; empty beyond the last.
    @inline(__always) subscript(column: Int) -> ByteView {
        guard column < cells.count else { return ByteView(bytes, 0) }
        let cell = cells[column]
        return ByteView(bytes + cell.start, cell.end &- cell.start).trimmed
    }

    @inline(__always) func kind(_ column: Int) -> RawRow.Kind { column < cells.count ? cells[column].kind : .empty }

    var isBlank: Bool {
        for column in 0..<cells.count where cells[column].end > cells[column].start && self[column].count > 0 { return false }
        return true
    }

    /// Cells with a value, counted up to `most`.
    func filled(upTo most: Int, within width: Int) -> Int {
        var filled = 0
        for column in 0..<min(width, cells.count) where self[column].count > 0 {
            filled += 1
            if filled == most { break }
        }
        return filled
    }

    /// The first cell with a value.
    func first(within width: Int) -> Int? { (0..<min(width, cells.count)).first { self[$0].count > 0 } }
}

extension RawRow {
    /// Somewhere to point at when a row has no bytes.
    static let nothing: StaticString = ""

    /// Looks at the cells where they lie.
    @inline(__always)
    func withCells<Result, Failure: Error>(_ body: (RowCells) throws(Failure) -> Result) throws(Failure) -> Result {
        try bytes.withUnsafeBufferPointer { bytes throws(Failure) in
            try cells.withUnsafeBufferPointer { cells throws(Failure) in
                try body(RowCells(bytes: bytes.baseAddress ?? RawRow.nothing.utf8Start, cells: cells))
            }
        }
    }
}
