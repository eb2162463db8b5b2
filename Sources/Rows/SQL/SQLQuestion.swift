import Kernel

/// A statement somebody wants answered from one published table.
package struct SQLQuestion: Sendable, Hashable {
    /// The derived file that holds what the asker may see, and nothing else.
    package var file: String
    /// What the table is called in the statement; it may have several names.
    package var names: [String]
    package var sql: String
    package var limits = SQLLimits()

    package init(file: String, names: [String], sql: String) {
        self.file = file
        self.names = names
        self.sql = sql
    }
}

/// What one statement may cost.
package struct SQLLimits: Sendable, Hashable, Codable {
    package var rows = 32_000
    /// Of the values of an answer.
    package var bytes = 16 << 20
    package var milliseconds = 5_000
    /// Memory of SQLite, for sorting and grouping.
    package var memory = 96 << 20

    package init() {}
}

/// A value of an answer.
package enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case boolean(Bool)
}

/// What a question in SQL found.
package struct SQLAnswer: Sendable, Equatable {
    package struct Column: Sendable, Hashable, Codable {
        package var name: String
        package var type: ColumnKind

        package init(_ name: String, _ type: ColumnKind) {
            self.name = name
            self.type = type
        }
    }

    /// What a column's values are, as far as one can tell from the table or the first value.
    package enum ColumnKind: String, Sendable, Hashable, Codable {
        case text
        case integer
        case number
        case boolean
        case date
        case datetime
    }

    package var columns: [Column]
    package var rows: [[SQLValue]]
    /// Whether there would have been more.
    package var isCut: Bool
}

/// What went wrong inside a worker, in few kinds.
enum SQLFailure: String, Codable, Sendable {
    /// The statement cannot be understood.
    case syntax
    /// Something that nobody may do here.
    case forbidden
    case several
    case noRows
    case tooSlow
    case tooMuchMemory
    case tooLong
    /// The derived file is gone or damaged.
    case noFile

    func error(_ detail: String) -> AppError {
        let values = ["detail": String(detail.prefix(300))]
        switch self {
        case .syntax: return .invalid("sql", Message("rows.sql_syntax", values))
        case .forbidden:
            return AppError(
                .forbidden, Message("rows.sql_forbidden", values), issues: [Issue("sql", Message("rows.sql_forbidden", values))])
        case .several: return .invalid("sql", "rows.sql_several")
        case .noRows: return .invalid("sql", "rows.sql_no_rows")
        case .tooSlow: return .invalid("sql", "rows.sql_too_slow")
        case .tooMuchMemory: return .invalid("sql", "rows.sql_too_much_memory")
        case .tooLong: return .invalid("sql", Message("rows.sql_too_long", values))
        case .noFile: return .unavailable("rows.sql_no_file")
        }
    }
}
