import Columns
import Foundation
import GRDBSQLite
import Kernel

/// Writes the SQLite file that answers what the column engine cannot: one table with the columns and rows that somebody may see.
enum DerivedTable {
    /// Blocks until the file at `path` is whole; it appears there at once.
    /// - Parameter columns: all without it.
    static func build(_ file: ColumnFile, columns names: [String]?, rows: RowSet, to path: String) throws(AppError) {
        let columns = try file.columns(names)
        let partial = "\(path).\(UInt64.random(in: .min ... .max)).partial"
        defer { unlink(partial) }
        var handle: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
        defer { sqlite3_close_v2(handle) }
        guard sqlite3_open_v2(partial, &handle, flags, nil) == SQLITE_OK, let handle else { throw failure(handle) }
        for statement in [
            "PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA locking_mode = EXCLUSIVE", "PRAGMA cache_size = -4096",
            create(columns), "BEGIN",
        ] { try run(statement, handle) }
        try fill(handle, columns, rows)
        try run("COMMIT", handle)
        sqlite3_close_v2(handle)
        // The name is only given to what has reached the disk.
        let written = open(partial, O_RDONLY | O_CLOEXEC)
        guard written >= 0, fsync(written) == 0 else { throw .unavailable("rows.sql_no_file") }
        close(written)
        guard rename(partial, path) == 0 else { throw .unavailable("rows.sql_no_file") }
    }

    private static func create(_ columns: [StoredColumn]) -> String {
        let own = columns.contains { $0.name.lowercased() == DatastoreSearch.id } ? [] : ["\"\(DatastoreSearch.id)\" INTEGER PRIMARY KEY"]
        let parts = own + columns.map { "\"\($0.name.replacingOccurrences(of: "\"", with: "\"\""))\" \(type($0.type))" }
        return "CREATE TABLE \(SQLGuard.table) (\(parts.joined(separator: ", ")))"
    }

    private static func type(_ type: ColumnType) -> String {
        switch type {
        case .integer, .year: "INTEGER"
        case .number: "NUMERIC"
        case .boolean: "BOOLEAN"
        case .date: "DATE"
        case .datetime: "DATETIME"
        case .string, .geopoint, .geojson, .any: "TEXT"
        }
    }

    private static func fill(_ handle: OpaquePointer, _ columns: [StoredColumn], _ rows: RowSet) throws(AppError) {
        let hasID = !columns.contains { $0.name.lowercased() == DatastoreSearch.id }
        let places = [String](repeating: "?", count: columns.count + (hasID ? 1 : 0)).joined(separator: ",")
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, "INSERT INTO \(SQLGuard.table) VALUES (\(places))", -1, &statement, nil) == SQLITE_OK,
            let statement
        else { throw failure(handle) }
        defer { sqlite3_finalize(statement) }
        var offset = 0
        while offset < rows.count {
            let some = rows.rows(offset: offset, limit: 1 << 16)
            for row in some {
                if hasID { sqlite3_bind_int64(statement, 1, Int64(row + 1)) }
                for (index, column) in columns.enumerated() { bind(column.value(row), to: statement, Int32(index + (hasID ? 2 : 1))) }
                guard sqlite3_step(statement) == SQLITE_DONE, sqlite3_reset(statement) == SQLITE_OK else { throw failure(handle) }
            }
            offset += some.count
            if some.isEmpty { break }
        }
    }

    private static func bind(_ value: Datum, to statement: OpaquePointer, _ index: Int32) {
        switch value {
        case .missing: sqlite3_bind_null(statement, index)
        case .integer(let number): sqlite3_bind_int64(statement, index, number)
        case .year(let year): sqlite3_bind_int64(statement, index, Int64(year))
        case .boolean(let isTrue): sqlite3_bind_int64(statement, index, isTrue ? 1 : 0)
        case .number(let number):
            if let whole = Int64(number.text) {
                sqlite3_bind_int64(statement, index, whole)
            } else {
                sqlite3_bind_double(statement, index, number.double)
            }
        case .text, .day, .instant:
            var text = value.text ?? ""
            let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            text.withUTF8 { bytes in
                _ = bytes.withMemoryRebound(to: CChar.self) {
                    sqlite3_bind_text(statement, index, $0.baseAddress, Int32($0.count), transient)
                }
            }
        }
    }

    private static func run(_ sql: String, _ handle: OpaquePointer) throws(AppError) {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure(handle) }
    }

    private static func failure(_ handle: OpaquePointer?) -> AppError {
        .unavailable(Message("rows.sql_not_built", ["reason": handle.map { String(cString: sqlite3_errmsg($0)) } ?? ""]))
    }
}
