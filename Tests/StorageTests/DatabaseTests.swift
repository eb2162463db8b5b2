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

    @Test func valuesOfOneRunOfAStatementDoNotReachTheNext() async throws {
        let database = try await TestDatabase.make(migrations: Self.migrations)
        let row = RowStatement.insert(into: "thing", ["id", "at", "body"])
        let moments = [Instant(milliseconds: 1_770_000_000_000), Instant(milliseconds: -5)]
        let lengths = [0, 1, 300, 70_000, 3, 0, 2000]
        let json = { @Sendable (length: Int) in "\"" + String(repeating: "é", count: length) + "\"" }
        for (index, length) in lengths.enumerated() {
            try await database.write { tx in
                try tx.run(row.of(["\(index)".value, moments[index % 2].value, .json(json(length))]))
            }
        }
        await #expect(throws: AppError.textWithNUL) {
            try await database.write { tx in try tx.run(row.of(["a\u{0}b".value, .null, .json(json(4))])) }
        }
        let found = try await database.read { tx in
            var found: [Row] = []
            // The same statement again while the first run of it is not over.
            try tx.each("SELECT id FROM thing WHERE id >= \("0") ORDER BY id") { outer in
                try tx.each("SELECT id FROM thing WHERE id >= \("5") ORDER BY id") { _ in true }
                found += try tx.rows("SELECT * FROM thing WHERE id = \(outer.text("id"))")
                return true
            }
            return found
        }
        #expect(found.count == lengths.count)
        for (index, row) in found.enumerated() {
            #expect(row["at"] == .instant(moments[index % 2]) && row["body"] == .json(json(lengths[index])))
        }
    }

    @Test func readsCannotWrite() async throws {
        let database = try await TestDatabase.make(migrations: Self.migrations)
        await #expect(throws: (any Error).self) {
            try await database.read { tx in try tx.run("INSERT INTO thing (id) VALUES ('a')") }
        }
        let count = try await database.read { tx in try tx.count("SELECT count(*) FROM thing") }
        #expect(count == 0)
    }

    @Test func statementsSentTogetherRunInOrderAndFailTogether() async throws {
        let database = try await TestDatabase.make(migrations: Self.migrations)
        let row = RowStatement.insert(into: "thing", ["id", "n", "size"])
        try await database.write { tx in
            try tx.run(all: (0..<100).map { row.of(["\($0)".value, $0.value, (nil as Double?).value]) })
            try tx.run(all: ["UPDATE thing SET n = n + \(1)", "DELETE FROM thing WHERE n > \(50)", "UPDATE thing SET seen = \(true)"])
            try tx.run(all: [])
            #expect(try tx.count("SELECT count(*) FROM thing WHERE seen AND size IS NULL") == 50)
        }
        #expect(try await database.read { try $0.count("SELECT n FROM thing WHERE id = '49'") } == 50)

        await #expect(throws: AppError.constraintConflict) {
            try await database.write { tx in
                try tx.run(all: ["UPDATE thing SET n = \(0)", row.of(["7".value, 1.value, 0.5.value]), "DELETE FROM thing"])
            }
        }
        // A closure that swallows the refusal does not go on either.
        await #expect(throws: AppError.constraintConflict) {
            try await database.write { tx in
                try? tx.run(all: [row.of(["7".value, 1.value, 0.5.value]), "DELETE FROM thing"])
                try? tx.run(all: ["DELETE FROM thing"])
            }
        }
        await #expect(throws: AppError.textWithNUL) {
            try await database.write { tx in try tx.run(all: ["DELETE FROM thing", row.of(["\u{0}".value, 1.value, 0.5.value])]) }
        }
        #expect(try await database.read { try $0.count("SELECT count(*) FROM thing WHERE n > 0") } == 50)
        try await database.write { tx in
            try? tx.savepoint { try tx.run(all: ["UPDATE thing SET n = \(0)", row.of(["7".value, 1.value, 0.5.value])]) }
            try tx.run(all: [row.of(["neu".value, 51.value, 0.5.value])])
        }
        #expect(try await database.read { try $0.count("SELECT count(*) FROM thing WHERE n > 0") } == 51)
    }
}
