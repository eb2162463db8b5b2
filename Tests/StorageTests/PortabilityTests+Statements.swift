import Kernel
import Storage
import TestSupport
import Testing

/// What a statement and a transaction may rely on, whichever engine runs them.
extension PortabilityTests {
    @Test(
        arguments: [
            "INSERT INTO thing (id, kind, open) VALUES ('t1', 'k', false)",
            "INSERT INTO thing (id, kind, open) VALUES ('new', '', false)",
            "INSERT INTO thing (id, kind) VALUES ('new', 'k')",
            "INSERT INTO part (id, thing_id, place) VALUES ('p', 'nobody', 1)",
            "UPDATE thing SET open = true WHERE kind = 'k1'",
        ] as [SQL])
    func constraintsBecomeConflicts(_ statement: SQL) async throws {
        let database = try await Self.make()
        await #expect(throws: AppError.constraintConflict) { try await database.write { tx in try tx.run(statement) } }
        #expect(try await Self.ids(database, "SELECT id FROM thing").count == 5)
    }

    @Test func nulIsRefused() async throws {
        let database = try await Self.make()
        await #expect(throws: AppError.textWithNUL) {
            try await database.write { tx in try tx.run("UPDATE thing SET kind = \("a\0b") WHERE id = 't1'") }
        }
    }

    @Test func aFailedStatementEndsItsTransaction() async throws {
        let database = try await Self.make()
        await #expect(throws: AppError.constraintConflict) {
            try await database.write { tx in
                try tx.run("UPDATE thing SET n = 100 WHERE id = 't2'")
                _ = try? tx.run("INSERT INTO thing (id, kind, open) VALUES ('t1', 'k', \(false))")
            }
        }
        #expect(try await database.read { tx in try tx.count("SELECT n FROM thing WHERE id = 't2'") } == 2)
    }

    @Test func savepointsKeepTheGoodRows() async throws {
        let database = try await Self.make()
        let refused = try await database.write { tx in
            ["t1", "new1", "t2", "new2"].filter { id in
                do {
                    try tx.savepoint {
                        try tx.savepoint { _ = try tx.run("UPDATE thing SET n = 0 WHERE id = 't5'") }
                        try tx.run("INSERT INTO thing (id, kind, open) VALUES (\(id), 'k', \(false))")
                    }
                    return false
                } catch { return true }
            }
        }
        #expect(refused == ["t1", "t2"])
        #expect(try await Self.ids(database, "SELECT id FROM thing WHERE kind = 'k' ORDER BY id") == ["new1", "new2"])
    }

    @Test func anyMixOfMissingValuesFits() async throws {
        let database = try await Self.make()
        for mask in 0..<16 {
            let n: Int? = mask & 1 == 0 ? nil : 1
            let ratio: Double? = mask & 2 == 0 ? nil : 0.5
            let at: Instant? = mask & 4 == 0 ? nil : Self.start
            let raw: [UInt8]? = mask & 8 == 0 ? nil : [0, 1]
            let row = try await database.write { tx in
                try tx.row(
                    """
                    INSERT INTO thing (id, kind, open, n, ratio, at, raw) VALUES (\("m\(mask)"), 'm', \(false), \(n), \(ratio), \(at), \(raw))
                    RETURNING n, ratio, at, raw
                    """)
            }
            #expect(
                row?.intIfAny("n") == n && row?.doubleIfAny("ratio") == ratio && row?.instantIfAny("at") == at
                    && row?.bytesIfAny("raw") == raw)
        }
    }

    @Test func longAnswersStreamAndOtherStatementsRunMeanwhile() async throws {
        let database = try await Self.make()
        try await database.write { tx in for number in 0..<1200 { try tx.run("INSERT INTO part VALUES (\("p\(number)"), 't1', \(number))") }
        }
        let sum = try await database.read { tx in
            var sum = 0
            try tx.each("SELECT place, thing_id FROM part WHERE place >= \(100) ORDER BY place") { row in
                sum += try tx.count("SELECT \(row.int("place")) + count(*) FROM thing WHERE id = \(row.text("thing_id"))")
                return row.int("place") < 1100
            }
            return sum
        }
        #expect(sum == (100...1100).reduce(0) { $0 + $1 + 1 })
    }

    @Test func aNewColumnIsSeenByStatementsPreparedBefore() async throws {
        let database = try await Self.make()
        let before = try await database.read { tx in try tx.row("SELECT * FROM part")?.columns }
        #expect(before == nil)
        try await database.write { tx in try tx.run("INSERT INTO part VALUES ('p1', 't1', 1)") }
        _ = try await database.write { tx in try tx.row("SELECT * FROM part") }
        try await database.migrate(
            [Migration("portable.2", ["ALTER TABLE part ADD COLUMN note text NOT NULL DEFAULT 'none'"])], now: Self.start)
        let row = try await database.write { tx in try tx.row("SELECT * FROM part") }
        #expect(row?.text("note") == "none")
    }

    @Test(
        .enabled(if: TestDatabase.engine == .sqlite, "the check is SQLite's, PostgreSQL refuses by itself"),
        arguments: [
            "CREATE TABLE x (id bigint PRIMARY KEY AUTOINCREMENT)", "CREATE TABLE x (raw blob)", "SELECT strftime('%Y', 'now')",
            "SELECT current_timestamp", "SELECT id FROM thing WHERE id GLOB 'a*'", "SELECT group_concat(id) FROM thing",
            "SELECT round(1.5)",
            "SELECT body ->> 'a' FROM thing", "SELECT json_extract(body, '$.a') FROM thing",
            "INSERT OR IGNORE INTO part VALUES ('a', 't1', 1)",
            "SELECT max(n, 1) FROM thing", "SELECT id FROM thing WHERE id == 'a'", "SELECT ifnull(n, 1) FROM thing",
        ] as [SQL])
    func sqlThatOnlySQLiteTakesIsRefused(_ statement: SQL) async throws {
        let database = try await Self.make()
        await #expect { try await database.write { tx in try tx.run(statement) } } throws: { ($0 as? DatabaseFailure)?.code == "portable" }
    }

    @Test func quotedWordsAreNotSQL() async throws {
        let database = try await Self.make()
        #expect(try await Self.ids(database, "SELECT id FROM thing WHERE kind = 'blob' OR kind = 'current_date -> =='") == [])
        #expect(try await database.read { tx in try tx.count("SELECT max(coalesce(n, 0)) FROM thing") } == 5)
    }
}
