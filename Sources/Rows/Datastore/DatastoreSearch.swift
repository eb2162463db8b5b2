import Columns
import Kernel

/// A call of the datastore, checked against a table's columns.
package struct DatastoreSearch: Sendable, Hashable {
    /// What is shown: the row's number, or a column.
    package enum Field: Hashable, Sendable {
        case id
        case column(String)

        package var name: String {
            switch self {
            case .id: DatastoreSearch.id
            case .column(let name): name
            }
        }
    }

    package enum Order: Hashable, Sendable {
        case columns([RowOrder])
        /// By the rows' numbers, the last first.
        case idDescending
    }

    /// The name of the row's number, from 1.
    package static let id = "_id"

    package var filter: RowFilter
    package var fields: [Field]
    package var order: Order
    package var isDistinct: Bool
    package var limit: Int
    package var offset: Int
}

/// What the datastore found.
package struct DatastoreAnswer: Sendable {
    package let fields: [DatastoreSearch.Field]
    package let total: Int
    /// The page's rows by number from 0; `nil` where different combinations were asked for.
    package let rows: [Int]?
    let values: [[Datum]]
    private let file: ColumnFile

    init(_ file: ColumnFile, _ fields: [DatastoreSearch.Field], total: Int, rows: [Int]?, values: [[Datum]] = []) {
        self.file = file
        self.fields = fields
        self.total = total
        self.rows = rows
        self.values = values
    }

    /// How many records the page has.
    package var count: Int { rows?.count ?? values.count }

    /// The page's records as bytes: ``Columns/ExportFormat/json`` for CKAN's `objects`, `jsonArrays` for `lists`, CSV and TSV without
    /// a header for the other two.
    package func records(_ format: ExportFormat, masks: RowMasks = [:]) throws(AppError) -> [UInt8] {
        var bytes: [UInt8] = []
        guard let rows else { return ValueRows.bytes(fields.map(\.name), values, format) }
        let columns = fields.compactMap { if case .column(let name) = $0 { name } else { nil } }
        if columns.contains(where: { masks[$0] != nil }) { return ValueRows.bytes(fields.map(\.name), try shown(rows, masks), format) }
        guard !columns.isEmpty else {
            return ValueRows.bytes(fields.map(\.name), rows.map { [.integer(Int64($0 + 1))] }, format)
        }
        let export = try RowExport(
            file, .rows(rows), columns: columns, numbered: fields.firstIndex(of: .id).map { (DatastoreSearch.id, $0) }, as: format)
        while export.next({ bytes.append(contentsOf: $0) }) {}
        return bytes
    }
}

extension DatastoreAnswer {
    private func shown(_ rows: [Int], _ masks: RowMasks) throws(AppError) -> [[Datum]] {
        var columns: [(StoredColumn, (@Sendable (Datum) -> Datum)?)?] = []
        for field in fields {
            if case .column(let name) = field { columns.append((try file.column(name), masks[name])) } else { columns.append(nil) }
        }
        return rows.map { row in
            columns.map { column in
                guard let (column, mask) = column else { return .integer(Int64(row + 1)) }
                return mask?(column.value(row)) ?? column.value(row)
            }
        }
    }
}

extension DatastoreSearch {
    /// Asks a version; `scope` are the rows that the asker may see at all.
    package func answer(_ file: ColumnFile, scope: RowFilter = .everything) throws(AppError) -> DatastoreAnswer {
        let whole: RowFilter = scope == .everything ? filter : filter == .everything ? scope : .all([scope, filter])
        let set = try file.rows(matching: whole)
        if isDistinct, !fields.contains(.id) { return try combinations(file, set) }
        switch order {
        case .columns(let order):
            return DatastoreAnswer(
                file, fields, total: set.count, rows: try file.page(set, sortedBy: order, offset: offset, limit: limit))
        case .idDescending:
            let end = max(0, set.count - offset)
            let start = max(0, end - limit)
            return DatastoreAnswer(file, fields, total: set.count, rows: set.rows(offset: start, limit: end - start).reversed())
        }
    }

    private func combinations(_ file: ColumnFile, _ set: RowSet) throws(AppError) -> DatastoreAnswer {
        var grouping = Grouping(fields.map(\.name))
        if case .columns(let order) = order {
            grouping.order = order.compactMap { part in
                grouping.columns.firstIndex(of: part.column).map { .init(.key($0), isDescending: part.isDescending) }
            }
        }
        grouping.offset = offset
        grouping.limit = limit
        let found = try file.groups(grouping, in: set)
        return DatastoreAnswer(file, fields, total: found.total, rows: nil, values: found.groups.map(\.keys))
    }
}
