import Directory
import Kernel
import Storage
import Web
import Work

/// Workshops as JSON, and what the addresses of their endpoints name.
extension WorkshopEndpoints {
    static let round = Schema.object(
        .required("number", .integer(1...4)), .required("fromOn", .day), .required("toOn", .day), .required("place", .string),
        .required("state", .choice(Round.State.self)), .required("timer", .string), .required("timerEndsAt", .instant.orNull))
    static let cycleSchema = Schema.named(
        "Workshop",
        .object(
            .required("code", .string.example("BT-1")), .required("title", .string), .required("fromYear", .integer),
            .required("toYear", .integer), .required("rounds", .array(of: round))))
    static let card = Schema.named(
        "WorkshopCard",
        .object(
            .required("id", .id), .required("kind", .choice(CardKind.self)), .required("group", .string),
            .required("fields", .map(of: .string)),
            .required("version", .integer), .required("votes", .integer), .required("createdIn", .integer),
            .required("updatedIn", .integer),
            .required("updatedAt", .instant)))

    static func place(_ request: Request) async throws -> RoomRoutes.Place {
        let cycle = try await CycleRoutes.find(request)
        guard let number = Int(try request.parameter("round")), (1...4).contains(number) else { throw AppError.notFound }
        return RoomRoutes.Place(
            seat: Seat(actor: request.actor), cycle: cycle, number: number, base: WorkshopsPaths.room(cycle.code, "\(number)"))
    }

    static func votes(_ card: RoomCard, _ request: Request) async throws -> Int {
        try await request.database.read { tx in try tx.count("SELECT count(*) FROM workshop_vote WHERE card_id = \(card.id)") }
    }

    static func fields(_ json: JSONValue?) -> [String: String] { (json?.members ?? [:]).compactMapValues(\.string) }

    static func json(_ cycle: Cycle, _ rounds: [Round]) -> JSONValue {
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

    static func json(_ card: RoomCard, _ votes: Int) -> JSONValue {
        [
            "id": .string(card.id.text), "kind": .string(card.kind.rawValue), "group": .string(card.group),
            "fields": .object(card.fields.mapValues(JSONValue.string)), "version": .integer(card.version), "votes": .integer(votes),
            "createdIn": .integer(card.createdIn), "updatedIn": .integer(card.updatedIn), "updatedAt": .string(card.updatedAt.description),
        ]
    }
}
