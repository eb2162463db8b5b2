import CSQLiteSetup
import GRDB
import GRDBSQLite
import Kernel

/// An open SQLite database with a lock around its connection.
final class SQLiteHandle: @unchecked Sendable {
    private let queue: DatabaseQueue
    private let connection: SQLiteConnection

    /// Before the first connection of the process.
    private static let setUp: Void = { _ = pendopo_sqlite_setup() }()

    private init(_ queue: DatabaseQueue) {
        self.queue = queue
        connection = queue.inDatabase { SQLiteConnection($0) }
    }

    /// The connection that writes. Creates the file.
    /// - Parameter synchronous: what SQLite waits for at commit; anything but `FULL` can lose acknowledged writes.
    static func writing(_ path: String) throws -> SQLiteHandle {
        var configuration = common("writer")
        configuration.journalMode = .wal
        let handle = SQLiteHandle(try DatabaseQueue(path: path, configuration: configuration))
        // GRDB relaxes WAL databases to NORMAL as its last step of opening, where a power cut loses commits we acknowledged.
        try handle.sync { connection in
            try connection.execute("PRAGMA synchronous = FULL")
            try connection.execute("PRAGMA cache_size = -16000")
            // A transaction with steps keeps what it changed in memory, up to 256 MB. What SQLite 3.40 wrote to the log before the end and had
            // to write there again leaves, when a step is taken back, the commits after it without checksums: a crash would lose them.
            try connection.execute("PRAGMA cache_spill = 65536")
            try connection.execute("PRAGMA wal_autocheckpoint = 16000")
            try connection.execute("PRAGMA journal_size_limit = 67108864")
        }
        guard try handle.synchronous() == 2 else {
            throw DatabaseFailure(code: "synchronous", message: "SQLite did not take synchronous=FULL", statement: path)
        }
        handle.sync { $0.gatherLog() }
        return handle
    }

    /// A connection that can only read, beside the one that writes.
    static func reading(_ path: String) throws -> SQLiteHandle {
        var configuration = common("reader")
        configuration.readonly = true
        let handle = SQLiteHandle(try DatabaseQueue(path: path, configuration: configuration))
        try handle.sync { try $0.execute("PRAGMA cache_size = -4000") }
        return handle
    }

    static func inMemory() throws -> SQLiteHandle { SQLiteHandle(try DatabaseQueue(configuration: common("memory"))) }

    private static func common(_ label: String) -> GRDB.Configuration {
        _ = setUp
        var configuration = Configuration()
        configuration.label = label
        configuration.busyMode = .timeout(10)
        configuration.foreignKeysEnabled = true
        configuration.allowsUnsafeTransactions = true
        return configuration
    }

    /// Runs `body` with the connection to itself. Blocks while another thread has it.
    func sync<T>(_ body: (SQLiteConnection) throws -> T) rethrows -> T { try queue.inDatabase { _ in try body(connection) } }

    /// What `PRAGMA synchronous` says: 2 is FULL.
    func synchronous() throws -> Int {
        guard case .integer(let level) = try answer("PRAGMA synchronous") else { return -1 }
        return Int(level)
    }

    /// Whether every page and index of the file is as it should be. Reads all of it.
    func isWhole() throws -> Bool { try answer("PRAGMA integrity_check") == .text("ok") }

    private func answer(_ statement: SQL) throws -> Value {
        try sync { connection in
            var first = Value.null
            try connection.each(statement) { row in
                first = row.values[0]
                return false
            }
            return first
        }
    }

    /// From now on ``logPages`` counts, and the log is copied into the file only where ``checkpoint()`` is called.
    func countLogPages() { sync { $0.countLogPages() } }

    /// Pages in the log after the last commit of this connection.
    var logPages: Int { sync { $0.logPages } }

    /// Copies what the log has into the file, as far as nobody needs what the file was before; waits for nobody.
    func checkpoint() { sync { $0.checkpoint() } }

    /// Copies everything into an empty database, page by page.
    func copy(to other: SQLiteHandle) throws { try queue.backup(to: other.queue) }

    /// Copies everything, as of one moment, into a new file. Others read and write meanwhile.
    func copy(toFile path: String) throws {
        let other = try DatabaseQueue(path: path)
        try queue.backup(to: other)
        try other.close()
        try Disk.sync(path)
    }

    func close() throws {
        sync { $0.forgetStatements() }
        try queue.close()
    }
}
