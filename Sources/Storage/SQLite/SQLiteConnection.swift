import CSQLiteSetup
import GRDB
import GRDBSQLite
import Kernel
import Logging

/// One connection to a SQLite file with its prepared statements. Used only inside ``SQLiteHandle/sync(_:)``.
final class SQLiteConnection: Connection {
    private let database: GRDB.Database
    private let pointer: OpaquePointer
    private var statements: [String: SQLiteStatement] = [:]
    /// Those of each ``RowStatement``, by its number.
    private var rowStatements: [Int: SQLiteStatement] = [:]
    /// Whether anything was written since it was last set to false; a miss of a compare-and-set writes nothing.
    var hasChanged = false
    /// What the first failing statement of the present act met. As on PostgreSQL nothing runs after it.
    private(set) var failure: (any Error)?

    /// Pages in the log after the last commit, once they are counted.
    private(set) var logPages = 0

    private var deadline = ContinuousClock.now
    /// Whether something of the present act was given up because it took too long.
    private(set) var wasLate = false

    static let keptStatements = 400

    init(_ database: GRDB.Database) {
        guard let pointer = database.sqliteConnection else { preconditionFailure("the connection is closed") }
        self.database = database
        self.pointer = pointer
    }

    var engine: Engine { .sqlite }
    var isInTransaction: Bool { sqlite3_get_autocommit(pointer) == 0 }
    /// SQLite rolled the whole transaction back by itself, because the disk is full for example.
    var isBroken: Bool { failure != nil && !isInTransaction }

    func begin(_ statement: String) throws {
        try execute(statement)
        startAct()
    }

    /// Forgets what the act before this one in the same transaction did.
    func startAct() {
        failure = nil
        hasChanged = false
    }

    /// Rows changed since the connection was opened, those of transactions rolled back included.
    var totalChanges: Int { Int(sqlite3_total_changes64(pointer)) }

    func commit() throws { try execute("COMMIT") }
    func rollback() { if isInTransaction { try? execute("ROLLBACK") } }

    func savepoint(_ action: SavepointAction) throws {
        if let failure, action != .rollback || isBroken { throw failure }
        try execute(action.rawValue)
        if action == .rollback {
            failure = nil
            try execute(SavepointAction.release.rawValue)
        }
    }

    /// Runs a statement of our own that has no values and no answer anybody wants.
    func execute(_ text: String) throws { try step(SQL(verbatim: text)) }

    func run(_ statement: SQL) throws -> Int {
        let before = sqlite3_total_changes64(pointer)
        if let failure { throw failure }
        try step(statement)
        return sqlite3_total_changes64(pointer) == before ? 0 : Int(sqlite3_changes64(pointer))
    }

    func runAll(_ statements: [SQL]) throws { for statement in statements { _ = try run(statement) } }

    func each(_ statement: SQL, _ body: (Row) throws -> Bool) throws {
        if let failure { throw failure }
        try step(statement, body)
    }

    func stream(_ statement: SQL, _ body: (Row) throws -> Bool) throws { try each(statement, body) }

    /// Steps through a statement whose rows, if it has any, nobody wants. Most statements of an act are such, and all acts wait
    /// for the one thread that runs them.
    private func step(_ sql: SQL) throws {
        let before = sqlite3_total_changes64(pointer)
        let statement = try prepared(sql)
        defer { end(statement, before) }
        var code = try statement.bind(sql)
        while code == SQLITE_OK || code == SQLITE_ROW { code = statement.step() }
        try finish(statement, code, sql)
    }

    private func step(_ sql: SQL, _ body: (Row) throws -> Bool) throws {
        let before = sqlite3_total_changes64(pointer)
        let statement = try prepared(sql)
        defer { end(statement, before) }
        var code = try statement.bind(sql)
        while code == SQLITE_OK || code == SQLITE_ROW {
            code = statement.step()
            if code == SQLITE_ROW, try !body(statement.row()) { return }
        }
        try finish(statement, code, sql)
    }

    /// After its last step.
    private func finish(_ statement: SQLiteStatement, _ code: Int32, _ sql: SQL) throws {
        if code != SQLITE_DONE { throw failed(code, sql.text) }
        if !statement.changesAreCounted { hasChanged = true }
    }

    /// However it went.
    private func end(_ statement: SQLiteStatement, _ before: Int64) {
        statement.reset()
        statement.isInUse = false
        if sqlite3_total_changes64(pointer) != before { hasChanged = true }
    }

    private func prepared(_ sql: SQL) throws -> SQLiteStatement {
        guard let number = sql.number else { return try prepared(sql.text) }
        if let kept = rowStatements[number], !kept.isInUse {
            kept.isInUse = true
            return kept
        }
        let fresh = try prepared(sql.text)
        rowStatements[number] = fresh
        return fresh
    }

    private func prepared(_ text: String) throws -> SQLiteStatement {
        if let kept = statements[text], !kept.isInUse {
            kept.isInUse = true
            return kept
        }
        #if DEBUG
            if let violation = PortableRules.violation(text) {
                let refusal = DatabaseFailure(code: "portable", message: violation, statement: text)
                failure = failure ?? refusal
                throw refusal
            }
        #endif
        do {
            let fresh = try SQLiteStatement(database, text)
            fresh.isInUse = true
            if statements.count >= Self.keptStatements { statements.removeAll(keepingCapacity: true) }
            if statements[text] == nil { statements[text] = fresh }
            return fresh
        } catch let error as GRDB.DatabaseError {
            throw failed(error.extendedResultCode.rawValue, text)
        }
    }

    /// Gives up whatever is running after so many seconds; `nil` for never.
    func limit(seconds: Double?) {
        guard let seconds else { return sqlite3_progress_handler(pointer, 0, nil, nil) }
        wasLate = false
        deadline = .now + .seconds(seconds)
        let me = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_progress_handler(pointer, 20_000, { Unmanaged<SQLiteConnection>.fromOpaque($0!).takeUnretainedValue().isLate ? 1 : 0 }, me)
    }

    /// Writes the log in large pieces from now on; only for a connection that waits for the disk at every commit.
    func gatherLog() { pendopo_sqlite_gather_log(pointer) }

    func countLogPages() {
        let me = Unmanaged.passUnretained(self).toOpaque()
        // In place of SQLite's own, which copies the log once it is long.
        sqlite3_wal_hook(
            pointer,
            { me, _, _, pages in
                Unmanaged<SQLiteConnection>.fromOpaque(me!).takeUnretainedValue().logPages = Int(pages)
                return SQLITE_OK
            }, me)
    }

    func checkpoint() { sqlite3_wal_checkpoint_v2(pointer, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil) }

    private var isLate: Bool { ContinuousClock.now > deadline }

    /// Lets go of every statement, so that the connection can be closed.
    func forgetStatements() {
        statements = [:]
        rowStatements = [:]
    }

    private func failed(_ code: Int32, _ text: String) -> any Error {
        let error = error(code, text)
        failure = failure ?? error
        return error
    }

    private func error(_ code: Int32, _ text: String) -> any Error {
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
        case SQLITE_INTERRUPT:
            wasLate = true
            return AppError.databaseTooSlow
        default: return DatabaseFailure(code: "\(code)", message: message, statement: text)
        }
    }
}
