import Directory
import Kernel
import Storage
import Work

/// The desk at which sheets, quick wins, entries of the register and ideas are written. What all acts have in common happens here, in
/// one transaction: policy, the workflow, overtaking, clocks, the work list, record, history and event. Nothing else writes to their
/// tables.
package struct InnovationDesk: Sendable {
    package let database: Database
    package let world: World
    package let vault: Vault
    package let directory: DirectoryIndex
    /// Of every capability: finds and names what sheets point at.
    package let references: ReferenceResolver

    package init(database: Database, world: World, vault: Vault, directory: DirectoryIndex, references: ReferenceResolver) {
        self.database = database
        self.world = world
        self.vault = vault
        self.directory = directory
        self.references = references
    }

    /// Does an act.
    /// - Parameter expecting: the version the person saw; when somebody else has acted since, nothing is done and the error says what
    ///   changed, field by field.
    /// - Throws: `.notFound` when the actor may not know of the record, `.forbidden` when the act is not hers, `.conflict` when it is in
    ///   no state for it or somebody was quicker, `.invalid` with the fields to mend.
    @discardableResult
    package func perform<Act: InnovationAct>(_ act: Act, on id: String, by actor: Actor, expecting version: Int? = nil) async throws
        -> Act.Record
    {
        try await database.write { tx in try perform(act, on: id, by: actor, expecting: version, in: tx) }
    }

    /// As ``perform(_:on:by:expecting:)``, within a transaction that does more.
    /// - Parameter isInvited: whether the caller has made sure, at a record of its own, that this actor may do so.
    @discardableResult
    package func perform<Act: InnovationAct>(
        _ act: Act, on id: String, by actor: Actor, expecting version: Int? = nil, isInvited: Bool = false, in tx: Transaction
    ) throws -> Act.Record {
        guard let before = try Act.Record.find(id, tx), try isInvited || actor.kind == .system || before.maySee(actor, tx) else {
            throw AppError.notFound
        }
        let workflow = try workflow(Act.Record.self, before.workflowVersion, tx)
        guard let known = workflow.act(act.name) else { throw AppError.notFound }
        guard isInvited || actor.kind == .system || before.may(known, actor) else { throw AppError.forbidden }
        if let version, version != before.version { try tellChange(since: version, before, tx) }
        let rule = try workflow.require(act.name, in: before.state)
        let issues = act.issues
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        var opened = OpenInnovation(
            record: before, before: before, actor: actor, now: max(world.now(), before.updatedAt), tx: tx, desk: self, act: rule)
        opened.record.version += 1
        opened.record.updatedAt = opened.now
        opened.record.state = rule.to ?? before.state
        try act.apply(to: &opened)
        try wind(opened, workflow)
        try opened.record.save(from: before.version, tx)
        try owe(opened, workflow)
        try keep(opened.record, "\(Act.Record.kind).\(act.name)", by: actor, details: opened.details, tx)
        return opened.record
    }

    /// Writes a new record with its first clock, row of the work list, history and event.
    func begin<Record: InnovationRecord>(_ record: Record, by actor: Actor, details: [String: String] = [:], _ tx: Transaction) throws {
        try record.insert(tx)
        let workflow = try workflow(Record.self, record.workflowVersion, tx)
        if let name = workflow.state(record.state)?.clock, let rule = workflow.clock(name) {
            try tx.insert(clock(rule, record, at: record.updatedAt))
        }
        try owe(record, workflow, at: record.updatedAt, tx)
        try keep(record, "\(Record.kind).created", by: actor, details: details, tx)
    }

    /// Acts that are the actor's on the record as it stands.
    package func acts<Record: InnovationRecord>(on record: Record, for actor: Actor, _ tx: Transaction) throws -> Set<String> {
        Set(try workflow(Record.self, record.workflowVersion, tx).acts(in: record.state).filter { record.may($0, actor) }.map(\.name))
    }

    func workflow<Record: InnovationRecord>(_: Record.Type, _ version: Int, _ tx: Transaction) throws -> Workflow {
        if version == Record.workflow.version { return Record.workflow }
        guard let workflow = try tx.workflow(Record.kind, version: version) else { throw AppError.unavailable("error.no_workflow") }
        return workflow
    }

    func calendar(_ unit: String?) -> WorkCalendar { directory.calendars.current(for: unit) }

    private func tellChange<Record: InnovationRecord>(since version: Int, _ record: Record, _ tx: Transaction) throws {
        if record.fields != nil { try tx.needVersion(version, of: record.reference, current: record.version) }
        throw AppError.conflict("error.changed_meanwhile")
    }

    private func keep<Record: InnovationRecord>(
        _ record: Record, _ kind: String, by actor: Actor, details: [String: String], _ tx: Transaction
    ) throws {
        let details = details.merging(["code": record.code]) { $1 }
        let digest = try tx.digest(tx.digest(of: record), withClocksOf: record.reference)
        if let fields = record.fields {
            try tx.keep(
                record.reference, version: record.version, kind, fields: fields, by: actor, in: world, agency: record.holder,
                details: details, digest: digest)
        } else {
            try tx.record(
                Event(
                    kind, of: record.reference, sequence: record.version, by: actor, in: world, agency: record.holder, visibility: .party,
                    details: details, digest: digest))
        }
    }
}
