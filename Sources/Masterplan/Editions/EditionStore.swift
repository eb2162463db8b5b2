import Kernel
import Storage
import Work

extension PlanEdition {
    package init(row: Row) {
        id = row.id("id")
        kind = Kind(rawValue: row.text("kind")) ?? .masterplan
        title = row.text("title")
        legalBasis = row.text("legal_basis")
        fromYear = row.int("from_year")
        toYear = row.int("to_year")
        agency = row.textIfAny("agency_id")
        status = Status(rawValue: row.text("status")) ?? .draft
        replaces = row.idIfAny("replaces_id")
        basis = row.idIfAny("basis_id")
        adoptedOn = row.dayIfAny("adopted_on")
        content = ContentSum(row.text("content")) ?? ContentSum()
        updatedAt = row.instant("updated_at")
        version = row.int("version")
    }
}

extension Transaction {
    package func planEdition(_ id: Identifier<PlanEdition>) throws -> PlanEdition? {
        try row("SELECT * FROM plan_edition WHERE id = \(id)").map(PlanEdition.init(row:))
    }

    /// Every edition, the youngest years first. There are some dozens of them.
    package func planEditions(_ kind: PlanEdition.Kind? = nil) throws -> [PlanEdition] {
        let which: SQL = kind.map { "WHERE kind = \($0.rawValue)" } ?? ""
        return try rows("SELECT * FROM plan_edition \(which) ORDER BY from_year DESC, kind, agency_id, id").map(PlanEdition.init(row:))
    }

    /// The adopted edition of a kind that holds on a day, the youngest where several do.
    /// - Parameter agency: whose, for Renstra and Renja; `nil` for plans of the regency.
    package func currentEdition(kind: PlanEdition.Kind, agency: String? = nil, on day: Day) throws -> PlanEdition? {
        let year = day.civil.year
        let whose: SQL = agency.map { "agency_id = \($0)" } ?? "agency_id IS NULL"
        return try row(
            """
            SELECT * FROM plan_edition WHERE kind = \(kind.rawValue) AND \(whose) AND status = 'adopted' AND from_year <= \(year)
                AND to_year >= \(year) ORDER BY adopted_on DESC, id DESC LIMIT 1
            """
        ).map(PlanEdition.init(row:))
    }

    /// Smart-city plans that were adopted and are in their years: mostly one, and two where another was adopted beside it.
    func holdingPlans(on day: Day) throws -> [PlanEdition] {
        try planEditions(.masterplan).filter { $0.status == .adopted && $0.years.contains(day.civil.year) }
    }

    package func insert(_ edition: PlanEdition) throws {
        try run(
            """
            INSERT INTO plan_edition (id, kind, title, legal_basis, from_year, to_year, agency_id, status, replaces_id, basis_id,
                adopted_on, content, updated_at, version)
            VALUES (\(edition.id), \(edition.kind.rawValue), \(edition.title), \(edition.legalBasis), \(edition.fromYear), \(edition.toYear),
                \(edition.agency), \(edition.status.rawValue), \(edition.replaces), \(edition.basis), \(edition.adoptedOn),
                \(edition.content.text), \(edition.updatedAt), \(edition.version))
            """)
    }

    /// Writes an edition over the version it was read in, one higher, with its event.
    /// - Throws: `.conflict` when somebody was quicker.
    package func keep(
        _ edition: inout PlanEdition, _ kind: String, by actor: Actor, in world: World, details: [String: String] = [:]
    ) throws {
        let before = edition.version
        edition.version += 1
        edition.updatedAt = world.now()
        let saved = try run(
            """
            UPDATE plan_edition SET title = \(edition.title), legal_basis = \(edition.legalBasis), from_year = \(edition.fromYear),
                to_year = \(edition.toYear), status = \(edition.status.rawValue), replaces_id = \(edition.replaces),
                basis_id = \(edition.basis), adopted_on = \(edition.adoptedOn), content = \(edition.content.text),
                updated_at = \(edition.updatedAt), version = \(edition.version)
            WHERE id = \(edition.id) AND version = \(before)
            """)
        guard saved == 1 else { throw AppError.conflict("error.changed_meanwhile") }
        try recordEdition(edition, kind, by: actor, in: world, details: details)
    }

    /// The event about an edition as it now stands.
    package func recordEdition(
        _ edition: PlanEdition, _ kind: String, by actor: Actor, in world: World, details: [String: String] = [:]
    ) throws {
        try record(
            Event(
                kind, of: edition.reference, sequence: edition.version, by: actor, in: world, agency: edition.agency,
                visibility: edition.isDraft ? .internal : .open, details: details, digest: edition.digest))
    }
}
