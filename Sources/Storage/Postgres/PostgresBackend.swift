import Foundation
import Kernel
import Logging

/// A PostgreSQL database: so many connections, each on a thread of its own, which take acts from one line.
final class PostgresBackend: Backend {
    let engine = Engine.postgres
    let url: String
    private let statementTimeout: Int
    private let line = Line<PostgresAct>()
    private let running = DispatchGroup()

    /// - Parameter statementTimeout: milliseconds after which the server gives a statement up.
    init(url: String, connections: Int, statementTimeout: Int) {
        self.url = url
        self.statementTimeout = statementTimeout
        for number in 1...max(1, connections) { startWorker(number) }
    }

    deinit { line.close() }

    func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await outcome("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", body)
    }

    func write<T: Sendable>(isolation: Isolation, _ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await outcome("BEGIN ISOLATION LEVEL \(isolation.rawValue)", body)
    }

    private func outcome<T: Sendable>(_ begin: String, _ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await withUnsafeThrowingContinuation { waiting in
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
