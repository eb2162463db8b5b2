import Directory
import Kernel
import Storage
import Work

/// Reading the history. Every door takes the reader and checks `audit.read`; whatever shows who did something leaves an event
/// of its own, so that those who watch are watched as well.
package struct AuditDesk: Sendable {
    package let database: Database
    package let world: World
    package let directory: DirectoryIndex
    package let references: ReferenceResolver

    package init(database: Database, world: World, directory: DirectoryIndex, references: ReferenceResolver) {
        self.database = database
        self.world = world
        self.directory = directory
        self.references = references
    }

    /// Where a page of the list begins.
    package enum Start: Sendable, Equatable {
        case newest
        case olderThan(Identifier<Event>)
        case newerThan(Identifier<Event>)
    }

    /// One page of the history as far as the reader may see it.
    /// - Parameter withWords: also what people wrote, as far as the reader may read it.
    package func events(
        _ filter: EventFilter, from start: Start = .newest, limit: Int, withWords: Bool = false, for reader: Actor
    ) async throws -> EventList {
        let scope = try scope(of: reader)
        let conditions = filter.conditions(scope: scope, offsetHours: directory.offsetHours)
        return try await database.read { tx in
            let cut: SQL
            let order: SQL
            switch start {
            case .newest: (cut, order) = ("", "DESC")
            case .olderThan(let id): (cut, order) = ("AND event.id < \(id)", "DESC")
            case .newerThan(let id): (cut, order) = ("AND event.id > \(id)", "ASC")
            }
            let found = try tx.rows(
                """
                SELECT event.*, event_seal.position, event_seal.hash, event_seal.sealed_at FROM event
                    LEFT JOIN event_seal ON event_seal.event_id = event.id
                WHERE \(conditions) \(cut) ORDER BY event.id \(order) LIMIT \(limit + 1)
                """)
            let hasMore = found.count > limit
            var shown = Array(found.prefix(limit))
            if case .newerThan = start { shown.reverse() }
            let rows = try named(shown, withWords: withWords, for: reader, tx)
            return switch start {
            case .newest: EventList(rows: rows, hasNewer: false, hasOlder: hasMore)
            case .olderThan: EventList(rows: rows, hasNewer: true, hasOlder: hasMore)
            case .newerThan: EventList(rows: rows, hasNewer: hasMore, hasOlder: true)
            }
        }
    }

    /// One event with everything about it.
    /// - Throws: `.notFound` also for events beyond the reader's agencies.
    package func event(_ id: Identifier<Event>, for reader: Actor) async throws -> EventRow {
        let scope = try scope(of: reader)
        return try await database.read { tx in
            let row = try tx.row(
                """
                SELECT event.*, event_seal.position, event_seal.hash, event_seal.sealed_at FROM event
                    LEFT JOIN event_seal ON event_seal.event_id = event.id WHERE event.id = \(id)
                """)
            guard let row, scope?.contains(row.textIfAny("agency_id") ?? "") ?? true else { throw AppError.notFound }
            return try named([row], withWords: true, for: reader, tx)[0]
        }
    }

    /// The records events may be about that people call by this code or name, as far as the reader may see them.
    package func subjects(called typed: String, for reader: Actor) async throws -> [Reference] {
        _ = try scope(of: reader)
        return try await database.read { tx in try references.find(typed, for: reader, tx) }
    }

    /// The id of the account or client of that name; `nil` when there is none.
    package func actorID(called typed: String, for reader: Actor) async throws -> String? {
        _ = try scope(of: reader)
        if let id = Identifier<Event>(checking: typed) { return id.text }
        return try await database.read { tx in try references.find(typed, for: reader, among: ["account", "api_client"], tx).first?.id }
    }

    /// Every kind of event there has been, in order. Jumps from one to the next in the index, whatever the number of events.
    package func kinds() async throws -> [String] {
        try await database.read { tx in
            try tx.rows(
                """
                WITH RECURSIVE kinds (kind) AS (
                    SELECT min(kind) FROM event
                    UNION ALL
                    SELECT (SELECT min(event.kind) FROM event WHERE event.kind > kinds.kind) FROM kinds WHERE kinds.kind IS NOT NULL)
                SELECT kind FROM kinds WHERE kind IS NOT NULL ORDER BY kind
                """
            ).map { $0.text("kind") }
        }
    }

    /// Notes that somebody has read a part of the history that tells of people. To be called before it is shown.
    /// - Parameter details: codes of what was asked for, no names.
    package func recordReading(_ page: String, _ details: [String: String?] = [:], by reader: Actor) async throws {
        var all = details.compactMapValues { $0 }
        all["page"] = page
        let event = Event(
            EventFilter.reading, of: Reference("audit_reading", "\(world.newID(Event.self))"), sequence: 1, by: reader, in: world,
            details: all)
        try await database.write(isolation: .readCommitted) { tx in try tx.record(event) }
    }

    /// The agencies whose events the reader may see; `nil` for all.
    private func scope(of reader: Actor) throws -> Set<String>? {
        guard reader.mayAnywhere(.readAudit) else { throw reader.kind == .visitor ? AppError.unauthenticated : AppError.forbidden }
        return reader.agencies(for: .readAudit)
    }

    private func named(_ rows: [Row], withWords: Bool, for reader: Actor, _ tx: Transaction) throws -> [EventRow] {
        let events = rows.map(Event.init(row:))
        let views = try references.views(of: events.map(\.subject) + events.compactMap(\.actorReference), for: reader, tx)
        let written = withWords ? try references.written(with: events, for: reader, tx) : [:]
        let agencies = directory.agencies
        return zip(rows, events).map { row, event in
            EventRow(
                event: event, position: row.intIfAny("position"), hash: row.textIfAny("hash"), sealedAt: row.instantIfAny("sealed_at"),
                actor: event.actorReference.flatMap { views[$0] }, subject: views[event.subject], agency: event.agency.map(agencies.name),
                written: written[event.id])
        }
    }
}

extension Event {
    /// The account or client that acted.
    var actorReference: Reference? {
        switch actorKind {
        case .account: Reference("account", actorID)
        case .client: Reference("api_client", actorID)
        case .visitor, .reporter, .system: nil
        }
    }
}
