import Directory
import HTTPTypes
import Kernel
import Web
import Work

/// The roadmap over the API: read it, change years and money of an item, try a move and keep it.
enum RoadmapEndpoints {
    static let all: [Endpoint] = [list, one, change, move]

    static let filters: [Endpoint.Parameter] = [
        .init("dimensi", .string(max: 40), "Code of a dimension; `none` for items without one."),
        .init("perangkat", .id, "Items that this agency leads or supports."),
        .init("rencana", .id, "The edition it is the roadmap of; the one that holds unless given."),
    ]

    private static let list = Endpoint(
        .get, "/api/plans/roadmap", "The roadmap of the smart-city plan",
        about: "What adopted plans have is public; drafts need a key that may read plans.",
        parameters: filters, response: .items(of: RoadmapItemJSON.schema)
    ) { request in
        let items = try await request.roadmap.items(for: request.actor, of: RoadmapFilter(request.query).plan)
        let roadmap = RoadmapRoutes.roadmap(items, request, start: 0, limit: nil)
        return try .json(Items(roadmap.items.map(RoadmapItemJSON.init)))
    }

    private static let one = Endpoint(
        .get, "/api/plans/roadmap/{kind}/{id}", "Years and money of one item", response: RoadmapItemJSON.schema
    ) { request in
        try .json(RoadmapItemJSON(try await RoadmapRoutes.find(request).item))
    }

    private struct Body: Decodable {
        struct Year: Decodable {
            var year: Int
            var activity: String
        }
        struct Money: Decodable {
            var year: Int
            var source: FundSource
            var agencyId: String?
            var amount: Int
        }
        var activities: [Year]?
        var money: [Money]?
        var version: Int
    }

    private static let change = Endpoint(
        .patch, "/api/plans/roadmap/{kind}/{id}", "Change years and money of an item",
        about: "`activities` and `money` replace what is there; what is left out stays. 409 names who changed it meanwhile, and what.",
        permission: .writePlans, or: [.stewardPlans],
        request: .named(
            "RoadmapItemChange",
            .object(
                .optional("activities", RoadmapItemJSON.activities), .optional("money", RoadmapItemJSON.money),
                .required("version", .integer(0...Int.max)))),
        response: RoadmapItemJSON.schema
    ) { request in
        var (item, _) = try await RoadmapRoutes.find(request)
        let body = try await request.json(Body.self)
        item.version = body.version
        if let activities = body.activities {
            item.activities = Dictionary(activities.map { ($0.year, $0.activity) }, uniquingKeysWith: { $1 })
        }
        if let money = body.money {
            item.money = try money.enumerated().map { index, line in
                let agency = line.agencyId.map { Identifier<Agency>($0) }
                if let agency, request.roadmap.directory.agencies[agency] == nil {
                    throw AppError.invalid("money[\(index)].agencyId", "directory.agency.unknown")
                }
                return MoneyLine(year: line.year, source: line.source, agency: agency, amount: line.amount)
            }
        }
        let changed = item
        return try await naming {
            try await request.roadmap.keep(changed, by: request.actor)
            return try .json(RoadmapItemJSON(try await RoadmapRoutes.find(request).item))
        }
    }

    private static let move = Endpoint(
        .post, "/api/plans/roadmap/{kind}/{id}/move", "Move an item to another year, or see what that would change",
        about: "Without `version` nothing is kept: the answer has every year's totals before and after. With it the move is kept.",
        permission: .writePlans, or: [.stewardPlans],
        request: .object(
            .optional("year", RoadmapItemJSON.year.orNull.about("The one year of it that is moved; all of it without.")),
            .required("to", RoadmapItemJSON.year.about("The year that it, or the first of them, goes to.")),
            .optional("version", .integer(0...Int.max).orNull)), response: WhatIfJSON.schema
    ) { request in
        struct Move: Decodable {
            var year: Int?
            var to: Int
            var version: Int?
        }
        let (item, source) = try await RoadmapRoutes.find(request)
        guard source.may(item, request.actor) else { throw AppError.forbidden }
        let body = try await request.json(Move.self)
        return try await BodyForm(["year": "tahun", "to": "ke"]).naming {
            var after = try WhatIf.moved(item, year: body.year, to: body.to)
            let whatIf = WhatIf(try await request.roadmap.items(beside: item, for: request.actor), moving: item, to: after)
            guard let seen = body.version else { return try .json(WhatIfJSON(whatIf, item: after, isKept: false)) }
            after.version = seen
            try await request.roadmap.keep(after, by: request.actor)
            return try .json(WhatIfJSON(whatIf, item: try await RoadmapRoutes.find(request).item, isKept: true))
        }
    }

    /// Issues of `money.3` as the JSON path `money[3]`.
    private static func naming(_ act: () async throws -> Reply) async throws -> Reply {
        do { return try await act() } catch var error as AppError where error.kind == .invalid {
            error.issues = error.issues.map { issue in
                let parts = issue.field.split(separator: ".")
                return parts.count == 2 && parts[0] == "money" ? Issue("money[\(parts[1])]", issue.message) : issue
            }
            throw error
        }
    }
}
