import Kernel
import Web
import Work

/// The filters of the list as they stand in an address, so that every view can be passed on as a link.
package struct EventQuery: Sendable, Equatable {
    package var who: String?
    package var actorKind: Actor.Kind?
    package var kind: String?
    package var code: String?
    package var agency: String?
    package var from: Day?
    package var to: Day?
    package var older: Identifier<Event>?
    package var newer: Identifier<Event>?

    package init() {}

    /// Reads an address; what makes no sense there is left out.
    package init(_ query: Query) {
        who = query["siapa"]
        actorKind = query["pelaku"].flatMap(Actor.Kind.init(rawValue:))
        kind = query["peristiwa"]
        code = query["kode"]
        agency = query["instansi"]
        from = query.day("dari")
        to = query.day("sampai")
        older = query["lama"].flatMap { Identifier(checking: $0) }
        newer = query["baru"].flatMap { Identifier(checking: $0) }
    }

    var parameters: [(String, String?)] {
        [
            ("siapa", who), ("pelaku", actorKind?.rawValue), ("peristiwa", kind), ("kode", code), ("instansi", agency),
            ("dari", from?.description), ("sampai", to?.description), ("lama", older?.text), ("baru", newer?.text),
        ]
    }

    func link(_ path: Path) -> String { path(query: parameters) }

    /// The same list from its beginning, or from another place.
    func page(older: Identifier<Event>? = nil, newer: Identifier<Event>? = nil) -> EventQuery {
        var query = self
        query.older = older
        query.newer = newer
        return query
    }

    var start: AuditDesk.Start {
        if let older { return .olderThan(older) }
        if let newer { return .newerThan(newer) }
        return .newest
    }

    /// What is recorded of a reading: which filters were set, and to what; a name that was typed is not repeated.
    var recorded: [String: String?] {
        [
            "who": who == nil ? nil : "set", "actor_kind": actorKind?.rawValue, "kind": kind, "code": code, "agency": agency,
            "from": from?.description, "to": to?.description,
        ]
    }

    /// The filter this stands for; names and codes are looked up as the reader may see them.
    func filter(_ desk: AuditDesk, for reader: Actor) async throws -> EventFilter {
        var filter = EventFilter()
        filter.kind = kind
        filter.actorKind = actorKind
        filter.agency = agency
        filter.from = from
        filter.to = to
        if let who { filter.actorID = try await desk.actorID(called: who, for: reader) ?? "–" }
        if let code { filter.subjects = try await desk.subjects(called: code, for: reader) }
        return filter
    }
}
