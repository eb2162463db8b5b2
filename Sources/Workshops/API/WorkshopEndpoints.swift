import Directory
import HTTPTypes
import Kernel
import Masterplan
import Storage
import Web
import Work

/// Workshops for machines: preparing them, their cards, their outcome, and the council and team.
enum WorkshopEndpoints {
    static let all = [
        cycles, prepare, cycle, invite, seat, withdraw, roundAct, cards, stream, add, edit, act, sheet, writeSheet, outcome, paper,
    ]

    static let readers: (Permission, [Permission]) = (.joinWorkshops, [.holdWorkshops])

    static let cycles = Endpoint(
        .get, WorkshopsPaths.apiCycles, "Cycles of workshops, the newest first", permission: readers.0, or: readers.1,
        response: .object(.required("items", .array(of: cycleSchema)))
    ) { request in
        let found = try await request.database.read { tx in try tx.workshopCycles().map { ($0, try tx.workshopRounds(of: $0.id)) } }
        return .json(["items": .array(found.map { json($0.0, $0.1) })] as JSONValue)
    }

    static let prepare = Endpoint(
        .post, WorkshopsPaths.apiCycles, "Prepare a cycle of four workshops", permission: .holdWorkshops,
        request: .object(
            .required("title", .string(max: 200)), .required("fromYear", .integer), .required("toYear", .integer),
            .required(
                "rounds",
                .array(of: .object(.required("fromOn", .day), .required("toOn", .day), .optional("place", .string(max: 200))), max: 4))),
        response: cycleSchema, status: .created
    ) { request in
        let body = try await request.jsonValue()
        let rounds = (body["rounds"]?.array ?? []).compactMap { item -> (fromOn: Day, toOn: Day, place: String)? in
            guard let from = item["fromOn"]?.string.flatMap({ Day($0) }), let to = item["toOn"]?.string.flatMap({ Day($0) }) else {
                return nil
            }
            return (from, to, item["place"]?.string ?? "")
        }
        let draft = CycleDraft(
            title: body["title"]?.string ?? "", fromYear: body["fromYear"]?.integer ?? 0, toYear: body["toYear"]?.integer ?? 0,
            rounds: rounds)
        let cycle = try await request.workshops.prepare(draft, by: request.actor)
        let made = try await request.database.read { tx in try tx.workshopRounds(of: cycle.id) }
        return .created(json(cycle, made), at: WorkshopsPaths.apiCycle(cycle.code))
    }

    static let cycle = Endpoint(
        .get, WorkshopsPaths.apiCycle, "One cycle", permission: readers.0, or: readers.1, response: cycleSchema
    ) { request in
        let cycle = try await CycleRoutes.find(request)
        return .json(json(cycle, try await request.database.read { tx in try tx.workshopRounds(of: cycle.id) }))
    }

    static let invite = Endpoint(
        .post, WorkshopsPaths.apiInvitations, "Invite somebody without an account", about: "`url` is her own way in; hand it to her only.",
        permission: .holdWorkshops,
        request: .object(
            .required("name", .string(max: 100)), .required("from", .string(max: 150)),
            .required("institution", .choice(Participant.Institution.self)), element, dimension),
        response: .object(.required("id", .id), .required("url", .string)), status: .created
    ) { request in
        let body = try await request.jsonValue()
        let cycle = try await CycleRoutes.find(request)
        let desk = request.workshops
        let institution = body["institution"]?.string.flatMap(Participant.Institution.init(rawValue:)) ?? .community
        let guest = try await desk.invite(
            body["name"]?.string ?? "", institution, from: body["from"]?.string ?? "", element: body["element"]?.string,
            dimension: body["dimension"]?.string, to: cycle, by: request.actor)
        let path = WorkshopsPaths.guest(guest.id.text, desk.secret(of: guest), "1")
        return .json(
            ["id": .string(guest.id.text), "url": .string(request.installation.settings.absolute(path))] as JSONValue, status: .created)
    }

    private static let element = Schema.Member.optional(
        "element", .choice(RoomGroup.elements).orNull.about("The group she sits in in the first round."))
    private static let dimension = Schema.Member.optional(
        "dimension", .choice(CityDimension.all.map(\.id)).orNull.about("The group she sits in in the later rounds."))

    static let seat = Endpoint(
        .patch, WorkshopsPaths.apiInvitations, "Put somebody invited into groups, or into none", permission: .holdWorkshops,
        request: .object(.required("id", .id), element, dimension),
        response: .object(.required("id", .id), .required("element", .string.orNull), .required("dimension", .string.orNull))
    ) { request in
        let body = try await request.jsonValue()
        let (desk, id) = (request.workshops, body["id"]?.string ?? "")
        // What a body leaves out stays.
        let now = try await request.database.read { tx in try tx.workshopParticipant(id) }
        let guest = try await desk.seat(
            id, element: body["element"] == nil ? now?.element : body["element"]?.string,
            dimension: body["dimension"] == nil ? now?.dimension : body["dimension"]?.string,
            of: try await CycleRoutes.find(request), by: request.actor)
        return .json(
            [
                "id": .string(guest.id.text), "element": guest.element.map { .string($0) } ?? .null,
                "dimension": guest.dimension.map { .string($0) } ?? .null,
            ] as JSONValue)
    }

    static let withdraw = Endpoint(
        .delete, WorkshopsPaths.apiInvitations, "End an invitation", permission: .holdWorkshops,
        parameters: [.init("id", .id, "Of the participant.", isRequired: true)], status: .noContent
    ) { request in
        let cycle = try await CycleRoutes.find(request)
        try await request.workshops.withdraw(invitation: request.query["id"] ?? "", of: cycle, by: request.actor)
        return .noContent
    }

    static let roundAct = Endpoint(
        .post, WorkshopsPaths.apiRound,
        "Open or close a round, set its timer, or write the vision of a draft of the plan from its key words",
        permission: .holdWorkshops,
        request: .object(
            .required("act", .choice(["open", "close", "timer", "vision"])),
            .optional("what", .string(max: 500).about("What the timer is for, or the vision.")),
            .optional("edition", .id.about("The draft that gets the vision.")), .optional("minutes", .integer(0...480))),
        response: cycleSchema
    ) { request in
        let body = try await request.jsonValue()
        let place = try await WorkshopEndpoints.place(request)
        let desk = request.workshops
        switch body["act"]?.string {
        case "open": _ = try await desk.set(.open, round: place.number, of: place.cycle, by: request.actor)
        case "close": _ = try await desk.set(.closed, round: place.number, of: place.cycle, by: request.actor)
        case "vision":
            _ = try await desk.writeVision(
                body["what"]?.string ?? "", in: body["edition"]?.string ?? "", of: place.cycle, by: place.seat)
        default:
            _ = try await desk.setTimer(
                body["what"]?.string ?? "", minutes: body["minutes"]?.integer ?? 0, round: place.number, of: place.cycle, by: request.actor)
        }
        return .json(json(place.cycle, try await request.database.read { tx in try tx.workshopRounds(of: place.cycle.id) }))
    }

    static let outcome = Endpoint(
        .get, WorkshopsPaths.apiOutcome, "What came of a round, and what it changed since the one before", permission: readers.0,
        or: readers.1,
        response: .object(
            .required("readiness", .map(of: .integer)), .required("cards", .array(of: card)),
            .required(
                "changes",
                .array(
                    of: .object(
                        .required("kind", .string), .required("card", .id), .required("text", .string),
                        .required("fields", .array(of: .string))))))
    ) { request in
        .json(json(try await CycleRoutes.outcome(request, try await WorkshopEndpoints.place(request))))
    }

    static let paper = Endpoint(
        .get, WorkshopsPaths.apiPaper, "A workshop's paper as pdf, docx or html",
        about: "`hasil` is the outcome sheet, with the outcome as JSON inside the PDF; `kosong` are the blank sheets to write on by hand.",
        permission: readers.0, or: readers.1, responseType: "application/octet-stream", rate: RoundFiles.rate
    ) { request in
        try await RoundFiles.reply(
            request, try await WorkshopEndpoints.place(request), RoundPaper.Kind(rawValue: try request.parameter("paper")),
            try request.parameter("format"))
    }

    static func json(_ outcome: Outcome) -> JSONValue {
        [
            "readiness": .object(outcome.readiness.mapValues(JSONValue.integer)),
            "cards": .array(outcome.cards.map { json($0, outcome.votes[$0.id] ?? 0) }),
            "changes": .array(
                outcome.changes.map { change in
                    [
                        "kind": .string(change.kind.rawValue), "card": .string(change.card.id.text), "text": .string(change.card.text),
                        "fields": .array(change.fields.map { .string($0.name) }),
                    ]
                }),
        ]
    }
}
