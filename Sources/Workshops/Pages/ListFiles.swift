import Directory
import HTTPTypes
import Kernel
import Masterplan
import Storage
import Web

/// What a room has made, who was in it, and the bodies that steer, as files for other programs.
enum WorkshopListRoutes {
    static let all: [PageRoute] = [
        .get(WorkshopsPaths.outcomeFile) { request in
            let place = try await RoomRoutes.colleague(request)
            return try await outcome(try request.parameter("list"), request, place, try request.parameter("format"))
        },
        .get(WorkshopsPaths.participantsFile, permission: .holdWorkshops) { request in
            try request.requireAccount()
            return try await participants(request, try request.parameter("format"))
        },
        .get(WorkshopsPaths.cyclesFile) { request in
            try request.requireAccount()
            try request.require([.joinWorkshops, .holdWorkshops])
            return try await cycles(request, try request.parameter("format"))
        },
        .get(WorkshopsPaths.bodiesFile) { request in try await bodies(request, try request.parameter("format")) },
    ]

    /// The same lists for machines.
    static let endpoints: [Endpoint] = lists.flatMap(\.self)

    private static let readers = WorkshopEndpoints.readers
    private static let lists: [[Endpoint]] = [
        Endpoint.files(
            "\(WorkshopsPaths.apiOutcome.template)/cards", "Cards of a round as they stood at its end", permission: readers.0,
            or: readers.1
        ) { request, format in try await outcome("kartu", request, try await WorkshopEndpoints.place(request), format) },
        Endpoint.files(
            "\(WorkshopsPaths.apiOutcome.template)/changes", "What a round changed since the one before, a row for each field",
            permission: readers.0, or: readers.1
        ) { request, format in try await outcome("perubahan", request, try await WorkshopEndpoints.place(request), format) },
        Endpoint.files(
            WorkshopsPaths.apiCycles.template, "Workshops, a row for each round", permission: readers.0, or: readers.1
        ) { request, format in try await cycles(request, format) },
        Endpoint.files(WorkshopsPaths.apiInvitations.template, "Who was invited to a cycle", permission: .holdWorkshops) {
            request, format in try await participants(request, format)
        },
        Endpoint.files(WorkshopsPaths.apiBodies.template, "Council and team with their decrees, a row for each member") { request, format in
            try await bodies(request, format)
        },
    ]

    private static func outcome(_ list: String, _ request: Request, _ place: RoomRoutes.Place, _ format: String) async throws -> Reply {
        let outcome = try await CycleRoutes.outcome(request, place)
        let table: PlainTable
        switch list {
        case "kartu": table = .cards(outcome, request.page)
        case "perubahan": table = .changes(outcome, request.page)
        default: throw AppError.notFound
        }
        return try await table.reply(format, name: "\(list)-\(place.cycle.code)-\(place.number)")
    }

    private static func cycles(_ request: Request, _ format: String) async throws -> Reply {
        let cycles = try await request.database.read { tx in try tx.workshopCycles().map { ($0, try tx.workshopRounds(of: $0.id)) } }
        return try await PlainTable.cycles(cycles, request.page).reply(format, name: "lokakarya")
    }

    private static func participants(_ request: Request, _ format: String) async throws -> Reply {
        let cycle = try await CycleRoutes.find(request)
        let agencies = request.workshops.directory.agencies
        let (guests, colleagues) = try await request.database.read { tx in
            (try tx.workshopParticipants(of: cycle.id), try tx.workshopColleagues(of: cycle.id, agencies))
        }
        return try await PlainTable.participants(guests, colleagues, request.page).reply(format, name: "peserta-\(cycle.code)")
    }

    private static func bodies(_ request: Request, _ format: String) async throws -> Reply {
        let bodies = try await request.database.read { tx in try tx.workshopBodies() }
        return try await PlainTable.bodies(bodies, request.page).reply(format, name: "dewan-dan-tim")
    }
}

extension PlainTable {
    private static func heads(_ page: Page, _ names: [String]) -> [String] { names.map { page.t(TextKey("workshop.list.\($0)")) } }

    /// Every card as it stood at the round's end, with its votes; what it says beside its first line is one cell.
    static func cards(_ outcome: Outcome, _ page: Page) -> PlainTable {
        PlainTable(
            page.t("workshop.outcome"),
            headings: heads(page, ["kind", "group", "text", "more", "votes", "from", "to", "quick_win", "sheet", "initiative"]),
            rows: outcome.cards.map { card in
                let shown = card.kind.fields.dropFirst().compactMap { field -> String? in
                    guard let value = card.fields[field.name], !value.isEmpty else { return nil }
                    return "\(page.t(field.label)): \(RoomCard.said(field.name, value) { page.t($0) })"
                }
                return [
                    .text(page.t(card.kind.label)), .text(page.t(RoomGroup.label(card.group))), .text(card.text),
                    .text(shown.joined(separator: "; ")), .count(card.kind == .candidate ? outcome.votes[card.id] ?? 0 : nil),
                    .count(card.years?.lowerBound), .count(card.years?.upperBound),
                    .text(card.isQuickWin ? page.t("innovation.yes") : ""), .text(card.fields["sheet"] ?? ""),
                    .text(card.fields["initiative"].map { PlanPaths.node($0) } ?? ""),
                ]
            })
    }

    /// What the round changed since the one before, a row for each field.
    static func changes(_ outcome: Outcome, _ page: Page) -> PlainTable {
        let rows = outcome.changes.flatMap { change -> [[Cell]] in
            let about: [Cell] = [
                .text(page.t(TextKey("workshop.change.\(change.kind.rawValue)"))), .text(page.t(change.card.kind.label)),
                .text(page.t(RoomGroup.label(change.card.group))), .text(change.card.text),
            ]
            if change.fields.isEmpty { return [about + ["", "", ""]] }
            return change.fields.map { field -> [Cell] in
                let said = { (value: String) in Cell.text(RoomCard.said(field.name, value) { page.t($0) }) }
                return about + [Cell.text(page.t(TextKey("workshop.field.\(field.name)"))), said(field.before), said(field.after)]
            }
        }
        return PlainTable(
            page.t("workshop.outcome"), headings: heads(page, ["change", "kind", "group", "text", "field", "before", "after"]), rows: rows)
    }

    /// Cycles with their rounds, a row for each.
    static func cycles(_ cycles: [(Cycle, [Round])], _ page: Page) -> PlainTable {
        PlainTable(
            page.t("workshop.title"),
            headings: heads(page, ["code", "title", "from", "to", "round", "from_day", "to_day", "place", "state"]),
            rows: cycles.flatMap { cycle, rounds in
                rounds.map { round -> [Cell] in
                    [
                        .text(cycle.code), .text(cycle.title), .count(cycle.fromYear), .count(cycle.toYear),
                        .text(RoomPage.roman(round.number)), .day(round.fromOn), .day(round.toOn), .text(round.place),
                        .text(page.t(round.state.label)),
                    ]
                }
            })
    }

    /// Who was invited, without the links that open a room, and who has taken part with an account.
    static func participants(_ guests: [Participant], _ colleagues: [Colleague], _ page: Page) -> PlainTable {
        let invited = guests.map { guest -> [Cell] in
            [
                .text(guest.name), .text(page.t(guest.institution.label)), .text(guest.from),
                .text(guest.element.map { page.t(RoomGroup.label($0)) } ?? ""),
                .text(guest.dimension.map { page.t(RoomGroup.label($0)) } ?? ""),
                .text(page.t(guest.isActive ? "workshop.list.active" : "workshop.withdrawn")),
            ]
        }
        let others = colleagues.map { one -> [Cell] in
            let groups = [RoomGroup.elements, RoomGroup.dimensions].map { offered in
                one.groups.filter(offered.contains).map { page.t(RoomGroup.label($0)) }.joined(separator: "; ")
            }
            return [
                .text(one.name), .text(page.t(one.institution.label)), .text(one.agency?.name ?? ""), .text(groups[0]), .text(groups[1]),
                .text(page.t("workshop.list.account")),
            ]
        }
        return PlainTable(
            page.t("workshop.list.participants"),
            headings: heads(page, ["name", "institution", "from_where", "element", "dimension", "state"]), rows: invited + others)
    }

    /// Council and team with their decrees, a row for each member.
    static func bodies(_ bodies: [WorkshopBody], _ page: Page) -> PlainTable {
        let rows = bodies.flatMap { body in
            body.members.map { member -> [Cell] in
                [
                    .text(page.t(body.kind.label)), .text(body.name), .text(body.decree), .day(body.decreeOn), .day(body.validFrom),
                    .day(body.validTo), .text(member.name), .text(page.t(member.institution.label)), .text(page.t(member.role.label)),
                ]
            }
        }
        return PlainTable(
            page.t("workshop.list.bodies"),
            headings: heads(
                page, ["kind", "body", "decree", "decree_on", "valid_from", "valid_to", "name", "institution", "role"]), rows: rows)
    }
}
