import Directory
import Kernel
import Storage
import Work

/// What all acts on cases of sharing have in common: policy, the workflow, overtaking, clocks, the work list, record and event, in
/// one transaction. Nothing else writes to their tables.
package struct CaseDesk: Sendable {
    package let database: Database
    package let world: World
    package let vault: Vault
    package let directory: DirectoryIndex

    package init(database: Database, world: World, vault: Vault, directory: DirectoryIndex) {
        self.database = database
        self.world = world
        self.vault = vault
        self.directory = directory
    }

    /// Does an act.
    /// - Parameter expecting: the version the person saw; when somebody else has acted since, nothing is done.
    /// - Throws: `.notFound` when the actor may not know of the case, `.forbidden` when the act is not hers, `.conflict` when the case
    ///   is in no state for it or somebody was quicker, `.invalid` with the fields to mend.
    @discardableResult
    package func perform<Act: CaseAct>(_ act: Act, on id: String, by actor: Actor, expecting version: Int? = nil) async throws -> Act.Record
    {
        try await database.write { tx in try perform(act, on: id, by: actor, expecting: version, in: tx) }
    }

    /// As ``perform(_:on:by:expecting:)``, within a transaction that does more.
    @discardableResult
    package func perform<Act: CaseAct>(
        _ act: Act, on id: String, by actor: Actor, expecting version: Int? = nil, in tx: Transaction
    ) throws -> Act.Record {
        guard let before = try Act.Record.find(id, tx), before.maySee(actor) || actor.kind == .system else { throw AppError.notFound }
        let workflow = try workflow(Act.Record.self, before.workflowVersion, tx)
        guard let known = workflow.act(act.name) else { throw AppError.notFound }
        guard before.may(known, actor) else { throw AppError.forbidden }
        if let version, version != before.version { throw AppError.conflict("error.changed_meanwhile") }
        let rule = try workflow.require(act.name, in: before.state)
        let issues = act.issues
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        var opened = OpenCase(
            record: before, before: before, actor: actor, now: max(world.now(), before.updatedAt), act: rule, tx: tx, desk: self)
        opened.record.version += 1
        opened.record.updatedAt = opened.now
        opened.record.state = rule.to ?? before.state
        try act.apply(to: &opened)
        try wind(opened, workflow)
        try opened.record.save(from: before.version, tx)
        try owe(opened, workflow)
        try record(opened.record, "\(Act.Record.kind).\(act.name)", by: actor, opened.visibility, opened.details, tx)
        return opened.record
    }

    /// First clock, work-list row and event of a case that was just inserted.
    func begin<Record: SharingCase>(_ record: Record, clock: String, by actor: Actor, details: [String: String] = [:], _ tx: Transaction)
        throws
    {
        let workflow = try workflow(Record.self, record.workflowVersion, tx)
        if let rule = workflow.clock(clock) { try tx.insert(self.clock(rule, record, at: record.updatedAt)) }
        try owe(record, workflow, at: record.updatedAt, tx)
        try self.record(record, "\(Record.kind).submit", by: actor, .party, details, tx)
    }

    func workflow<Record: SharingCase>(_: Record.Type, _ version: Int, _ tx: Transaction) throws -> Workflow {
        if version == Record.workflow.version { return Record.workflow }
        guard let workflow = try tx.workflow(Record.kind, version: version) else { throw AppError.unavailable("error.no_workflow") }
        return workflow
    }

    func calendar(_ unit: String) -> WorkCalendar { directory.calendars.current(for: unit == "regency" ? nil : unit) }

    func clock(_ rule: ClockRule, _ record: some SharingCase, at start: Instant) -> Clock {
        Clock(
            id: world.newID(), of: record.reference, rule: rule, class: "*", unit: record.unit, calendar: calendar(record.unit), at: start)
    }

    private func record<Record: SharingCase>(
        _ record: Record, _ kind: String, by actor: Actor, _ visibility: Event.Visibility, _ details: [String: String], _ tx: Transaction
    ) throws {
        try tx.record(
            Event(
                kind, of: record.reference, sequence: record.version, by: actor, in: world, agency: record.holder, visibility: visibility,
                details: details.merging(["code": record.code]) { $1 },
                digest: try tx.digest(tx.digest(of: record), withClocksOf: record.reference)))
    }
}
