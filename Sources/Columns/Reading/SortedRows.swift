import Foundation
import Kernel

extension ColumnFile {
    /// The rows of a set from the `offset`-th on, at most `limit`, sorted by columns; rows that are equal in all of them stay in the order
    /// of the table. The first column's codes are counted to find which rows can be on the page, so only those are sorted.
    /// - Throws: `invalid` when there is no such column.
    package func page(_ set: RowSet, sortedBy order: [RowOrder], offset: Int, limit: Int) throws(AppError) -> [Int] {
        var orders: [CodeOrder] = []
        for part in order {
            orders.append(CodeOrder(column: try column(part.column), isDescending: part.isDescending, isMissingFirst: part.isMissingFirst))
        }
        let offset = max(offset, 0)
        guard let first = orders.first else { return set.rows(offset: offset, limit: limit) }
        guard limit > 0, offset < set.count else { return [] }
        let end = offset + min(limit, set.count - offset)
        let buckets = RankBuckets(first, in: set)
        let part = buckets.holding(offset..<end)
        let rows = try rows(in: set, first, part.ranks)
        let sorted = try RowSorter(orders, rows).first(end - part.before)
        return Array(sorted[(offset - part.before)...])
    }

    /// The rows of a set whose place in an order is in a range, in the order of the table.
    private func rows(in set: RowSet, _ order: CodeOrder, _ ranks: ClosedRange<UInt64>) throws(AppError) -> RowSet {
        var ranges: [ClosedRange<UInt64>] = []
        let missing = order.rank(0)
        if ranks.contains(missing) { ranges.append(0...0) }
        var low = ranks.lowerBound
        var high = ranks.upperBound
        if low == missing { low += 1 }
        if high == missing, high > 0 { high -= 1 }
        if low <= high {
            let a = order.code(low)
            let b = order.code(high)
            if a > 0, b > 0 { ranges.append(min(a, b)...max(a, b)) }
        }
        if ranks.lowerBound == 0, ranks.upperBound >= order.column.codes { return set }
        let reader = BlockReader(FilterNode(order.column, CodeSet(joining: ranges, codes: order.column.codes)), rows: rowCount)
        return RowSet(
            Bitmap(rows: rowCount) { words in
                guard let start = words.baseAddress else { return }
                for block in 0..<reader.blocks {
                    let target = start + block * Layout.blockWords
                    let count = reader.read(block, into: target)
                    if count == nil { target.update(repeating: 0, count: min(Layout.blockWords, words.count - block * Layout.blockWords)) }
                    guard let count, let bitmap = set.bitmap else { continue }
                    for index in 0..<count { target[index] &= bitmap.words[block * Layout.blockWords + index] }
                }
            })
    }
}

/// How many rows of a set lie at which places of an order, places put together where there are very many.
struct RankBuckets {
    private let order: CodeOrder
    private let shift: UInt64
    private var counts: [Int]

    init(_ order: CodeOrder, in set: RowSet) {
        self.order = order
        let column = order.column
        shift = UInt64(max(0, order.bits - 16))
        counts = [Int](repeating: 0, count: Int(column.codes >> shift) + 1)
        if shift == 0 {
            for (code, count) in CodeCounts.dense(column, in: set).enumerated() { counts[Int(order.rank(UInt64(code)))] += Int(count) }
            return
        }
        let codes = UnsafeMutablePointer<UInt64>.allocate(capacity: RowStrip.most)
        defer { codes.deallocate() }
        let shift = shift
        counts.withUnsafeMutableBufferPointer { buffer in
            let counts = buffer.baseAddress!
            set.strips { strip in
                strip.load(column, into: codes)
                for row in 0..<strip.count { counts[Int(truncatingIfNeeded: order.rank(codes[row]) &>> shift)] &+= 1 }
            }
        }
    }

    /// The places at which the rows numbered `wanted` lie, and how many rows lie before them.
    func holding(_ wanted: Range<Int>) -> (ranks: ClosedRange<UInt64>, before: Int) {
        var before = 0
        var bucket = 0
        while before + counts[bucket] <= wanted.lowerBound {
            before += counts[bucket]
            bucket += 1
        }
        var last = bucket
        var seen = before + counts[bucket]
        while seen < wanted.upperBound {
            last += 1
            seen += counts[last]
        }
        let top = min((UInt64(last + 1) << shift) - 1, order.column.codes)
        return ((UInt64(bucket) << shift)...top, before)
    }
}
