import Kernel
import Logging

/// One regency's database, on either engine.
///
/// Both doors take a *synchronous* closure over a ``Transaction``. A write returns only after its commit is on disk.
/// On SQLite waiting writes share one commit; if one of them fails, the others are replayed without it, so a closure may
/// run more than once and must not touch anything but its transaction. On PostgreSQL serialization failures are retried
/// for the same reason.
package final class Database: Sendable {
    let backend: any Backend

    init(_ backend: any Backend) { self.backend = backend }

    package var engine: Engine { backend.engine }

    /// Runs `body` on a consistent snapshot. Anything it writes is an error.
    package func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await backend.read(body)
    }

    /// Runs `body` in a transaction that is durable when this returns and left no trace when it throws.
    /// - Parameter isolation: on PostgreSQL only; SQLite writes one after the other whatever it says.
    @discardableResult
    package func write<T: Sendable>(
        isolation: Isolation = .repeatableRead, _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T {
        try await backend.write(isolation: isolation, body)
    }

    /// Opens a SQLite file, or creates it. Its folder must exist.
    package static func openSQLite(path: String) throws -> Database { Database(try SQLiteBackend(path: path)) }

    /// Opens a PostgreSQL database that exists, is encoded in UTF-8 and sorts by collation C.
    /// - Parameters:
    ///   - url: `postgres://user:password@host:port/name`, or any other form libpq takes.
    ///   - connections: how many transactions can run at once; so many connections are made when so many do.
    ///   - statementTimeout: milliseconds after which the server gives a statement up; 0 for never.
    ///   - mayLoseWrites: for tests, whose server does not wait for the disk; otherwise that is warned of.
    package static func openPostgres(
        url: String, connections: Int = 16, statementTimeout: Int = 30_000, mayLoseWrites: Bool = false
    ) async throws -> Database {
        let database = Database(PostgresBackend(url: url, connections: connections, statementTimeout: statementTimeout))
        try await database.read { tx in try PostgresSetup.check(tx, mayLoseWrites: mayLoseWrites) }
        return database
    }

    /// An empty SQLite database in memory, for tests and previews.
    package static func inMemory() throws -> Database { Database(SQLiteBackend(inMemory: try SQLiteHandle.inMemory())) }

    /// A database in memory with everything a SQLite `template` holds, in about a millisecond.
    package static func inMemory(copyOf template: Database) throws -> Database {
        guard let source = template.backend as? SQLiteBackend else { preconditionFailure("the template is not on SQLite") }
        let copy = try SQLiteHandle.inMemory()
        try source.writer.copy(to: copy)
        return Database(SQLiteBackend(inMemory: copy))
    }

    /// A text that is another one after every commit that changed something, in this process or in another: what was made
    /// of the database while it was the same text is still true. Costs next to nothing on SQLite, one small read on PostgreSQL.
    ///
    /// Take it *before* reading; what was read may then be newer than the text says, never older.
    package func changeMark() async throws -> String { try await backend.changeMark() }

    static let log = Logger(label: "pendopo.storage")

    /// How many reads and writes wait for a thread now, for the metrics.
    package var waiting: (reads: Int, writes: Int) { backend.waiting }

    /// Finishes waiting writes and closes every connection.
    package func close() async throws { try await backend.close() }
}

/// How strictly a PostgreSQL write is kept apart from others.
package enum Isolation: String, Sendable {
    /// For acts that only append or claim by compare-and-set.
    case readCommitted = "READ COMMITTED"
    /// The rule: a snapshot, with compare-and-set on versions and a retry on conflict.
    case repeatableRead = "REPEATABLE READ"
    case serializable = "SERIALIZABLE"
}

/// What an engine gives a ``Database``.
protocol Backend: Sendable {
    var engine: Engine { get }
    func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T
    func write<T: Sendable>(isolation: Isolation, _ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T
    func changeMark() async throws -> String
    var waiting: (reads: Int, writes: Int) { get }
    func close() async throws
}
