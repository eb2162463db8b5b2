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
    let recent: RecentEvents
    let logger: Logger

    /// How many events are taken up at once.
    package static let batch = 100

    /// - Parameter recent: where those who record very many events leave them.
    package init(
        database: Database, world: World, subscribers: [Subscriber], recent: RecentEvents = RecentEvents(),
        logger: Logger = Logger(label: "pendopo.work")
    ) {
        self.database = database
        self.world = world
        self.subscribers = subscribers
        self.recent = recent
        self.logger = logger
    }

    /// Seals and tells up to `limit` waiting events: not so many that acts which come meanwhile wait for long.
    /// - Returns: how many were taken up; 0 means that none is left that could be told now.
    package func dispatch(limit: Int = Outbox.batch) async throws -> Int {
        do {
            return try await takeUp(limit)
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
                if try await takeUp(1) == 0 { return taken }
            } catch let failed as TellingFailed {
                try await putOff(failed)
            }
        }
        return limit
    }

    private func takeUp(_ limit: Int) async throws -> Int {
        let told = try await database.write(isolation: .readCommitted) { tx in
            let waiting = try take(limit, tx)
            try tell(waiting, tx)
            return waiting.map(\.id)
        }
        recent.forget(told)
        return told.count
    }

    /// The events to be told next, sealed now unless they were before.
    private func take(_ limit: Int, _ tx: Transaction) throws -> [Event] {
        guard try tx.row("SELECT event_id FROM outbox LIMIT 1") != nil else { return [] }
        // One dispatcher at a time, on however many machines: whoever comes second waits here, and then finds what is left.
        try tx.run("UPDATE sealer SET turn = turn + 1")
        let now = world.now()
        var waiting = try tx.waiting(limit, at: now)
        var entries = try known(waiting, tx)
        // Where somebody took events away, what waits for them stays, for verification to find; it must not keep others from being told.
        while entries.isEmpty, waiting.count == limit, let last = waiting.last {
            waiting = try tx.waiting(limit, at: now, after: last.event)
            entries = try known(waiting, tx)
        }
        let sealed = Set(waiting.filter(\.isSealed).map(\.event))
        try seal(entries.filter { !sealed.contains($0.event.id) }, at: now, tx)
        return entries.map(\.event)
    }

    /// What is known of these events, in their order.
    private func known(_ waiting: [WaitingEvent], _ tx: Transaction) throws -> [RecentEvents.Entry] {
        let ids = waiting.map(\.event)
        let found = recent.find(ids)
        let others = zip(ids, found).filter { $1 == nil }.map { $0.0 }
        if others.isEmpty { return found.compactMap { $0 } }
        let events = try tx.rows("SELECT * FROM event WHERE id IN (\(.list(others)))").map(Event.init(row:))
        let read = Dictionary(uniqueKeysWithValues: events.map { ($0.id, RecentEvents.Entry(event: $0, content: SealedContent(of: $0))) })
        return zip(ids, found).compactMap { $1 ?? read[$0] }
    }

    private func seal(_ entries: [RecentEvents.Entry], at now: Instant, _ tx: Transaction) throws {
        if entries.isEmpty { return }
        var (position, hash) = try tx.lastSeal()
        try tx.run(
            all: entries.map { entry in
                position += 1
                hash = Seal.hash(entry.content, sealedAt: now, after: hash)
                return Seal.row.of([position.value, entry.event.id.value, hash.value, now.value])
            })
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

/// What waits in the outbox.
private struct WaitingEvent {
    let event: Identifier<Event>
    /// Whether telling it failed before.
    let isSealed: Bool
}

extension Transaction {
    fileprivate func waiting(_ limit: Int, at now: Instant, after: Identifier<Event>? = nil) throws -> [WaitingEvent] {
        try rows(
            """
            SELECT outbox.event_id, event_seal.position FROM outbox LEFT JOIN event_seal ON event_seal.event_id = outbox.event_id
            WHERE outbox.event_id > \(after?.text ?? "") AND (outbox.next_at IS NULL OR outbox.next_at <= \(now))
            ORDER BY outbox.event_id LIMIT \(limit)
            """
        ).map { WaitingEvent(event: $0.id("event_id"), isSealed: !$0.isNull("position")) }
    }

    /// Position and hash of the newest seal; 0 and ``Seal/origin`` before the first.
    package func lastSeal() throws -> (position: Int, hash: String) {
        guard let row = try row("SELECT position, hash FROM event_seal ORDER BY position DESC LIMIT 1") else { return (0, Seal.origin) }
        return (row.int("position"), row.text("hash"))
    }
}
