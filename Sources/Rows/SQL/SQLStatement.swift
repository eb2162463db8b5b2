import Foundation
import GRDBSQLite

/// One statement inside the worker.
enum SQLStatement {
    /// Answers on standard output.
    /// - Returns: what went wrong, if anything.
    static func answer(_ request: SQLRequest) -> SQLFault? {
        var handle: OpaquePointer?
        let escaped = request.file.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? request.file
        let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX
        defer { sqlite3_close_v2(handle) }
        guard sqlite3_open_v2("file:\(escaped)?mode=ro&immutable=1", &handle, flags, nil) == SQLITE_OK, let handle else {
            return SQLFault(kind: .noFile, detail: "")
        }
        sqlite3_soft_heap_limit64(sqlite3_int64(request.limits.memory / 2))
        sqlite3_hard_heap_limit64(sqlite3_int64(request.limits.memory))
        defer {
            sqlite3_hard_heap_limit64(0)
            sqlite3_soft_heap_limit64(0)
        }
        for pragma in ["temp_store = MEMORY", "mmap_size = 0", "cache_size = -8192", "query_only = ON", "trusted_schema = OFF"] {
            guard sqlite3_exec(handle, "PRAGMA \(pragma)", nil, nil, nil) == SQLITE_OK else { return SQLFault(kind: .noFile, detail: "") }
        }
        guard views(request.names, handle) else { return SQLFault(kind: .noFile, detail: "") }
        restrict(handle)
        let guardian = SQLGuard(names: request.names)
        let watch = SQLWatch(milliseconds: request.limits.milliseconds)
        return withExtendedLifetime((guardian, watch)) {
            guardian.install(handle)
            watch.install(handle)
            return run(request, handle, guardian, watch)
        }
    }

    /// Gives the one table the names that the statement may use.
    private static func views(_ names: [String], _ handle: OpaquePointer) -> Bool {
        sqlite3_exec(handle, "PRAGMA query_only = OFF", nil, nil, nil)
        for name in names {
            let quoted = "\"" + name.replacingOccurrences(of: "\"", with: "\"\"") + "\""
            guard sqlite3_exec(handle, "CREATE TEMP VIEW \(quoted) AS SELECT * FROM main.\(SQLGuard.table)", nil, nil, nil) == SQLITE_OK
            else { return false }
        }
        return sqlite3_exec(handle, "PRAGMA query_only = ON", nil, nil, nil) == SQLITE_OK
    }

    private static func restrict(_ handle: OpaquePointer) {
        let limits: [(Int32, Int32)] = [
            (SQLITE_LIMIT_LENGTH, 4 << 20), (SQLITE_LIMIT_SQL_LENGTH, 100_000), (SQLITE_LIMIT_COLUMN, 2000), (SQLITE_LIMIT_EXPR_DEPTH, 100),
            (SQLITE_LIMIT_COMPOUND_SELECT, 20), (SQLITE_LIMIT_VDBE_OP, 50_000), (SQLITE_LIMIT_FUNCTION_ARG, 50), (SQLITE_LIMIT_ATTACHED, 0),
            (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200), (SQLITE_LIMIT_VARIABLE_NUMBER, 1), (SQLITE_LIMIT_TRIGGER_DEPTH, 1),
            (SQLITE_LIMIT_WORKER_THREADS, 0),
        ]
        for (limit, value) in limits { sqlite3_limit(handle, limit, value) }
    }

    private static func run(_ request: SQLRequest, _ handle: OpaquePointer, _ guardian: SQLGuard, _ watch: SQLWatch) -> SQLFault? {
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        let sql = SQLDialect.translated(request.sql)
        if sql.utf8.contains(0) { return SQLFault(kind: .syntax, detail: "NUL") }
        var rest = ""
        let prepared = sql.withCString { text in
            var tail: UnsafePointer<CChar>?
            let result = sqlite3_prepare_v2(handle, text, -1, &statement, &tail)
            rest = tail.map { String(cString: $0) } ?? ""
            return result
        }
        guard prepared == SQLITE_OK else { return fault(prepared, handle, guardian, watch) }
        guard let statement else { return SQLFault(kind: .noRows, detail: "") }
        guard SQLDialect.isBlank(rest) else { return SQLFault(kind: .several, detail: "") }
        guard sqlite3_stmt_readonly(statement) != 0, sqlite3_column_count(statement) > 0, sqlite3_stmt_isexplain(statement) == 0 else {
            return SQLFault(kind: .noRows, detail: "")
        }
        return SQLRows(statement, request.limits).send { fault($0, handle, guardian, watch) }
    }

    private static func fault(_ code: Int32, _ handle: OpaquePointer, _ guardian: SQLGuard, _ watch: SQLWatch) -> SQLFault {
        let text = String(cString: sqlite3_errmsg(handle))
        if let refused = guardian.refused { return SQLFault(kind: .forbidden, detail: refused) }
        switch code & 0xFF {
        case SQLITE_INTERRUPT: return SQLFault(kind: .tooSlow, detail: "")
        case SQLITE_NOMEM: return SQLFault(kind: .tooMuchMemory, detail: "")
        case SQLITE_TOOBIG, SQLITE_FULL: return SQLFault(kind: .tooLong, detail: text)
        case SQLITE_AUTH, SQLITE_READONLY: return SQLFault(kind: .forbidden, detail: text)
        case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_IOERR, SQLITE_CANTOPEN: return SQLFault(kind: .noFile, detail: text)
        default: return SQLFault(kind: .syntax, detail: text)
        }
    }
}

/// Looks at the clock every few thousand steps and stops a statement that takes too long.
final class SQLWatch {
    private let end: ContinuousClock.Instant

    init(milliseconds: Int) { end = ContinuousClock.now.advanced(by: .milliseconds(milliseconds)) }

    func install(_ database: OpaquePointer) {
        sqlite3_progress_handler(
            database, 5000,
            { context in Unmanaged<SQLWatch>.fromOpaque(context!).takeUnretainedValue().isOver ? 1 : 0 },
            Unmanaged.passUnretained(self).toOpaque())
    }

    private var isOver: Bool { ContinuousClock.now >= end }
}
