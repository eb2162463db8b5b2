import HTTPTypes
import Kernel
import Web
import Work

/// The history and its verification for other systems.
enum AuditEndpoints {
    static let all = [events, event, verify, verification]

    private static let about = """
        Names are left out of records the caller may not see. Every reading is an event itself, of the kind `audit.read`; those are listed \
        only when asked for.
        """

    static let events = Endpoint(
        .get, AuditPaths.eventsAPI, "What happened, the newest first", about: about, permission: .readAudit,
        parameters: [
            .init("kind", .string(max: 100), "Only this kind, such as `report.assign`."),
            .init("actor", .string(max: 200), "Only what this account or client did: its id or its sign-in name."),
            .init("actorKind", .choice(AuditSchemas.actorKinds), "Only what this kind of actor did."),
            .init("code", .string(max: 100), "Only what happened to the record that people call so, such as a report's code."),
            .init("agency", .id, "Only what was done on behalf of this agency."),
            .init("from", .day, "From this day on, on the regency's clocks."), .init("to", .day, "Until the end of this day."),
        ] + Endpoint.Parameter.paging, response: .page(of: AuditSchemas.event)
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
        return try .json(AuditSchemas.json(row))
    }

    static let verify = Endpoint(
        .post, AuditPaths.verificationsAPI, "Ask for a verification of the whole history",
        about: "It runs beside everything else; ask for the last one to see what it found.", permission: .readAudit,
        response: AuditSchemas.run, status: .accepted
    ) { request in
        try .json(AuditSchemas.json(try await request.verifications.ask(by: request.actor), request), status: .accepted)
    }

    static let verification = Endpoint(
        .get, AuditPaths.lastVerificationAPI, "The last finished verification", about: "404 before the first.", permission: .readAudit,
        response: AuditSchemas.run
    ) { request in
        guard let done = try await request.verifications.last(for: request.actor).done else { throw AppError.notFound }
        return try .json(AuditSchemas.json(done, request))
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
