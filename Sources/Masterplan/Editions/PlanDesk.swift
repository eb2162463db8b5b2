import Directory
import Kernel
import Storage
import Work

/// Where plans are written: the only thing, beside imports, that changes editions, nodes and indicators. Every act asks the policy at
/// the record, changes it, and writes the event in one transaction.
package struct PlanDesk: Sendable {
    package let database: Database
    package let world: World
    package let directory: DirectoryIndex
    package let links: LinkDesk

    package init(links: LinkDesk) {
        database = links.database
        world = links.world
        directory = links.directory
        self.links = links
    }

    /// Opens an edition for a change.
    /// - Throws: `.notFound` when the actor may not know of it, `.conflict` when it is adopted or somebody was quicker.
    func opened(
        _ id: Identifier<PlanEdition>, by actor: Actor, expecting version: Int? = nil, _ tx: Transaction
    ) throws -> PlanEdition {
        guard let edition = try tx.planEdition(id), edition.maySee(actor) else { throw AppError.notFound }
        guard edition.isDraft else { throw AppError.conflict("plan.error.adopted") }
        if let version, version != edition.version { throw AppError.conflict("plan.error.edition_changed") }
        return edition
    }

    /// Whether a node for which an agency answers is this actor's to change.
    package func mayEdit(_ edition: PlanEdition, agency: String?, _ actor: Actor) -> Bool {
        edition.mayEdit(actor) || (agency.map { actor.may(.writePlans, agency: $0) } ?? false)
    }

    // MARK: Editions

    /// Begins an empty edition.
    @discardableResult
    package func draft(_ draft: EditionDraft, by actor: Actor) async throws -> PlanEdition {
        try await database.write { tx in try self.draft(draft, by: actor, in: tx) }
    }

    func draft(_ draft: EditionDraft, by actor: Actor, in tx: Transaction) throws -> PlanEdition {
        let issues = draft.issues(directory)
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        let edition = PlanEdition(
            id: world.newID(), kind: draft.kind, title: Plain.line(draft.title), legalBasis: Plain.line(draft.legalBasis),
            fromYear: draft.fromYear, toYear: draft.toYear, agency: draft.agency, replaces: draft.replaces, basis: draft.basis,
            updatedAt: world.now())
        guard edition.mayEdit(actor) else { throw AppError.forbidden }
        if let old = draft.replaces, try tx.planEdition(old)?.maySee(actor) != true { throw AppError.notFound }
        try checkBasis(draft.basis, of: draft.kind, by: actor, tx)
        try tx.insert(edition)
        try tx.recordEdition(edition, "plan_edition.drafted", by: actor, in: world)
        return edition
    }

    /// What a plan is written for must be there, and of the kind that stands above it.
    private func checkBasis(_ id: Identifier<PlanEdition>?, of kind: PlanEdition.Kind, by actor: Actor, _ tx: Transaction) throws {
        guard let id else { return }
        guard let above = try tx.planEdition(id), above.maySee(actor), above.kind == kind.basisKind else {
            throw AppError.invalid("basis", "plan.error.basis_kind")
        }
    }

    /// Changes an edition's title, years, legal basis, or what it is written for. Its links stay where they lead to; ``rebase`` moves them.
    @discardableResult
    package func change(
        _ id: Identifier<PlanEdition>, _ draft: EditionDraft, by actor: Actor, expecting version: Int? = nil
    ) async throws -> PlanEdition {
        try await database.write { tx in
            var edition = try opened(id, by: actor, expecting: version, tx)
            guard edition.mayEdit(actor) else { throw AppError.forbidden }
            var draft = draft
            (draft.kind, draft.agency) = (edition.kind, edition.agency)
            let issues = draft.issues(directory)
            guard issues.isEmpty else { throw AppError.invalid(issues) }
            if draft.basis != edition.basis { try checkBasis(draft.basis, of: edition.kind, by: actor, tx) }
            edition.basis = draft.basis
            edition.title = Plain.line(draft.title)
            edition.legalBasis = Plain.line(draft.legalBasis)
            (edition.fromYear, edition.toYear) = (draft.fromYear, draft.toYear)
            try tx.keep(&edition, "plan_edition.changed", by: actor, in: world)
            return edition
        }
    }

    /// Adopts an edition: from now on everybody may read it and nobody can change it. The edition it follows is replaced.
    /// - Parameter legalBasis: the regulation; a plan without one is nobody's word.
    @discardableResult
    package func adopt(
        _ id: Identifier<PlanEdition>, legalBasis typed: String, on day: Day, by actor: Actor, expecting version: Int? = nil
    ) async throws -> PlanEdition {
        try await database.write { tx in
            var edition = try opened(id, by: actor, expecting: version, tx)
            guard actor.kind == .system || actor.mayAnywhere(.adoptPlans) else { throw AppError.forbidden }
            let basis = Plain.line(typed)
            guard (5...300).contains(basis.count) else { throw AppError.invalid("legalBasis", "plan.error.legal_basis") }
            guard day <= directory.today.adding(366) else { throw AppError.invalid("adoptedOn", "plan.error.adopted_when") }
            guard try tx.row("SELECT id FROM plan_node WHERE edition_id = \(id) LIMIT 1") != nil else {
                throw AppError.conflict("plan.error.empty")
            }
            edition.legalBasis = basis
            edition.adoptedOn = day
            edition.status = .adopted
            try tx.keep(&edition, "plan_edition.adopted", by: actor, in: world, details: ["on": day.description])
            if let old = edition.replaces, var before = try tx.planEdition(old), before.status == .adopted {
                before.status = .replaced
                try tx.keep(&before, "plan_edition.replaced", by: actor, in: world, details: ["by": id.text])
            }
            return edition
        }
    }
}
