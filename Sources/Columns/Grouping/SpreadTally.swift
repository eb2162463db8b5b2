import Foundation
import Kernel

/// Medians and counts of different values: they need all codes of a group side by side, so the rows go by twice, first to see how
/// many there are in each group.
final class SpreadTally: Tally {
    private let column: StoredColumn
    private let isMedian: Bool
    private let present: RowTally
    private var groups = 0
    private var starts: [Int] = []
    private var next: [Int] = []
    private var sorted: Scratch<UInt64>?
    private let codes = UnsafeMutablePointer<UInt64>.allocate(capacity: RowStrip.most)

    init(_ column: StoredColumn, isMedian: Bool) {
        self.column = column
        self.isMedian = isMedian
        present = RowTally(column)
    }

    deinit { codes.deallocate() }

    func grow(to size: Int) {
        groups = max(groups, size)
        present.grow(to: size)
    }

    func add(_ strip: RowStrip, _ ids: UnsafePointer<UInt32>) { present.add(strip, ids) }

    /// Between the first and the second time.
    func begin() throws(AppError) {
        starts = [0]
        for group in 0..<groups { starts.append(starts[group] + present.count(group)) }
        next = starts
        sorted = try Scratch(count: starts.last!, in: NSTemporaryDirectory())
    }

    /// Takes the rows of a strip for the second time.
    func place(_ strip: RowStrip, _ ids: UnsafePointer<UInt32>) {
        strip.load(column, into: codes)
        let target = sorted!.base
        next.withUnsafeMutableBufferPointer { next in
            for row in 0..<strip.count where codes[row] != 0 {
                let group = Int(ids[row])
                target[next[group]] = codes[row]
                next[group] &+= 1
            }
        }
    }

    /// After the second time.
    func finish() throws(AppError) {
        let all = sorted!
        let largest = (0..<groups).map { starts[$0 + 1] - starts[$0] }.max() ?? 0
        let other = largest > 4096 ? try Scratch<UInt64>(count: largest, in: NSTemporaryDirectory()) : nil
        for group in 0..<groups {
            let count = starts[group + 1] - starts[group]
            let start = all.base + starts[group]
            if count > 4096, let other {
                RadixSort.sort(start, other.base, count, column.codes)
            } else {
                var few = UnsafeMutableBufferPointer(start: start, count: count)
                few.sort()
            }
        }
    }

    func figure(_ group: Int) -> Datum {
        let count = starts[group + 1] - starts[group]
        guard isMedian else { return .integer(Int64(distinct(group))) }
        guard count > 0 else { return .missing }
        let middle = starts[group] + (count - 1) / 2
        let low = sorted![middle]
        let high = sorted![count % 2 == 0 ? middle + 1 : middle]
        guard column.type.isNumeric else { return column.datum(low) }
        return .number(between(low, high))
    }

    /// The mean of two values, exactly where they are not texts of too many digits.
    private func between(_ low: UInt64, _ high: UInt64) -> Number {
        switch column.domain {
        case .linear(let base, let scale):
            let sum = Int128(base) * 2 + Int128(low - 1) + Int128(high - 1)
            return Number(sum * 5, scale: scale + 1)
        case .dictionary:
            let texts = (column.texts[Int(low - 1)], column.texts[Int(high - 1)])
            if low == high { return Number(canonical: String(decoding: texts.0, as: UTF8.self)) }
            let scale = max(DecimalText.scale(texts.0), DecimalText.scale(texts.1))
            if scale < 37, let a = DecimalText.wide(texts.0, scale: scale), let b = DecimalText.wide(texts.1, scale: scale) {
                let (sum, over) = a.addingReportingOverflow(b)
                let (product, overToo) = sum.multipliedReportingOverflow(by: 5)
                if !over, !overToo { return Number(product, scale: scale + 1) }
            }
            let doubles = [texts.0, texts.1].map { Number(canonical: String(decoding: $0, as: UTF8.self)).double }
            return Number(approximate: (doubles[0] + doubles[1]) / 2)
        }
    }

    private func distinct(_ group: Int) -> Int {
        var distinct = 0
        var last: UInt64 = 0
        for at in starts[group]..<starts[group + 1] where sorted![at] != last {
            distinct += 1
            last = sorted![at]
        }
        return distinct
    }

    func order(_ a: Int, _ b: Int) -> Int {
        if !isMedian { return distinct(a) - distinct(b) }
        let count = (starts[a + 1] - starts[a], starts[b + 1] - starts[b])
        if count.0 == 0 || count.1 == 0 { return min(count.0, 1) - min(count.1, 1) }
        let x = column.type.isNumeric ? figure(a).double! : Double(sorted![starts[a] + (count.0 - 1) / 2])
        let y = column.type.isNumeric ? figure(b).double! : Double(sorted![starts[b] + (count.1 - 1) / 2])
        return x < y ? -1 : x == y ? 0 : 1
    }
}
