import Directory
import Kernel
import Tables
import Web

/// The pages of money.
enum BudgetRoutes {
    static let all: [PageRoute] = [
        .get(MoneyPaths.budget) { request in
            let board = request.roadmap
            let filter = RoadmapFilter(request.query)
            let view = try await board.budget(year: year(request), filter: filter, for: request.actor)
            return .page(
                BudgetPage(
                    page: request.page, view: view, filter: filter, names: RoadmapNames(request.page, board.directory.agencies),
                    agencies: RoadmapRoutes.agencies(
                        try await board.carriers(for: request.actor, of: filter.plan), board.directory),
                    plans: RoadmapRoutes.choices(try await board.plans(for: request.actor)),
                    mayImport: request.actor.mayAnywhere(.stewardPlans) || request.actor.mayAnywhere(.writePlans)
                ).html)
        },
        .get(MoneyPaths.budgetFile) { request in
            try await file(request, try request.parameter("format"))
        },
        .get(MoneyPaths.warningsFile) { request in try await warnings(request, try request.parameter("format")) },
    ]

    /// What does not go together in the year, a row each.
    static func warnings(_ request: Request, _ format: String) async throws -> Reply {
        let board = request.roadmap
        let view = try await board.budget(year: year(request), filter: RoadmapFilter(request.query), for: request.actor)
        let names = RoadmapNames(request.page, board.directory.agencies)
        let headings =
            [request.t("money.warning.kind")]
            + ["dimension", "code", "item", "lead_agency", "year", "money"].map { request.t(TextKey("roadmap.\($0)")) }
        let rows = view.warnings.map { warning -> [Cell] in
            let item = warning.item
            return [
                .text(request.t(warning.kind.label)), .text(names.dimension(item.dimension)), .text(item.code), .text(item.title),
                .text(names.agency(item.lead)), .number(Double(warning.year)),
                RoadmapTable.amount(warning.amount > 0 ? warning.amount : nil),
            ]
        }
        return try TableFiles.reply(format, "peringatan-\(view.year)", sheet: request.t("money.warning.kind"), headings, rows)
    }

    static func file(_ request: Request, _ format: String) async throws -> Reply {
        let board = request.roadmap
        let view = try await board.budget(year: year(request), filter: RoadmapFilter(request.query), for: request.actor)
        let table = BudgetTable(view: view, names: RoadmapNames(request.page, board.directory.agencies))
        return try TableFiles.reply(
            format, "anggaran-\(view.year)", sheet: request.t("money.title", ["year": "\(view.year)"]), table.headings, table.rows)
    }

    static func year(_ request: Request) -> Int? { request.query.int("tahun").flatMap { MoneyLine.years.contains($0) ? $0 : nil } }
}

/// The money of a year as a table for other programs: one line per item, source and payer.
struct BudgetTable {
    let view: BudgetView
    let names: RoadmapNames

    var headings: [String] {
        ["dimension", "code", "item", "lead_agency", "year", "source", "payer", "money"].map { names.page.t(TextKey("roadmap.\($0)")) }
            + ["money.in_renja", "money.spent", "money.sub_activities"].map { names.page.t(TextKey($0)) }
    }

    private func about(_ item: RoadmapItem) -> [Cell] {
        [
            .text(names.dimension(item.dimension)), .text(item.code), .text(item.title), .text(names.agency(item.lead)),
            .number(Double(view.year)),
        ]
    }

    var rows: [[Cell]] {
        view.lines.flatMap { line -> [[Cell]] in
            let money = line.item.money.filter { $0.year == view.year }
            // What the Renja has stands once per item, so that a sum over the column is right.
            let renja: [Cell] = [
                .number(Double(line.inRenja)), .number(Double(line.spent)), .text(line.item.subActivities.joined(separator: "; ")),
            ]
            guard !money.isEmpty else { return [about(line.item) + [.empty, .empty, .empty] + renja] }
            return money.enumerated().map { index, part -> [Cell] in
                let paid: [Cell] = [
                    .text(names.page.t(part.source.label)), .text(part.agency.map { names.agency($0) } ?? ""), .number(Double(part.amount)),
                ]
                return about(line.item) + paid + (index == 0 ? renja : [.empty, .empty, .empty])
            }
        }
    }
}
