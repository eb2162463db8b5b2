import Foundation
import Kernel
import Storage
import TestSupport
import Testing

/// The rules of the one SQL for two engines, each shown at work. Run on both, these tests are what makes them rules.
@Suite struct PortabilityTests {
    static let migrations = [
        Migration(
            "portable.1",
            [
                """
                CREATE TABLE thing (
                    id text PRIMARY KEY, kind text NOT NULL CHECK (kind <> ''), n bigint, ratio double precision, open boolean NOT NULL,
                    at timestamptz, body jsonb, raw bytea, twice bigint GENERATED ALWAYS AS (n * 2) STORED)
                """,
                "CREATE TABLE part (id text PRIMARY KEY, thing_id text NOT NULL REFERENCES thing (id) ON DELETE CASCADE, place bigint NOT NULL)",
                "CREATE UNIQUE INDEX thing_one_open ON thing (kind) WHERE open",
                "CREATE INDEX thing_order ON thing (at DESC, id DESC)",
            ])
    ]

    static let start = Instant(milliseconds: 1_772_000_000_123)

    static func make() async throws -> Database {
        let database = try await TestDatabase.make(migrations: migrations)
        try await database.write { tx in
            for number in 1...5 {
                let at: Instant? = number == 3 ? nil : start.adding(seconds: Double(number) / 1000)
                try tx.run(
                    "INSERT INTO thing (id, kind, n, open, at) VALUES (\("t\(number)"), \("k\(number % 2)"), \(number), \(false), \(at))")
            }
        }
        return database
    }

    static func ids(_ database: Database, _ statement: SQL) async throws -> [String] {
        try await database.read { tx in try tx.rows(statement).map { $0.text("id") } }
    }

    @Test func booleansArePredicates() async throws {
        let database = try await Self.make()
        try await database.write { tx in try tx.run("UPDATE thing SET open = \(true) WHERE id = 't2'") }
        #expect(try await Self.ids(database, "SELECT id FROM thing WHERE open") == ["t2"])
        #expect(try await Self.ids(database, "SELECT id FROM thing WHERE open = \(true)") == ["t2"])
        #expect(try await Self.ids(database, "SELECT id FROM thing WHERE NOT open AND n > \(3) ORDER BY id") == ["t4", "t5"])
        let row = try await database.read { tx in try tx.row("SELECT open, n > 1 AS many FROM thing WHERE id = 't2'") }
        #expect(row?.bool("open") == true && row?.bool("many") == true)
    }

    @Test(arguments: [#"{"a": 1.0, "b": [true, null, "x"], "c": {"d": -2.5e3}}"#, "[]", #"["é\u0001", 12345678901234567]"#])
    func jsonObjectsAndArraysRoundTrip(_ text: String) async throws {
        let database = try await Self.make()
        try await database.write { tx in try tx.run("UPDATE thing SET body = \(Value.json(text)) WHERE id = 't1'") }
        let row = try await database.read { tx in try tx.row("SELECT body FROM thing WHERE id = 't1'") }
        guard case .json(let found)? = row?["body"] else { return #expect(Bool(false), "no JSON came back") }
        // PostgreSQL keeps the meaning and not the blanks.
        #expect(try Self.meaning(found) == Self.meaning(text))
    }

    private static func meaning(_ json: String) throws -> NSObject? {
        try JSONSerialization.jsonObject(with: Data(json.utf8)) as? NSObject
    }

    @Test func instantsRoundTripToTheMillisecondAndOrder() async throws {
        let database = try await Self.make()
        #expect(try await Self.ids(database, "SELECT id FROM thing WHERE at IS NOT NULL ORDER BY at") == ["t1", "t2", "t4", "t5"])
        #expect(
            try await Self.ids(database, "SELECT id FROM thing WHERE at > \(Self.start.adding(seconds: 0.002)) ORDER BY id") == [
                "t4", "t5",
            ])
        for text in ["1969-12-31T23:59:59.999Z", "2000-01-01T00:00:00.000Z", "2026-02-28T17:00:00.100Z", "9999-12-31T23:59:59.999Z"] {
            let instant = try #require(Instant(text))
            let row = try await database.write { tx in
                try tx.row("UPDATE thing SET at = \(instant) WHERE id = 't1' RETURNING at")
            }
            #expect(row?.instant("at") == instant)
        }
        let latest = try await database.read { tx in try tx.row("SELECT max(at) AS latest FROM thing") }
        #expect(latest?.instant("latest").description == "9999-12-31T23:59:59.999Z")
    }

    @Test func daysAreTextThatOrders() async throws {
        let database = try await Self.make()
        let day = try #require(Day("2026-03-01"))
        try await database.write { tx in try tx.run("UPDATE thing SET kind = \(day) WHERE id = 't1'") }
        let row = try await database.read { tx in try tx.row("SELECT kind FROM thing WHERE kind >= \(day) AND id = 't1'") }
        #expect(row?.day("kind") == day)
    }

    @Test func upsertsAndReturning() async throws {
        let database = try await Self.make()
        let row = try await database.write { tx in
            try tx.row(
                """
                INSERT INTO thing (id, kind, n, open) VALUES ('t1', 'k', 40, \(false))
                ON CONFLICT (id) DO UPDATE SET n = excluded.n + thing.n RETURNING id, n, open, twice
                """)
        }
        #expect(row?.int("n") == 41 && row?.bool("open") == false && row?.int("twice") == 82)
        let changed = try await database.write { tx in
            try tx.run("INSERT INTO thing (id, kind, open) VALUES ('t1', 'k', \(false)) ON CONFLICT DO NOTHING")
        }
        #expect(changed == 0)
    }

    @Test func keysetsAndNullsLast() async throws {
        let database = try await Self.make()
        #expect(try await Self.ids(database, "SELECT id FROM thing ORDER BY at DESC NULLS LAST, id") == ["t5", "t4", "t2", "t1", "t3"])
        let (at, id) = (Self.start.adding(seconds: 0.004), "t4")
        #expect(
            try await Self.ids(database, "SELECT id FROM thing WHERE (at, id) < (\(at), \(id)) ORDER BY at DESC, id DESC LIMIT \(1)") == [
                "t2"
            ])
    }

    @Test func textComparesByBytes() async throws {
        let database = try await Self.make()
        try await database.write { tx in
            for text in ["Z", "a", "é", "A", "_", "1"] {
                try tx.run("INSERT INTO thing (id, kind, open) VALUES (\(text), 'sort', \(false))")
            }
        }
        #expect(try await Self.ids(database, "SELECT id FROM thing WHERE kind = 'sort' ORDER BY id") == ["1", "A", "Z", "_", "a", "é"])
    }

    @Test func theRestOfTheSubset() async throws {
        let database = try await Self.make()
        try await database.write { tx in
            try tx.run("INSERT INTO part (id, thing_id, place) VALUES ('p1', 't1', 7), ('p2', 't2', 8)")
            #expect(try tx.run("UPDATE thing SET n = part.place FROM part WHERE part.thing_id = thing.id") == 2)
            #expect(try tx.count("SELECT count(*) FILTER (WHERE n > 6) FROM thing") == 2)
            #expect(try tx.count("SELECT CAST(sum(n) AS bigint) FROM thing") == 27)
            #expect(try tx.count("SELECT count(*) FROM thing WHERE at IS NOT DISTINCT FROM \(Instant?.none)") == 1)
            #expect(
                try tx.count(
                    "WITH RECURSIVE step (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM step WHERE n < 10) SELECT CAST(sum(n) AS bigint) FROM step"
                ) == 55)
            let row = try tx.row("SELECT id, row_number() OVER (PARTITION BY kind ORDER BY n DESC) AS place FROM thing WHERE id = 't1'")
            #expect(row?.int("place") == 1)
            #expect(try tx.run("DELETE FROM thing WHERE id = 't1'") == 1)
            #expect(try tx.count("SELECT count(*) FROM part") == 1)
        }
    }
}
