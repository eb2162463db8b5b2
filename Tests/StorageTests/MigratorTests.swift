import Kernel
import Storage
import TestSupport
import Testing

@Suite struct MigratorTests {
    static let now = Instant(milliseconds: 1_772_000_000_000)
    static let first = Migration("t.1.a", ["CREATE TABLE a (id text PRIMARY KEY)"])
    static let second = Migration("t.2.b", ["CREATE TABLE b (id text PRIMARY KEY REFERENCES a (id))"])

    @Test func appliesEachStepOnce() async throws {
        let database = try await TestDatabase.make()
        #expect(try await database.migrate([Self.first], now: Self.now) == ["t.1.a"])
        #expect(try await database.migrate([Self.first, Self.second], now: Self.now) == ["t.2.b"])
        #expect(try await database.migrate([Self.first, Self.second], now: Self.now) == [])
        let row = try await database.read { tx in try tx.row("SELECT applied_at FROM schema_migration WHERE name = 't.1.a'") }
        #expect(row?.instant("applied_at") == Self.now)
    }

    @Test func aFailedStepLeavesNothing() async throws {
        let database = try await TestDatabase.make()
        let bad = Migration("t.2.bad", ["CREATE TABLE c (id text)", "CREATE TABLE c (id text)"])
        await #expect(throws: DatabaseFailure.self) { try await database.migrate([Self.first, bad], now: Self.now) }
        #expect(try await database.migrate([Self.first, Self.second], now: Self.now) == ["t.2.b"])
        await #expect(throws: DatabaseFailure.self) { try await database.read { tx in try tx.rows("SELECT id FROM c") } }
    }

    @Test func serversStartingTogetherTakeTurns() async throws {
        let database = try await TestDatabase.make()
        let applied = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<6 { group.addTask { try await database.migrate([Self.first, Self.second], now: Self.now) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(applied.sorted() == ["t.1.a", "t.2.b"])
    }
}
