import Directory
import Foundation
import HTTPTypes
import Kernel
import Storage
import Tables
import Web
import Work

/// Pages of pledges for everybody.
enum PledgeRoutes {
    static let all: [PageRoute] = [
        .get(CommitmentPaths.pledges) { request in
            // What is late changes at midnight, everything else with the database.
            let mark =
                "\(try await request.database.changeMark()) \(request.commitments.directory.today) \(request.commitments.directory.revision)"
            return try await request.unlessChanged(mark) { try await list(request) }
        },
        .get(CommitmentPaths.pledge) { request in
            let code = try request.parameter("code")
            if let plain = ShortCode.normalize(code), plain != code { return .redirect(CommitmentPaths.pledge(plain)) }
            let site = request.commitments
            let file = try await site.desk.file(ofPledge: code, for: request.actor)
            let clause = file.pledge.clause
            let mayWork = request.actor.may(.keepPledges, agency: clause.lead.text) || CommitmentPolicy.mayVerify(request.actor)
            return .page(
                PledgePage.page(
                    request.page,
                    PledgePage.View(
                        file: file, names: site.directory.agencies, area: PledgeWords.area(clause.area, site.directory),
                        work: mayWork ? CommitmentPaths.workPledge(clause.code) : nil)))
        },
        .get(CommitmentPaths.evidence) { request in try await evidence(request, small: false) },
        .get(CommitmentPaths.evidenceSmall) { request in try await evidence(request, small: true) },
        .get(CommitmentPaths.pledgesCSV) { request in try await PledgeTable.reply(request, filter(request), "csv") },
        .get(CommitmentPaths.pledgesXLSX) { request in try await PledgeTable.reply(request, filter(request), "xlsx") },
    ]

    static func filter(_ request: Request) -> PledgeFilter {
        PledgeFilter(
            agency: request.query["opd"], dimension: request.query["dimensi"].flatMap(PledgeDimension.init), area: request.query["wilayah"],
            state: request.query["keadaan"].flatMap(PledgeState.init), words: request.query["kata"] ?? "")
    }

    private static func list(_ request: Request) async throws -> Reply {
        let site = request.commitments
        let filter = filter(request)
        var whole = filter
        whole.state = nil
        let fitting = try await site.desk.pledges(whole)
        let shown = fitting.filter(filter.takes)
        let from = max(0, min(request.query.int("dari") ?? 0, shown.count))
        let size = PledgeListPage.pageSize
        let base = PledgeListPage.query(filter)
        let (places, today) = (site.directory.places.now, site.directory.today)
        let areas = (places.subdistricts).map { Choice($0.code.text, $0.name) }
        let codes = Set(fitting.compactMap(\.clause.area) + [filter.area].compactMap { $0 })
        let view = PledgeListPage.View(
            pledges: Array(shown.dropFirst(from).prefix(size)),
            counts: Dictionary(grouping: fitting, by: \.standing.state).mapValues(\.count), filter: filter,
            agencies: site.directory.agencies.active(on: today).filter { agency in
                fitting.contains { $0.clause.agencies.contains(agency.id.text) } || agency.id.text == filter.agency
            }.map { Choice($0.id.text, $0.name) }, areas: areas, names: site.directory.agencies,
            areaNames: Dictionary(codes.compactMap { code in PledgeWords.area(code, site.directory).map { (code, $0) } }) { $1 },
            older: from + size < shown.count ? CommitmentPaths.pledges(query: base + [("dari", "\(from + size)")]) : nil,
            newer: from > 0 ? CommitmentPaths.pledges(query: base + [("dari", from > size ? "\(from - size)" : nil)]) : nil)
        return .page(PledgeListPage.page(request.page, view))
    }

    /// Evidence of proven steps is everybody's; of others, of those who work on them.
    static func evidence(_ request: Request, small: Bool) async throws -> Reply {
        let desk = request.commitments.desk
        let (code, id) = (try request.parameter("code"), try request.id("id", Evidence.self))
        let actor = request.actor
        let found = try await desk.database.read { tx -> Evidence? in
            let (clause, _) = try desk.pledge(code, for: actor, tx)
            guard let evidence = try tx.evidence(id), let step = try tx.kept(Milestone.self, evidence.milestone.text),
                step.clause == clause.id
            else { return nil }
            let isOpen = step.state == .verified || CommitmentPolicy.mayKeep(clause, actor) || CommitmentPolicy.mayVerify(actor)
            return isOpen ? evidence : nil
        }
        guard let found, let hash = small ? found.thumbnail : found.file, let bytes = try await desk.files.get(hash) else {
            throw AppError.notFound
        }
        if found.kind == .photo { return Reply.bytes(bytes, type: "image/jpeg").etag(hash).revalidated() }
        // Whatever it is, it opens nowhere within this site.
        return Reply.bytes(bytes, type: "application/octet-stream", filename: found.filename ?? "bukti")
            .header("Content-Security-Policy", "default-src 'none'; sandbox")
    }
}
