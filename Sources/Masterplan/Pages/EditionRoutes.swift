import Directory
import HTTPTypes
import Kernel
import Storage
import Web

/// Pages of plans as wholes: the list, one edition, a new one, two beside each other.
enum EditionRoutes {
    static let all: [PageRoute] = [
        .get(PlanPaths.list) { request in
            let actor = request.actor
            let editions = try await request.database.read { tx in try tx.planEditions().filter { $0.maySee(actor) } }
            let view = PlanListPage.View(
                editions: editions, agencies: request.plans.directory.agencies, mayDraft: mayDraft(actor),
                stages: try await request.planStages())
            return .page(PlanListPage.page(request.page, view))
        },
        .get(PlanPaths.new) { request in
            try request.requireAccount()
            return .page(try await newPage(request, nil, nil))
        },
        .post(PlanPaths.new) { request in
            try request.requireAccount()
            return try await request.act(again: { form, error in try await newPage(request, form, error) }) { data in
                let made = try await begin(request, data)
                let lost = made.lost.count
                return .redirect(
                    PlanPaths.edition(made.edition.id.text),
                    flash: lost == 0 ? request.t("plan.begun") : request.t("plan.begun_lost", ["count": "\(lost)"]))
            }
        },
        .get(PlanPaths.edition) { request in .page(try await editionPage(request, nil, .empty, nil)) },
        .post(PlanPaths.addNode) { request in
            try await act(request, "simpul") { data, id in
                var checker = Checker(data)
                let draft = PlanForms.node(&checker)
                try checker.check()
                let node = try await request.plans.desk.add(draft!, to: id, by: request.actor)
                // Back to the branch it was put on, where the plan is shown branch by branch.
                return .redirect(
                    PlanPaths.edition(id.text, query: [("simpul", draft!.parent?.text)]),
                    flash: request.t("plan.added", ["title": node.title]))
            }
        },
        .post(PlanPaths.changeEdition) { request in
            try await act(request, "ubah") { data, id in
                var checker = Checker(data)
                let draft = PlanForms.edition(&checker)
                let version = checker.version()
                try checker.check()
                _ = try await request.plans.desk.change(id, draft!, by: request.actor, expecting: version)
                return .redirect(PlanPaths.edition(id.text), flash: request.t("plan.saved"))
            }
        },
        .post(PlanPaths.adopt) { request in
            try await act(request, "penetapan") { data, id in
                var checker = Checker(data)
                let day = checker.day("adoptedOn")
                let version = checker.version()
                try checker.check()
                let edition = try await request.plans.desk.adopt(
                    id, legalBasis: data["legalBasis"] ?? "", on: day!, by: request.actor, expecting: version)
                return .redirect(PlanPaths.edition(id.text), flash: request.t("plan.adopted", ["title": edition.title]))
            }
        },
        .get(PlanPaths.compare) { request in
            let (edition, other, found) = try await compare(request, request.query["dengan"])
            return .page(ComparisonPage.page(request.page, edition, other, found, request.plans.directory.agencies))
        },
    ]

    static func mayDraft(_ actor: Actor) -> Bool { actor.may(.stewardPlans) || actor.mayAnywhere(.writePlans) }

    /// The edition of an address, as far as somebody may see it.
    static func edition(_ request: Request) async throws -> PlanEdition {
        let id: Identifier<PlanEdition> = try request.id("edition")
        let actor = request.actor
        guard let edition = try await request.database.read({ tx in try tx.planEdition(id) }), edition.maySee(actor) else {
            throw AppError.notFound
        }
        return edition
    }

    /// An edition beside another one; the one it follows where nothing is said.
    static func compare(_ request: Request, _ typed: String?) async throws -> (PlanEdition, PlanEdition, PlanComparison) {
        let new = try await edition(request)
        let actor = request.actor
        guard let other = typed.flatMap({ Identifier<PlanEdition>(checking: $0) }) ?? new.replaces else { throw AppError.notFound }
        return try await request.database.read { tx in
            guard let old = try tx.planEdition(other), old.maySee(actor) else { throw AppError.notFound }
            return (new, old, try PlanComparison(old.id, new.id, tx))
        }
    }

    /// Begins an edition: empty, following another, or re-based on a new RPJMD.
    static func begin(_ request: Request, _ data: FormData) async throws -> FollowedEdition {
        var checker = Checker(data)
        let draft = PlanForms.edition(&checker)
        let old = checker.idIfAny("dari", PlanEdition.self)
        let basis = checker.idIfAny("rpjmd", PlanEdition.self)
        try checker.check()
        let desk = request.plans.desk
        guard let old else {
            let new = try await based(draft!, request)
            return FollowedEdition(edition: try await desk.draft(new, by: request.actor))
        }
        guard let basis else { return try await desk.follow(old, with: draft!, by: request.actor) }
        return try await desk.rebase(old, onto: basis, with: draft!, by: request.actor)
    }

    /// Most plans are written for the RPJMD that holds now: that is meant where the form names none and the kind takes one.
    private static func based(_ typed: EditionDraft, _ request: Request) async throws -> EditionDraft {
        guard typed.basis == nil, typed.kind.basisKind == .mediumTerm else { return typed }
        let today = request.plans.directory.today
        var draft = typed
        draft.basis = try await request.database.read { tx in try tx.currentEdition(kind: .mediumTerm, on: today)?.id }
        return draft
    }

    private static func newPage(_ request: Request, _ typed: Form?, _ error: AppError?) async throws -> HTML {
        guard mayDraft(request.actor) else { throw AppError.forbidden }
        let old = (typed?.value("dari") ?? request.query["dari"]).flatMap { Identifier<PlanEdition>(checking: $0) }
        let basis = (typed?.value("rpjmd") ?? request.query["rpjmd"]).flatMap { Identifier<PlanEdition>(checking: $0) }
        let actor = request.actor
        let found = try await request.database.read { tx in
            (
                try old.flatMap { try tx.planEdition($0) }.flatMap { $0.maySee(actor) ? $0 : nil },
                try basis.flatMap { try tx.planEdition($0) }.flatMap { $0.maySee(actor) ? $0 : nil },
                try old == nil
                    ? (tx.planEditions(.mediumTerm) + tx.planEditions(.longTerm)).filter { $0.status != .replaced && $0.maySee(actor) } : []
            )
        }
        let year = request.plans.directory.today.civil.year
        let kind = request.query["jenis"].flatMap(PlanEdition.Kind.init(rawValue:))
        // As long as such a plan usually holds.
        let last = kind == .masterplan ? year + 9 : kind == .mediumTerm ? year + 4 : year
        let fresh = Form(["kind": kind?.rawValue ?? "", "fromYear": "\(year)", "toYear": "\(last)"])
        var form = typed ?? found.0.map(PlanForms.form) ?? fresh
        if typed == nil, let basis = found.1 {
            form = form.setting("fromYear", "\(basis.fromYear)").setting("toYear", "\(max(basis.toYear, basis.fromYear + 4))")
        }
        form = form.setting("dari", found.0?.id.text ?? "").setting("rpjmd", found.1?.id.text ?? "")
        let view = NewEditionPage.View(
            old: found.0, basis: found.1, bases: found.2, choices: PlanForms.agencies(request.plans.directory), form: form, error: error)
        return NewEditionPage.page(request.page, view)
    }

    private static func act(
        _ request: Request, _ name: String, _ body: (FormData, Identifier<PlanEdition>) async throws -> Reply
    ) async throws -> Reply {
        try request.requireAccount()
        let id: Identifier<PlanEdition> = try request.id("edition")
        return try await request.act(again: { form, error in try await editionPage(request, name, form, error) }) { data in
            try await body(data, id)
        }
    }

    private static func editionPage(_ request: Request, _ act: String?, _ form: Form, _ error: AppError?) async throws -> HTML {
        let edition = try await edition(request)
        let actor = request.actor
        let directory = request.plans.directory
        var view = try await request.database.read { tx in
            EditionPage.View(
                edition: edition, tree: try PlanTree.load(edition, request.query, tx),
                loose: edition.isDraft ? try request.plans.loose.count(in: edition, tx) : 0, lost: try tx.lostLinks(of: edition),
                before: try edition.replaces.flatMap { try tx.planEdition($0) },
                basis: try edition.basis.flatMap { try tx.planEdition($0) },
                rpjmds: try edition.kind.basisKind.map { try tx.planEditions($0).filter { $0.maySee(actor) } } ?? [],
                agencies: directory.agencies, choices: [],
                mayEdit: edition.mayEdit(actor), mayAddOwn: actor.mayAnywhere(.writePlans), mayAdopt: actor.mayAnywhere(.adoptPlans),
                today: directory.today)
        }
        if PlanFinding.mayRead(actor) { view.findings = try await request.database.read { tx in try tx.openFindings(of: edition) } }
        if actor.kind == .account { view.choices = PlanForms.agencies(directory) }
        if edition.kind == .masterplan, edition.status != .replaced { view.stages = try await request.planStages(to: edition.id) }
        // The plan above it is the first of the stages; whoever has written it is led on.
        if edition.kind == .mediumTerm, edition.status != .replaced { view.stages = try await request.planStages() }
        // Who has been told that somebody was quicker has the plan as it is now before her, and goes on from there.
        let isTold = error?.kind == .conflict
        (view.act, view.form, view.error) = (act, isTold ? form.setting("version", "\(edition.version)") : form, error)
        return EditionPage.page(request.page, view)
    }
}
