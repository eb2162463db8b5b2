import Kernel
import Storage
import Synchronization
import Work

/// The desk at which reports are received and every act on them is done: one transaction each, with its policy, its
/// event, its clocks and its statistics. Nothing else writes to the tables of reports.
package struct ReportDesk: Sendable {
    /// What a desk is made of, in one piece: each act takes its desk along, and the parts are thirty references.
    private final class Parts: Sendable {
        let database: Database
        let world: World
        let vault: Vault
        let ground: Ground
        let rules: RuleBook
        let recent: RecentEvents

        init(_ database: Database, _ world: World, _ vault: Vault, _ ground: Ground, _ rules: RuleBook, _ recent: RecentEvents) {
            self.database = database
            self.world = world
            self.vault = vault
            self.ground = ground
            self.rules = rules
            self.recent = recent
        }
    }

    private let parts: Parts

    package var database: Database { parts.database }
    package var world: World { parts.world }
    package var vault: Vault { parts.vault }
    package var ground: Ground { parts.ground }
    /// Categories and workflows, read once and again when they change.
    package var rules: RuleBook { parts.rules }
    /// Where the events of reports that come in are left for the dispatcher.
    package var recent: RecentEvents { parts.recent }

    package init(
        database: Database, world: World, vault: Vault, ground: Ground, rules: RuleBook = RuleBook(), recent: RecentEvents = RecentEvents()
    ) {
        parts = Parts(database, world, vault, ground, rules, recent)
    }

    /// Does an act.
    /// - Parameters:
    ///   - expecting: the version the person saw; when somebody else has acted since, nothing is done and the error says so.
    ///     `nil` for systems that do not mind.
    /// - Throws: `.notFound` when the actor may not know of the report, `.forbidden` when the act is not hers,
    ///   `.conflict` when the report is no longer in a state for it, `.invalid` with the fields to mend.
    @discardableResult
    package func perform(
        _ act: any ReportAct, on id: Identifier<Report>, by actor: Actor, expecting version: Int? = nil
    ) async throws -> Report {
        try await database.write { tx in try perform(act, on: id, by: actor, expecting: version, in: tx) }
    }

    /// As ``perform(_:on:by:expecting:)``, within a transaction that does more.
    @discardableResult
    package func perform(
        _ act: any ReportAct, on id: Identifier<Report>, by actor: Actor, expecting version: Int? = nil, in tx: Transaction
    ) throws -> Report {
        guard let before = try tx.report(id), ReportPolicy.maySee(before, actor) || actor.kind == .system else { throw AppError.notFound }
        let workflow = try rules.workflow(version: before.workflowVersion, tx)
        guard let known = workflow.act(act.name) else { throw AppError.notFound }
        guard try ReportPolicy.may(known, on: before, actor) || mayAsJoined(known, before, actor, tx) else { throw AppError.forbidden }
        if let version, version != before.version { try refuseIfOvertaken(before, since: version, tx) }
        let rule = try workflow.require(act.name, in: before.state)
        let issues = act.issues(rule.needs)
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        if rule.needs.contains(.otherThanClaimer), [.account, .client].contains(actor.kind), before.claimedBy == actor.id {
            throw AppError(.forbidden, "error.checker_is_claimer")
        }

        let now = max(world.now(), before.updatedAt)
        var opened = ReportCase(
            report: before, before: before, workflow: workflow, actor: actor, now: now, tx: tx, desk: self, act: rule)
        opened.report.version += 1
        opened.report.updatedAt = now
        opened.report.state = rule.to ?? before.state
        try act.apply(to: &opened)
        try finish(&opened)
        return opened.report
    }

    /// Clocks, obligations, record, event and statistics of an act that has been applied.
    func finish(_ opened: inout ReportCase) throws {
        try wind(&opened)
        let report = opened.report
        let tx = opened.tx
        try tx.update(report, from: opened.before.version)
        try owe(opened)
        if let change = TallyChange(from: opened.before, to: report, offsetHours: ground.calendar(nil).offsetHours) {
            try tx.insert(change, world)
        }
        try tx.record(
            Event(
                "report.\(opened.act.name)", of: report.reference, sequence: report.version, by: opened.actor, in: world,
                agency: agencyActing(opened.actor, opened.before) ?? agencyActing(opened.actor, report),
                visibility: report.disclosure == .confidential ? .internal : opened.visibility,
                details: opened.details,
                digest: report.digest(
                    notes: tx.notes(of: report.id), photos: tx.photos(of: report.id),
                    clocks: opened.clocks ?? tx.clocks(of: report.reference))))
        if report.isPublic != opened.before.isPublic || report.publicText != opened.before.publicText {
            try ReportSearch.update(report, tx)
        }
    }

    /// The agency an actor acts for: the report's when she handles or checks it, else none in particular.
    func agencyActing(_ actor: Actor, _ report: Report) -> String? {
        guard actor.kind == .account || actor.kind == .client else { return nil }
        if let agency = report.agency, actor.may(.handleReports, agency: agency) { return agency }
        if let checker = report.checker, actor.may(.checkReports, agency: checker) { return checker }
        return nil
    }

    /// Acts that do not change what somebody else is deciding about.
    private static let harmless: Set<String> = [
        "report.alert", "report.add", "report.note", "report.recalculate", "report.rate", "report.judge", "report.hand_over",
    ]

    private func refuseIfOvertaken(_ report: Report, since version: Int, _ tx: Transaction) throws {
        let newer = try tx.rows(
            "SELECT kind FROM event WHERE subject_kind = 'report' AND subject_id = \(report.id) AND sequence > \(version) ORDER BY sequence"
        ).map { $0.text("kind") }
        guard let last = newer.last(where: { !ReportDesk.harmless.contains($0) }) else { return }
        throw AppError.conflict(Message("error.report_changed", ["act": last, "state": report.state]))
    }
}

/// What reports need to know of the regency, as closures so that this target does not reach for a global one.
package struct Ground: Sendable {
    /// Where a position lies.
    package enum Location: Sendable, Equatable {
        case village(String, ReportPlace.Finding)
        /// Within a subdistrict of which no village is known.
        case subdistrict(String)
        /// Outside of the regency; the name of the neighbour, if one is known.
        case outside(String?)
    }

    package var locate: @Sendable (_ latitude: Double, _ longitude: Double) -> Location
    /// Whether a code is one of this regency's villages.
    package var isVillage: @Sendable (_ code: String) -> Bool
    package var isSubdistrict: @Sendable (_ code: String) -> Bool
    /// The agency that is the office of a village or subdistrict, `nil` when there is none.
    package var agencyOfRegion: @Sendable (_ code: String) -> String?
    /// Whether an agency exists today.
    package var isAgency: @Sendable (_ id: String) -> Bool
    /// The published calendar of an agency; of the regency's own offices for `nil`.
    package var calendar: @Sendable (_ agency: String?) -> WorkCalendar
    /// Ids of the accounts that hold a permission just for an agency or, for `nil`, for the whole regency.
    package var holders: @Sendable (Permission, _ agency: String?, Transaction) throws -> [String]
    /// Ids of the API clients that have it in the same way.
    package var clients: @Sendable (Permission, _ agency: String?, Transaction) throws -> [String]
    /// The agency that has the duties of one today: itself, or the one it was merged into.
    package var successor: @Sendable (_ agency: String) -> String

    package init(
        locate: @escaping @Sendable (Double, Double) -> Location, isVillage: @escaping @Sendable (String) -> Bool,
        isSubdistrict: @escaping @Sendable (String) -> Bool, agencyOfRegion: @escaping @Sendable (String) -> String?,
        isAgency: @escaping @Sendable (String) -> Bool, calendar: @escaping @Sendable (String?) -> WorkCalendar,
        holders: @escaping @Sendable (Permission, String?, Transaction) throws -> [String],
        clients: @escaping @Sendable (Permission, String?, Transaction) throws -> [String] = { _, _, _ in [] },
        successor: @escaping @Sendable (String) -> String = { $0 }
    ) {
        self.locate = locate
        self.isVillage = isVillage
        self.isSubdistrict = isSubdistrict
        self.agencyOfRegion = agencyOfRegion
        self.isAgency = isAgency
        self.calendar = calendar
        self.holders = holders
        self.clients = clients
        self.successor = successor
    }
}
