import Kernel

/// A figure that is kept for each group while rows go by.
protocol Tally: AnyObject {
    /// Makes room for groups 0..<size.
    func grow(to size: Int)
    /// Takes the rows of a strip, whose groups are `ids`.
    func add(_ strip: RowStrip, _ ids: UnsafePointer<UInt32>)
    /// The figure of a group; missing where there was no value.
    func figure(_ group: Int) -> Datum
    /// Negative, zero or positive as group `a` has less than, as much as or more than group `b`; no figure is less than any.
    func order(_ a: Int, _ b: Int) -> Int
}

/// Rows of each group, or those with a value.
final class RowTally: Tally {
    private let column: StoredColumn?
    private var counts: [UInt32] = []
    private let codes = UnsafeMutablePointer<UInt64>.allocate(capacity: RowStrip.most)

    init(_ column: StoredColumn?) { self.column = column?.stored.missing == 0 ? nil : column }
    deinit { codes.deallocate() }

    func count(_ group: Int) -> Int { Int(counts[group]) }
    func grow(to size: Int) { counts.append(contentsOf: repeatElement(0, count: max(0, size - counts.count))) }

    func add(_ strip: RowStrip, _ ids: UnsafePointer<UInt32>) {
        if let column { strip.load(column, into: codes) }
        let codes = column == nil ? nil : codes
        counts.withUnsafeMutableBufferPointer { buffer in
            let counts = buffer.baseAddress!
            if let codes {
                for row in 0..<strip.count { counts[Int(ids[row])] &+= codes[row] == 0 ? 0 : 1 }
            } else {
                for row in 0..<strip.count { counts[Int(ids[row])] &+= 1 }
            }
        }
    }

    func figure(_ group: Int) -> Datum { .integer(Int64(counts[group])) }
    func order(_ a: Int, _ b: Int) -> Int { Int(counts[a]) - Int(counts[b]) }
}

/// The least or greatest value of each group.
final class ExtremeTally: Tally {
    private let column: StoredColumn
    private let isGreatest: Bool
    private var best: [UInt64] = []
    private let codes = UnsafeMutablePointer<UInt64>.allocate(capacity: RowStrip.most)

    init(_ column: StoredColumn, isGreatest: Bool) {
        self.column = column
        self.isGreatest = isGreatest
    }

    deinit { codes.deallocate() }

    func grow(to size: Int) { best.append(contentsOf: repeatElement(0, count: max(0, size - best.count))) }

    func add(_ strip: RowStrip, _ ids: UnsafePointer<UInt32>) {
        strip.load(column, into: codes)
        best.withUnsafeMutableBufferPointer { buffer in
            let best = buffer.baseAddress!
            for row in 0..<strip.count {
                let group = Int(ids[row])
                // Missing, code 0, is above all when the least is wanted.
                best[group] = isGreatest ? max(best[group], codes[row]) : min(best[group] &- 1, codes[row] &- 1) &+ 1
            }
        }
    }

    func figure(_ group: Int) -> Datum { column.datum(best[group]) }
    func order(_ a: Int, _ b: Int) -> Int { best[a] < best[b] ? -1 : best[a] == best[b] ? 0 : 1 }
}
