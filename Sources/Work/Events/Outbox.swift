import Kernel
import Storage

/// What is done with every event once its transaction is on disk: it is sealed, then told to each subscriber.
///
/// Subscribers run inside the dispatching transaction, so an event is told exactly once or, after a crash, not yet.
package struct Outbox: Sendable {
    /// Writes what follows from an event (notifications, jobs). No outside calls: enqueue a job for those.
    package typealias Subscriber = @Sendable (Event, Transaction) throws -> Void

    let database: Database
    let world: World
    let subscribers: [Subscriber]

    package init(database: Database, world: World, subscribers: [Subscriber]) {
        self.database = database
        self.world = world
        self.subscribers = subscribers
    }

    /// Seals and tells up to `limit` waiting events.
    /// - Returns: how many there were; fewer than `limit` means that none is left.
    package func dispatch(limit: Int = 200) async throws -> Int {
        try await database.write(isolation: .readCommitted) { [world, subscribers] tx in
            let waiting = try tx.rows(
                """
                SELECT event.* FROM outbox JOIN event ON event.id = outbox.event_id
                ORDER BY outbox.event_id LIMIT \(limit)
                """
            ).map(Event.init(row:))
            guard !waiting.isEmpty else { return 0 }
            var (position, hash) = try tx.lastSeal()
            for event in waiting {
                position += 1
                hash = Seal.hash(event, after: hash)
                // The unique position makes a second dispatcher, on another machine, fail and try again later.
                try tx.run(
                    "INSERT INTO event_seal (position, event_id, hash, sealed_at) VALUES (\(position), \(event.id), \(hash), \(world.now()))")
                for subscriber in subscribers { try subscriber(event, tx) }
                try tx.run("DELETE FROM outbox WHERE event_id = \(event.id)")
            }
            return waiting.count
        }
    }

    /// Dispatches until the outbox is empty.
    package func drain() async throws { while try await dispatch() > 0 {} }
}

extension Transaction {
    /// Position and hash of the newest seal; 0 and ``Seal/origin`` before the first.
    package func lastSeal() throws -> (position: Int, hash: String) {
        guard let row = try row("SELECT position, hash FROM event_seal ORDER BY position DESC LIMIT 1") else { return (0, Seal.origin) }
        return (row.int("position"), row.text("hash"))
    }
}
