import Kernel

/// Numbers pairs of (group so far, code of the next column) as they come: how groups by several columns are told apart when there are
/// too many possible ones for an array.
final class GroupTable {
    private var parents: UnsafeMutablePointer<UInt32>
    private var codes: UnsafeMutablePointer<UInt64>
    private var capacity = 1024
    private var slots: UnsafeMutablePointer<UInt32>
    private var mask = 4095
    private(set) var count = 0
    private let most: Int
    private static let seed = UInt64.random(in: .min ... .max) | 1

    init(most: Int) {
        self.most = most
        parents = .allocate(capacity: capacity)
        codes = .allocate(capacity: capacity)
        slots = .allocate(capacity: mask + 1)
        slots.initialize(repeating: 0, count: mask + 1)
    }

    deinit {
        parents.deallocate()
        codes.deallocate()
        slots.deallocate()
    }

    func parent(_ group: Int) -> Int { Int(parents[group]) }
    func code(_ group: Int) -> UInt64 { codes[group] }

    /// Replaces the groups in `ids` by those of the pairs.
    func refine(_ ids: UnsafeMutablePointer<UInt32>, with next: UnsafePointer<UInt64>, _ size: Int) throws(AppError) {
        for index in 0..<size { ids[index] = number(ids[index], next[index]) }
        if count > most { throw .invalid("group", Message("columns.too_many_groups", ["most": "\(most)"])) }
    }

    @inline(__always) private func number(_ parent: UInt32, _ code: UInt64) -> UInt32 {
        var at = place(parent, code)
        while true {
            let slot = slots[at]
            if slot == 0 { break }
            let group = Int(slot) &- 1
            if codes[group] == code, parents[group] == parent { return slot &- 1 }
            at = (at &+ 1) & mask
        }
        return add(parent, code, at)
    }

    /// - Parameter at: a free slot, unless the table must grow first.
    private func add(_ parent: UInt32, _ code: UInt64, _ at: Int) -> UInt32 {
        var at = at
        if count == capacity {
            grow()
            at = place(parent, code)
            while slots[at] != 0 { at = (at + 1) & mask }
        }
        slots[at] = UInt32(truncatingIfNeeded: count &+ 1)
        parents[count] = parent
        codes[count] = code
        count += 1
        return UInt32(count - 1)
    }

    @inline(__always) private func place(_ parent: UInt32, _ code: UInt64) -> Int {
        let mixed = (code ^ UInt64(parent) &* 0x9E37_79B9_7F4A_7C15 ^ GroupTable.seed).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
        return Int(truncatingIfNeeded: mixed.high ^ mixed.low) & mask
    }

    private func grow() {
        let moreParents = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity * 2)
        let moreCodes = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity * 2)
        moreParents.update(from: parents, count: count)
        moreCodes.update(from: codes, count: count)
        parents.deallocate()
        codes.deallocate()
        (parents, codes) = (moreParents, moreCodes)
        capacity *= 2
        slots.deallocate()
        mask = mask * 2 + 1
        slots = .allocate(capacity: mask + 1)
        slots.initialize(repeating: 0, count: mask + 1)
        for group in 0..<count {
            var at = place(parents[group], codes[group])
            while slots[at] != 0 { at = (at + 1) & mask }
            slots[at] = UInt32(group + 1)
        }
    }
}

/// Counts of the codes that occur, for columns with too many possible ones.
enum HashedCounts {
    /// In the order of codes.
    static func of(_ column: StoredColumn, in set: RowSet) throws(AppError) -> [CodeCount] {
        let table = GroupTable(most: Grouping.mostGroups)
        var counts: [Int] = []
        let codes = UnsafeMutablePointer<UInt64>.allocate(capacity: RowStrip.most)
        let ids = UnsafeMutablePointer<UInt32>.allocate(capacity: RowStrip.most)
        defer {
            codes.deallocate()
            ids.deallocate()
        }
        try set.strips { strip throws(AppError) in
            strip.load(column, into: codes)
            ids.update(repeating: 0, count: strip.count)
            try table.refine(ids, with: codes, strip.count)
            while counts.count < table.count { counts.append(0) }
            for index in 0..<strip.count { counts[Int(ids[index])] += 1 }
        }
        return counts.indices.map { CodeCount(code: table.code($0), count: counts[$0]) }.sorted { $0.code < $1.code }
    }
}
