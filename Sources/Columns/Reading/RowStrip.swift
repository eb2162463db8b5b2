/// Up to 1,024 rows that are worked on together: a few arrays of that size stay in the nearest cache.
struct RowStrip {
    static let most = 1024

    /// The rows' numbers, where they do not simply follow each other.
    var rows: UnsafePointer<UInt32>?
    var first: Int
    var count: Int

    /// Copies a column's codes of these rows.
    @inline(__always) func load<T: FixedWidthInteger>(_ column: StoredColumn, into target: UnsafeMutablePointer<T>) {
        switch column.width {
        case 1: load(column.values.assumingMemoryBound(to: UInt8.self), into: target)
        case 2: load(column.values.assumingMemoryBound(to: UInt16.self), into: target)
        case 4: load(column.values.assumingMemoryBound(to: UInt32.self), into: target)
        default: load(column.values.assumingMemoryBound(to: UInt64.self), into: target)
        }
    }

    @inline(__always)
    private func load<C: FixedWidthInteger, T: FixedWidthInteger>(_ codes: UnsafePointer<C>, into target: UnsafeMutablePointer<T>) {
        if let rows {
            for index in 0..<count { target[index] = T(truncatingIfNeeded: codes[Int(rows[index])]) }
        } else {
            let start = codes + first
            for index in 0..<count { target[index] = T(truncatingIfNeeded: start[index]) }
        }
    }
}

extension RowSet {
    /// Goes through the rows in order, strip by strip.
    func strips<E>(_ body: (RowStrip) throws(E) -> Void) throws(E) {
        guard let bitmap else {
            var first = 0
            while first < rowCount {
                try body(RowStrip(rows: nil, first: first, count: min(RowStrip.most, rowCount - first)))
                first += RowStrip.most
            }
            return
        }
        let rows = UnsafeMutablePointer<UInt32>.allocate(capacity: RowStrip.most + 64)
        defer { rows.deallocate() }
        var count = 0
        func hand(_ taken: Int) throws(E) {
            let first = Int(rows[0])
            let isRun = Int(rows[taken - 1]) - first == taken - 1
            try body(RowStrip(rows: isRun ? nil : UnsafePointer(rows), first: first, count: taken))
        }
        for index in bitmap.words.indices {
            var word = bitmap.words[index]
            if word == 0 { continue }
            let base = UInt32(truncatingIfNeeded: index &* 64)
            if word == .max {
                for bit in 0..<64 { rows[count &+ bit] = base &+ UInt32(truncatingIfNeeded: bit) }
                count &+= 64
            } else {
                while word != 0 {
                    rows[count] = base &+ UInt32(truncatingIfNeeded: word.trailingZeroBitCount)
                    count &+= 1
                    word &= word &- 1
                }
            }
            if count >= RowStrip.most {
                try hand(RowStrip.most)
                count &-= RowStrip.most
                rows.update(from: rows + RowStrip.most, count: count)
            }
        }
        if count > 0 { try hand(count) }
    }
}
