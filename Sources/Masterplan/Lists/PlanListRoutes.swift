import Directory
import HTTPTypes
import Kernel
import Storage
import Web

/// Every list of plans as a file for other programs, as far as whoever asks may see it.
enum PlanListRoutes {
    /// Rows of a file at most; a plan of all agencies has a hundred thousand.
    static let most = 200_000

    static let all: [PageRoute] = [
        .get(PlanPaths.listFile) { request in
            let list = try request.parameter("list")
            let table = try await table(list, request)
            return try await table.reply(try request.parameter("format"), name: list)
        }
    ]

    /// - Parameter edition: the plan, where the address names none behind its `?`.
    static func table(_ list: String, _ request: Request, of edition: Identifier<PlanEdition>? = nil) async throws -> PlainTable {
        let (page, actor, agencies) = (request.page, request.actor, request.plans.directory.agencies)
        let named = edition ?? named(request)
        switch list {
        case "rencana":
            let editions = try await request.database.read { tx in try tx.planEditions().filter { $0.maySee(actor) } }
            return .editions(editions, page, agencies)
        case "isi":
            guard let id = named else { throw AppError.notFound }
            return try await request.database.read { tx -> PlainTable in
                guard let edition = try tx.planEdition(id), edition.maySee(actor) else { throw AppError.notFound }
                return try .content(of: edition, page, agencies, tx)
            }
        case "perbandingan":
            guard let id = named else { throw AppError.notFound }
            let typed = (request.query["dengan"] ?? request.query["with"]).flatMap { Identifier<PlanEdition>(checking: $0) }
            return try await request.database.read { tx -> PlainTable in
                guard let new = try tx.planEdition(id), new.maySee(actor), let other = typed ?? new.replaces,
                    let old = try tx.planEdition(other), old.maySee(actor)
                else { throw AppError.notFound }
                return .comparison(try PlanComparison(old.id, new.id, tx), page, agencies)
            }
        case "belum-terhubung":
            guard actor.kind != .visitor else { throw AppError.unauthenticated }
            let wanted = named
            return try await request.database.read { tx -> PlainTable in
                let editions = try tx.planEditions().filter { edition in
                    edition.status != .replaced && edition.maySee(actor) && (wanted == nil || edition.id == wanted)
                }
                return .loose(
                    try editions.flatMap { edition in try tx.looseNodes(in: edition, limit: most).map { (edition, $0) } }, page, agencies)
            }
        case "menunggu":
            guard actor.kind != .visitor else { throw AppError.unauthenticated }
            guard WaitingList.mayRead(actor) else { throw AppError.forbidden }
            return .waiting(try await WaitingList.load(request), page, agencies)
        case "nomenklatur":
            let (wanted, today) = (request.query["edisi"] ?? request.query["edition"], request.plans.directory.today)
            return try await request.database.read { tx -> PlainTable in
                let editions = try tx.nomenclatureEditions()
                let named = editions.first { $0.name == wanted } ?? editions.first { $0.isValid(on: today) } ?? editions.first
                guard let edition = named else { throw AppError.notFound }
                return .nomenclature(try tx.nomenclature(matching: "", in: edition.id, limit: most), page)
            }
        case "impor":
            try PlanImportRoutes.may(request)
            guard let id = request.query["impor"].flatMap({ Identifier<PlanImport>(checking: $0) }) else { throw AppError.notFound }
            let desk = request.planImports
            let report = try await desk.compare(try await desk.find(id, for: actor), by: actor)
            return .reconciliation(report, page, agencies)
        default: throw AppError.notFound
        }
    }

    private static func named(_ request: Request) -> Identifier<PlanEdition>? {
        request.query["rencana"].flatMap { Identifier<PlanEdition>(checking: $0) }
    }
}
