import Kernel
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Work

@Suite struct OutboxTests {
    /// Tells by a row in the database, so that what is rolled back is not counted.
    private static let tell: Outbox.Subscriber = { event, tx in
        try tx.run(
            """
            INSERT INTO notification (id, event_id, recipient, channel, message, details, url, created_at)
            VALUES (\(event.id.text + "-" + String(try tx.count("SELECT count(*) FROM notification"))), \(event.id), 'x',
                \(String(try tx.count("SELECT count(*) FROM notification WHERE event_id = \(event.id)"))), 'm', \(Value.json("{}")), '/', \(event.at))
            """)
    }

    private struct Refusal: Error {}

    @Test func `every event is sealed in order and told once`() async throws {
        let fixtures = try await WorkFixtures()
        let events = try await fixtures.record(25)
        let outbox = fixtures.outbox([Self.tell])
        #expect(try await outbox.dispatch(limit: 10) == 10)
        try await outbox.drain()
        #expect(try await outbox.dispatch() == 0)
        let sealed = try await fixtures.database.read { tx in
            try tx.rows("SELECT event_id, position FROM event_seal ORDER BY position").map { ($0.text("event_id"), $0.int("position")) }
        }
        #expect(sealed.map(\.0) == events.map(\.id.text) && sealed.map(\.1) == Array(1...25))
        #expect(try await fixtures.count("SELECT count(*) FROM notification") == 25)
        #expect(try await fixtures.count("SELECT count(*) FROM outbox") == 0)
    }

    @Test func `what waited and what was sealed are there after the tables were made narrower`() async throws {
        let narrowing = try #require(WorkMigrations.all.firstIndex { $0.name == "work.15.narrow" })
        let database = try await TestDatabase.make(migrations: Array(WorkMigrations.all[..<narrowing]))
        let fixtures = WorkFixtures(database: database)
        let events = try await fixtures.record(30)
        #expect(try await fixtures.outbox().dispatch(limit: 20) == 20)
        let failed = events[21].id.text
        let next = Instant("2026-03-02T02:00:00Z")!
        try await database.write { tx in
            try tx.run("UPDATE outbox SET tries = 3, failure = 'x', next_at = \(next) WHERE event_id = \(failed)")
        }
        try await database.migrate(WorkMigrations.all, now: fixtures.world.now())
        try await database.read { tx throws in
            let sealed = try tx.rows("SELECT event_id FROM event_seal ORDER BY position").map { $0.text("event_id") }
            let waiting = try tx.rows("SELECT * FROM outbox ORDER BY event_id")
            #expect(sealed == events[..<20].map(\.id.text) && waiting.map { $0.text("event_id") } == events[20...].map(\.id.text))
            #expect(waiting[1].int("tries") == 3 && waiting[1].textIfAny("failure") == "x" && waiting[0].int("tries") == 0)
            #expect(waiting[1].instantIfAny("next_at") == next && waiting[0].isNull("next_at"))
        }
        try await fixtures.outbox().drain()
        #expect(try await fixtures.count("SELECT max(position) FROM event_seal") == 30)
    }

    @Test func `what is no moment is found in the table of waiting events too, piece by piece`() async throws {
        let fixtures = try await WorkFixtures()
        let events = try await fixtures.record(7)
        guard fixtures.database.engine == .sqlite else { return }
        try await fixtures.database.write { tx in
            for event in [events[1], events[6]] { try tx.run("UPDATE outbox SET next_at = 'soon' WHERE event_id = \(event.id)") }
        }
        let found = try await fixtures.database.read { tx in
            var search = MisfitSearch()
            while !search.isDone { search = try search.searched(2, limit: 10, tx) }
            return search.found
        }
        #expect(found.map(\.row) == [events[1], events[6]].map(\.id.text))
        #expect(found.allSatisfy { $0.table == "outbox" && $0.column == "next_at" })
    }

    @Test func `an event left for the dispatcher is sealed as it was recorded, whatever stands in the database by then`() async throws {
        let fixtures = try await WorkFixtures()
        let events = try await fixtures.record(RecentEvents.most + 20)
        let recent = RecentEvents()
        // The first are driven out and read; the last were not left here.
        for event in events.dropLast(5) { recent.add(event) }
        let (changed, read) = (events[500], events.last!)
        try await fixtures.database.write { tx in
            for event in [changed, read] { try tx.run("UPDATE event SET digest = 'another' WHERE id = \(event.id)") }
        }
        let outbox = Outbox(database: fixtures.database, world: fixtures.world, subscribers: [Self.tell], recent: recent)
        try await outbox.drain()
        let seals = try await fixtures.database.read { tx in
            try tx.rows("SELECT event_id, hash, sealed_at FROM event_seal ORDER BY position")
        }
        var hash = Seal.origin
        for (var event, seal) in zip(events, seals) {
            if event.id == read.id { event.digest = "another" }
            hash = Seal.hash(event, sealedAt: seal.instant("sealed_at"), after: hash)
            #expect(seal.text("hash") == hash && seal.text("event_id") == event.id.text)
        }
        #expect(seals.count == events.count && recent.find(events.map(\.id)).allSatisfy { $0 == nil })
        #expect(try await fixtures.count("SELECT count(*) FROM notification") == events.count)
    }

    @Test func `what waits for events that somebody took away does not keep others from being told`() async throws {
        let fixtures = try await WorkFixtures()
        let events = try await fixtures.record(7)
        try await fixtures.database.write { tx in
            for event in events[..<5] { try tx.run("DELETE FROM event WHERE id = \(event.id)") }
        }
        // Pages of two: two of those, two more, one of those with the first that is there.
        #expect(try await fixtures.outbox([Self.tell]).dispatch(limit: 2) == 1)
        try await fixtures.outbox([Self.tell]).drain()
        #expect(try await fixtures.count("SELECT count(*) FROM notification") == 2)
        #expect(try await fixtures.count("SELECT count(*) FROM outbox") == 5)
    }

    @Test func `what an event could not be told for is logged and kept without a name`() async throws {
        let fixtures = try await WorkFixtures()
        try await fixtures.record(1)
        let log = TestLog()
        let outbox = Outbox(
            database: fixtures.database, world: fixtures.world,
            subscribers: [{ _, _ in throw AppError.invalid("name", Message("error.unknown", ["name": "Siti Aminah"])) }], logger: log.logger
        )
        try await outbox.drain()
        let failure = try await fixtures.database.read { tx in try tx.row("SELECT failure FROM outbox")?.text("failure") }
        let line = try #require(log.lines.first { $0.contains("could not be told") })
        #expect(failure?.contains("error.unknown") == true && line.contains("error.unknown"))
        #expect(failure?.contains("Siti") == false && !log.lines.contains { $0.contains("Siti") })
    }

    @Test func `an event that a subscriber cannot take waits alone, sealed all the same, and is told once at last`() async throws {
        let fixtures = try await WorkFixtures()
        let events = try await fixtures.record(9)
        let bad = events[4].id
        let isBroken = Mutex(true)
        let calls = Mutex(0)
        let outbox = fixtures.outbox([
            Self.tell,
            { event, _ in
                calls.withLock { $0 += 1 }
                if event.id == bad, isBroken.withLock({ $0 }) { throw Refusal() }
            },
        ])
        try await outbox.drain()
        #expect(try await fixtures.count("SELECT count(*) FROM event_seal") == 9)
        #expect(try await fixtures.count("SELECT count(*) FROM notification") == 8)
        #expect(try await fixtures.count("SELECT count(*) FROM outbox WHERE event_id = \(bad) AND tries = 1 AND failure IS NOT NULL") == 1)
        let before = calls.withLock { $0 }
        try await outbox.drain()
        #expect(calls.withLock { $0 } == before, "it is not tried again at once")

        fixtures.time.now = fixtures.time.now.adding(seconds: 11)
        try await outbox.drain()
        #expect(try await fixtures.count("SELECT count(*) FROM outbox WHERE tries = 2") == 1)
        isBroken.withLock { $0 = false }
        fixtures.time.now = fixtures.time.now.adding(seconds: 30)
        try await outbox.drain()
        #expect(try await fixtures.count("SELECT count(*) FROM outbox") == 1, "forty seconds have not passed")
        fixtures.time.now = fixtures.time.now.adding(seconds: 11)
        try await outbox.drain()
        #expect(try await fixtures.count("SELECT count(*) FROM outbox") == 0)
        #expect(try await fixtures.count("SELECT count(*) FROM notification") == 9)
        #expect(try await fixtures.count("SELECT count(*) FROM (SELECT DISTINCT event_id FROM notification) AS told") == 9)
        #expect(try await fixtures.count("SELECT count(*) FROM event_seal") == 9)
    }

    @Test func `many dispatchers at once seal and tell every event once`() async throws {
        let fixtures = try await WorkFixtures()
        try await fixtures.record(60)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for limit in [1, 3, 7, 20] {
                group.addTask {
                    let outbox = fixtures.outbox([Self.tell])
                    while try await outbox.dispatch(limit: limit) > 0 {}
                }
            }
            group.addTask { for _ in 0..<20 { try await fixtures.record(1) } }
            try await group.waitForAll()
        }
        try await fixtures.outbox([Self.tell]).drain()
        #expect(try await fixtures.count("SELECT count(*) FROM event_seal") == 80)
        #expect(try await fixtures.count("SELECT max(position) FROM event_seal") == 80)
        #expect(try await fixtures.count("SELECT count(*) FROM notification") == 80)
        #expect(try await fixtures.count("SELECT count(*) FROM (SELECT DISTINCT event_id FROM notification) AS told") == 80)
    }

    @Test func `the chain holds from the first event to the last`() async throws {
        let fixtures = try await WorkFixtures()
        try await fixtures.record(12)
        try await fixtures.outbox().drain()
        let chain = try await fixtures.database.read { tx in
            try tx.rows(
                "SELECT event_seal.hash, event_seal.sealed_at, event.* FROM event_seal JOIN event ON event.id = event_seal.event_id ORDER BY position"
            )
        }
        var previous = Seal.origin
        for row in chain {
            #expect(Seal.hash(Event(row: row), sealedAt: row.instant("sealed_at"), after: previous) == row.text("hash"))
            previous = row.text("hash")
        }
        #expect(chain.count == 12)
        let last = try await fixtures.database.read { tx in try tx.lastSeal() }
        #expect(last.position == 12 && last.hash == previous)
    }
}
