import Directory
import HTTPTypes
import Kernel
import Web

/// Every list of plans as a file, for machines: what the pages give, with the names of the API.
enum PlanListEndpoints {
    static let all: [Endpoint] = lists.flatMap(\.self)

    private static let lists: [[Endpoint]] = [
        list("/api/plans", "rencana", "Plans, one a row"),
        list("/api/plans/{edition}/nodes", "isi", "A plan's nodes with indicators, targets and money by year"),
        list(
            "/api/plans/{edition}/comparison", "perbandingan", "What changed since another edition",
            parameters: [Endpoint.Parameter("with", .id, "The older edition; the one it follows without this.")]),
        list("/api/plans/{edition}/loose-nodes", "belum-terhubung", "Nodes that wait unconnected"),
        list("/api/plan-proposals", "menunggu", "Who waits for whom", parameters: [Endpoint.Parameter("agency", .id, "Of one agency.")]),
        list(
            "/api/nomenclature", "nomenklatur", "The nomenclature",
            parameters: [Endpoint.Parameter("edition", .string(max: 40), "Such as 2027; the one that holds today without it.")]),
        alignment, findings, roadmap, budget, warnings,
    ]

    private static let alignment = Endpoint.files(
        "/api/plans/{edition}/alignment", "The alignment matrix, those points first that lack the most",
        parameters: [
            Endpoint.Parameter("dimension", .choice(CityDimension.all.map(\.id)), "Only points of this dimension."),
            Endpoint.Parameter("agency", .id, "Only points this agency answers for."),
            Endpoint.Parameter("flagship", .id, "Only points that serve this flagship programme."),
        ]
    ) { request, format in
        let table = try await AlignmentTable.load(request, limit: AlignmentTable.most, edition: try request.id("edition"))
        return try await AlignmentTable.file(table, format, request)
    }

    private static let findings = Endpoint.files(
        "/api/plans/{edition}/findings", "What evaluations found", permission: .readPlans, or: [.stewardPlans, .writePlans]
    ) { request, format in
        let view = try await FindingRoutes.ofEdition(request)
        let table = FindingPages.table(request.page, view.lines, view.agencies)
        return try TableFiles.reply(format, "findings", sheet: request.t("plan.findings"), table.headings, table.rows)
    }

    private static let roadmap = Endpoint.files(
        "/api/plans/roadmap", "The roadmap, a row for each item and year", parameters: RoadmapEndpoints.filters
    ) { request, format in
        let items = try await request.roadmap.items(for: request.actor, of: RoadmapFilter(request.query).plan)
        return try RoadmapRoutes.file(request, RoadmapRoutes.roadmap(items, request, start: 0, limit: nil), format)
    }

    private static let budget = Endpoint.files(
        "/api/plans/budget", "The budget of a year, a row for each item, source and payer",
        parameters: [.init("tahun", RoadmapItemJSON.year, "This year, or the first with money when that is later, unless given.")]
            + RoadmapEndpoints.filters
    ) { request, format in try await BudgetRoutes.file(request, format) }

    private static let warnings = Endpoint.files(
        "/api/plans/budget/warnings", "What does not go together in a year: money, activities, the Renja and what was spent",
        parameters: [.init("tahun", RoadmapItemJSON.year, "This year, or the first with money when that is later, unless given.")]
            + RoadmapEndpoints.filters
    ) { request, format in try await BudgetRoutes.warnings(request, format) }

    private static func list(_ path: String, _ name: String, _ summary: String, parameters: [Endpoint.Parameter] = []) -> [Endpoint] {
        let isOfOne = path.contains("{edition}")
        return Endpoint.files(path, summary, parameters: parameters) { request, format in
            let edition = isOfOne ? try request.id("edition", PlanEdition.self) : nil
            return try await PlanListRoutes.table(name, request, of: edition).reply(format, name: name)
        }
    }
}
