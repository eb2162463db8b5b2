import Directory
import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// Pages of action plans.
enum ActionPlanRoutes {
    /// The act of the workflow by its word in the address.
    static let acts = ["pengajuan": "propose", "penerbitan": "publish", "pengembalian": "return", "perubahan": "revise"]

    static let all: [PageRoute] = [
        .get(CommitmentPaths.actionPlans) { request in .page(try await list(request, work: false)) },
        .get(CommitmentPaths.actionPlan) { request in
            let view = try await view(request, .empty, nil)
            guard view.plan?.state == .published else { throw AppError.notFound }
            return .page(ActionPlanPages.publicPage(request.page, view))
        },
        .get(CommitmentPaths.myPlans) { request in
            try request.require([.keepPledges, .checkActionPlans])
            return .page(try await list(request, work: true))
        },
        .get(CommitmentPaths.workPlan) { request in
            try request.require([.keepPledges, .checkActionPlans])
            return .page(ActionPlanPages.workPage(request.page, try await view(request, nil, nil)))
        },
        .post(CommitmentPaths.workPlan, permission: .keepPledges) { request in
            let (year, agency) = try address(request)
            return try await request.act(again: { form, error in
                ActionPlanPages.workPage(request.page, try await view(request, form, error))
            }) { data in
                try await request.commitments.desk.write(
                    ActionPlanForm.drafts(data), agency: agency, year: year, by: request.actor,
                    expecting: data.neededVersion)
                return .redirect(
                    CommitmentPaths.workPlan("\(year)", agency), flash: request.t("action_plan.saved"),
                    sent: ActionPlanForm.draftName(year, agency))
            }
        },
        .post(CommitmentPaths.planAct) { request in
            try request.require([.keepPledges, .checkActionPlans])
            let (year, agency) = try address(request)
            guard let act = acts[try request.parameter("noun")] else { throw AppError.notFound }
            return try await request.act(again: { form, error in
                ActionPlanPages.workPage(request.page, try await view(request, nil, error, issues: form.issues))
            }) { data in
                try await request.commitments.desk.move(
                    act, agency: agency, year: year, reason: data["reason"] ?? "", by: request.actor,
                    expecting: data.neededVersion)
                return .redirect(CommitmentPaths.workPlan("\(year)", agency), flash: request.t(TextKey("action_plan.did.\(act)")))
            }
        },
    ]

    static func address(_ request: Request) throws -> (year: Int, agency: String) {
        guard let year = Int(try request.parameter("year")), CommitmentDesk.years.contains(year) else { throw AppError.notFound }
        return (year, try request.parameter("agency"))
    }

    private static func view(_ request: Request, _ form: Form?, _ error: AppError?, issues: [Issue] = []) async throws
        -> ActionPlanPages.View
    {
        let (year, id) = try address(request)
        let site = request.commitments
        guard let agency = site.directory.agencies[id] else { throw AppError.notFound }
        let actor = request.actor
        let (plan, items, notes) = try await request.database.read { tx -> (ActionPlan?, [ActionItemDraft], [KeptNote]) in
            guard let plan = try tx.actionPlan(agency: id, year: year), ActionPlanPolicy.maySee(plan, actor) else {
                return (nil, [], [])
            }
            return (plan, try tx.actionItems(of: plan.id).map(\.draft), try tx.notes(of: plan.reference))
        }
        // An empty plan begins with what the pledges ask of the year.
        let isEmpty = plan == nil && actor.may(.keepPledges, agency: id)
        let rows = isEmpty ? try await site.desk.suggestions(agency: id, year: year, for: actor) : items
        let named = rows.compactMap(\.subject)
        let subjects = named.isEmpty ? [:] : try await request.database.read { try site.desk.references.views(of: named, for: actor, $0) }
        return ActionPlanPages.View(
            agency: agency, year: year, plan: plan, items: rows, notes: notes, names: site.directory.agencies, subjects: subjects,
            form: told(form, error, plan) ?? ActionPlanForm.filled(rows, version: plan?.version).with(issues), error: error)
    }

    /// Who has been told that somebody was quicker may save over it.
    private static func told(_ form: Form?, _ error: AppError?, _ plan: ActionPlan?) -> Form? {
        error?.kind == .conflict ? form?.setting("version", plan.map { "\($0.version)" } ?? "") : form
    }

    private static func missing(_ page: Page, _ agencies: [Agency]) -> HTML {
        let names = agencies.html { "<li>\($0.name)</li>" }
        return """
            <details class="card" id="belum-ada"><summary>\(page.t("action_plan.without", ["count": page.format.number(agencies.count)]))</summary>\
            <ul>\(names)</ul></details>
            """
    }

    private static func list(_ request: Request, work: Bool) async throws -> HTML {
        let site = request.commitments
        let page = request.page
        let asked = request.query.int("tahun").flatMap { CommitmentDesk.years.contains($0) ? $0 : nil }
        let year = asked ?? site.directory.today.civil.year
        let plans = try await request.database.read { try $0.actionPlans(year: year) }.filter {
            work ? ActionPlanPolicy.maySee($0, request.actor) : $0.state == .published
        }
        let known = Set(plans.map(\.agency))
        let agencies = site.directory.agencies
        var cards = plans.sorted { agencies.name($0.agency) < agencies.name($1.agency) }.map { plan in
            ListCard(
                agencies.name(plan.agency),
                link: work ? CommitmentPaths.workPlan("\(year)", plan.agency) : CommitmentPaths.actionPlan("\(year)", plan.agency),
                tags: [Tag(page.t(plan.state.label), plan.state == .published ? .good : .warn).html])
        }
        if work {
            let mine = request.actor.agencies(for: .keepPledges) ?? []
            for agency in agencies.active(on: site.directory.today) where mine.contains(agency.id.text) && !known.contains(agency.id.text) {
                cards.append(
                    ListCard(
                        agency.name, link: CommitmentPaths.workPlan("\(year)", agency.id.text),
                        tags: [Tag(page.t("action_plan.missing")).html]))
            }
        }
        let path = work ? CommitmentPaths.myPlans : CommitmentPaths.actionPlans
        // Whoever has published nothing is told by name: first, and to everybody.
        let has = Set(plans.filter { $0.state == .published }.map(\.agency))
        let without = ActionPlan.expected(site.directory).filter { !has.contains($0.id.text) }
        return Layout.page(
            page, title: page.t("action_plan.title"),
            body: """
                <h1>\(page.t("action_plan.title")) \(year)</h1><p class="lead">\(page.t("action_plan.lead"))</p>\
                <p class="row"><a href="\(path(query: [("tahun", "\(year - 1)")]))">\(year - 1)</a> \
                <a href="\(path(query: [("tahun", "\(year + 1)")]))">\(year + 1)</a></p>\
                <div class="stack">\(if: !without.isEmpty, missing(page, without))\
                \(if: cards.isEmpty, EmptyState(page.t("action_plan.none"), text: page.t("action_plan.none.text")).html, else: ListCard.list(cards))\
                \(PlainTable.links { CommitmentPaths.actionPlansFile("\(year)", $0) })</div>
                """)
    }
}
