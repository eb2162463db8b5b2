/// A set of rows, one bit each.
package struct Bitmap: Sendable, Equatable {
    /// Bits behind the last row are zero.
    private(set) var words: [UInt64]
    package let rows: Int

    /// No row.
    package init(rows: Int) {
        self.rows = rows
        words = [UInt64](repeating: 0, count: (rows + 63) / 64)
    }

    /// Words filled in by `body`; bits behind the last row are cleared afterwards.
    init(rows: Int, _ body: (UnsafeMutableBufferPointer<UInt64>) -> Void) {
        self.rows = rows
        words = [UInt64](unsafeUninitializedCapacity: (rows + 63) / 64) { buffer, count in
            count = (rows + 63) / 64
            buffer.initialize(repeating: 0)
            body(buffer)
        }
        if rows % 64 != 0 { words[words.count - 1] &= (1 << UInt64(rows % 64)) - 1 }
    }

    package mutating func insert(_ row: Int) {
        precondition(row >= 0 && row < rows, "there is no such row")
        words[row / 64] |= 1 << UInt64(row % 64)
    }

    package func contains(_ row: Int) -> Bool { row >= 0 && row < rows && words[row / 64] >> UInt64(row % 64) & 1 == 1 }

    /// How many rows are in the set.
    package var count: Int {
        var count = 0
        for word in words { count &+= word.nonzeroBitCount }
        return count
    }

    /// The rows from the `offset`-th on, at most `limit` of them.
    package func rows(offset: Int, limit: Int) -> [Int] {
        var found: [Int] = []
        guard limit > 0 else { return found }
        var skip = offset
        for (index, word) in words.enumerated() where word != 0 {
            let bits = word.nonzeroBitCount
            if skip >= bits {
                skip -= bits
                continue
            }
            var rest = word
            while rest != 0 {
                if skip > 0 { skip -= 1 } else { found.append(index * 64 + rest.trailingZeroBitCount) }
                rest &= rest &- 1
                if found.count == limit { return found }
            }
        }
        return found
    }

    package static func & (a: Bitmap, b: Bitmap) -> Bitmap { a.combined(b, &) }
    package static func | (a: Bitmap, b: Bitmap) -> Bitmap { a.combined(b, |) }

    private func combined(_ other: Bitmap, _ body: (UInt64, UInt64) -> UInt64) -> Bitmap {
        precondition(rows == other.rows, "sets of rows of different tables")
        return Bitmap(rows: rows) { target in
            for index in words.indices { target[index] = body(words[index], other.words[index]) }
        }
    }
}

/// The rows a question is about: all of a table's, or a set of them.
package struct RowSet: Sendable {
    package let rowCount: Int
    /// `nil` stands for every row.
    package let bitmap: Bitmap?
    /// How many rows there are in it.
    package let count: Int

    package init(all rowCount: Int) {
        self.rowCount = rowCount
        bitmap = nil
        count = rowCount
    }

    package init(_ bitmap: Bitmap) {
        rowCount = bitmap.rows
        count = bitmap.count
        self.bitmap = count == bitmap.rows ? nil : bitmap
    }

    package func contains(_ row: Int) -> Bool { bitmap?.contains(row) ?? (0..<rowCount).contains(row) }

    /// The rows from the `offset`-th on in the order of the table, at most `limit`.
    package func rows(offset: Int, limit: Int) -> [Int] {
        guard let bitmap else {
            let start = min(max(offset, 0), rowCount)
            return Array(start..<min(rowCount, start + min(max(limit, 0), rowCount)))
        }
        return bitmap.rows(offset: max(offset, 0), limit: limit)
    }
}
