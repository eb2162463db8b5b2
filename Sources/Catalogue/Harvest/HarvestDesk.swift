import Directory
import Foundation
import Kernel
import Storage
import Work

/// Where sources are kept: added, changed, stopped, and set going.
package struct HarvestDesk: Sendable {
    /// Kind of the job that goes on with a run; its payload is `run`.
    static let job = "catalogue.harvest"
    /// A run that has not ended after so many seconds is given up.
    static let longestRun = 12.0 * 3600

    let database: Database
    let world: World
    let directory: DirectoryIndex

    package init(database: Database, world: World, directory: DirectoryIndex) {
        self.database = database
        self.world = world
        self.directory = directory
    }

    /// What a person says about a source.
    package struct Draft: Sendable {
        package var title: String
        package var kind: HarvestSource.Kind
        package var url: String
        package var agency: Identifier<Agency>?
        package var table: Identifier<Distribution>?
        package var hours: Int
        package var isEnabled: Bool

        package init(
            title: String, kind: HarvestSource.Kind, url: String, agency: Identifier<Agency>?, table: Identifier<Distribution>? = nil,
            hours: Int = 24, isEnabled: Bool = true
        ) {
            self.title = Plain.line(title)
            self.kind = kind
            self.url = Plain.line(url)
            self.agency = agency
            self.table = table
            self.hours = hours
            self.isEnabled = isEnabled
        }
    }

    /// - Throws: `.forbidden` unless the actor administers the catalogue, `.invalid` with the fields to mend.
    @discardableResult
    package func add(_ draft: Draft, by actor: Actor) async throws -> HarvestSource {
        try await database.write { tx in try add(draft, by: actor, tx) }
    }

    func add(_ draft: Draft, by actor: Actor, _ tx: Transaction) throws -> HarvestSource {
        try need(actor, draft.kind, draft.table, tx)
        let (agency, table) = try check(draft, tx)
        let now = world.now()
        let source = HarvestSource(
            id: world.newID(), title: draft.title, kind: draft.kind, url: draft.url, agency: agency, table: table, hours: draft.hours,
            isEnabled: draft.isEnabled, nextRunAt: now, createdAt: now, version: 1)
        try tx.insert(source)
        try tx.keep(source.reference, version: 1, "harvest_source.created", fields: source.fields, by: actor, in: world)
        return source
    }

    /// The kind of a source stays what it is.
    @discardableResult
    package func change(_ id: Identifier<HarvestSource>, _ draft: Draft, seen version: Int, by actor: Actor) async throws -> HarvestSource {
        try await database.write { tx in
            guard let source = try tx.harvestSource(id) else { throw AppError.notFound }
            return try change(source, draft, seen: version, by: actor, tx)
        }
    }

    func change(
        _ known: HarvestSource, _ draft: Draft, seen version: Int, by actor: Actor, _ tx: Transaction
    ) throws -> HarvestSource {
        var (source, draft) = (known, draft)
        draft.kind = source.kind
        try need(actor, source.kind, source.table, tx)
        try need(actor, draft.kind, draft.table, tx)
        try tx.needVersion(version, of: source.reference, current: source.version)
        (source.agency, source.table) = try check(draft, tx)
        source.title = draft.title
        source.url = draft.url
        source.hours = draft.hours
        source.isEnabled = draft.isEnabled
        source.version += 1
        guard try tx.update(source) else { throw AppError.conflict("directory.changed_meanwhile") }
        try tx.keep(source.reference, version: source.version, "harvest_source.changed", fields: source.fields, by: actor, in: world)
        return source
    }

    /// Sets a run going now.
    /// - Throws: `.conflict` while one is going on.
    @discardableResult
    package func run(_ id: Identifier<HarvestSource>, by actor: Actor) async throws -> HarvestRun {
        try await database.write { tx in
            guard let source = try tx.harvestSource(id) else { throw AppError.notFound }
            try need(actor, source.kind, source.table, tx)
            return try start(source, by: actor, tx)
        }
    }

    /// Starts a run of every source whose time has come, and gives up runs that do not end. Called again and again.
    package func startDue() async throws {
        try await database.write { tx in
            let now = world.now()
            let late = now.adding(seconds: -HarvestDesk.longestRun)
            for row in try tx.rows("SELECT id FROM harvest_run WHERE state IN ('listing', 'working') AND started_at < \(late)") {
                guard let run = try tx.harvestRun(row.id("id")) else { continue }
                try HarvestRun.end(run, .failed, "harvest.too_long", tx, world)
            }
            let due = try tx.rows("SELECT id FROM harvest_source WHERE is_enabled AND next_run_at <= \(now) ORDER BY next_run_at LIMIT 20")
            for row in due {
                guard let source = try tx.harvestSource(row.id("id")) else { continue }
                if try tx.harvestRuns(of: source.id, limit: 1).first?.state.isOpen == true {
                    try tx.run("UPDATE harvest_source SET next_run_at = \(now.adding(seconds: 600)) WHERE id = \(source.id)")
                } else {
                    try start(source, by: .system, tx)
                }
            }
        }
    }

    @discardableResult
    private func start(_ source: HarvestSource, by actor: Actor, _ tx: Transaction) throws -> HarvestRun {
        guard try tx.harvestRuns(of: source.id, limit: 1).first?.state.isOpen != true else { throw AppError.conflict("harvest.is_running") }
        let now = world.now()
        let run = HarvestRun(
            id: world.newID(), source: source.id, state: .listing, cursor: "", startedAt: now, finishedAt: nil, seen: 0, added: 0,
            changed: 0,
            failed: 0, vanished: 0, failure: nil)
        try tx.insert(run)
        try tx.record(
            Event(
                "harvest_run.started", of: run.reference, sequence: 1, by: actor, in: world, agency: source.agency.text,
                details: ["source": source.id.text]))
        try tx.run("UPDATE harvest_source SET next_run_at = \(now.adding(seconds: Double(source.hours) * 3600)) WHERE id = \(source.id)")
        try tx.enqueue(HarvestDesk.job, ["run": run.id.text], in: world)
        return run
    }

    /// Sources are the administrator's. But where one table's file comes from is for those who send that table's files as well: what is
    /// fetched waits there to be checked like anything they send.
    private func need(
        _ actor: Actor, _ kind: HarvestSource.Kind, _ table: Identifier<Distribution>?, _ tx: Transaction
    ) throws {
        if actor.kind == .system || actor.may(.administerCatalogue) { return }
        guard kind == .file, let table, let found = try tx.distribution(table), let dataset = try tx.dataset(found.dataset),
            DatasetPolicy.mayEdit(dataset, actor)
        else { throw AppError.forbidden }
    }

    private func check(_ draft: Draft, _ tx: Transaction) throws -> (Identifier<Agency>, Identifier<Distribution>?) {
        var issues: [Issue] = []
        if !(3...200).contains(draft.title.count) { issues.append(Issue("title", "error.dataset_title")) }
        let url = URL(string: draft.url)
        if url?.host?.isEmpty != false || !["http", "https"].contains(url?.scheme?.lowercased() ?? "") || draft.url.utf8.count > 2000 {
            issues.append(Issue("url", "harvest.bad_url"))
        }
        if !(1...8760).contains(draft.hours) { issues.append(Issue("hours", "harvest.bad_hours")) }
        var agency = draft.agency
        var table: Identifier<Distribution>?
        if draft.kind == .file {
            if let id = draft.table, let found = try tx.distribution(id), let dataset = try tx.dataset(found.dataset) {
                table = id
                agency = dataset.producer
            } else {
                issues.append(Issue("table", "harvest.no_table"))
            }
        }
        if draft.kind != .file, agency.flatMap({ directory.agencies[$0]?.isActive(on: directory.today) }) != true {
            issues.append(Issue("agency", "error.dataset_producer"))
        }
        guard issues.isEmpty, let agency else { throw AppError.invalid(issues) }
        return (agency, table)
    }
}

extension HarvestRun {
    /// Ends a run, with its event.
    static func end(_ run: HarvestRun, _ state: State, _ failure: Message?, _ tx: Transaction, _ world: World) throws {
        var run = run
        run.state = state
        run.failure = failure
        run.finishedAt = world.now()
        try tx.update(run)
        try tx.record(
            Event(
                "harvest_run.\(state == .done ? "finished" : "failed")", of: run.reference, sequence: 2, by: .system, in: world,
                details: [
                    "source": run.source.text, "seen": "\(run.seen)", "added": "\(run.added)", "changed": "\(run.changed)",
                    "failed": "\(run.failed)", "vanished": "\(run.vanished)",
                ]))
    }
}
