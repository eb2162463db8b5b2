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

    /// Runs statements one after the other whose counts nobody needs; on PostgreSQL they cost one wait for the server together.
    /// - Throws: as ``run(_:)`` for the first that is refused; those behind it are not run.
    package func run(all statements: [SQL]) throws { try connection.runAll(statements) }

    /// All rows of an answer.
    package func rows(_ statement: SQL) throws -> [Row] {
        var rows: [Row] = []
        try connection.each(statement) {
            rows.append($0); return true
        }
        return rows
    }

    /// The first row, `nil` when there is none.
    package func row(_ statement: SQL) throws -> Row? {
        var first: Row?
        try connection.each(statement) {
            first = $0; return false
        }
        return first
    }

    /// Every row in turn, without holding them all; `body` returns whether it wants more and may run other statements.
    package func each(_ statement: SQL, _ body: (Row) throws -> Bool) throws { try connection.stream(statement, body) }

    /// Runs `body`; when it throws, what it wrote is undone and the transaction goes on.
    ///
    /// Without this a failed statement ends its whole transaction, on PostgreSQL by that engine's nature and on SQLite so
    /// that both behave alike: every later statement throws the same error and so does the write. Costs two round trips;
    /// meant for importers that keep the good rows.
    package func savepoint<T>(_ body: () throws -> T) throws -> T {
        try connection.savepoint(.set)
        do {
            let outcome = try body()
            try connection.savepoint(.release)
            return outcome
        } catch {
            try connection.savepoint(.rollback)
            throw error
        }
    }

    /// The first column of the first row as a count; 0 when there is no row.
    package func count(_ statement: SQL) throws -> Int {
        guard let row = try row(statement), case .integer(let count)? = row.values.first else { return 0 }
        return Int(count)
    }
}

/// Which engine a database runs on. Only `Search`, `Backup`, `Migrator`, `Misfit` and `TallyChange` look at it.
package enum Engine: String, Sendable {
    case sqlite
    case postgres
}

/// What an engine gives a ``Transaction``.
protocol Connection: AnyObject {
    var engine: Engine { get }
    func run(_ statement: SQL) throws -> Int
    func runAll(_ statements: [SQL]) throws
    /// For answers that fit in memory.
    func each(_ statement: SQL, _ body: (Row) throws -> Bool) throws
    /// For answers of any length; `body` may run other statements meanwhile.
    func stream(_ statement: SQL, _ body: (Row) throws -> Bool) throws
    func savepoint(_ action: SavepointAction) throws
}

/// What ``Transaction/savepoint(_:)`` asks of an engine. Savepoints nest, the innermost has the name.
enum SavepointAction: String {
    case set = "SAVEPOINT step"
    case release = "RELEASE SAVEPOINT step"
    case rollback = "ROLLBACK TO SAVEPOINT step"
}
