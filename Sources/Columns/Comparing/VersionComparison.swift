import Kernel

/// What changed from one version of a table to another, row by row.
///
/// Rows belong together when they have the same values in the key columns; where a key occurs more than once, the first with the
/// first, the second with the second. Without key columns whole rows are compared, and none counts as changed.
package struct VersionComparison {
    /// A difference; rows by their numbers, from 0.
    package enum Change: Sendable, Equatable {
        /// A row of the later version.
        case added(Int)
        /// A row of the earlier version.
        case removed(Int)
        /// A row of each, and the columns whose values differ.
        case changed(before: Int, after: Int, columns: [String])
    }

    /// How many rows came, went, differ and stayed.
    package struct Totals: Sendable, Equatable {
        package var added = 0
        package var removed = 0
        package var changed = 0
        package var unchanged = 0
        /// Rows of either version whose key an earlier row of it has: the key is not one.
        package var repeatedKeys = 0
    }

    /// More different keys are refused.
    package static let mostKeys = 4_000_000

    /// Columns that only the later version has.
    package let addedColumns: [String]
    /// Columns that only the earlier version had.
    package let removedColumns: [String]
    /// Columns whose type changed; their values are compared as text.
    package let retypedColumns: [String]
    private let before: ColumnFile
    private let after: ColumnFile
    private let keys: [CodeAlignment]
    private let rest: [CodeAlignment]

    /// - Throws: `invalid` when a key column is not in both versions.
    package init(before: ColumnFile, after: ColumnFile, keys names: [String]) throws(AppError) {
        self.before = before
        self.after = after
        let earlier = Dictionary(before.columns.map { ($0.name, $0) }) { first, _ in first }
        let later = Set(after.columns.map(\.name))
        addedColumns = after.columns.map(\.name).filter { earlier[$0] == nil }
        removedColumns = before.columns.map(\.name).filter { !later.contains($0) }
        let shared = after.columns.filter { earlier[$0.name] != nil }
        retypedColumns = shared.filter { earlier[$0.name]!.type != $0.type }.map(\.name)
        let chosen = names.isEmpty ? shared.map(\.name) : names
        var keys: [CodeAlignment] = []
        for name in chosen { keys.append(CodeAlignment(try before.column(name), try after.column(name))) }
        self.keys = keys
        rest = shared.filter { !chosen.contains($0.name) }.map { CodeAlignment(earlier[$0.name]!, $0) }
    }

    /// Compares, and hands out the changes: rows that were changed or added in the order of the later version, then those removed in
    /// the order of the earlier.
    /// - Throws: `tooLarge` when there are more than ``mostKeys`` different keys, and what `body` throws.
    package func changes(_ body: (Change) throws -> Void) throws -> Totals {
        var totals = Totals()
        let matcher = KeyMatcher(keys, rows: before.rowCount)
        try matcher.read(RowSet(all: before.rowCount))
        let pairs = RowPairs(rest)
        try RowSet(all: after.rowCount).strips { strip in
            let partners = try matcher.partners(strip)
            let differing = pairs.differing(partners, strip)
            for row in 0..<strip.count {
                if partners[row] == KeyMatcher.nobody {
                    totals.added += 1
                    try body(.added(strip.first + row))
                } else if let columns = differing[row] {
                    totals.changed += 1
                    try body(.changed(before: Int(partners[row]), after: strip.first + row, columns: columns))
                } else {
                    totals.unchanged += 1
                }
            }
        }
        for row in 0..<before.rowCount where !matcher.isTaken(row) {
            totals.removed += 1
            try body(.removed(row))
        }
        totals.repeatedKeys = matcher.repeated
        return totals
    }
}

/// Compares rows that belong together, column by column.
final class RowPairs {
    private let columns: [CodeAlignment]
    private let before = UnsafeMutablePointer<UInt64>.allocate(capacity: RowStrip.most)
    private let after = UnsafeMutablePointer<UInt64>.allocate(capacity: RowStrip.most)

    init(_ columns: [CodeAlignment]) { self.columns = columns }

    deinit {
        before.deallocate()
        after.deallocate()
    }

    /// The columns in which rows of a strip differ from their partners, for the rows that do.
    func differing(_ partners: [UInt32], _ strip: RowStrip) -> [Int: [String]] {
        // Rows without a partner are compared with themselves being row 0, and left out below.
        let rows = partners.map { $0 == KeyMatcher.nobody ? 0 : $0 }
        guard partners.contains(where: { $0 != KeyMatcher.nobody }) else { return [:] }
        var found: [Int: [String]] = [:]
        rows.withUnsafeBufferPointer { rows in
            for column in columns {
                RowStrip(rows: rows.baseAddress!, first: 0, count: strip.count).load(column.before, into: before)
                strip.load(column.after, into: after)
                column.align(before, strip.count, isAfter: false)
                column.align(after, strip.count, isAfter: true)
                for row in 0..<strip.count where before[row] != after[row] && partners[row] != KeyMatcher.nobody {
                    found[row, default: []].append(column.after.name)
                }
            }
        }
        return found
    }
}
