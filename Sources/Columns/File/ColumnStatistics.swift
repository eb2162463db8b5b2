import Kernel

/// A column's figures, computed when the version was made.
package struct ColumnStatistics: Sendable, Equatable {
    package struct Frequent: Sendable, Equatable {
        package var value: Datum
        package var count: Int
    }

    /// A stretch of values from `from` to `to`, both included, and the rows in it.
    package struct Bin: Sendable, Equatable {
        package var from: Datum
        package var to: Datum
        package var count: Int
    }

    package var rows: Int
    package var missing: Int
    /// Different values, missing not counted.
    package var distinct: Int
    /// Missing when every row is.
    package var least: Datum
    package var greatest: Datum
    /// Exact; `nil` for columns that are no numbers and for sums beyond 38 digits.
    package var sum: Number?
    package var mean: Number?
    /// Characters of the shortest and the longest text.
    package var shortest: Int
    package var longest: Int
    /// At most twenty, the most frequent first, of equally frequent ones the lesser.
    package var frequent: [Frequent]
    /// At most 32 stretches of nearly equal width; none for texts.
    package var histogram: [Bin]
}

extension StoredColumn {
    package var statistics: ColumnStatistics {
        let present = rows - stored.missing
        let bins = stored.histogram.count
        return ColumnStatistics(
            rows: rows, missing: stored.missing, distinct: stored.distinct,
            least: present == 0 ? .missing : datum(1), greatest: present == 0 ? .missing : datum(codes),
            sum: stored.sum.map { Number($0, scale: stored.sumScale) },
            mean: present == 0 ? nil : stored.sum.map { Mean.of($0, scale: stored.sumScale, count: present) },
            shortest: stored.shortest, longest: stored.longest,
            frequent: stored.frequent.map { .init(value: datum($0.code), count: $0.count) },
            histogram: (0..<bins).map {
                .init(
                    from: datum(CodeHistogram.start($0, of: codes, in: bins)),
                    to: datum($0 + 1 == bins ? codes : CodeHistogram.start($0 + 1, of: codes, in: bins) - 1), count: stored.histogram[$0])
            })
    }
}

/// Means of exact sums.
enum Mean {
    /// Six digits more behind the point than the values have, rounded half away from zero; a floating-point number where that is too long.
    static func of(_ sum: Int128, scale: Int, count: Int) -> Number {
        let (fine, over) = sum.multipliedReportingOverflow(by: 1_000_000)
        guard !over else { return Number(approximate: Number(sum, scale: scale).double / Double(count)) }
        let (quotient, rest) = fine.quotientAndRemainder(dividingBy: Int128(count))
        let up = rest.magnitude * 2 >= count.magnitude ? (fine < 0 ? -1 : 1) : 0
        return Number(quotient + Int128(up), scale: scale + 6)
    }
}
