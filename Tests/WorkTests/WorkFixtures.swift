import Kernel
import Storage
import TestSupport
import Work

/// A fresh database with Work's tables, a world to write in, and one thing to write about.
struct WorkFixtures: Sendable {
    let database: Database
    let time = TestWorld()
    let subject = Reference("thing", "1")

    var world: World { time.world }

    init() async throws { self.init(database: try await TestDatabase.make(migrations: WorkMigrations.all)) }

    init(database: Database) { self.database = database }

    /// Records so many events, each about a thing of its own.
    @discardableResult
    func record(_ count: Int, kind: String = "thing.made") async throws -> [Event] {
        let events = (0..<count).map { index in
            Event(
                kind, of: Reference("thing", "\(world.newID(Event.self))"), sequence: 1, by: .system, in: world,
                details: ["n": String(index)])
        }
        try await database.write { tx in for event in events { try tx.record(event) } }
        return events
    }

    func outbox(_ subscribers: [Outbox.Subscriber] = []) -> Outbox {
        Outbox(database: database, world: world, subscribers: subscribers)
    }

    func count(_ statement: SQL) async throws -> Int { try await database.read { tx in try tx.count(statement) } }
}
