import Directory
import Kernel
import Masterplan
import Storage
import Web
import Work

/// Pages on which sheets are read.
enum SheetRoutes {
    private static let pageSize = 50

    static let all: [PageRoute] = [
        .get(InnovationsPaths.overview) { request in
            let view = try await request.database.read { [actor = request.actor] tx in
                let lines = try tx.sheetLines(SheetQuery(), for: .visitor, limit: 10_000)
                let entries = try tx.innovations(RegisterQuery(), limit: 100_000)
                return SheetLists.Overview(
                    sheets: Dictionary(lines.map { ($0.sheet.dimension, 1) }, uniquingKeysWith: +),
                    shared: lines.count { !$0.isOneAgencysOwn }, wins: Array(try tx.quickWins(for: actor).prefix(12)),
                    stages: Dictionary(entries.map { ($0.state, 1) }, uniquingKeysWith: +),
                    newest: Array(entries.filter { $0.state != "stopped" }.sorted { $0.updatedAt > $1.updatedAt }.prefix(6)))
            }
            return .page(SheetLists.overview(request.page, view, request.innovations.directory.agencies))
        },
        .get(InnovationsPaths.sheets) { request in
            let query = query(request)
            let after = request.query["lanjut"]
            let lines = try await request.innovations.sheets(query, for: request.actor, after: after, limit: pageSize + 1)
            return .page(
                SheetLists.sheets(
                    request.page, lines, query, request.innovations.directory, pageSize: pageSize, isFirst: after == nil,
                    stages: try await request.planStages(isExact: false)))
        },
        .get(InnovationsPaths.sheetsCSV) { request in try await table(request).csv(filename: "lembar-inovasi.csv") },
        .get(InnovationsPaths.sheetsXLSX) { request in try await table(request).xlsx(filename: "lembar-inovasi.xlsx") },
        .get(InnovationsPaths.sheet) { request in .page(try await page(request)) },
        .get(InnovationsPaths.sheetHistory) { request in .page(try await history(request)) },
        .get(InnovationsPaths.sheetForm) { request in
            guard let version = Int(try request.parameter("version")),
                let form = try await request.database.read({ tx in try tx.sheetForm(version) })
            else { throw AppError.notFound }
            return .page(FormPages.version(request.page, form))
        },
    ]

    static func query(_ request: Request) -> SheetQuery {
        SheetQuery(
            dimension: request.query["dimensi"], state: request.query["keadaan"], agency: request.query["instansi"],
            year: request.query.int("tahun"), words: request.query["kata"] ?? "")
    }

    static func table(_ request: Request, _ query: SheetQuery? = nil) async throws -> PlainTable {
        let query = query ?? self.query(request)
        let (lines, form) = try await request.database.read { [actor = request.actor] tx in
            (try tx.sheetLines(query, for: actor, limit: 10_000), try tx.currentSheetForm())
        }
        return .sheets(lines, form: form, request.page, request.innovations.directory.agencies)
    }

    /// The page of one sheet, also with a form that could not be taken.
    static func page(_ request: Request, form: Form = .empty, noun: String = "", error: AppError? = nil) async throws -> HTML {
        let desk = request.innovations
        let file = try await desk.sheetFile(code: try request.parameter("code"), for: request.actor)
        let (directory, sheet) = (desk.directory, file.sheet)
        var view = SheetPage.View(
            file: file, agencies: directory.agencies, today: directory.today, places: directory.places.now,
            people: request.actor.kind == .account ? try await request.people(file.notes.map(\.author)) : [:], form: form, noun: noun,
            error: error)
        view.mayInvite = request.actor.may(.stewardPlans) || request.actor.may(.answerPlans, agency: sheet.lead.text)
        if file.acts.contains("connect") {
            view.nodes = try await request.database.read { [actor = request.actor] tx in
                try tx.initiatives(for: sheet, actor, on: directory.today)
            }
        }
        return SheetPage.page(request.page, view)
    }

    private static func history(_ request: Request) async throws -> HTML {
        let file = try await request.innovations.sheetFile(code: try request.parameter("code"), for: request.actor)
        // What was said on the way is for those who work on it; the rest of the world reads the sheet.
        guard request.actor.mayAnywhere(.editInnovations) || request.actor.may(.decideInnovations) else { throw AppError.notFound }
        let versions = try await request.database.read { tx in try tx.versions(of: file.sheet.reference) }
        let names = try await request.people(versions.map(\.actorID))
        return SheetHistoryPage.page(
            request.page, file, versions, names: names, agencies: request.innovations.directory.agencies)
    }
}

extension Transaction {
    /// Initiatives that a sheet can belong to, by plan: of the master plan in force, and of the drafts beside it, whose sheets are written
    /// before it is adopted.
    func initiatives(for sheet: InnovationSheet, _ actor: Actor, on day: Day) throws -> [ChoiceGroup] {
        let all = try planEditions(.masterplan).filter { $0.maySee(actor) }
        let standing = try currentEdition(kind: .masterplan, on: day) ?? all.first { $0.status == .adopted }
        return try ([standing].compactMap(\.self) + all.filter(\.isDraft)).compactMap { plan -> ChoiceGroup? in
            let fitting = try planNodes(of: plan.id, level: .initiative).filter { $0.dimension == nil || $0.dimension == sheet.dimension }
            return fitting.isEmpty ? nil : ChoiceGroup(plan.title, fitting.map { Choice($0.id.text, $0.name) })
        }
    }
}
