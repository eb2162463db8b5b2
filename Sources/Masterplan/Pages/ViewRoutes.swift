import Directory
import HTTPTypes
import Kernel
import Storage
import Tables
import Web
import Work

/// Views across plans: the matrix, what waits unconnected, who waits for whom, and the nomenclature.
enum ViewRoutes {
    private static let pageSize = 40

    static let all: [PageRoute] = [
        .get(PlanPaths.alignment) { request in .page(try await alignmentPage(request)) },
        .get(PlanPaths.alignmentFile) { request in
            let view = try await AlignmentTable.load(request, limit: AlignmentTable.most)
            return try await AlignmentTable.file(view, try request.parameter("format"), request)
        },
        .get(PlanPaths.loose) { request in
            try request.requireAccount()
            let actor = request.actor
            let wanted = request.query["rencana"].flatMap { Identifier<PlanEdition>(checking: $0) }
            let after = request.query["sesudah"] ?? ""
            let counts = request.plans.loose
            let (found, shown) = try await request.database.read { tx in
                let editions = try tx.planEditions().filter {
                    $0.status != .replaced && $0.maySee(actor) && (wanted == nil || $0.id == wanted)
                }
                let totals = try editions.map { (edition: $0, total: try counts.count(in: $0, tx)) }.filter { $0.total > 0 }
                // The first few of each plan, so that the page is as long with forty plans as with one.
                let shown = wanted == nil ? max(3, pageSize / max(1, totals.count)) : pageSize
                let groups = try totals.map { edition, total in
                    LoosePage.Group(
                        edition: edition, nodes: try tx.looseNodes(in: edition, after: wanted == nil ? "" : after, limit: shown + 1),
                        total: total)
                }
                return (groups, shown)
            }
            let view = LoosePage.View(groups: found, agencies: request.plans.directory.agencies, pageSize: shown, isOne: wanted != nil)
            return .page(LoosePage.page(request.page, view))
        },
        .get(PlanPaths.waiting) { request in
            try request.requireAccount()
            guard WaitingList.mayRead(request.actor) else { throw AppError.forbidden }
            let items = try await WaitingList.load(request)
            return .page(WaitingPage.page(request.page, items, request.plans.directory, request.query["instansi"]))
        },
        .get(PlanPaths.nomenclature) { request in .page(try await NomenclaturePage.page(request)) },
        .get(PlanPaths.importNomenclature, permission: .importNomenclature) { request in .page(importPage(request).html()) },
        .post(PlanPaths.importNomenclature, permission: .importNomenclature, limits: BodyLimits.uploads(1, each: 16 << 20)) { request in
            let data = try await request.form()
            return try await request.runImport(importPage(request)) { request, source, options in
                try await importer(request.plans.directory, data).run(source, options: options, by: request.actor)
            }
        },
    ]

    static func importer(_ directory: DirectoryIndex, _ data: FormData) throws -> ImportNomenclature {
        var checker = Checker(data)
        let edition = checker.lineIfAny("edition", max: 40)
        let from = checker.dayIfAny("from")
        try checker.check()
        return ImportNomenclature(directory, edition: edition, from: from)
    }

    private static func importPage(_ request: Request) -> ImportPage {
        let page = request.page
        let fields = Fields(page, .empty)
        return ImportPage(
            page: page, title: page.t("nomenclature.import"), about: "nomenclature.import.about", action: PlanPaths.importNomenclature(),
            above: [(page.t("nomenclature.title"), PlanPaths.nomenclature())],
            accept: ".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            fields: """
                \(fields.line("edition", "nomenclature.import.edition", need: .optional, hint: "nomenclature.import.edition_hint", max: 40))\
                \(fields.day("from", "nomenclature.import.from", need: .optional))
                """)
    }

    private static func alignmentPage(_ request: Request) async throws -> HTML {
        let view = try await AlignmentTable.load(request, limit: pageSize)
        let stages = try await request.planStages(to: view.edition?.id)
        return AlignmentPage.page(request.page, view, request.plans.directory, stages: stages)
    }
}
