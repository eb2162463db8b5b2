import Kernel
import Logging
import Storage

/// What is done with every event once its transaction is on disk: it is sealed, then told to each subscriber.
///
/// Subscribers run inside the dispatching transaction, so an event is told exactly once or, after a crash, not yet. One whose
/// telling fails is sealed all the same and told again later; it does not hold up the others.
package struct Outbox: Sendable {
    /// Writes what follows from an event (notifications, jobs). No outside calls: enqueue a job for those.
    package typealias Subscriber = @Sendable (Event, Transaction) throws -> Void

    let database: Database
    let world: World
    let subscribers: [Subscriber]
    let logger: Logger

    /// How many events are taken up at once.
    package static let batch = 100

    package init(database: Database, world: World, subscribers: [Subscriber], logger: Logger = Logger(label: "pendopo.work")) {
        self.database = database
        self.world = world
        self.subscribers = subscribers
        self.logger = logger
    }

    /// Seals and tells up to `limit` waiting events: not so many that acts which come meanwhile wait for long.
    /// - Returns: how many were taken up; 0 means that none is left that could be told now.
    package func dispatch(limit: Int = Outbox.batch) async throws -> Int {
        do {
            return try await database.write(isolation: .readCommitted) { tx in
                let waiting = try take(limit, tx)
                try tell(waiting, tx)
                return waiting.count
            }
        } catch is TellingFailed {
            // Seldom: then each goes alone, so that only the guilty one waits.
            return try await dispatchOneByOne(limit: limit)
        }
    }

    /// Dispatches until nothing is left that could be told now.
    package func drain() async throws { while try await dispatch() > 0 {} }

    private func dispatchOneByOne(limit: Int) async throws -> Int {
        for taken in 0..<limit {
            do {
                let count = try await database.write(isolation: .readCommitted) { tx in
                    let waiting = try take(1, tx)
                    try tell(waiting, tx)
                    return waiting.count
                }
                if count == 0 { return taken }
            } catch let failed as TellingFailed {
                try await putOff(failed)
            }
        }
        return limit
    }

    /// The events to be told next, sealed now unless they were before.
    private func take(_ limit: Int, _ tx: Transaction) throws -> [Event] {
        guard try tx.row("SELECT event_id FROM outbox LIMIT 1") != nil else { return [] }
        // One dispatcher at a time, on however many machines: whoever comes second waits here, and then finds what is left.
        try tx.run("UPDATE sealer SET turn = turn + 1")
        let now = world.now()
        let rows = try tx.rows(
            """
            SELECT event.*, event_seal.position AS sealed FROM outbox JOIN event ON event.id = outbox.event_id
                LEFT JOIN event_seal ON event_seal.event_id = outbox.event_id
            WHERE outbox.next_at IS NULL OR outbox.next_at <= \(now)
            ORDER BY outbox.event_id LIMIT \(limit)
            """)
        var last: (position: Int, hash: String)?
        var seals: [SQL] = []
        seals.reserveCapacity(rows.count)
        let events = try rows.map { row in
            let event = Event(row: row)
            guard row.isNull("sealed") else { return event }
            var (position, hash) = try last ?? tx.lastSeal()
            position += 1
            hash = Seal.hash(event, sealedAt: now, after: hash)
            seals.append(Seal.row.of([position.value, event.id.value, hash.value, now.value]))
            last = (position, hash)
            return event
        }
        try tx.run(all: seals)
        return events
    }

    private func tell(_ events: [Event], _ tx: Transaction) throws {
        for event in events {
            do {
                for subscriber in subscribers { try subscriber(event, tx) }
            } catch {
                throw TellingFailed(event: event.id, reason: Defect.inWords(error))
            }
        }
        try tx.run(all: events.map { Outbox.told.of([$0.id.value]) })
    }

    private static let told = RowStatement.delete(from: "outbox", where: ["event_id"])

    /// Seals an event whose telling failed and lets it wait: 10 s, 40 s, 90 s … an hour at most.
    private func putOff(_ failed: TellingFailed) async throws {
        logger.error("an event could not be told", metadata: ["event": "\(failed.event)", "reason": "\(failed.reason)"])
        try await database.write(isolation: .readCommitted) { tx in
            _ = try take(1, tx)
            guard let row = try tx.row("SELECT tries FROM outbox WHERE event_id = \(failed.event)") else { return }
            let tries = row.int("tries") + 1
            let next = world.now().adding(seconds: min(3600, Double(tries * tries) * 10))
            try tx.run("UPDATE outbox SET tries = \(tries), next_at = \(next), failure = \(failed.reason) WHERE event_id = \(failed.event)")
        }
    }
}

/// A subscriber threw at an event.
private struct TellingFailed: Error {
    let event: Identifier<Event>
    let reason: String
}

extension Transaction {
    /// Position and hash of the newest seal; 0 and ``Seal/origin`` before the first.
    package func lastSeal() throws -> (position: Int, hash: String) {
        guard let row = try row("SELECT position, hash FROM event_seal ORDER BY position DESC LIMIT 1") else { return (0, Seal.origin) }
        return (row.int("position"), row.text("hash"))
    }
}
