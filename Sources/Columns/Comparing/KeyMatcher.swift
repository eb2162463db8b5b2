import Kernel

/// Finds the row of the earlier version that a row of the later one belongs to.
final class KeyMatcher {
    static let nobody = UInt32.max

    private let keys: [CodeAlignment]
    private let tables: [GroupTable]
    private let ids = UnsafeMutablePointer<UInt32>.allocate(capacity: RowStrip.most)
    private let codes = UnsafeMutablePointer<UInt64>.allocate(capacity: RowStrip.most)
    /// For each key the first of its rows that has no partner yet, and its last.
    private var heads: [UInt32] = []
    private var tails: [UInt32] = []
    /// For each row the next with the same key.
    private var followers: [UInt32]
    private var taken: Bitmap
    /// Keys that the later version has had already.
    private var seen: [Bool] = []
    private(set) var repeated = 0

    init(_ keys: [CodeAlignment], rows: Int) {
        self.keys = keys
        tables = keys.map { _ in GroupTable(most: VersionComparison.mostKeys) }
        followers = [UInt32](repeating: KeyMatcher.nobody, count: rows)
        taken = Bitmap(rows: rows)
    }

    deinit {
        ids.deallocate()
        codes.deallocate()
    }

    func isTaken(_ row: Int) -> Bool { taken.contains(row) }

    private func number(_ strip: RowStrip, isAfter: Bool) throws(AppError) {
        ids.update(repeating: 0, count: strip.count)
        for (key, table) in zip(keys, tables) {
            strip.load(isAfter ? key.after : key.before, into: codes)
            key.align(codes, strip.count, isAfter: isAfter)
            do { try table.refine(ids, with: codes, strip.count) } catch {
                throw .tooLarge(Message("columns.too_many_keys", ["most": "\(VersionComparison.mostKeys)"]))
            }
        }
        let count = tables.last?.count ?? 1
        while heads.count < count {
            heads.append(KeyMatcher.nobody)
            tails.append(KeyMatcher.nobody)
            seen.append(false)
        }
    }

    /// Takes in the earlier version.
    func read(_ set: RowSet) throws(AppError) {
        try set.strips { strip throws(AppError) in
            try number(strip, isAfter: false)
            for index in 0..<strip.count {
                let key = Int(ids[index])
                let row = UInt32(strip.first + index)
                if tails[key] == KeyMatcher.nobody {
                    heads[key] = row
                } else {
                    followers[Int(tails[key])] = row
                    repeated += 1
                }
                tails[key] = row
            }
        }
    }

    /// The partners of a strip of the later version; each row of the earlier is given once.
    func partners(_ strip: RowStrip) throws(AppError) -> [UInt32] {
        try number(strip, isAfter: true)
        return (0..<strip.count).map { index in
            let key = Int(ids[index])
            if seen[key] { repeated += 1 }
            seen[key] = true
            let row = heads[key]
            guard row != KeyMatcher.nobody else { return row }
            heads[key] = followers[Int(row)]
            taken.insert(Int(row))
            return row
        }
    }
}
