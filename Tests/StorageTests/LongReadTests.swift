import Foundation
import Kernel
import Synchronization
import Testing

@testable import Storage

@Suite struct LongReadTests {
    /// Some millions of steps of SQLite's machine.
    private static let long: SQL =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT count(*) FROM n"

    /// Runs the body with a database whose reads may hold the asking thread for so long.
    private func withDatabase(inlineSeconds: Double, _ body: (Database) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("pendopo-test-\(UUID().uuidString).sqlite").path
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        let database = Database(try SQLiteBackend(path: path, inlineSeconds: inlineSeconds))
        try await body(database)
        try await database.close()
    }

    @Test func `a read that holds the asking thread for too long is made anew on another`() async throws {
        try await withDatabase(inlineSeconds: 0) { database in
            let threads = Mutex<[pthread_t]>([])
            let count = try await database.read { tx in
                threads.withLock { $0.append(pthread_self()) }
                return try tx.count(Self.long)
            }
            #expect(count == 300_000)
            let ran = threads.withLock { $0 }
            #expect(ran.count == 2 && ran.first != ran.last)
        }
    }

    @Test func `a short read runs once, also after a long one`() async throws {
        try await withDatabase(inlineSeconds: 0) { database in
            _ = try await database.read { try $0.count(Self.long) }
            let runs = Atomic(0)
            let count = try await database.read { tx in
                runs.add(1, ordering: .relaxed)
                return try tx.count("SELECT 7")
            }
            #expect(count == 7 && runs.load(ordering: .relaxed) == 1)
        }
    }

    @Test func `what a read itself throws is thrown and not tried again`() async throws {
        try await withDatabase(inlineSeconds: 10) { database in
            let runs = Atomic(0)
            await #expect(throws: AppError.notFound) {
                try await database.read { tx in
                    runs.add(1, ordering: .relaxed)
                    _ = try tx.count(Self.long)
                    throw AppError.notFound
                }
            }
            #expect(runs.load(ordering: .relaxed) == 1)
        }
    }
}
