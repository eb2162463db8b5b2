import Directory
import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// Workshops for machines: preparing them, their cards, their outcome, and the council and team.
enum WorkshopEndpoints {
    static let all = [cycles, prepare, cycle, invite, withdraw, roundAct, cards, stream, add, edit, act, outcome, paper]

    private static let readers: (Permission, [Permission]) = (.joinWorkshops, [.holdWorkshops])

    private static let round = Schema.object(
        .required("number", .integer(1...4)), .required("fromOn", .day), .required("toOn", .day), .required("place", .string),
        .required("state", .choice(Round.State.self)), .required("timer", .string), .required("timerEndsAt", .instant.orNull))
    private static let cycleSchema = Schema.named(
        "Workshop",
        .object(
            .required("code", .string.example("BT-1")), .required("title", .string), .required("fromYear", .integer),
            .required("toYear", .integer), .required("rounds", .array(of: round))))
    private static let card = Schema.named(
        "WorkshopCard",
        .object(
            .required("id", .id), .required("kind", .choice(CardKind.self)), .required("group", .string),
            .required("fields", .map(of: .string)),
            .required("version", .integer), .required("votes", .integer), .required("createdIn", .integer),
            .required("updatedIn", .integer),
            .required("updatedAt", .instant)))

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
            .required("institution", .choice(Participant.Institution.self))),
        response: .object(.required("id", .id), .required("url", .string)), status: .created
    ) { request in
        let body = try await request.jsonValue()
        let cycle = try await CycleRoutes.find(request)
        let desk = request.workshops
        let institution = body["institution"]?.string.flatMap(Participant.Institution.init(rawValue:)) ?? .community
        let guest = try await desk.invite(
            body["name"]?.string ?? "", institution, from: body["from"]?.string ?? "", to: cycle, by: request.actor)
        let path = WorkshopsPaths.guest(guest.id.text, desk.secret(of: guest), "1")
        return .json(
            ["id": .string(guest.id.text), "url": .string(request.installation.settings.absolute(path))] as JSONValue, status: .created)
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
        .post, WorkshopsPaths.apiRound, "Open or close a round, or set its timer", permission: .holdWorkshops,
        request: .object(
            .required("act", .choice(["open", "close", "timer"])), .optional("what", .string(max: 200)),
            .optional("minutes", .integer(0...480))),
        response: cycleSchema
    ) { request in
        let body = try await request.jsonValue()
        let place = try await WorkshopEndpoints.place(request)
        let desk = request.workshops
        switch body["act"]?.string {
        case "open": _ = try await desk.set(.open, round: place.number, of: place.cycle, by: request.actor)
        case "close": _ = try await desk.set(.closed, round: place.number, of: place.cycle, by: request.actor)
        default:
            _ = try await desk.setTimer(
                body["what"]?.string ?? "", minutes: body["minutes"]?.integer ?? 0, round: place.number, of: place.cycle, by: request.actor)
        }
        return .json(json(place.cycle, try await request.database.read { tx in try tx.workshopRounds(of: place.cycle.id) }))
    }

    static let cards = Endpoint(
        .get, WorkshopsPaths.apiCards, "Cards of a room, with the number of the last change", permission: readers.0, or: readers.1,
        parameters: [.init("group", .string(max: 20), "Of one element or dimension.")],
        response: .object(.required("change", .integer), .required("items", .array(of: card)))
    ) { request in
        let place = try await WorkshopEndpoints.place(request)
        let (cards, votes, change) = try await request.database.read { [group = request.query["group"]] tx in
            (
                try tx.workshopCards(of: place.cycle.id, group: group), try tx.workshopVotes(of: place.cycle.id),
                try tx.workshopChange(of: place.cycle.id)
            )
        }
        return .json(["change": .integer(change), "items": .array(cards.map { json($0, votes[$0.id]?.count ?? 0) })] as JSONValue)
    }

    static let stream = Endpoint(
        .get, WorkshopsPaths.apiStream, "Changes of a room as server-sent events",
        about: "Each event's data is the number of the last change; the stream ends after a minute and may be asked again.",
        permission: readers.0, or: readers.1,
        parameters: [
            .init("since", .integer(0...Int.max), "The last change that is known."),
            .init("group", .string(max: 20), "Told at once of this element's or dimension's cards only."),
        ],
        responseType: "text/event-stream"
    ) { request in
        let place = try await WorkshopEndpoints.place(request)
        return RoomStream(
            database: request.database, broadcast: request.workshops.broadcast, cycle: place.cycle.id,
            since: request.query.int("since") ?? 0, group: request.query["group"].flatMap { RoomGroup.isGroup($0) ? $0 : nil }
        ).reply
    }

    static let add = Endpoint(
        .post, WorkshopsPaths.apiCards, "Put a card down", permission: readers.0, or: readers.1,
        request: .object(
            .required("kind", .choice(CardKind.self)), .required("group", .string(max: 20)), .required("fields", .map(of: .string))),
        response: card, status: .created
    ) { request in
        let body = try await request.jsonValue()
        let place = try await WorkshopEndpoints.place(request)
        let kind = body["kind"]?.string.flatMap(CardKind.init(rawValue:)) ?? .keyword
        let made = try await request.workshops.add(
            kind, in: body["group"]?.string ?? "", fields(body["fields"]), round: place.number, of: place.cycle, by: place.seat)
        return .created(json(made, 0), at: WorkshopsPaths.apiCard(place.cycle.code, "\(place.number)", made.id.text))
    }

    static let edit = Endpoint(
        .patch, WorkshopsPaths.apiCard, "Write on a card",
        about:
            "`version` is the one that was open. What somebody else did to other fields meanwhile is joined; a field that both changed is a 409 whose issue holds what stands there now.",
        permission: readers.0, or: readers.1, request: .object(.required("version", .integer), .required("fields", .map(of: .string))),
        response: card
    ) { request in
        let body = try await request.jsonValue()
        let place = try await WorkshopEndpoints.place(request)
        let id = try request.parameter("card")
        let seen = body["version"]?.integer ?? 0
        let base = try await request.database.read { tx in try tx.workshopCardVersion(Identifier(id), seen)?.fields ?? [:] }
        let card = try await request.workshops.edit(
            id, base.merging(fields(body["fields"])) { $1 }, seen: seen, round: place.number, of: place.cycle, by: place.seat)
        return .json(json(card, try await votes(card, request)))
    }

    static let act = Endpoint(
        .post, WorkshopsPaths.apiCardActs, "Vote for, place, choose, remove a card, or make a sheet of it", permission: readers.0,
        or: readers.1,
        request: .object(
            .required("act", .choice(["vote", "unvote", "place", "choose", "unchoose", "remove", "sheet"])),
            .optional("fromYear", .integer.orNull),
            .optional("toYear", .integer.orNull), .optional("lead", .id), .optional("version", .integer)),
        response: card
    ) { request in
        let body = try await request.jsonValue()
        let place = try await WorkshopEndpoints.place(request)
        let (desk, id, number, cycle, seat) = (request.workshops, try request.parameter("card"), place.number, place.cycle, place.seat)
        switch body["act"]?.string {
        case "vote": _ = try await desk.vote(id, true, round: number, of: cycle, by: seat)
        case "unvote": _ = try await desk.vote(id, false, round: number, of: cycle, by: seat)
        case "place":
            let years = body["fromYear"]?.integer.map { $0...max($0, body["toYear"]?.integer ?? $0) }
            _ = try await desk.place(id, on: years, round: number, of: cycle, by: seat)
        case "choose": _ = try await desk.chooseQuickWin(id, true, round: number, of: cycle, by: seat)
        case "unchoose": _ = try await desk.chooseQuickWin(id, false, round: number, of: cycle, by: seat)
        case "sheet": _ = try await desk.makeSheet(id, lead: body["lead"]?.string ?? "", round: number, of: cycle, by: seat)
        default: try await desk.remove(id, seen: body["version"]?.integer ?? 0, round: number, of: cycle, by: seat)
        }
        guard let card = try await request.database.read({ tx in try tx.workshopCard(id) }) else { throw AppError.notFound }
        return .json(json(card, try await votes(card, request)))
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

    private static func place(_ request: Request) async throws -> RoomRoutes.Place {
        let cycle = try await CycleRoutes.find(request)
        guard let number = Int(try request.parameter("round")), (1...4).contains(number) else { throw AppError.notFound }
        return RoomRoutes.Place(
            seat: Seat(actor: request.actor), cycle: cycle, number: number, base: WorkshopsPaths.room(cycle.code, "\(number)"))
    }

    private static func votes(_ card: RoomCard, _ request: Request) async throws -> Int {
        try await request.database.read { tx in try tx.count("SELECT count(*) FROM workshop_vote WHERE card_id = \(card.id)") }
    }

    private static func fields(_ json: JSONValue?) -> [String: String] { (json?.members ?? [:]).compactMapValues(\.string) }

    private static func json(_ cycle: Cycle, _ rounds: [Round]) -> JSONValue {
        [
            "code": .string(cycle.code), "title": .string(cycle.title), "fromYear": .integer(cycle.fromYear),
            "toYear": .integer(cycle.toYear),
            "rounds": .array(
                rounds.map { round in
                    [
                        "number": .integer(round.number), "fromOn": .string(round.fromOn.description),
                        "toOn": .string(round.toOn.description),
                        "place": .string(round.place), "state": .string(round.state.rawValue), "timer": .string(round.timer),
                        "timerEndsAt": round.timerEndsAt.map { .string($0.description) } ?? .null,
                    ]
                }),
        ]
    }

    private static func json(_ card: RoomCard, _ votes: Int) -> JSONValue {
        [
            "id": .string(card.id.text), "kind": .string(card.kind.rawValue), "group": .string(card.group),
            "fields": .object(card.fields.mapValues(JSONValue.string)), "version": .integer(card.version), "votes": .integer(votes),
            "createdIn": .integer(card.createdIn), "updatedIn": .integer(card.updatedIn), "updatedAt": .string(card.updatedAt.description),
        ]
    }
}
