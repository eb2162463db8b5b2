import GRDB
import GRDBSQLite
import Kernel
import Logging

/// One connection to a SQLite file with its prepared statements. Used only inside ``SQLiteHandle/sync(_:)``.
final class SQLiteConnection: Connection {
    private let database: GRDB.Database
    private let pointer: OpaquePointer
    private var statements: [String: SQLiteStatement] = [:]
    /// Whether anything was written since it was last set to false; a miss of a compare-and-set writes nothing.
    var hasChanged = false
    /// SQLite rolled the transaction back by itself (disk full, for example). Nothing may run until the next ``begin(_:)``.
    private(set) var isBroken = false

    static let keptStatements = 400

    init(_ database: GRDB.Database) {
        guard let pointer = database.sqliteConnection else { preconditionFailure("the connection is closed") }
        self.database = database
        self.pointer = pointer
    }

    var engine: Engine { .sqlite }
    var isInTransaction: Bool { sqlite3_get_autocommit(pointer) == 0 }

    func begin(_ statement: String) throws {
        isBroken = false
        try execute(statement)
    }

    func commit() throws { try execute("COMMIT") }
    func rollback() { if isInTransaction { try? execute("ROLLBACK") } }

    /// Runs a statement of our own that has no values and no answer anybody wants.
    func execute(_ text: String) throws { try step(SQL(verbatim: text)) }

    func run(_ statement: SQL) throws -> Int {
        let before = sqlite3_total_changes64(pointer)
        try inTransaction { try step(statement) }
        return sqlite3_total_changes64(pointer) == before ? 0 : Int(sqlite3_changes64(pointer))
    }

    func each(_ statement: SQL, _ body: (Row) throws -> Bool) throws { try inTransaction { try step(statement, body) } }

    private func inTransaction(_ body: () throws -> Void) throws {
        if isBroken { throw AppError.diskFull }
        do { try body() } catch {
            isBroken = !isInTransaction
            throw error
        }
    }

    /// Steps through a statement whose rows, if it has any, nobody wants.
    private func step(_ sql: SQL) throws { try step(sql, wantsRows: false) { _ in true } }

    private func step(_ sql: SQL, wantsRows: Bool = true, _ body: (Row) throws -> Bool) throws {
        let text = sql.text
        let before = sqlite3_total_changes64(pointer)
        let statement = try prepared(text)
        defer {
            statement.reset()
            statement.isInUse = false
            if sqlite3_total_changes64(pointer) != before { hasChanged = true }
        }
        var code = try statement.bind(sql.values)
        while code == SQLITE_OK || code == SQLITE_ROW {
            code = statement.step()
            if code == SQLITE_ROW, wantsRows, try !body(statement.row()) { return }
        }
        if code != SQLITE_DONE { throw failure(code, text) }
        if !statement.changesAreCounted { hasChanged = true }
    }

    private func prepared(_ text: String) throws -> SQLiteStatement {
        if let kept = statements[text], !kept.isInUse {
            kept.isInUse = true
            return kept
        }
        do {
            let fresh = try SQLiteStatement(database, text)
            fresh.isInUse = true
            if statements.count >= Self.keptStatements { statements.removeAll(keepingCapacity: true) }
            if statements[text] == nil { statements[text] = fresh }
            return fresh
        } catch let error as GRDB.DatabaseError {
            throw failure(error.extendedResultCode.rawValue, text)
        }
    }

    /// Lets go of every statement, so that the connection can be closed.
    func forgetStatements() { statements = [:] }

    private func failure(_ code: Int32, _ text: String) -> any Error {
        let message = String(cString: sqlite3_errmsg(pointer))
        switch code & 0xFF {
        case SQLITE_CONSTRAINT:
            // Names the table and column only, never a value.
            Database.log.info("refused by a constraint", metadata: ["constraint": "\(message)"])
            return AppError.constraintConflict
        case SQLITE_FULL, SQLITE_IOERR:
            Database.log.error("cannot write", metadata: ["reason": "\(message)", "code": "\(code)"])
            return AppError.diskFull
        case SQLITE_BUSY, SQLITE_LOCKED: return AppError.databaseBusy
        default: return DatabaseFailure(code: "\(code)", message: message, statement: text)
        }
    }
}
