import Columns
import Ingest
import Kernel
import Rows

/// A table that the gate has opened, as questions may be asked of it. What its reader may not have is not in the file she was given, so
/// whatever the file has may be shown, filtered, sorted and grouped by.
package struct ReadableTable: Sendable {
    package let opened: OpenedTable
    package let text: TableText
    /// What questions are checked against.
    package let check: ColumnCheck

    package init(_ opened: OpenedTable) throws(AppError) {
        self.opened = opened
        let shape = try opened.file.shape
        text = TableText(shape, schema: opened.schema)
        check = ColumnCheck(shape)
    }

    /// Whether there is such a column for this reader.
    package func mayAskBy(_ column: String) -> Bool { text[column] != nil }
    package var askable: Set<String> { Set(text.columns.map(\.name)) }

    package var file: ColumnFile { opened.file }

    /// A question's conditions and words.
    package func filter(_ question: RowQuestion) -> RowFilter { question.scoped(check, .everything) }

    /// The filter behind a chart's or citation's canonical text.
    /// - Throws: `invalid` when it names what is not there or may not be asked by.
    package func filter(_ text: String) throws(AppError) -> RowFilter {
        filter(try AddressReader(check).read(AddressEscapes.pairs(Array(text.utf8)), ignoring: TableState.own))
    }

    /// One page of rows, with their numbers from 1.
    package struct Rows: Sendable {
        package var numbers: [Int]
        package var values: [[Datum]]
        package var columns: [TableText.Column]
        package var total: Int
    }

    /// - Throws: `invalid` for unknown columns and values that are not of a column's type.
    package func rows(_ state: TableState) throws(AppError) -> Rows {
        let set = try file.rows(matching: filter(state.question))
        let found = try file.page(set, sortedBy: state.question.order, offset: state.question.offset, limit: state.question.limit)
        var columns = shown(state)
        if case .rows(let outputs?) = state.question.want { columns = outputs.compactMap { text[$0.column] } }
        var stored: [StoredColumn] = []
        for column in columns { stored.append(try file.column(column.name)) }
        return Rows(
            numbers: found.map { $0 + 1 }, values: file.values(rows: found, columns: stored), columns: columns, total: set.count)
    }

    /// The columns of a wide table that a page shows, its key in front of them.
    private func shown(_ state: TableState) -> [TableText.Column] {
        let window = ColumnWindow(text.columns.count, from: state.columnsFrom)
        let some = Array(text.columns[window.range])
        if !window.isPart || window.range.lowerBound == 0 { return some }
        return text.key.compactMap { name in some.contains { $0.name == name } ? nil : text[name] } + some
    }

    /// A column's values with their counts under every other condition.
    package struct FacetCounts: Sendable {
        package var column: TableText.Column
        package var values: [Facet.Value]
        package var distinct: Int
    }

    /// Columns worth narrowing by: few different values, not the rows' names or notes.
    package var facetColumns: [TableText.Column] {
        let hasNames = text.columns.contains { $0.role == .areaName }
        let fit = text.columns.compactMap { column -> (column: TableText.Column, distinct: Int)? in
            // A region's code says nothing that its name beside it does not say better.
            if column.role == .areaCode, hasNames { return nil }
            guard column.role != .note, column.role != .measure, let stored = try? file.column(column.name) else { return nil }
            let distinct = stored.statistics.distinct
            let isName = column.type.isText || column.type == .boolean || column.type == .year || column.role == .period || column.isCode
            return isName && distinct > 1 && distinct <= 60 && distinct * 2 <= max(file.rowCount, 4) ? (column, distinct) : nil
        }
        // The fewest values first: they divide the table best and take the least room.
        return fit.enumerated().sorted { ($0.element.distinct, $0.offset) < ($1.element.distinct, $1.offset) }.map(\.element.column)
    }

    /// - Parameter most: how many columns.
    package func facets(_ state: TableState, most: Int = 6, values top: Int = 12) throws(AppError) -> [FacetCounts] {
        var counts: [FacetCounts] = []
        let narrowed = facetColumns.filter { state.chosen($0.name) != nil }
        let wanted = narrowed + facetColumns.filter { state.chosen($0.name) == nil }
        for column in wanted.prefix(max(most, narrowed.count)) {
            let set = try file.rows(matching: filter(state.without(column.name).question))
            let facet = try file.facet(column.name, in: set, top: top)
            counts.append(FacetCounts(column: column, values: facet.values, distinct: facet.distinct))
        }
        return counts
    }
}
