import Directory
import HTTPTypes
import Kernel
import Web

/// Pages on which plans are brought as files.
enum PlanImportRoutes {
    /// Renja of forty agencies in one workbook.
    static let limits = BodyLimits.uploads(1, each: 64 << 20)

    static let all: [PageRoute] = [
        .get(MoneyPaths.imports, permission: .readPlans) { request in
            try may(request)
            return .page(try await list(request, ImportForm.form(today: request.planImports.directory.today.civil.year)))
        },
        .post(MoneyPaths.imports, permission: .readPlans, limits: limits) { request in
            try may(request)
            return try await request.act(again: { form, _ in try await list(request, form) }) { data in
                let desk = request.planImports
                let (scope, source) = try ImportForm.read(data, desk.directory, by: request.actor)
                guard let file = data.files("file").first, file.size > 0 else { throw AppError.invalid("file", "directory.import.no_file") }
                do {
                    let made = try await desk.receive(
                        try await file.bytes(), filename: file.filename, scope: scope, source: source, by: request.actor)
                    return .redirect(MoneyPaths.planImport(made.id.text))
                } catch let error as AppError where [.malformed, .unsupported].contains(error.kind) {
                    throw AppError.invalid("file", error.message)
                }
            }
        },
        .get(MoneyPaths.planImport, permission: .readPlans) { request in
            let made = try await request.planImports.find(try request.id("id"), for: request.actor)
            return .page(try await one(request, made))
        },
        .post(MoneyPaths.importColumns, permission: .readPlans) { request in
            try await change(request) { desk, id, seen, data in
                _ = try await desk.correct(id, try ImportForm.columns(data), seen: seen, by: request.actor)
                return "plan.import.read_again"
            }
        },
        .post(MoneyPaths.importKeep, permission: .readPlans) { request in
            try await change(request) { desk, id, seen, _ in
                _ = try await desk.keep(id, seen: seen, by: request.actor)
                return "plan.import.is_kept"
            }
        },
        .post(MoneyPaths.importDiscard, permission: .readPlans) { request in
            try await change(request) { desk, id, seen, _ in
                try await desk.discard(id, seen: seen, by: request.actor)
                return "plan.import.is_discarded"
            }
        },
    ]

    static func may(_ request: Request) throws { try request.require([.stewardPlans, .writePlans]) }

    private static func change(
        _ request: Request, _ act: (PlanImportDesk, Identifier<PlanImport>, Int, FormData) async throws -> TextKey
    ) async throws -> Reply {
        try may(request)
        let desk = request.planImports
        let made = try await desk.find(try request.id("id"), for: request.actor)
        let data = try await request.form()
        var checker = Checker(data)
        do {
            let done = try await act(desk, made.id, checker.version(), data)
            return .redirect(MoneyPaths.planImport(made.id.text), flash: request.t(done))
        } catch let error as AppError where error.kind == .conflict || error.kind == .invalid {
            let now = try await desk.find(made.id, for: request.actor)
            return .page(try await one(request, now, conflict: error), status: .init(code: error.kind.rawValue))
        }
    }

    private static func list(_ request: Request, _ form: Form) async throws -> HTML {
        let directory = request.planImports.directory
        let agencies = directory.agencies.active(on: directory.today).filter { agency in
            request.actor.may(.stewardPlans)
                ? ![.village, .urbanVillage].contains(agency.kind) : request.actor.may(.writePlans, agency: agency.id.text)
        }
        return PlanImportPages(page: request.page, names: RoadmapNames(request.page, directory.agencies)).list(
            try await request.planImports.list(for: request.actor), form, agencies: agencies)
    }

    private static func one(_ request: Request, _ made: PlanImport, conflict: AppError? = nil) async throws -> HTML {
        let pages = PlanImportPages(page: request.page, names: RoadmapNames(request.page, request.planImports.directory.agencies))
        guard made.state == .read else { return pages.one(made, nil, conflict: conflict) }
        do {
            return pages.one(made, try await request.planImports.compare(made, by: request.actor), conflict: conflict)
        } catch let error as AppError where [.invalid, .malformed, .unsupported, .forbidden].contains(error.kind) {
            let columns = try? await request.planImports.columns(made)
            return pages.one(made, nil, refused: error, columns: columns, conflict: conflict)
        }
    }
}
