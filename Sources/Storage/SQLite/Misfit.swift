import Kernel

/// A value that is not of its column's type. PostgreSQL takes none; SQLite lets whoever edits the file write anything anywhere, and
/// reading such a value for what it should be stops the program.
package struct Misfit: Sendable, Equatable {
    package var table: String
    /// The row's key, or its parts with blanks between them.
    package var row: String
    package var column: String
}

/// Looks, piece by piece, for values that no act can have written because nothing could read them; on PostgreSQL there are none. It
/// reads every row of every table, but only the columns that are no plain text.
package struct MisfitSearch: Sendable {
    package private(set) var found: [Misfit] = []
    package private(set) var isDone = false
    /// Those still to be read, the present one first; `nil` before the first piece.
    private var tables: [String]?
    /// Place of the last row read; `nil` before a table's first.
    private var after: Value?

    package init() {}

    /// The search after the next rows.
    /// - Parameters:
    ///   - piece: how many rows are read.
    ///   - limit: how many misfits are enough.
    package func searched(_ piece: Int, limit: Int, _ tx: Transaction) throws -> MisfitSearch {
        var search = self
        guard tx.engine == .sqlite else {
            search.isDone = true
            return search
        }
        var tables = try tables ?? tx.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").map { $0.text("name") }
        if let table = tables.first, let columns = try CheckedColumns(of: table, tx) {
            var count = 0
            try tx.each(columns.select(after: after, piece)) { row in
                count += 1
                search.after = row[CheckedColumns.place]
                search.found += columns.misfits(row, in: table)
                return search.found.count < limit
            }
            if count < piece {
                tables.removeFirst()
                search.after = nil
            }
        } else if !tables.isEmpty {
            tables.removeFirst()
        }
        search.tables = tables
        search.isDone = tables.isEmpty || search.found.count >= limit
        search.found = Array(search.found.prefix(limit))
        return search
    }
}

/// The columns of a table that are checked, and those that name its rows.
private struct CheckedColumns {
    static let place = "row_place"

    let table: String
    let keys: [String]
    /// By which its rows are read in order: SQLite's own number of a row, or the key of a table that has none.
    private let order: String
    let checked: [(name: String, fits: (Value) -> Bool)]

    /// `nil` for a table without any that could be wrong.
    init?(of table: String, _ tx: Transaction) throws {
        let all = try tx.rows("SELECT name, type AS declared, pk AS place FROM pragma_table_info(\(table)) ORDER BY pk, cid")
        self.table = table
        keys = all.filter { $0.int("place") > 0 }.map { $0.text("name") }
        let hasNumbers = try tx.count("SELECT count(*) FROM pragma_table_list(\(table)) WHERE schema = 'main' AND wr = 1") == 0
        // Those without have a key of one column, all of ours.
        order = hasNumbers ? "rowid" : "\"\(keys[0])\""
        checked = all.compactMap { column in
            let name = column.text("name")
            return CheckedColumns.check(declared: column.text("declared"), name).map { (name: name, fits: $0) }
        }
        if checked.isEmpty { return nil }
    }

    func select(after: Value?, _ piece: Int) -> SQL {
        let names = (keys + checked.map(\.name).filter { !keys.contains($0) }).map { "\"\($0)\"" }.joined(separator: ", ")
        let order = SQL(verbatim: self.order)
        let rest: SQL = after.map { "WHERE \(order) > \($0)" } ?? ""
        return """
            SELECT \(order) AS row_place, \(SQL(verbatim: names)) FROM \(SQL(verbatim: "\"\(table)\"")) \(rest)
            ORDER BY \(order) LIMIT \(piece)
            """
    }

    func misfits(_ row: Row, in table: String) -> [Misfit] {
        checked.filter { !$0.fits(row[$0.name]) }.map { column in
            Misfit(table: table, row: keys.map { CheckedColumns.words(row[$0]) }.joined(separator: " "), column: column.name)
        }
    }

    /// Columns of plain text that hold days.
    private static let days: Set<String> = ["day", "valid_from", "valid_to", "temporal_from", "temporal_to"]

    /// What a column takes; `nil` for those that take any text.
    private static func check(declared: String, _ name: String) -> ((Value) -> Bool)? {
        switch declared.lowercased() {
        case "timestamptz": return { if case .instant = $0 { true } else { $0 == .null } }
        case "bigint", "integer": return { if case .integer = $0 { true } else { $0 == .null } }
        case "boolean": return { if case .boolean = $0 { true } else { $0 == .null } }
        case "jsonb": return { if case .json = $0 { true } else { $0 == .null } }
        case "double precision":
            return { value in
                switch value {
                case .real, .integer, .null: true
                default: false
                }
            }
        case "text" where days.contains(name) || name.hasSuffix("_on"):
            return { if case .text(let text) = $0 { Day(text) != nil } else { $0 == .null } }
        default: return nil
        }
    }

    private static func words(_ value: Value) -> String {
        switch value {
        case .text(let text): text
        case .integer(let number): "\(number)"
        case .instant(let instant): instant.description
        default: "?"
        }
    }
}
