import Kernel

/// An open transaction. Handed to a synchronous closure by ``Database`` and worthless outside of it: the type is not
/// `Sendable`, so letting it escape or awaiting within does not compile.
package final class Transaction {
    private let connection: any Connection

    init(_ connection: any Connection) { self.connection = connection }

    package var engine: Engine { connection.engine }

    /// Runs a statement and returns how many rows it changed.
    /// - Throws: ``AppError/Kind/conflict`` when a unique, foreign-key or check constraint refuses it.
    @discardableResult
    package func run(_ statement: SQL) throws -> Int { try connection.run(statement) }

    /// All rows of an answer.
    package func rows(_ statement: SQL) throws -> [Row] {
        var rows: [Row] = []
        try connection.each(statement) { rows.append($0); return true }
        return rows
    }

    /// The first row, `nil` when there is none.
    package func row(_ statement: SQL) throws -> Row? {
        var first: Row?
        try connection.each(statement) { first = $0; return false }
        return first
    }

    /// Every row in turn, without holding them all; `body` returns whether it wants more.
    package func each(_ statement: SQL, _ body: (Row) throws -> Bool) throws { try connection.each(statement, body) }

    /// The first column of the first row as a count; 0 when there is no row.
    package func count(_ statement: SQL) throws -> Int {
        guard let row = try row(statement), case .integer(let count)? = row.values.first else { return 0 }
        return Int(count)
    }
}

/// Which engine a database runs on. Only `Search`, `Backup` and `Migrator` look at it.
package enum Engine: String, Sendable {
    case sqlite
    case postgres
}

/// What an engine gives a ``Transaction``.
protocol Connection: AnyObject {
    var engine: Engine { get }
    func run(_ statement: SQL) throws -> Int
    func each(_ statement: SQL, _ body: (Row) throws -> Bool) throws
}
