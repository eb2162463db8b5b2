import Foundation
import Kernel
import Storage
import Synchronization
import TestSupport
import Testing

/// What only PostgreSQL does: writers at the same time, lost connections, limits.
@Suite(.enabled(if: TestDatabase.server != nil, "needs PENDOPO_TEST_DATABASE"))
struct PostgresTests {
    static let migrations = [
        Migration(
            "pg.1",
            [
                "CREATE TABLE counter (id text PRIMARY KEY, n bigint NOT NULL, version bigint NOT NULL)",
                "INSERT INTO counter VALUES ('a', 0, 0)",
            ])
    ]

    @Test func concurrentWritersAreRetriedUntilAllAreIn() async throws {
        let database = try await TestDatabase.make(migrations: Self.migrations)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    try await database.write { tx in
                        let n = try tx.count("SELECT n FROM counter WHERE id = 'a'")
                        try tx.run("UPDATE counter SET n = \(n + 1) WHERE id = 'a'")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await database.read { tx in try tx.count("SELECT n FROM counter") } == 40)
    }

    @Test("who finds nothing and is overtaken by another that makes it finds what the other made")
    func findOrMakeMeets() async throws {
        let database = try await TestDatabase.make(migrations: Self.migrations)
        let (isMade, isLookedFor) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let tries = Mutex(0)
        async let first: Int = database.write { tx in
            try tx.run("INSERT INTO counter VALUES ('b', 7, 0)")
            isMade.signal()
            isLookedFor.wait()
            return 7
        }
        async let second: Int = database.write { tx in
            let isFirstTry = tries.withLock { tries in
                tries += 1
                return tries == 1
            }
            if isFirstTry { isMade.wait() }
            let found = try tx.row("SELECT n FROM counter WHERE id = 'b'")?.int("n")
            if isFirstTry { isLookedFor.signal() }
            if let found { return found }
            // Waits for the first, and is refused once that has committed.
            try tx.run("INSERT INTO counter VALUES ('b', 8, 0)")
            return 8
        }
        let both = try await [first, second]
        #expect(both == [7, 7])
        #expect(tries.withLock { $0 } == 2)
    }

    @Test("a key that was simply taken is refused as before, after a second look")
    func takenKey() async throws {
        let database = try await TestDatabase.make(migrations: Self.migrations)
        let tries = Mutex(0)
        await #expect(throws: AppError.constraintConflict) {
            try await database.write { tx in
                tries.withLock { $0 += 1 }
                try tx.run("INSERT INTO counter VALUES ('a', 1, 1)")
            }
        }
        #expect(tries.withLock { $0 } == 2)
        #expect(try await database.read { tx in try tx.count("SELECT count(*) FROM counter") } == 1)
    }

    @Test func compareAndSetLetsOneThrough() async throws {
        let database = try await TestDatabase.make(migrations: Self.migrations)
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<12 {
                group.addTask {
                    do {
                        try await database.write { tx in
                            let changed = try tx.run(
                                "UPDATE counter SET n = \(number), version = version + 1 WHERE id = 'a' AND version = \(0)")
                            if changed == 0 { throw AppError.conflict("test.late") }
                        }
                        return true
                    } catch { return false }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 }.count == 1)
        #expect(try await database.read { tx in try tx.count("SELECT version FROM counter") } == 1)
    }

    @Test func serializableKeepsAnInvariantOverASet() async throws {
        let database = try await TestDatabase.make(migrations: Self.migrations)
        try await database.write { tx in try tx.run("INSERT INTO counter VALUES ('b', 0, 0)") }
        // Each may raise its own row only while the sum is 0: a plain snapshot would let both.
        await withTaskGroup(of: Void.self) { group in
            for id in ["a", "b"] {
                group.addTask {
                    _ = try? await database.write(isolation: .serializable) { tx in
                        guard try tx.count("SELECT CAST(sum(n) AS bigint) FROM counter") == 0 else { throw AppError.conflict("test.late") }
                        _ = try tx.row("SELECT pg_sleep(0.05)")
                        try tx.run("UPDATE counter SET n = 1 WHERE id = \(id)")
                    }
                }
            }
        }
        #expect(try await database.read { tx in try tx.count("SELECT CAST(sum(n) AS bigint) FROM counter") } == 1)
    }

    @Test("acts that come one after the other share one connection, the one by which the database was opened")
    func connectionsAreMadeWhenWanted() async throws {
        let database = try await TestDatabase.make(migrations: Self.migrations)
        for number in 1...5 {
            try await database.write { tx in try tx.run("UPDATE counter SET n = n + 1 WHERE id = 'a'") }
            let (n, connections) = try await database.read { tx in
                (
                    try tx.count("SELECT n FROM counter"),
                    try tx.count("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
                )
            }
            #expect(n == number && connections == 1)
        }
    }

    @Test("a copy holds what its template held, and no change of either shows in the other")
    func copiesStandAlone() async throws {
        let server = try #require(TestDatabase.server)
        let (name, copy) = ("pendopo_template_\(UInt32.random(in: 0...UInt32.max))", "pendopo_copy_\(UInt32.random(in: 0...UInt32.max))")
        try await server.create(name)
        func open(_ name: String) async throws -> Database {
            try await Database.openPostgres(url: server.url(of: name), connections: 1, mayLoseWrites: true)
        }
        let template = try await open(name)
        try await template.migrate(Self.migrations, now: TestWorld().now)
        try await template.close()
        try await server.create(copy, copyOf: name)
        let (one, other) = (try await open(name), try await open(copy))
        try await one.write { tx in try tx.run("UPDATE counter SET n = 7 WHERE id = 'a'") }
        #expect(try await other.read { tx in try tx.count("SELECT n FROM counter") } == 0)
        try await other.write { tx in try tx.run("DELETE FROM counter") }
        #expect(try await one.read { tx in try tx.count("SELECT n FROM counter") } == 7)
        try await server.drop(name)
        try await server.drop(copy)
        await #expect(throws: AppError.databaseUnreachable) { _ = try await open(copy) }
    }

    @Test func aLostConnectionIsMadeAnew() async throws {
        let database = try await TestDatabase.make(migrations: Self.migrations)
        let tries = Atomic(0)
        try await database.write { tx in
            try tx.run("UPDATE counter SET n = n + 1 WHERE id = 'a'")
            if tries.wrappingAdd(1, ordering: .relaxed).oldValue == 0 { _ = try tx.row("SELECT pg_terminate_backend(pg_backend_pid())") }
        }
        #expect(tries.load(ordering: .relaxed) == 2)
        #expect(try await database.read { tx in try tx.count("SELECT n FROM counter") } == 1)
    }

    @Test func aServerThatIsGoneIsUnavailable() async throws {
        await #expect(throws: AppError.databaseUnreachable) {
            try await Database.openPostgres(url: "postgresql://nobody@127.0.0.1:1/none?connect_timeout=1")
        }
    }

    @Test func aStatementThatTakesTooLongIsGivenUp() async throws {
        let database = try await TestDatabase.make(migrations: Self.migrations)
        await #expect(throws: AppError.databaseTooSlow) {
            try await database.read { tx in
                try tx.run("SET LOCAL statement_timeout = 20")
                return try tx.count("SELECT 1 FROM (SELECT pg_sleep(30)) AS slept")
            }
        }
    }

    @Test func aServerThatAcknowledgesTooEarlyIsRefused() async throws {
        let server = try #require(TestDatabase.server)
        await #expect(throws: AppError.self) {
            try await Database.openPostgres(url: server.url + "&options=-csynchronous_commit%3Doff", mayLoseWrites: true)
        }
    }
}
