import Directory
import Kernel
import Masterplan
import Storage
import Web
import Work

/// Pages on which workshops are prepared and read.
enum CycleRoutes {
    private static let readers: [Permission] = [.joinWorkshops, .holdWorkshops]

    static let all: [PageRoute] = [
        .get(WorkshopsPaths.cycles) { request in
            try request.requireAccount()
            try request.require(readers)
            let cycles = try await request.database.read { tx in try tx.workshopCycles().map { ($0, try tx.workshopRounds(of: $0.id)) } }
            return .page(CyclePages.list(request.page, cycles, stages: try await request.planStages()))
        },
        .get(WorkshopsPaths.newCycle, permission: .holdWorkshops) { request in
            // Workshops are held for the plan that is worked on: its years stand there already.
            let years = try await request.plannedYears()
            let form = years.map { Form(["from_year": "\($0.lowerBound)", "to_year": "\($0.upperBound)"]) } ?? .empty
            return .page(CyclePages.new(request.page, form))
        },
        .post(WorkshopsPaths.newCycle, permission: .holdWorkshops) { request in
            try await request.act(again: { form, _ in CyclePages.new(request.page, form) }) { data in
                let cycle = try await request.workshops.prepare(try draft(data), by: request.actor)
                return .redirect(WorkshopsPaths.cycle(cycle.code))
            }
        },
        .get(WorkshopsPaths.cycle) { request in .page(try await one(request)) },
        .post(WorkshopsPaths.invitations, permission: .holdWorkshops) { request in
            try await request.act(again: { form, error in try await one(request, form, error) }) { data in
                let cycle = try await find(request)
                if let id = data["withdraw"] {
                    try await request.workshops.withdraw(invitation: id, of: cycle, by: request.actor)
                } else if let id = data["seat"] {
                    var checker = Checker(data)
                    let (element, dimension) = (checker.lineIfAny("element", max: 40), checker.lineIfAny("dimension", max: 40))
                    try await request.workshops.seat(id, element: element, dimension: dimension, of: cycle, by: request.actor)
                } else {
                    var checker = Checker(data)
                    let institution = checker.choice("institution", of: Participant.Institution.self)
                    let (element, dimension) = (checker.lineIfAny("element", max: 40), checker.lineIfAny("dimension", max: 40))
                    try checker.check()
                    _ = try await request.workshops.invite(
                        data["name"] ?? "", institution!, from: data["from"] ?? "", element: element, dimension: dimension, to: cycle,
                        by: request.actor)
                }
                return .redirect(WorkshopsPaths.cycle(cycle.code))
            }
        },
        .post(WorkshopsPaths.roundAct, permission: .holdWorkshops) { request in
            let place = try await RoomRoutes.colleague(request)
            return try await request.act(again: { form, error in try await one(request, form, error) }) { data in
                let (desk, number, cycle, actor) = (request.workshops, place.number, place.cycle, request.actor)
                switch try request.parameter("noun") {
                case "buka": _ = try await desk.set(.open, round: number, of: cycle, by: actor)
                case "tutup":
                    _ = try await desk.set(.closed, round: number, of: cycle, by: actor)
                    return .redirect(WorkshopsPaths.outcome(cycle.code, "\(number)"))
                case "waktu":
                    var checker = Checker(data)
                    let minutes = checker.int("minutes", in: 0...480)
                    try checker.check()
                    _ = try await desk.setTimer(data["what"] ?? "", minutes: minutes!, round: number, of: cycle, by: actor)
                case "visi":
                    let node = try await desk.writeVision(
                        data["vision"] ?? "", in: data["edition"] ?? "", of: cycle, by: place.seat)
                    return .redirect(PlanPaths.node(node.id.text), flash: request.t("workshop.vision.written"))
                default: throw AppError.notFound
                }
                return .redirect(place.base)
            }
        },
        .get(WorkshopsPaths.outcome) { request in
            let place = try await RoomRoutes.colleague(request)
            let plans = try await IntoPlan.drafts(request.database, for: request.actor)
            return .page(
                OutcomePage.html(
                    request.page, try await outcome(request, place), plans: plans, hasPress: RoundFiles.hasPress(request),
                    stages: try await request.planStages(for: (years: place.cycle.years, madeAt: place.cycle.createdAt))))
        },
        .get(WorkshopsPaths.paper, rate: RoundFiles.rate) { request in
            let place = try await RoomRoutes.colleague(request)
            return try await RoundFiles.reply(
                request, place, RoundPaper.Kind(rawValue: try request.parameter("paper")), try request.parameter("format"))
        },
        .get(WorkshopsPaths.screen, rate: RoomRoutes.rate) { request in
            let place = try await RoomRoutes.colleague(request)
            let view = try await RoomView.load(
                request, place.seat, cycle: place.cycle, number: place.number, base: place.base, group: request.query["kelompok"])
            return .page(ScreenPage.page(request.page, view))
        },
    ]

    static func outcome(_ request: Request, _ place: RoomRoutes.Place) async throws -> Outcome {
        try await request.database.read { tx in
            guard let round = try tx.workshopRounds(of: place.cycle.id).first(where: { $0.number == place.number }) else {
                throw AppError.notFound
            }
            return try Outcome(place.cycle, round, tx)
        }
    }

    static func find(_ request: Request) async throws -> Cycle {
        try request.require(readers)
        let code = try request.parameter("code")
        guard let cycle = try await request.database.read({ tx in try tx.workshopCycle(code: code) }) else { throw AppError.notFound }
        return cycle
    }

    private static func draft(_ data: FormData) throws -> CycleDraft {
        var checker = Checker(data)
        let title = checker.line("title", max: 200)
        let from = checker.int("from_year", in: 2000...2099) ?? 0
        let to = checker.int("to_year", in: 2000...2099) ?? 0
        var rounds: [(fromOn: Day, toOn: Day, place: String)] = []
        for number in 1...4 {
            let (start, end) = (checker.day("from_on_\(number)"), checker.day("to_on_\(number)"))
            let place = checker.lineIfAny("place_\(number)", max: 200) ?? ""
            if let start, let end { rounds.append((start, end, place)) }
        }
        try checker.check()
        return CycleDraft(title: title, fromYear: from, toYear: to, rounds: rounds)
    }

    private static func one(_ request: Request, _ form: Form = .empty, _ error: AppError? = nil) async throws -> HTML {
        try request.requireAccount()
        let cycle = try await find(request)
        let desk = request.workshops
        let (rounds, cards, guests, colleagues) = try await request.database.read { tx in
            (
                try tx.workshopRounds(of: cycle.id), try tx.workshopCards(of: cycle.id), try tx.workshopParticipants(of: cycle.id),
                try tx.workshopColleagues(of: cycle.id, desk.directory.agencies)
            )
        }
        let mayHold = request.actor.may(.holdWorkshops)
        // Links are for whoever hands them out.
        let links: [(participant: Participant, link: String)] =
            mayHold
            ? guests.map { guest in
                let path = WorkshopsPaths.guest(
                    guest.id.text, desk.secret(of: guest), "\(rounds.first { $0.state != .closed }?.number ?? 4)")
                return (participant: guest, link: request.installation.settings.absolute(path))
            } : []
        return CyclePages.one(
            request.page,
            CyclePages.View(
                cycle: cycle, rounds: rounds, cards: cards, guests: links, colleagues: colleagues, mayHold: mayHold,
                stages: try await request.planStages(for: (years: cycle.years, madeAt: cycle.createdAt)),
                hasPress: RoundFiles.hasPress(request),
                form: form, error: error))
    }
}
