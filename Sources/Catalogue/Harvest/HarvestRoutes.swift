import Directory
import Kernel
import Storage
import Web

/// Addresses of the sources that data are fetched from.
package enum HarvestPaths {
    package static let sources: Path = "/data/kelola/sumber"
    package static let new: Path = "/data/kelola/sumber/baru"
    package static let source: Path = "/data/kelola/sumber/{id}"
    package static let run: Path = "/data/kelola/sumber/{id}/jalankan"
}

/// Sources: the list, one with what became of its runs, and what is done with them.
enum HarvestRoutes {
    private static let permission = Permission.administerCatalogue

    static let all: [PageRoute] = [
        .get(HarvestPaths.sources, permission: permission) { request in
            let listed = try await request.database.read { tx in
                try tx.harvestSources().map {
                    HarvestPages.Listed(
                        source: $0, last: try tx.harvestRuns(of: $0.id, limit: 1).first, counts: try tx.harvestCounts(of: $0.id))
                }
            }
            return .page(HarvestPages.list(request.page, listed, agencies: request.catalogueDesk.directory.agencies))
        },
        .get(HarvestPaths.new, permission: permission) { request in
            .page(try await form(request, Form(FormData([("kind", "ckan"), ("hours", "24"), ("enabled", "1")])), nil))
        },
        .post(HarvestPaths.sources, permission: permission) { request in
            try await request.act(again: { filled, error in try await form(request, filled, nil, error) }) { data in
                let source = try await request.harvestDesk.add(try read(data).draft, by: request.actor)
                return .redirect(HarvestPaths.source(source.id.text), flash: request.t("harvest.added"))
            }
        },
        .get(HarvestPaths.source, permission: permission) { request in
            let source = try await find(request)
            return .page(try await form(request, filled(source), source))
        },
        .post(HarvestPaths.source, permission: permission) { request in
            let source = try await find(request)
            return try await request.act(again: { filled, error in
                let now = try await find(request)
                return try await form(request, error == nil ? filled : filled.setting("version", "\(now.version)"), now, error)
            }) { data in
                let sent = try read(data)
                try await request.harvestDesk.change(source.id, sent.draft, seen: sent.version, by: request.actor)
                return .redirect(HarvestPaths.source(source.id.text), flash: request.t("directory.saved"))
            }
        },
        .post(HarvestPaths.run, permission: permission) { request in
            let source = try await find(request)
            return try await request.act(again: { _, error in try await form(request, filled(source), source, error) }) { _ in
                try await request.harvestDesk.run(source.id, by: request.actor)
                return .redirect(HarvestPaths.source(source.id.text), flash: request.t("harvest.started"))
            }
        },
    ]

    static func find(_ request: Request) async throws -> HarvestSource {
        let id = try request.id("id", HarvestSource.self)
        guard let source = try await request.database.read({ try $0.harvestSource(id) }) else { throw AppError.notFound }
        return source
    }

    static func filled(_ source: HarvestSource) -> Form {
        Form(
            FormData([
                ("title", source.title), ("kind", source.kind.rawValue), ("url", source.url), ("agency", source.agency.text),
                ("table", source.table?.text ?? ""), ("hours", "\(source.hours)"), ("enabled", source.isEnabled ? "1" : ""),
                ("version", "\(source.version)"),
            ]))
    }

    static func read(_ data: FormData) throws -> (draft: HarvestDesk.Draft, version: Int) {
        var checker = Checker(data)
        let draft = HarvestDesk.Draft(
            title: checker.line("title", max: 200), kind: checker.choice("kind", of: HarvestSource.Kind.self) ?? .ckan,
            url: checker.line("url", max: 2000), agency: checker.idIfAny("agency"), table: checker.idIfAny("table"),
            hours: checker.int("hours", in: 1...8760) ?? 24, isEnabled: checker.isOn("enabled"))
        let version = checker.lineIfAny("version", max: 12).flatMap { Int($0) } ?? 0
        try checker.check()
        return (draft, version)
    }

    private static func form(_ request: Request, _ form: Form, _ source: HarvestSource?, _ conflict: AppError? = nil) async throws -> HTML {
        let (agencies, today) = (request.catalogueDesk.directory.agencies, request.catalogueDesk.directory.today)
        let view = try await request.database.read { tx in
            var view = HarvestPages.View(source: source, agencies: agencies, today: today)
            view.tables = try tx.rows(
                """
                SELECT distribution.id AS id, dataset.title AS dataset_title, distribution.title AS title FROM distribution
                    JOIN dataset ON dataset.id = distribution.dataset_id
                WHERE dataset.state <> 'withdrawn' ORDER BY dataset.title, distribution.position LIMIT 2000
                """
            ).map {
                (
                    $0.text("id"),
                    $0.text("dataset_title") == $0.text("title") ? $0.text("title") : "\($0.text("dataset_title")) – \($0.text("title"))"
                )
            }
            if let source {
                view.runs = try tx.harvestRuns(of: source.id, limit: 10)
                view.counts = try tx.harvestCounts(of: source.id)
                view.troubles =
                    try tx.harvestObjects(of: source.id, state: .failed, limit: 100)
                    + tx.harvestObjects(of: source.id, state: .vanished, limit: 100)
            }
            return view
        }
        return HarvestPages.form(request.page, form, view, conflict: conflict)
    }
}

extension Request {
    package var harvestDesk: HarvestDesk {
        HarvestDesk(database: database, world: installation.world, directory: catalogueDesk.directory)
    }
}
