import Directory
import Kernel
import Storage
import Web
import Work

/// The rooms: for colleagues with an account, and behind an invitation.
enum RoomRoutes {
    /// Two hundred people in one hall, each of whose screens comes four times a second at most, behind one address.
    static let rate = RateLimit("workshop-room", 60_000, per: 60, replacesAddress: true)
    /// What the same people write and vote for: one act of each in two seconds.
    static let rateOfActs = RateLimit("workshop-room-act", 6_000, per: 60, replacesAddress: true)

    static let all: [PageRoute] = [
        .get(WorkshopsPaths.room, rate: rate) { request in .page(try await room(request, try await colleague(request))).unkept() },
        .get(WorkshopsPaths.guest, rate: rate) { request in .page(try await room(request, try await guest(request))).unkept() },
        .get(WorkshopsPaths.stream, rate: rate) { request in try stream(request, try await colleague(request)) },
        .get(WorkshopsPaths.guestStream, rate: rate) { request in try stream(request, try await guest(request)) },
        .post(WorkshopsPaths.cards, rate: rateOfActs) { request in try await add(request, try await colleague(request)) },
        .post(WorkshopsPaths.guestCards, rate: rateOfActs) { request in try await add(request, try await guest(request)) },
        .post(WorkshopsPaths.cardAct, rate: rateOfActs) { request in try await act(request, try await colleague(request)) },
        .post(WorkshopsPaths.guestCardAct, rate: rateOfActs) { request in try await act(request, try await guest(request)) },
        .get(WorkshopsPaths.sheet, rate: rate) { request in .page(try await SheetInRoom.page(request, colleague(request))).unkept() },
        .get(WorkshopsPaths.guestSheet, rate: rate) { request in .page(try await SheetInRoom.page(request, guest(request))).unkept() },
        .post(WorkshopsPaths.sheet, rate: rateOfActs) { request in try await SheetInRoom.write(request, colleague(request)) },
        .post(WorkshopsPaths.guestSheet, rate: rateOfActs) { request in try await SheetInRoom.write(request, guest(request)) },
    ]

    /// A seat with the room it is in.
    struct Place: Sendable {
        var seat: Seat
        var cycle: Cycle
        var number: Int
        var base: String
    }

    static func colleague(_ request: Request) async throws -> Place {
        try request.requireAccount()
        let (code, number) = (try request.parameter("code"), try round(request))
        guard let cycle = try await request.database.read({ tx in try tx.workshopCycle(code: code) }) else { throw AppError.notFound }
        let seat = Seat(actor: request.actor)
        guard seat.mayEnter(cycle) else { throw AppError.forbidden }
        return Place(seat: seat, cycle: cycle, number: number, base: WorkshopsPaths.room(cycle.code, "\(number)"))
    }

    static func guest(_ request: Request) async throws -> Place {
        let (id, secret, number) = (try request.parameter("id"), try request.parameter("secret"), try round(request))
        let seat = try await request.workshops.guest(id, secret: secret)
        guard let guest = seat.guest, let cycle = try await request.database.read({ tx in try tx.workshopCycle(guest.cycle) }) else {
            throw AppError.notFound
        }
        return Place(seat: seat, cycle: cycle, number: number, base: WorkshopsPaths.guest(id, secret, "\(number)"))
    }

    private static func round(_ request: Request) throws -> Int {
        guard let number = Int(try request.parameter("round")), (1...4).contains(number) else { throw AppError.notFound }
        return number
    }

    private static func room(
        _ request: Request, _ place: Place, group: String? = nil, form: Form = .empty, target: String = "", error: AppError? = nil
    ) async throws -> HTML {
        var view = try await RoomView.load(
            request, place.seat, cycle: place.cycle, number: place.number, base: place.base,
            group: group ?? request.query["kelompok"] ?? place.seat.guest?.group(in: place.number))
        view.form = form
        view.target = target
        view.error = error
        return RoomPage.page(request.page, view)
    }

    private static func stream(_ request: Request, _ place: Place) throws -> Reply {
        request.workshops.stream(of: place.cycle, since: request.query.int("sejak") ?? 0, group: request.query["kelompok"]).reply
    }

    private static func add(_ request: Request, _ place: Place) async throws -> Reply {
        let data = try await request.form()
        let group = data["group"] ?? ""
        let kind = data["kind"] ?? ""
        return try await request.act(again: { form, error in
            try await room(request, place, group: group, form: form, target: "new.\(kind)", error: error)
        }) { data in
            guard let known = CardKind(rawValue: kind) else { throw AppError.notFound }
            let card = try await request.workshops.add(
                known, in: group, fields(data, known), round: place.number, of: place.cycle, by: place.seat)
            return back(place, card)
        }
    }

    private static func act(_ request: Request, _ place: Place) async throws -> Reply {
        let (id, noun) = (try request.parameter("card"), try request.parameter("noun"))
        guard let card = try await request.database.read({ tx in try tx.workshopCard(id) }), card.cycle == place.cycle.id else {
            throw AppError.notFound
        }
        return try await request.act(again: { form, error in
            // Whoever saves again has seen what the other wrote, so her form goes on from that version.
            let now = try await request.database.read { tx in try tx.workshopCard(id) } ?? card
            let filled = error == nil ? form : form.setting("version", "\(now.version)")
            return try await room(request, place, group: card.group, form: filled, target: id, error: error)
        }) { data in
            let (desk, number, cycle, seat) = (request.workshops, place.number, place.cycle, place.seat)
            let version = data.neededVersion
            switch noun {
            case "ubah":
                return back(place, try await desk.edit(id, fields(data, card.kind), seen: version, round: number, of: cycle, by: seat))
            case "hapus": try await desk.remove(id, seen: version, round: number, of: cycle, by: seat)
            case "suara": _ = try await desk.vote(id, data["vote"] != "0", round: number, of: cycle, by: seat)
            case "tahun":
                let from = data["from_year"].flatMap { Int($0) }
                let years = from.map { $0...max($0, data["to_year"].flatMap { Int($0) } ?? $0) }
                _ = try await desk.place(id, on: years, round: number, of: cycle, by: seat)
            case "quick-win": _ = try await desk.chooseQuickWin(id, data["chosen"] != "0", round: number, of: cycle, by: seat)
            case "lembar": _ = try await desk.makeSheet(id, lead: data["lead"] ?? "", round: number, of: cycle, by: seat)
            case "inisiatif":
                _ = try await desk.makeInitiative(
                    id, in: data["edition"] ?? "", dimension: dimension(card, request), round: number, of: cycle, by: seat)
            default: throw AppError.notFound
            }
            return back(place, card)
        }
    }

    /// What a candidate's dimension is called in the plan: as plans are written, in Indonesian.
    static func dimension(_ card: RoomCard, _ request: Request) -> String {
        request.installation.words(Message(RoomGroup.label(card.group)), .indonesian)
    }

    private static func fields(_ data: FormData, _ kind: CardKind) -> [String: String] {
        Dictionary(uniqueKeysWithValues: kind.fields.map { ($0.name, data[$0.name] ?? "") })
    }

    private static func back(_ place: Place, _ card: RoomCard) -> Reply { .redirect("\(place.base)?kelompok=\(card.group)") }
}
