import Kernel

/// How the rows of a set spread over a column's values.
package struct Facet: Sendable, Equatable {
    /// A value, and how many of the rows looked at have it.
    package struct Value: Sendable, Equatable {
        package var value: Datum
        package var count: Int
    }

    /// More than so many are sorted whole.
    fileprivate static let mostByInsertion = 1000

    package var column: String
    /// The most frequent first, of equally frequent ones the lesser; missing is not among them.
    package var values: [Value]
    /// Different values in the set, also those that are not listed.
    package var distinct: Int
    /// Rows without a value.
    package var missing: Int
}

extension ColumnFile {
    /// The `top` most frequent values of a column in a set of rows.
    /// - Throws: `invalid` when there is no such column, or more different values in the set than ``Grouping/mostGroups``.
    package func facet(_ name: String, in set: RowSet, top: Int) throws(AppError) -> Facet {
        let column = try column(name)
        var frequent = FrequentCodes(most: max(0, min(top, Facet.mostByInsertion)))
        var all: [CodeCount] = []
        var facet = Facet(column: name, values: [], distinct: 0, missing: 0)
        func add(_ code: UInt64, _ count: Int) {
            guard count > 0 else { return }
            if code == 0 {
                facet.missing = count
            } else {
                facet.distinct += 1
                if top > Facet.mostByInsertion { all.append(CodeCount(code: code, count: count)) } else { frequent.add(code, count) }
            }
        }
        if column.codes <= CodeCounts.mostDense {
            for (code, count) in CodeCounts.dense(column, in: set).enumerated() { add(UInt64(code), Int(count)) }
        } else {
            for found in try HashedCounts.of(column, in: set) { add(found.code, found.count) }
        }
        if top > Facet.mostByInsertion { all.sort { $0.count != $1.count ? $0.count > $1.count : $0.code < $1.code } }
        facet.values = (top > Facet.mostByInsertion ? Array(all.prefix(top)) : frequent.best).map {
            Facet.Value(value: column.datum($0.code), count: $0.count)
        }
        return facet
    }
}
