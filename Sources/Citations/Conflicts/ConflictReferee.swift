import Catalogue
import Directory
import Kernel
import Storage
import Work

/// Finds what published tables say differently, and keeps the steward's verdict. Only finds: which of two numbers holds is never
/// decided here.
package struct ConflictReferee: Sendable {
    /// Kind of the job that looks at a table after a version of it was published; its payload is `table`.
    package static let job = "conflicts.look"
    /// Working days in which the steward owes a verdict; a proposal of this project.
    package static let days = 5
    package static let task = "conflict.open"

    let desk: CatalogueDesk
    let reader: CatalogueReader
    let world: World
    let directory: DirectoryIndex

    package init(desk: CatalogueDesk, reader: CatalogueReader) {
        self.desk = desk
        self.reader = reader
        world = desk.world
        directory = desk.directory
    }

    /// Asks for a look whenever a version is published, a dataset withdrawn or its access changed.
    package var subscriber: Outbox.Subscriber {
        { [world] event, tx in
            guard event.subject.kind == "dataset",
                ["dataset.version_published", "dataset.withdrawn", "dataset.restored", "dataset.access_changed"].contains(event.kind)
            else { return }
            for table in try tx.distributions(of: Identifier(event.subject.id)) {
                try tx.enqueue(
                    ConflictReferee.job, ["table": table.id.text], key: "\(ConflictReferee.job) \(event.id) \(table.id)", in: world)
            }
        }
    }

    package var handler: JobHandler {
        JobHandler(ConflictReferee.job, lane: .comparing) { job in
            guard let table = job.payload["table"] else { return }
            try await look(at: Identifier(table))
        }
    }

    /// Compares the version a table shows today with what all others show.
    /// - Returns: how many conflicts it has with others now.
    @discardableResult
    package func look(at table: Identifier<Distribution>) async throws -> Int {
        let columns = try await values(of: table)
        return try await desk.database.write { tx in
            // One look at a time, on however many machines: of two at both sides of a pair at once, each would see what the other table
            // said before, so that what they say differently would be found by neither, or put down by both. Whoever comes second waits
            // here and, as what it sees is from before, begins anew.
            try tx.run("UPDATE referee SET turn = turn + 1")
            guard let distribution = try tx.distribution(table), let dataset = try tx.dataset(distribution.dataset) else { return 0 }
            // What was published meanwhile gets a look of its own.
            guard let version = columns?.version ?? distribution.currentVersion, version == distribution.currentVersion else { return 0 }
            let isShown = dataset.state == .published && dataset.access != .closed
            try tx.replaceStandardValues(of: dataset, table, version, isShown ? columns?.found ?? [] : [])
            return try settle(table, tx)
        }
    }

    private func values(of table: Identifier<Distribution>) async throws -> (
        version: Identifier<DatasetVersion>, found: [(StandardColumn, [StandardValue])]
    )? {
        let opened: OpenedTable
        do { opened = try await reader.open(.distribution(table), for: .system, purpose: .check) } catch let error as AppError {
            guard error.kind == .notFound else { throw error }
            return nil
        }
        let columns = StandardColumn.all(of: opened.version.schema, dataset: opened.dataset)
        let found = try await Background.run { () throws(AppError) -> [(StandardColumn, [StandardValue])] in
            var found: [(StandardColumn, [StandardValue])] = []
            for column in columns { found.append((column, try column.values(in: opened.file))) }
            return found
        }
        return (opened.version.id, found)
    }

    /// Brings the cases of a table in line with what the tables say now.
    private func settle(_ table: Identifier<Distribution>, _ tx: Transaction) throws -> Int {
        let now = try found(table, tx)
        let known = try tx.conflicts(of: table)
        for case var conflict in known where now[Pair(conflict)] == nil && conflict.state != .vanished {
            conflict.state = .vanished
            conflict.differing = 0
            try keep(&conflict, "conflict.vanished", by: .system, tx)
            try tx.closeObligations(of: conflict.reference, at: world.now())
        }
        for (pair, fresh) in now.sorted(by: { $0.key < $1.key }) {
            if var conflict = known.first(where: { Pair($0) == pair }) {
                try renew(&conflict, fresh, tx)
            } else {
                try open(pair, fresh, tx)
            }
        }
        return now.count
    }

    private func open(_ pair: Pair, _ fresh: Found, _ tx: Transaction) throws {
        let conflict = ValueConflict(
            id: world.newID(), code: ShortCode.make(world.random(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }), standard: pair.standard,
            first: fresh.first, second: fresh.second, state: .open, differing: fresh.differing, common: fresh.common,
            examples: fresh.examples, differences: fresh.digest, foundAt: world.now(), verdict: nil, reason: "", ruledAt: nil, ruledBy: nil,
            version: 1)
        try tx.insert(conflict)
        try record(conflict, "conflict.found", by: .system, tx)
        try owe(conflict, tx)
    }

    private func renew(_ conflict: inout ValueConflict, _ fresh: Found, _ tx: Transaction) throws {
        let isSame = conflict.differences == fresh.digest && conflict.state != .vanished
        guard !isSame || conflict.first != fresh.first || conflict.second != fresh.second else { return }
        (conflict.first, conflict.second) = (fresh.first, fresh.second)
        (conflict.differing, conflict.common, conflict.examples) = (fresh.differing, fresh.common, fresh.examples)
        conflict.differences = fresh.digest
        if isSame { return try keep(&conflict, "conflict.seen_again", by: .system, tx) }
        // A verdict is about numbers; where they have changed it must be asked for anew.
        let wasOpen = conflict.state == .open
        conflict.state = .open
        (conflict.verdict, conflict.reason, conflict.ruledAt, conflict.ruledBy) = (nil, "", nil, nil)
        try keep(&conflict, "conflict.changed", by: .system, tx)
        if !wasOpen { try owe(conflict, tx) }
    }

    private func owe(_ conflict: ValueConflict, _ tx: Transaction) throws {
        let now = world.now()
        try tx.open(
            Obligation(
                id: world.newID(), subject: conflict.reference, task: ConflictReferee.task, permission: .stewardData, agency: nil,
                category: nil, subjectCode: conflict.code, openedAt: now,
                dueAt: directory.calendars.regency.due(after: now, workingDays: ConflictReferee.days)))
    }

    func keep(_ conflict: inout ValueConflict, _ kind: String, by actor: Actor, _ tx: Transaction) throws {
        let before = conflict.version
        conflict.version += 1
        try tx.update(conflict, from: before)
        try record(conflict, kind, by: actor, tx)
    }

    private func record(_ conflict: ValueConflict, _ kind: String, by actor: Actor, _ tx: Transaction) throws {
        try tx.record(
            Event(
                kind, of: conflict.reference, sequence: conflict.version, by: actor, in: world,
                details: [
                    "code": conflict.code, "standard": conflict.standard, "first": conflict.first.dataset.text,
                    "second": conflict.second.dataset.text, "differing": "\(conflict.differing)",
                ], digest: conflict.digest))
    }
}
