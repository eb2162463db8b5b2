import Kernel

/// Gives each row the number of its group: its place in an array of all possible groups where that is small, else as they come.
final class GroupKeys {
    private let columns: [StoredColumn]
    private let sizes: [UInt32]
    private let tables: [GroupTable]
    private let narrow = UnsafeMutablePointer<UInt32>.allocate(capacity: RowStrip.most)
    private let wide = UnsafeMutablePointer<UInt64>.allocate(capacity: RowStrip.most)
    let ids = UnsafeMutablePointer<UInt32>.allocate(capacity: RowStrip.most)
    /// Possible groups, where they are few enough for an array.
    private let dense: Int?

    private static let mostDense: UInt64 = 1 << 18

    init(_ columns: [StoredColumn]) {
        self.columns = columns
        var product: UInt64 = 1
        for column in columns where product <= GroupKeys.mostDense {
            product = column.codes >= GroupKeys.mostDense ? .max : product * (column.codes + 1)
        }
        dense = product <= GroupKeys.mostDense ? Int(product) : nil
        sizes = dense == nil ? [] : columns.map { UInt32($0.codes + 1) }
        tables = dense == nil ? columns.map { _ in GroupTable(most: Grouping.mostGroups) } : []
    }

    deinit {
        narrow.deallocate()
        wide.deallocate()
        ids.deallocate()
    }

    /// Groups that figures must have room for by now.
    var size: Int { dense ?? tables.last!.count }

    /// Writes the groups of a strip's rows to ``ids``.
    func number(_ strip: RowStrip) throws(AppError) {
        guard dense == nil else { return place(strip) }
        ids.update(repeating: 0, count: strip.count)
        for (column, table) in zip(columns, tables) {
            strip.load(column, into: wide)
            try table.refine(ids, with: wide, strip.count)
        }
    }

    private func place(_ strip: RowStrip) {
        guard let first = columns.first else { return ids.update(repeating: 0, count: strip.count) }
        strip.load(first, into: ids)
        for index in 1..<max(columns.count, 1) {
            let size = sizes[index]
            strip.load(columns[index], into: narrow)
            for row in 0..<strip.count { ids[row] = ids[row] &* size &+ narrow[row] }
        }
    }

    /// The codes of a group's columns.
    func codes(_ group: Int) -> [UInt64] {
        var codes = [UInt64](repeating: 0, count: columns.count)
        var rest = group
        for index in columns.indices.reversed() {
            if dense != nil {
                codes[index] = UInt64(rest % Int(sizes[index]))
                rest /= Int(sizes[index])
            } else {
                codes[index] = tables[index].code(rest)
                rest = tables[index].parent(rest)
            }
        }
        return codes
    }

    /// Whether groups are numbered in the order of their columns' codes.
    var isOrdered: Bool { dense != nil }
}
