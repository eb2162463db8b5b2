/// How often each code of a column occurs in a set of rows.
enum CodeCounts {
    /// Columns with more codes are counted by hashing.
    static let mostDense: UInt64 = 1 << 24

    /// A count for each of the codes 0…n.
    static func dense(_ column: StoredColumn, in set: RowSet) -> [UInt32] {
        let size = Int(column.codes) + 1
        if set.bitmap == nil, let counts = column.counts { return Array(UnsafeBufferPointer(start: counts, count: size)) }
        if size <= 256, set.rowCount < Int(UInt32.max) { return bytes(column, in: set, size) }
        return [UInt32](unsafeUninitializedCapacity: size) { buffer, count in
            buffer.initialize(repeating: 0)
            count = size
            let counts = buffer.baseAddress!
            let codes = UnsafeMutablePointer<UInt32>.allocate(capacity: RowStrip.most)
            defer { codes.deallocate() }
            set.strips { strip in
                strip.load(column, into: codes)
                for index in 0..<strip.count { counts[Int(codes[index])] &+= 1 }
            }
        }
    }

    /// Codes of one byte: four tables in turn, so that equal neighbours need not wait for each other.
    private static func bytes(_ column: StoredColumn, in set: RowSet, _ size: Int) -> [UInt32] {
        let codes = column.values.assumingMemoryBound(to: UInt8.self)
        let tables = UnsafeMutablePointer<UInt32>.allocate(capacity: 1024)
        defer { tables.deallocate() }
        tables.initialize(repeating: 0, count: 1024)
        if let bitmap = set.bitmap {
            for (index, bits) in bitmap.words.enumerated() {
                let row = codes + index &* 64
                var word = bits
                if word == .max {
                    for bit in 0..<64 { tables[(bit & 3) &* 256 &+ Int(row[bit])] &+= 1 }
                } else {
                    var table = 0
                    while word != 0 {
                        tables[table &+ Int(row[word.trailingZeroBitCount])] &+= 1
                        table = (table &+ 256) & 1023
                        word &= word &- 1
                    }
                }
            }
        } else {
            for row in 0..<set.rowCount { tables[(row & 3) &* 256 &+ Int(codes[row])] &+= 1 }
        }
        return (0..<size).map { tables[$0] &+ tables[$0 + 256] &+ tables[$0 + 512] &+ tables[$0 + 768] }
    }
}
