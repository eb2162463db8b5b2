import Foundation
import Kernel
import Storage
import TestSupport
import Testing

@Suite struct DatabaseTests {
    static let migrations = [
        Migration(
            "test.1.thing",
            [
                "CREATE TABLE thing (id text PRIMARY KEY, seen boolean, at timestamptz, body jsonb, raw bytea, size double precision, n bigint)"
            ])
    ]

    @Test func everyTypeComesBackAsItWent() async throws {
        let database = try await TestDatabase.make(migrations: Self.migrations)
        let at = Instant("2026-03-01T02:03:04.005Z")
        try await database.write { tx in
            try tx.run(
                "INSERT INTO thing (id, seen, at, body, raw, size, n) VALUES (\("a"), \(true), \(at), \(Value.json(#"{"a": [1, 2]}"#)), \([UInt8]([0, 255])), \(2.0), \(7))"
            )
        }
        let row = try await database.read { tx in try tx.row("SELECT * FROM thing") }
        let found = try #require(row)
        #expect(found.text("id") == "a")
        #expect(found["seen"] == .boolean(true))
        #expect(found["at"] == .instant(try #require(at)))
        #expect(found["body"] == .json(#"{"a": [1, 2]}"#))
        #expect(found["raw"] == .bytes([0, 255]))
        #expect(found["size"] == .real(2))
        #expect(found["n"] == .integer(7))
    }

    @Test func readsCannotWrite() async throws {
        let database = try await TestDatabase.make(migrations: Self.migrations)
        await #expect(throws: (any Error).self) {
            try await database.read { tx in try tx.run("INSERT INTO thing (id) VALUES ('a')") }
        }
        let count = try await database.read { tx in try tx.count("SELECT count(*) FROM thing") }
        #expect(count == 0)
    }
}
