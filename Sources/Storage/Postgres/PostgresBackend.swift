import Foundation
import Kernel
import Logging
import Synchronization

/// A PostgreSQL database: up to so many connections, each on a thread of its own, which take acts from one line.
final class PostgresBackend: Backend {
    let engine = Engine.postgres
    let url: String
    private let connections: Int
    private let statementTimeout: Int
    private let line = Line<PostgresAct>()
    private let running = DispatchGroup()
    private let hands = Mutex(Hands())

    /// How many acts are wanted at this moment, and how many threads there are for them.
    private struct Hands {
        var wanted = 0
        var threads = 0
    }

    /// - Parameters:
    ///   - connections: how many there are at most. The next one is made only when all others are at work: each is a process of the
    ///     server's that gets to know every table and every statement anew.
    ///   - statementTimeout: milliseconds after which the server gives a statement up.
    init(url: String, connections: Int, statementTimeout: Int) {
        self.url = url
        self.connections = max(1, connections)
        self.statementTimeout = statementTimeout
    }

    deinit { line.close() }

    func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await outcome("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", body)
    }

    func write<T: Sendable>(isolation: Isolation, _ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await outcome("BEGIN ISOLATION LEVEL \(isolation.rawValue)", body)
    }

    private func outcome<T: Sendable>(_ begin: String, _ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        let number: Int? = hands.withLock { hands in
            hands.wanted += 1
            if hands.wanted <= hands.threads || hands.threads == connections { return nil }
            hands.threads += 1
            return hands.threads
        }
        if let number { startWorker(number) }
        // Before whoever waits goes on, so that acts one after the other never look as if they were wanted at once.
        defer { hands.withLock { $0.wanted -= 1 } }
        return try await withUnsafeThrowingContinuation { waiting in
            let act = TypedAct(body, waiting)
            if !line.add(PostgresAct(begin: begin, act: act)) { act.fail(AppError.databaseClosed) }
        }
    }

    private func startWorker(_ number: Int) {
        let (line, running, url, timeout) = (line, running, url, statementTimeout)
        running.enter()
        let thread = Thread {
            let worker = PostgresWorker(url: url, statementTimeout: timeout)
            while let acts = line.take() { for act in acts { worker.perform(act) } }
            running.leave()
        }
        thread.name = "pendopo-postgres-\(number)"
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Two transactions with the same snapshot see the same rows.
    func changeMark() async throws -> String {
        try await read { tx in try tx.row("SELECT CAST(pg_current_snapshot() AS text) AS mark")?.text("mark") ?? "" }
    }

    /// Reads and writes wait in one line; they are all counted as writes, which most are when a line forms.
    var waiting: (reads: Int, writes: Int) { (0, line.count) }

    func close() async throws {
        line.close()
        await Background(parallel: 1).run { self.running.wait() }
    }
}

/// An act with the way its transaction begins.
struct PostgresAct: Sendable {
    let begin: String
    let act: PendingAct
}
