import Directory
import HTTPTypes
import Kernel
import Storage
import Web

/// Lists of commitments and of action plans as files for other programs, as far as whoever asks may see them.
enum CommitmentListRoutes {
    static let all: [PageRoute] = [
        .get(CommitmentPaths.listFile) { request in
            try await commitments(request).reply(try request.parameter("format"), name: "komitmen")
        },
        .get(CommitmentPaths.commitmentFile) { request in
            try await one(try request.parameter("list"), request, try request.parameter("format"))
        },
        .get(CommitmentPaths.actionPlansFile) { request in try await plans(request, try request.parameter("format")) },
    ]

    /// The same lists for machines.
    static let endpoints: [Endpoint] = lists.flatMap(\.self)

    private static let lists: [[Endpoint]] = [
        Endpoint.files("/api/commitments", "Commitments that are public, one a row") { request, format in
            try await commitments(request).reply(format, name: "commitments")
        },
        Endpoint.files("/api/commitments/{code}/signatories", "Who signs a commitment, and when each did") { request, format in
            try await one("penanda-tangan", request, format)
        },
        Endpoint.files("/api/commitments/{code}/milestones", "The steps towards each pledge of a commitment") { request, format in
            try await one("langkah", request, format)
        },
        Endpoint.files("/api/action-plans/{year}", "Every activity of a year's action plans, and agencies without one") { request, format in
            try await plans(request, format)
        },
        Endpoint.files("/api/pledges", "Pledges, bad news first", parameters: PledgeEndpoints.filters) { request, format in
            try await PledgeTable.reply(request, PledgeEndpoints.filter(request), format)
        },
    ]

    private static func one(_ list: String, _ request: Request, _ format: String) async throws -> Reply {
        let (page, site) = (request.page, request.commitments)
        let file = try await site.desk.file(of: try request.parameter("code"), for: request.actor)
        let table: PlainTable
        switch list {
        case "penanda-tangan": table = .signatories(file, page, site.directory.agencies)
        case "langkah": table = .steps(file, page, site.directory.agencies)
        default: throw AppError.notFound
        }
        return try await table.reply(format, name: "\(list)-\(file.commitment.code)")
    }

    private static func plans(_ request: Request, _ format: String) async throws -> Reply {
        let (page, actor, site) = (request.page, request.actor, request.commitments)
        guard let year = Int(try request.parameter("year")), CommitmentDesk.years.contains(year) else { throw AppError.notFound }
        let plans = try await request.database.read { tx in
            try tx.actionPlans(year: year).filter { ActionPlanPolicy.maySee($0, actor) }.map {
                ($0, try tx.actionItems(of: $0.id).map(\.draft))
            }
        }
        let has = Set(plans.filter { $0.0.state == .published }.map(\.0.agency))
        let without = ActionPlan.expected(site.directory).filter { !has.contains($0.id.text) }
        let table = PlainTable.actionPlans(plans, without: without, page, site.directory.agencies)
        return try await table.reply(format, name: "rencana-aksi-\(year)")
    }

    private static func commitments(_ request: Request) async throws -> PlainTable {
        let page = request.page
        let found = try await request.database.read { tx in
            try tx.commitments(isPublic: true, limit: 1000).map { ($0, try tx.signatories(of: $0.id)) }
        }
        return PlainTable(
            page.t("commitment.all"),
            headings: ["code", "title", "state", "from", "to", "signed", "signatories"].map { page.t(TextKey("commitment.list.\($0)")) },
            rows: found.map { commitment, signatories in
                [
                    .text(commitment.code), .text(commitment.title(page.language)), .text(page.t(commitment.state.label)),
                    .day(commitment.startsOn), .day(commitment.endsOn), .count(signatories.count(where: { $0.state == .signed })),
                    .count(signatories.count),
                ]
            })
    }
}

extension PlainTable {
    /// Who signs a commitment, and when each did.
    static func signatories(_ file: CommitmentFile, _ page: Page, _ agencies: AgencyTree) -> PlainTable {
        PlainTable(
            page.t("commitment.list.signatories"),
            headings: ["office", "name", "agency", "signed_at", "state"].map { page.t(TextKey("commitment.list.\($0)")) },
            rows: file.signatories.map { signatory in
                let whose = signatory.agency.map { agencies.name($0) } ?? signatory.institution ?? ""
                return [
                    .text(signatory.officeTitle), .text(signatory.name), .text(whose),
                    .text(signatory.signedAt.map { page.format.moment($0) } ?? ""),
                    .text(page.t(TextKey("commitment.list.\(signatory.state.rawValue)"))),
                ]
            })
    }

    /// The steps towards each pledge of a commitment.
    static func steps(_ file: CommitmentFile, _ page: Page, _ agencies: AgencyTree) -> PlainTable {
        let rows = file.clauses.flatMap { clause in
            (file.milestones[clause.id.text] ?? []).map { step -> [Cell] in
                [
                    .text(clause.code), .text(clause.promise(page.language)), .text(agencies.name(clause.lead.text)), .text(step.name),
                    .count(step.weight), .day(step.due), .text(page.t(step.state.label)), .day(step.doneOn),
                ]
            }
        }
        return PlainTable(
            page.t("commitment.list.steps"),
            headings: ["code", "promise", "agency", "step", "weight", "due", "state", "done"].map {
                page.t(TextKey("commitment.list.\($0)"))
            }, rows: rows)
    }

    /// Every activity of a year's action plans; agencies that have published none stand at the end with nothing beside them.
    static func actionPlans(
        _ plans: [(ActionPlan, [ActionItemDraft])], without: [Agency], _ page: Page, _ agencies: AgencyTree
    ) -> PlainTable {
        let names = ["activity", "output", "owner", "months", "preparation", "budget", "source"]
        let headings =
            ["agency", "state"].map { page.t(TextKey("commitment.list.\($0)")) }
            + names.map { page.t(TextKey("action_plan.column.\($0)")) }
        var rows = plans.flatMap { plan, items in
            items.map { item -> [Cell] in
                let owners = ([item.owner] + item.supporters).map { agencies.name($0) }.joined(separator: "; ")
                return [
                    .text(agencies.name(plan.agency)), .text(page.t(plan.state.label)), .text(item.activity), .text(item.output),
                    .text(owners), .text(item.months.map(String.init).joined(separator: ", ")), .text(item.preparation),
                    .text(item.budgetCode ?? ""), .text(page.t(item.source.label)),
                ]
            }
        }
        rows += without.map { agency -> [Cell] in
            [.text(agency.name), .text(page.t("action_plan.missing"))] + names.map { _ in Cell.text("") }
        }
        return PlainTable(page.t("action_plan.title"), headings: headings, rows: rows)
    }
}
