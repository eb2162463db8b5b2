import Directory
import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// Pages of single nodes, links and parts.
enum NodeRoutes {
    static let all: [PageRoute] = [
        .get(PlanPaths.node) { request in
            let open = request.query["buka"].flatMap { NodePage.opening.contains($0) ? $0 : nil }
            return .page(try await nodePage(request, try request.id("id"), open, .empty, nil))
        },
        .post(PlanPaths.nodeAct) { request in
            try request.requireAccount()
            let id: Identifier<PlanNode> = try request.id("id")
            let name = try request.parameter("act")
            return try await request.act(again: { form, error in try await nodePage(request, id, name, form, error) }) { data in
                try await act(name, id, data, request)
            }
        },
        .post(PlanPaths.indicatorAct) { request in
            try request.requireAccount()
            let id: Identifier<PlanIndicator> = try request.id("id")
            guard let indicator = try await request.database.read({ tx in try tx.planIndicator(id) }) else { throw AppError.notFound }
            let name = try request.parameter("act")
            return try await request.act(
                again: { form, error in try await nodePage(request, indicator.node, "indikator-\(id.text)", form, error) }
            ) { data in
                switch name {
                case "hapus": try await request.plans.desk.removeIndicator(id, by: request.actor)
                case "ubah":
                    guard let edition = try await request.database.read({ tx in try tx.planEdition(indicator.edition) }) else {
                        throw AppError.notFound
                    }
                    var checker = Checker(data)
                    let draft = PlanForms.indicator(&checker, edition.years)
                    let version = checker.version()
                    try checker.check()
                    _ = try await request.plans.desk.changeIndicator(id, draft!, by: request.actor, expecting: version)
                default: throw AppError.notFound
                }
                return .redirect(PlanPaths.node(indicator.node.text), flash: request.t("plan.saved"))
            }
        },
        .get(PlanPaths.link) { request in .page(try await linkPage(request, nil, .empty, nil)) },
        .post(PlanPaths.linkAct) { request in
            try await answer(PlanLink.self, request, PlanPaths.link) { try await linkPage(request, $0, $1, $2) }
        },
        .get(PlanPaths.part) { request in
            try request.requireAccount()
            return .page(try await partPage(request, nil, .empty, nil))
        },
        .post(PlanPaths.partAct) { request in
            try await answer(Participation.self, request, PlanPaths.part) { try await partPage(request, $0, $1, $2) }
        },
    ]

    private static func act(_ name: String, _ id: Identifier<PlanNode>, _ data: FormData, _ request: Request) async throws -> Reply {
        let (site, actor) = (request.plans, request.actor)
        guard let node = try await request.database.read({ tx in try tx.planNode(id) }) else { throw AppError.notFound }
        var checker = Checker(data)
        switch name {
        case "ubah":
            let draft = PlanForms.node(&checker)
            let version = checker.version()
            try checker.check()
            _ = try await site.desk.change(id, draft!, by: actor, expecting: version)
        case "hapus":
            try await site.desk.remove(id, by: actor, expecting: checker.version())
            return .redirect(PlanPaths.edition(node.edition.text), flash: request.t("plan.removed", ["title": node.title]))
        case "indikator":
            guard let edition = try await request.database.read({ tx in try tx.planEdition(node.edition) }) else { throw AppError.notFound }
            let draft = PlanForms.indicator(&checker, edition.years)
            try checker.check()
            _ = try await site.desk.addIndicator(draft!, to: id, by: actor)
        case "kaitan":
            let draft = PlanForms.link(&checker, from: id)
            try checker.check()
            _ = try await site.links.link(draft!, by: actor)
        case "peran":
            let part = PlanForms.part(&checker)
            try checker.check()
            guard let (agency, role, share, due, note) = part else { throw AppError.invalid("agency", "plan.error.no_agency") }
            _ = try await site.links.propose(
                ParticipationDraft(node.reference, agency: agency, role: role, share: share, dueOn: due, note: note), by: actor)
        default: throw AppError.notFound
        }
        return .redirect(PlanPaths.node(id.text), flash: request.t("plan.saved"))
    }

    private static func nodePage(
        _ request: Request, _ id: Identifier<PlanNode>, _ act: String?, _ form: Form, _ error: AppError?
    ) async throws -> HTML {
        let (actor, site) = (request.actor, request.plans)
        let sought = request.query["cari"] ?? ""
        var view = try await request.database.read { tx -> NodePage.View in
            guard let node = try PlanNodes.visible([id.text], actor, tx)[id.text], let edition = try tx.planEdition(node.edition) else {
                throw AppError.notFound
            }
            let links = try tx.planLinks(of: id)
            let others = try PlanNodes.visible(links.flatMap { [$0.from.text, $0.to.text] }, actor, tx)
            let editions = try tx.planEditions().filter { $0.maySee(actor) }
            let byID = Dictionary(uniqueKeysWithValues: editions.map { ($0.id, $0) })
            let mayEdit = edition.isDraft && site.desk.mayEdit(edition, agency: node.agency, actor)
            return NodePage.View(
                node: node, edition: edition, above: try tx.planAncestors(of: node),
                below: try tx.planChildren(of: id, in: edition.id, limit: NodePage.mostBelow + 1),
                indicators: try tx.planIndicators(of: id),
                links: links.filter { $0.state != .withdrawn }.map { link in
                    let isOut = link.from == id
                    let other = others[isOut ? link.to.text : link.from.text]
                    return NodePage.LinkView(link: link, other: other, edition: other.flatMap { byID[$0.edition] }, isOut: isOut)
                }, parts: try tx.participations(of: node.reference).filter { $0.state != .withdrawn }, editions: editions,
                found: try seek(sought, besides: node, byID, tx), sought: sought,
                parents: mayEdit ? try tx.planParents(for: node, in: edition, limit: PlanTree.most) : [],
                agencies: site.directory.agencies,
                choices: [], mayEdit: mayEdit, mayPropose: actor.kind == .account && site.links.may(propose: node.agency, actor))
        }
        if actor.kind == .account { view.choices = PlanForms.agencies(site.directory) }
        (view.act, view.form, view.error) = (act, form, error)
        // Who has been told what somebody else changed may save over it.
        if error?.kind == .conflict {
            let indicator = view.indicators.first { act == "indikator-\($0.id.text)" }
            view.form = form.setting("version", "\(indicator?.version ?? view.node.version)")
        }
        return NodePage.page(request.page, view)
    }

    /// Nodes of other plans, or of this one, in whose name every word stands.
    private static func seek(
        _ typed: String, besides node: PlanNode, _ editions: [Identifier<PlanEdition>: PlanEdition], _ tx: Transaction
    ) throws -> [(PlanNode, PlanEdition)] {
        let words = Plain.folded(typed).split(separator: " ").prefix(6)
        guard !words.isEmpty else { return [] }
        let conditions = words.map { word -> SQL in "folded LIKE \("%\(word)%")" }
        let current = editions.values.filter { $0.status != .replaced }.map(\.id)
        return try tx.rows(
            """
            SELECT * FROM plan_node WHERE edition_id IN (\(SQL.list(current))) AND \(SQL.joined(conditions, separator: " AND "))
                AND id <> \(node.id) ORDER BY id LIMIT 20
            """
        ).map(PlanNode.init(row:)).compactMap { node in editions[node.edition].map { (node, $0) } }
    }

    // MARK: Links and parts

    private static func answer<Record: TwoSided>(
        _: Record.Type, _ request: Request, _ path: Path, _ page: (String?, Form, AppError?) async throws -> HTML
    ) async throws -> Reply {
        try request.requireAccount()
        let (id, name) = (try request.parameter("id"), try request.parameter("act"))
        return try await request.act(again: { form, error in try await page(name, form, error) }) { data in
            _ = try await request.plans.links.perform(
                name, on: Record.self, id, text: data["text"] ?? "", by: request.actor, expecting: data.neededVersion)
            return .redirect(path(id), flash: request.t(TextKey("plan.did_now.\(name)")))
        }
    }

    private static func linkPage(_ request: Request, _ act: String?, _ form: Form, _ error: AppError?) async throws -> HTML {
        let id = try request.parameter("id")
        let actor = request.actor
        let found = try await request.database.read { tx -> (PlanLink, [String: PlanNode], [Event]) in
            guard let link = try PlanLink.find(id, tx) else { throw AppError.notFound }
            let nodes = try PlanNodes.visible([link.from.text, link.to.text], actor, tx)
            guard nodes.count == 2 else { throw AppError.notFound }
            return (link, nodes, link.maySee(actor) ? try tx.events(of: link.reference) : [])
        }
        let (link, nodes, events) = found
        let (from, to) = (nodes[link.from.text]!, nodes[link.to.text]!)
        let names = try await request.names(events)
        let view = ProposalPage.View(
            title: "\(from.title) → \(to.title)", subject: from.name, subjectLink: PlanPaths.node(from.id.text),
            kind: request.t(link.kind.label), record: link, events: events, people: names, agencies: request.plans.directory.agencies,
            action: { PlanPaths.linkAct(id, $0) }, today: request.plans.directory.today, act: act, form: form, error: error)
        return ProposalPage.page(request.page, view)
    }

    private static func partPage(_ request: Request, _ act: String?, _ form: Form, _ error: AppError?) async throws -> HTML {
        let id = try request.parameter("id")
        let (actor, subjects) = (request.actor, request.plans.subjects)
        let found = try await request.database.read { tx -> (Participation, PlanSubject?, [Event]) in
            guard let part = try Participation.find(id, tx), part.maySee(actor) else { throw AppError.notFound }
            return (part, try subjects.describe([part.subject], for: actor, tx)[part.subject], try tx.events(of: part.reference))
        }
        let (part, subject, events) = found
        let names = try await request.names(events)
        let view = ProposalPage.View(
            title: part.title, subject: subject?.title ?? part.title, subjectLink: subject?.url,
            kind: request.t(part.role.label), record: part, events: events, people: names, agencies: request.plans.directory.agencies,
            action: { PlanPaths.partAct(id, $0) }, today: request.plans.directory.today, act: act, form: form, error: error)
        return ProposalPage.page(request.page, view)
    }
}

extension Request {
    /// Who did what on a page that only colleagues see by name.
    fileprivate func names(_ events: [Event]) async throws -> [String: String] {
        guard actor.kind == .account else { return [:] }
        let ids = Set(events.map(\.actorID)).filter { !$0.isEmpty }
        return ids.isEmpty ? [:] : try await database.read { try $0.actorNames(ids) }
    }
}
