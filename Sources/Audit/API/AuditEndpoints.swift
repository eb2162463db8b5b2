import HTTPTypes
import Kernel
import Web
import Work

/// The history and its verification for other systems.
enum AuditEndpoints {
    static let all = [events, event, table, identities, verify, verification, head]

    private static let about = """
        Names are left out of records the caller may not see. Every reading is an event itself, of the kind `audit.read`; those are listed \
        only when asked for.
        """

    private static let filters: [Endpoint.Parameter] = [
        .init("kind", .string(max: 100), "Only this kind, such as `report.assign`."),
        .init("actor", .string(max: 200), "Only what this account or client did: its id or its sign-in name."),
        .init("actorKind", .choice(AuditSchemas.actorKinds), "Only what this kind of actor did."),
        .init("code", .string(max: 100), "Only what happened to the record that people call so, such as a report's code."),
        .init("agency", .id, "Only what was done on behalf of this agency."),
        .init("from", .day, "From this day on, on the regency's clocks."), .init("to", .day, "Until the end of this day."),
    ]

    static let events = Endpoint(
        .get, AuditPaths.eventsAPI, "What happened, the newest first", about: about, permission: .readAudit,
        parameters: filters + Endpoint.Parameter.paging, response: .page(of: AuditSchemas.event)
    ) { request in
        let desk = request.audit
        let query = EventQuery(api: request.query)
        let filter = try await query.filter(desk, for: request.actor)
        let start = try request.cursor("events").flatMap { $0.values.first }.map { AuditDesk.Start.olderThan(Identifier($0)) } ?? .newest
        let list = try await desk.events(filter, from: start, limit: request.pageLimit + 1, for: request.actor)
        try await desk.recordReading("api", query.recorded, by: request.actor)
        return try .json(request.page("events", list.rows, { AuditSchemas.json($0) }) { Cursor([$0.event.id.text]) })
    }

    static let event = Endpoint(
        .get, AuditPaths.eventAPI, "One event with its seal", about: about, permission: .readAudit, response: AuditSchemas.event
    ) { request in
        let row = try await request.audit.event(try request.id("id"), for: request.actor)
        try await request.audit.recordReading("api", ["event": row.event.id.text], by: request.actor)
        return .json(AuditSchemas.json(row))
    }

    static let table = Endpoint(
        .get, AuditPaths.tableAPI, "What happened as a table, the newest first", about: about, permission: .readAudit,
        parameters: filters, responseType: "text/csv"
    ) { request in try await EventTable.reply(EventQuery(api: request.query), request) }

    static let identities = Endpoint(
        .get, AuditPaths.identitiesAPI, "Who opened whose identity, and why, the newest first", about: about, permission: .readAudit,
        parameters: Endpoint.Parameter.paging,
        response: .page(
            of: .named(
                "IdentityOpening",
                .object(
                    .required("event", AuditSchemas.event),
                    .required("reason", .string.orNull.about("As it was written; null where the caller may not read it.")))))
    ) { request in
        let desk = request.audit
        let start = try request.cursor("identities").flatMap { $0.values.first }.map { AuditDesk.Start.olderThan(Identifier($0)) }
        let list = try await desk.events(
            .identities, from: start ?? .newest, limit: request.pageLimit + 1, withWords: true, for: request.actor)
        try await desk.recordReading("identities", by: request.actor)
        return try .json(
            request.page(
                "identities", list.rows,
                { row -> JSONValue in
                    ["event": AuditSchemas.json(row), "reason": row.written.map(JSONValue.string) ?? .null]
                }
            ) { Cursor([$0.event.id.text]) })
    }

    static let head = Endpoint(
        .get, AuditPaths.lastHeadAPI, "The newest head of the chain, to be copied elsewhere",
        about: "A chain that was computed anew no longer has this hash at this position. 404 before the first.", permission: .readAudit,
        response: .named(
            "Head",
            .object(
                .required("position", .integer(1...Int.max)), .required("hash", .string), .required("at", .instant),
                .required("note", .string), .required("code", .string)))
    ) { request in
        guard let head = try request.verifications.newestHead(for: request.actor) else { throw AppError.notFound }
        return .json(
            [
                "position": .integer(head.position), "hash": .string(head.hash), "at": .string(head.at.description),
                "note": .string(head.note), "code": .string(head.code),
            ] as JSONValue)
    }

    static let verify = Endpoint(
        .post, AuditPaths.verificationsAPI, "Ask for a verification of the whole history",
        about: "It runs beside everything else; ask for the last one to see what it found.", permission: .readAudit,
        response: AuditSchemas.run, status: .accepted
    ) { request in
        .json(AuditSchemas.json(try await request.verifications.ask(by: request.actor), request), status: .accepted)
    }

    static let verification = Endpoint(
        .get, AuditPaths.lastVerificationAPI, "The last finished verification", about: "404 before the first.", permission: .readAudit,
        response: AuditSchemas.run
    ) { request in
        guard let done = try await request.verifications.last(for: request.actor).done else { throw AppError.notFound }
        return .json(AuditSchemas.json(done, request))
    }
}

extension EventQuery {
    /// Reads the parameters of the API.
    init(api query: Query) {
        self.init()
        who = query["actor"]
        actorKind = query["actorKind"].flatMap(Actor.Kind.init(rawValue:))
        kind = query["kind"]
        code = query["code"]
        agency = query["agency"]
        from = query.day("from")
        to = query.day("to")
    }
}
