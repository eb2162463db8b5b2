import Foundation
import GRDBSQLite

/// What a statement may do: read one table through its names, and call functions that only compute. SQLite asks before it makes a
/// plan; whatever is not named here is refused.
final class SQLGuard {
    let names: Set<String>
    /// What was refused, for the person who asked.
    private(set) var refused: String?

    init(names: [String]) { self.names = Set(names) }

    /// The table in a derived file.
    static let table = "data"

    private static let functions: Set<String> = [
        // Numbers
        "abs", "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "ceil", "ceiling", "cos", "cosh", "degrees", "exp", "floor",
        "ln", "log", "log10", "log2", "mod", "pi", "pow", "power", "radians", "round", "sign", "sin", "sinh", "sqrt", "tan", "tanh",
        "trunc",
        // Text
        "char", "concat", "concat_ws", "format", "glob", "hex", "instr", "length", "like", "lower", "ltrim", "octet_length", "printf",
        "quote", "replace", "rtrim", "substr", "substring", "trim", "unicode", "upper",
        // Choosing
        "coalesce", "ifnull", "iif", "likely", "likelihood", "unlikely", "max", "min", "nullif", "typeof",
        // Days
        "date", "datetime", "julianday", "strftime", "time", "unixepoch", "current_date", "current_time", "current_timestamp",
        // Figures
        "avg", "count", "group_concat", "string_agg", "sum", "total", "median",
        // Windows
        "row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile", "lag", "lead", "first_value", "last_value", "nth_value",
        // JSON that stands in a text
        "json", "json_extract", "json_array_length", "json_type", "json_valid", "->", "->>",
    ]

    /// Asks for every step of every statement that is prepared from now on.
    func install(_ database: OpaquePointer) {
        sqlite3_set_authorizer(
            database,
            { context, action, first, second, schema, _ in
                let guardian = Unmanaged<SQLGuard>.fromOpaque(context!).takeUnretainedValue()
                return guardian.decide(
                    action, first.map { String(cString: $0) }, second.map { String(cString: $0) }, schema.map { String(cString: $0) })
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func decide(_ action: Int32, _ first: String?, _ second: String?, _ schema: String?) -> Int32 {
        switch action {
        case SQLITE_SELECT, SQLITE_RECURSIVE: return SQLITE_OK
        case SQLITE_READ:
            let isView = schema == "temp" && names.contains(first ?? "")
            let isTable = schema == "main" && first == SQLGuard.table
            if isView || isTable { return SQLITE_OK }
            // A name whose columns nobody looks at, as in `count(*)` of what `WITH` made; SQLite's own tables are not among them.
            if second == "", schema == nil, !SQLGuard.isOwn(first ?? "") { return SQLITE_OK }
            return refuse(first ?? "")
        case SQLITE_FUNCTION:
            let name = (second ?? "").lowercased()
            return SQLGuard.functions.contains(name) ? SQLITE_OK : refuse("\(name)()")
        case SQLITE_ATTACH: return refuse("ATTACH")
        case SQLITE_PRAGMA: return refuse("PRAGMA")
        case SQLITE_TRANSACTION, SQLITE_SAVEPOINT: return refuse("BEGIN")
        case SQLITE_INSERT: return refuse("INSERT")
        case SQLITE_UPDATE: return refuse("UPDATE")
        case SQLITE_DELETE: return refuse("DELETE")
        default: return refuse("CREATE, DROP, ALTER, …")
        }
    }

    /// Whether a name is one that SQLite itself gives to tables.
    private static func isOwn(_ name: String) -> Bool {
        let name = name.lowercased()
        return name.hasPrefix("sqlite_") || name.hasPrefix("pragma_") || name.hasPrefix("fts")
            || ["json_each", "json_tree", "dbstat", "bytecode", "tables_used", "generate_series", "carray"].contains(name)
    }

    private func refuse(_ what: String) -> Int32 {
        if refused == nil { refused = what }
        return SQLITE_DENY
    }
}
