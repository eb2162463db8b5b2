import Foundation
import Kernel

/// Sorts the rows of a set by the places of their codes and then by number.
struct RowSorter {
    private let orders: [CodeOrder]
    private let set: RowSet
    private let rowBits: Int

    init(_ orders: [CodeOrder], _ set: RowSet) {
        self.orders = orders
        self.set = set
        rowBits = 64 - UInt64(set.rowCount).leadingZeroBitCount
    }

    /// The first `count` rows in order.
    func first(_ count: Int) throws(AppError) -> [Int] {
        let bits = orders.map(\.bits).reduce(rowBits, +)
        return bits <= 64 ? try packed(count, bits) : compared(count)
    }

    /// Everything that decides fits one number, the row last.
    private func packed(_ wanted: Int, _ bits: Int) throws(AppError) -> [Int] {
        let mask = (UInt64(1) << UInt64(rowBits)) - 1
        if wanted <= 1024, set.count > wanted * 8 {
            var heap = SmallestNumbers(wanted)
            keys { keys, count in for index in 0..<count { heap.add(keys[index]) } }
            return heap.sorted().map { Int($0 & mask) }
        }
        let all = try Scratch<UInt64>(count: set.count, in: NSTemporaryDirectory())
        let other = try Scratch<UInt64>(count: set.count, in: NSTemporaryDirectory())
        var filled = 0
        keys { keys, count in
            (all.base + filled).update(from: keys, count: count)
            filled += count
        }
        RadixSort.sort(all.base, other.base, set.count, bits == 64 ? .max : (1 << UInt64(bits)) - 1, lowest: rowBits)
        return (0..<wanted).map { Int(all[$0] & mask) }
    }

    /// Hands out the packed numbers strip by strip.
    private func keys(_ body: (UnsafePointer<UInt64>, Int) -> Void) {
        let keys = UnsafeMutablePointer<UInt64>.allocate(capacity: RowStrip.most)
        let codes = UnsafeMutablePointer<UInt64>.allocate(capacity: RowStrip.most)
        defer {
            keys.deallocate()
            codes.deallocate()
        }
        set.strips { strip in
            keys.update(repeating: 0, count: strip.count)
            for order in orders {
                strip.load(order.column, into: codes)
                let bits = UInt64(order.bits)
                for index in 0..<strip.count { keys[index] = keys[index] &<< bits | order.rank(codes[index]) }
            }
            let bits = UInt64(rowBits)
            for index in 0..<strip.count {
                let row = strip.rows.map { Int($0[index]) } ?? strip.first &+ index
                keys[index] = keys[index] &<< bits | UInt64(truncatingIfNeeded: row)
            }
            body(keys, strip.count)
        }
    }

    private func compared(_ wanted: Int) -> [Int] {
        struct Key: BitwiseCopyable {
            var first: UInt64
            var row: UInt32
        }
        var keys: [Key] = []
        keys.reserveCapacity(set.count)
        let first = orders[0]
        let rest = orders.dropFirst()
        let codes = UnsafeMutablePointer<UInt64>.allocate(capacity: RowStrip.most)
        defer { codes.deallocate() }
        set.strips { strip in
            strip.load(first.column, into: codes)
            for index in 0..<strip.count {
                keys.append(Key(first: first.rank(codes[index]), row: strip.rows?[index] ?? UInt32(strip.first + index)))
            }
        }
        keys.sort { a, b in
            if a.first != b.first { return a.first < b.first }
            for order in rest {
                let (x, y) = (order.rank(order.column.code(Int(a.row))), order.rank(order.column.code(Int(b.row))))
                if x != y { return x < y }
            }
            return a.row < b.row
        }
        return keys.prefix(wanted).map { Int($0.row) }
    }
}

/// Keeps the smallest of many numbers in a heap whose root is the largest kept.
struct SmallestNumbers {
    private var heap: [UInt64] = []
    private let most: Int

    init(_ most: Int) {
        self.most = most
        heap.reserveCapacity(most)
    }

    @inline(__always) mutating func add(_ value: UInt64) {
        if heap.count == most {
            if most == 0 || value >= heap[0] { return }
            heap[0] = value
            sink()
        } else {
            heap.append(value)
            var at = heap.count - 1
            while at > 0, heap[at] > heap[(at - 1) / 2] {
                heap.swapAt(at, (at - 1) / 2)
                at = (at - 1) / 2
            }
        }
    }

    func sorted() -> [UInt64] { heap.sorted() }

    private mutating func sink() {
        var at = 0
        while true {
            var greatest = at
            let left = 2 * at + 1
            if left < heap.count, heap[left] > heap[greatest] { greatest = left }
            if left + 1 < heap.count, heap[left + 1] > heap[greatest] { greatest = left + 1 }
            if greatest == at { return }
            heap.swapAt(at, greatest)
            at = greatest
        }
    }
}
