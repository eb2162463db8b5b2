import Columns
import Kernel

/// What was found.
package struct RowAnswer: Sendable {
    /// Rows as they are, or values made of them.
    package enum Found: Sendable {
        /// The numbers of the page's rows, from 0, and the columns that are shown of them.
        case rows([Int], [RowQuestion.Output])
        /// Values under their names.
        case values(names: [String], types: [ColumnType], [[Datum]])
    }

    package var found: Found
    /// All rows, combinations or groups, not only those of the page.
    package var total: Int
    package var facets: [Facet]
    /// Where the next page begins; `nil` behind the last.
    package var next: RowCursorText?
}

extension RowQuestion {
    /// Asks a version.
    /// - Parameters:
    ///   - check: what the question was checked against.
    ///   - scope: rows the asker may see at all.
    /// - Throws: `invalid` when a cursor is of another version or question, or there are too many groups.
    package func answer(_ file: ColumnFile, _ check: ColumnCheck, scope: RowFilter = .everything) throws(AppError) -> RowAnswer {
        let filter = scoped(check, scope)
        switch want {
        case .rows(let outputs): return try rows(file, outputs ?? check.shape.columns.map { Output($0.name) }, filter)
        case .distinct(let outputs): return try combinations(file, check, outputs, filter)
        case .groups(let groups): return try grouped(file, check, groups, filter)
        }
    }

    /// The filter with the searched words and the asker's own limits.
    package func scoped(_ check: ColumnCheck, _ scope: RowFilter) -> RowFilter {
        let own = wholeFilter(check)
        return scope == .everything ? own : own == .everything ? scope : .all([scope, own])
    }

    private func rows(_ file: ColumnFile, _ outputs: [Output], _ filter: RowFilter) throws(AppError) -> RowAnswer {
        let text = canonicalForCursor
        try cursor?.check(version: file.sha256, question: text)
        let limit = max(0, limit)
        if let cursor, order.isEmpty, facets.isEmpty {
            // Keyed: nothing behind the page is looked at.
            let rows = try file.page(filter, after: cursor.position, limit: limit)
            let next =
                rows.count < limit || limit == 0
                ? nil : RowCursorText(position: rows.last!, total: cursor.total, version: file.sha256, question: text)
            return RowAnswer(found: .rows(rows, outputs), total: cursor.total, facets: [], next: next)
        }
        let set = try file.rows(matching: filter)
        let rows: [Int]
        if let cursor, order.isEmpty {
            rows = try file.page(filter, after: cursor.position, limit: limit)
        } else {
            rows = try file.page(set, sortedBy: order, offset: cursor?.position ?? offset, limit: limit)
        }
        let end = (cursor?.position ?? offset) + rows.count
        let hasMore = !rows.isEmpty && (order.isEmpty && cursor != nil ? rows.count == limit : end < set.count)
        let position = order.isEmpty ? rows.last ?? 0 : end
        return RowAnswer(
            found: .rows(rows, outputs), total: set.count, facets: try counted(file, set),
            next: hasMore ? RowCursorText(position: position, total: set.count, version: file.sha256, question: text) : nil)
    }

    private func combinations(_ file: ColumnFile, _ check: ColumnCheck, _ outputs: [Output], _ filter: RowFilter) throws(AppError)
        -> RowAnswer
    {
        var groups = GroupQuestion(outputs.map(\.column), [], shown: outputs.enumerated().map { .init(.key($0), as: $1.name) })
        groups.order = order.compactMap { part in
            outputs.firstIndex { $0.column == part.column }.map { Grouping.Order(.key($0), isDescending: part.isDescending) }
        }
        return try grouped(file, check, groups, filter)
    }

    private func grouped(_ file: ColumnFile, _ check: ColumnCheck, _ groups: GroupQuestion, _ filter: RowFilter) throws(AppError)
        -> RowAnswer
    {
        let text = canonicalForCursor
        try cursor?.check(version: file.sha256, question: text)
        let set = try file.rows(matching: filter)
        var grouping = Grouping(groups.columns, groups.figures)
        grouping.having = groups.having
        grouping.order = groups.order
        grouping.offset = cursor?.position ?? offset
        grouping.limit = limit
        let answer = try file.groups(grouping, in: set)
        let end = grouping.offset + answer.groups.count
        return RowAnswer(
            found: .values(
                names: groups.shown.map(\.name), types: groups.shown.map { groups.type($0.source, check) },
                answer.groups.map { group in
                    groups.shown.map { shown in
                        switch shown.source {
                        case .key(let index): group.keys[index]
                        case .figure(let index): group.figures[index]
                        }
                    }
                }),
            total: answer.total, facets: try counted(file, set),
            next: end < answer.total && !answer.groups.isEmpty
                ? RowCursorText(position: end, total: answer.total, version: file.sha256, question: text) : nil)
    }

    private func counted(_ file: ColumnFile, _ set: RowSet) throws(AppError) -> [Facet] {
        var counted: [Facet] = []
        for name in facets { counted.append(try file.facet(name, in: set, top: facetLimit)) }
        return counted
    }
}

extension GroupQuestion {
    /// The type of a key or figure.
    package func type(_ source: Source, _ check: ColumnCheck) -> ColumnType {
        switch source {
        case .key(let index): return check.type(columns[index]) ?? .any
        case .figure(let index):
            let aggregate = figures[index]
            switch aggregate.figure {
            case .count, .countDistinct: return .integer
            case .average: return .number
            case .sum: return aggregate.column.flatMap(check.type) == .integer ? .integer : .number
            case .median:
                let type = aggregate.column.flatMap(check.type) ?? .number
                return type == .integer ? .number : type
            case .least, .greatest: return aggregate.column.flatMap(check.type) ?? .any
            }
        }
    }
}
