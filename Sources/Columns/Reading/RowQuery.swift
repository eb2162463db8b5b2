import Kernel

/// A page of rows: which, in which order, from where, and what of them.
package struct RowQuery: Sendable, Hashable {
    package var filter: RowFilter
    package var order: [RowOrder]
    package var offset: Int
    package var limit: Int
    /// The columns that are wanted, in their order; all without it.
    package var columns: [String]?

    package init(_ filter: RowFilter = .everything, order: [RowOrder] = [], offset: Int = 0, limit: Int = 100, columns: [String]? = nil) {
        self.filter = filter
        self.order = order
        self.offset = offset
        self.limit = limit
        self.columns = columns
    }
}

/// What a query found.
package struct RowPage: Sendable {
    /// All rows that the filter wants; facets and groups of the same question are asked of it.
    package let set: RowSet
    package let columns: [StoredColumn]
    /// The rows of the page, by number from 0.
    package let rows: [Int]
    /// How many rows the filter wants.
    package var total: Int { self.set.count }
    package var values: [[Datum]] { rows.map { row in columns.map { $0.value(row) } } }
}

extension ColumnFile {
    /// Answers a query.
    /// - Throws: `invalid` for unknown columns and values that are not of a column's type.
    package func page(_ query: RowQuery) throws(AppError) -> RowPage {
        let columns = try columns(query.columns)
        let set = try rows(matching: query.filter)
        return RowPage(
            set: set, columns: columns, rows: try page(set, sortedBy: query.order, offset: query.offset, limit: query.limit))
    }

    /// The different combinations of some columns' values in a set of rows, in order.
    /// - Throws: as ``groups(_:in:)``.
    package func distinct(_ columns: [String], in set: RowSet, offset: Int = 0, limit: Int = .max) throws(AppError) -> (
        total: Int, values: [[Datum]]
    ) {
        var grouping = Grouping(columns)
        grouping.offset = offset
        grouping.limit = limit
        let groups = try groups(grouping, in: set)
        return (groups.total, groups.groups.map(\.keys))
    }
}
