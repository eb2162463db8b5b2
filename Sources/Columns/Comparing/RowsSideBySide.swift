/// Rows of two versions side by side, the first with the first, the second with the second. Finds by their codes alone where two versions
/// differ whose rows kept their places, which costs a hundredth of reading their values.
package struct RowsSideBySide {
    private let columns: [CodeAlignment]

    /// Rows that are looked up at once.
    private static let stretch = 8 * RowStrip.most

    /// - Parameter columns: the same column of both versions, pair by pair.
    package init(_ columns: [(before: StoredColumn, after: StoredColumn)]) {
        self.columns = columns.map { CodeAlignment($0.before, $0.after) }
    }

    /// Calls the closure with the two rows of each place in which they differ, as far as both sets reach.
    package func differences(_ before: RowSet, _ after: RowSet, _ body: (_ before: Int, _ after: Int) -> Void) {
        let pairs = RowPairs(columns)
        let count = min(before.count, after.count)
        for offset in stride(from: 0, to: count, by: RowsSideBySide.stretch) {
            let limit = min(RowsSideBySide.stretch, count - offset)
            let (old, new) = (before.rows(offset: offset, limit: limit), after.rows(offset: offset, limit: limit))
            for start in stride(from: 0, to: limit, by: RowStrip.most) {
                let places = start..<min(start + RowStrip.most, limit)
                let partners = old[places].map { UInt32($0) }
                let rows = new[places].map { UInt32($0) }
                let differing = rows.withUnsafeBufferPointer { rows in
                    pairs.differing(partners, RowStrip(rows: rows.baseAddress, first: 0, count: rows.count))
                }
                for place in differing.keys.sorted() { body(Int(partners[place]), Int(rows[place])) }
            }
        }
    }
}
