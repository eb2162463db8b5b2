import Directory
import HTTPTypes
import Innovations
import Kernel
import Storage
import Web
import Work

/// The cards of a room, for machines.
extension WorkshopEndpoints {
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
            .init("group", .string(max: 20), "Told at once of this element's or dimension's cards, of others' a few seconds later."),
        ],
        responseType: "text/event-stream"
    ) { request in
        let place = try await WorkshopEndpoints.place(request)
        return request.workshops.stream(of: place.cycle, since: request.query.int("since") ?? 0, group: request.query["group"]).reply
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

    static let sheet = Endpoint(
        .get, WorkshopsPaths.apiCardSheet, "The innovation sheet that was made of a card, while the room is open",
        permission: readers.0, or: readers.1, response: SheetJSON.sheet
    ) { request in .json(SheetJSON.json(SheetJSON.line(try await sheetFile(request, try await place(request))))) }

    static let writeSheet = Endpoint(
        .patch, WorkshopsPaths.apiCardSheet, "Write on the sheet of a card, beside the others in the room",
        about:
            "`answers` names the fields that change; `null` empties one. The lead stays. What others did to other fields since `version` is joined; a field that both changed is a 409 whose issue holds what stands there now.",
        permission: readers.0, or: readers.1, request: .object(SheetJSON.members + [.required("version", .integer)]),
        response: SheetJSON.sheet
    ) { request in
        let body = try await request.jsonValue()
        let place = try await WorkshopEndpoints.place(request)
        let (desk, id) = (request.workshops, try request.parameter("card"))
        try await SheetJSON.naming {
            let file = try await sheetFile(request, place)
            // The fields that a body leaves out are those of the sheet now, and so no change of hers.
            try await desk.writeSheet(
                ofCard: id, try await SheetJSON.draft(body, SheetDraft(file.sheet), file.form, request),
                seen: body["version"]?.integer ?? 0, round: place.number, of: place.cycle, by: place.seat)
        }
        return .json(SheetJSON.json(SheetJSON.line(try await sheetFile(request, place))))
    }

    private static func sheetFile(_ request: Request, _ place: RoomRoutes.Place) async throws -> SheetFile {
        try await request.workshops.sheet(
            ofCard: try request.parameter("card"), round: place.number, of: place.cycle, for: place.seat
        ).1
    }

    static let act = Endpoint(
        .post, WorkshopsPaths.apiCardActs,
        "Vote for, place, choose, remove a card, or make a sheet or an initiative of the plan's draft of it", permission: readers.0,
        or: readers.1,
        request: .object(
            .required("act", .choice(["vote", "unvote", "place", "choose", "unchoose", "remove", "sheet", "initiative"])),
            .optional("fromYear", .integer.orNull),
            .optional("toYear", .integer.orNull), .optional("lead", .id),
            .optional("edition", .id.about("The draft that it becomes an initiative of.")), .optional("version", .integer)),
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
        case "initiative":
            let card = try await request.database.read { tx in try tx.workshopCard(id) }
            _ = try await desk.makeInitiative(
                id, in: body["edition"]?.string ?? "", dimension: card.map { RoomRoutes.dimension($0, request) }, round: number, of: cycle,
                by: seat)
        default: try await desk.remove(id, seen: body["version"]?.integer ?? 0, round: number, of: cycle, by: seat)
        }
        guard let card = try await request.database.read({ tx in try tx.workshopCard(id) }) else { throw AppError.notFound }
        return .json(json(card, try await votes(card, request)))
    }
}
