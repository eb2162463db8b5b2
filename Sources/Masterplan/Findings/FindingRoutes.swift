import Directory
import HTTPTypes
import Kernel
import Storage
import Web

/// Pages of findings, for those who work on plans.
enum FindingRoutes {
    static let all: [PageRoute] = [
        .get(PlanPaths.findings) { request in .page(FindingPages.page(request.page, try await ofEdition(request))) },
        .get(PlanPaths.findingsFile) { request in
            let view = try await ofEdition(request)
            let table = FindingPages.table(request.page, view.lines, view.agencies)
            return try TableFiles.reply(
                try request.parameter("format"), "temuan", sheet: request.t("plan.findings"), table.headings, table.rows)
        },
        .get(PlanPaths.nodeFindings) { request in .page(FindingPages.page(request.page, try await ofNode(request, try request.id("id")))) },
        .post(PlanPaths.nodeFindings) { request in
            try request.requireAccount()
            let id: Identifier<PlanNode> = try request.id("id")
            return try await request.act(again: { form, error in
                var view = try await ofNode(request, id)
                (view.form, view.error) = (form, error)
                return FindingPages.page(request.page, view)
            }) { data in
                try await request.plans.desk.find(
                    at: id, data["text"] ?? "", recommendation: data["recommendation"] ?? "", source: data["source"] ?? "",
                    by: request.actor)
                return .redirect(PlanPaths.nodeFindings(id.text), flash: request.t("plan.saved"))
            }
        },
        .post(PlanPaths.findingAct) { request in
            try request.requireAccount()
            let id: Identifier<PlanFinding> = try request.id("id")
            let isList = try request.parameter("place") == "daftar"
            guard let finding = try await request.database.read({ tx in try tx.planFinding(id) }) else { throw AppError.notFound }
            return try await request.act(again: { form, error in
                var view = isList ? try await ofEdition(request, finding.edition) : try await ofNode(request, finding.node)
                (view.form, view.error, view.noun) = (form, error, id.text)
                return FindingPages.page(request.page, view)
            }) { data in
                try await request.plans.desk.settle(
                    id, data["act"] ?? "", text: data["text"] ?? "", by: request.actor, expecting: data.neededVersion)
                let edition = data["edition"].flatMap { Identifier<PlanEdition>(checking: $0) } ?? finding.edition
                return .redirect(
                    isList ? PlanPaths.findings(edition.text) : PlanPaths.nodeFindings(finding.node.text), flash: request.t("plan.saved"))
            }
        },
    ]

    /// - Throws: `.notFound` for everybody who does not work on plans.
    static func ofEdition(_ request: Request, _ wanted: Identifier<PlanEdition>? = nil) async throws -> FindingPages.View {
        let actor = request.actor
        guard PlanFinding.mayRead(actor) else { throw AppError.notFound }
        let id = try wanted ?? request.id("edition", PlanEdition.self)
        let directory = request.plans.directory
        return try await request.database.read { tx in
            guard let edition = try tx.planEdition(id), edition.maySee(actor) else { throw AppError.notFound }
            let lines = try tx.findings(of: edition)
            return FindingPages.View(
                edition: edition, node: nil, lines: lines, agencies: directory.agencies, mine: mine(lines, actor))
        }
    }

    static func ofNode(_ request: Request, _ id: Identifier<PlanNode>) async throws -> FindingPages.View {
        let actor = request.actor
        guard PlanFinding.mayRead(actor) else { throw AppError.notFound }
        let directory = request.plans.directory
        return try await request.database.read { tx in
            guard let node = try PlanNodes.visible([id.text], actor, tx)[id.text], let edition = try tx.planEdition(node.edition) else {
                throw AppError.notFound
            }
            let lines = try tx.findings(at: node).map { FindingLine(finding: $0, node: node) }
            return FindingPages.View(
                edition: edition, node: node, lines: lines, agencies: directory.agencies, mine: mine(lines, actor),
                mayWrite: PlanFinding.mayWrite(node.agency, actor))
        }
    }

    private static func mine(_ lines: [FindingLine], _ actor: Actor) -> Set<String> {
        Set(lines.filter { PlanFinding.mayWrite($0.node?.agency ?? $0.finding.agency, actor) }.map(\.finding.id.text))
    }
}
