import Directory
import HTTPTypes
import Kernel
import Web
import Work

/// Pages of the roadmap, and of years and money of one item.
enum RoadmapRoutes {
    static let all: [PageRoute] = [
        .get(MoneyPaths.roadmap) { request in
            let board = request.roadmap
            let filter = RoadmapFilter(request.query)
            let roadmap = try await board.page(filter, start: request.query.int("mulai") ?? 0, for: request.actor)
            return .page(
                RoadmapPage(
                    page: request.page, roadmap: roadmap, names: RoadmapNames(request.page, board.directory.agencies),
                    agencies: RoadmapRoutes.agencies(
                        try await board.carriers(for: request.actor, of: filter.plan), board.directory),
                    plans: RoadmapRoutes.choices(try await board.plans(for: request.actor)),
                    mayMove: { item in board.sources.find(item.subject.kind)?.may(item, request.actor) ?? false }
                ).html)
        },
        .get(MoneyPaths.roadmapFile) { request in
            let items = try await request.roadmap.items(for: request.actor, of: RoadmapFilter(request.query).plan)
            let roadmap = RoadmapRoutes.roadmap(items, request, start: 0, limit: nil)
            return try RoadmapRoutes.file(request, roadmap, try request.parameter("format"))
        },
        .get(MoneyPaths.schedule) { request in
            let (item, source) = try await RoadmapRoutes.find(request)
            let form = source.may(item, request.actor) ? ScheduleForm.form(item, first: request.roadmap.directory.today.civil.year) : nil
            return .page(RoadmapRoutes.schedule(request, item, form))
        },
        .post(MoneyPaths.schedule) { request in
            try request.requireAccount()
            let (item, source) = try await RoadmapRoutes.find(request)
            guard source.may(item, request.actor) else { throw AppError.forbidden }
            return try await request.act(again: { form, error in
                let now = try await RoadmapRoutes.find(request).item
                return RoadmapRoutes.schedule(
                    request, now, error == nil ? form : form.setting("version", "\(now.version)"), conflict: error)
            }) { data in
                let changed = try ScheduleForm.read(data, item, agencies: request.roadmap.directory.agencies)
                try await request.roadmap.keep(changed, by: request.actor)
                return .redirect(
                    MoneyPaths.schedule(item.subject.kind, item.subject.id), flash: request.t("roadmap.schedule.kept"))
            }
        },
        .get(MoneyPaths.move) { request in
            try request.requireAccount()
            let (item, source) = try await RoadmapRoutes.find(request)
            guard source.may(item, request.actor) else { throw AppError.forbidden }
            return try await RoadmapRoutes.move(
                request, item, Form(["tahun": request.query["tahun"] ?? "", "ke": request.query["ke"] ?? ""]))
        },
        .post(MoneyPaths.move) { request in
            try request.requireAccount()
            let (item, source) = try await RoadmapRoutes.find(request)
            guard source.may(item, request.actor) else { throw AppError.forbidden }
            let data = try await request.form()
            do {
                var checker = Checker(data)
                let seen = checker.version()
                let (year, target) = RoadmapRoutes.years(&checker)
                try checker.check()
                var moved = try WhatIf.moved(item, year: year, to: target ?? 0)
                moved.version = seen
                try await request.roadmap.keep(moved, by: request.actor)
                return .redirect(
                    MoneyPaths.schedule(item.subject.kind, item.subject.id),
                    flash: request.t("roadmap.moved", ["years": RoadmapNames.years(moved.years)]))
            } catch let error as AppError where error.kind == .conflict {
                // Shown anew on what it is now, with who changed what: whoever keeps it then does so knowingly.
                let now = try await RoadmapRoutes.find(request).item
                let page = try await RoadmapRoutes.move(request, now, Form(data), conflict: error)
                var reply = page
                reply.status = .conflict
                return reply
            }
        },
    ]

    static func years(_ checker: inout Checker) -> (year: Int?, target: Int?) {
        (checker.intIfAny("tahun", in: MoneyLine.years), checker.int("ke", in: MoneyLine.years))
    }

    static func find(_ request: Request) async throws -> (item: RoadmapItem, source: RoadmapSource) {
        try await request.roadmap.item(Reference(try request.parameter("kind"), try request.parameter("id")), for: request.actor)
    }

    static func roadmap(_ items: [RoadmapItem], _ request: Request, start: Int, limit: Int? = Roadmap.pageSize) -> Roadmap {
        Roadmap(
            items, dimensions: CityDimension.all.map(\.id), filter: RoadmapFilter(request.query),
            today: request.roadmap.directory.today.civil.year, start: start, limit: limit, isOrdered: true)
    }

    /// Agencies by their ids, in the order of the directory.
    static func agencies(_ ids: Set<Identifier<Agency>>, _ directory: DirectoryIndex) -> [Agency] {
        return directory.agencies.all.filter { ids.contains($0.id) }
    }

    /// Plans to choose between; none where there is only one.
    static func choices(_ plans: [PlanEdition]) -> [Choice] { plans.count > 1 ? plans.map { Choice($0.id.text, $0.title) } : [] }

    static func file(_ request: Request, _ roadmap: Roadmap, _ format: String) throws -> Reply {
        let names = RoadmapNames(request.page, request.roadmap.directory.agencies)
        if format == "svg" {
            let note = request.t(
                "roadmap.note", ["regency": request.page.brand.regencyName, "day": request.page.format.day(request.now)])
            let poster = RoadmapPoster(roadmap, title: request.t("roadmap.title"), note: note, names: names)
            return .bytes(Array(poster.svg.utf8), type: RoadmapPoster.type, filename: "peta-jalan.svg")
        }
        let table = RoadmapTable(roadmap: roadmap, names: names)
        return try TableFiles.reply(format, "peta-jalan", sheet: request.t("roadmap.title"), table.headings, table.rows)
    }

    private static func schedule(_ request: Request, _ item: RoadmapItem, _ form: Form?, conflict: AppError? = nil) -> HTML {
        let directory = request.roadmap.directory
        return SchedulePage(
            page: request.page, item: item, names: RoadmapNames(request.page, directory.agencies),
            agencies: directory.agencies.active(on: directory.today).filter { ![.village, .urbanVillage].contains($0.kind) }, form: form,
            conflict: conflict
        ).html
    }

    private static func move(_ request: Request, _ item: RoadmapItem, _ asked: Form, conflict: AppError? = nil) async throws -> Reply {
        var page = MovePage(
            page: request.page, item: item, names: RoadmapNames(request.page, request.roadmap.directory.agencies), form: asked,
            conflict: conflict)
        guard !asked.value("ke").isEmpty else { return .page(page.html) }
        do {
            var checker = Checker(FormData(asked))
            let (year, target) = years(&checker)
            try checker.check()
            let after = try WhatIf.moved(item, year: year, to: target ?? 0)
            page.whatIf = WhatIf(try await request.roadmap.items(beside: item, for: request.actor), moving: item, to: after)
            return .page(page.html)
        } catch let error as AppError where error.kind == .invalid {
            page.form = asked.with(error.issues)
            return .page(page.html, status: .unprocessableContent)
        }
    }
}
