import Foundation
import Ingest
import Kernel
import Storage
import Web
import Work

/// Goes through sources, a slice of a run at a time, so that no job lasts longer than it may: what is known after a slice is on disk,
/// and the next one goes on from there, on this machine or another.
package struct Harvester: Sendable {
    /// Seconds after which a slice begins nothing new. With one object and one fetch more it stays within a job's lease.
    static let slice = 60.0
    /// Seconds after which no further file of one object is begun.
    static let longestObject = 100.0
    /// Seconds for one fetch.
    static let patience = 90
    private static let largestList = 64 << 20
    private static let largestFile = 512 << 20
    /// One list at a time: a large one takes some hundred megabytes while it is read.
    private static let reading = Background(parallel: 1)

    let desk: CatalogueDesk
    let store: FileStore

    package init(desk: CatalogueDesk, store: FileStore) {
        self.desk = desk
        self.store = store
    }

    private var database: Database { desk.database }
    private var world: World { desk.world }

    /// Handler of ``HarvestDesk/job``.
    package var handler: JobHandler {
        JobHandler(HarvestDesk.job, lane: .fetching) { job in
            guard let id = job.payload["run"] else { return }
            try await goOn(Identifier(id))
        }
    }

    /// Does a slice of a run and asks for the next one.
    func goOn(_ id: Identifier<HarvestRun>) async throws {
        let begun = world.now()
        while world.now().seconds(since: begun) < Harvester.slice {
            guard
                let (run, source) = try await database.read({ tx in
                    try tx.harvestRun(id).flatMap { run in try tx.harvestSource(run.source).map { (run, $0) } }
                }), run.state.isOpen
            else { return }
            if run.state == .listing { try await list(run, source) } else if try await takeNext(run, source) == false { return }
        }
        try await database.write { [world] tx in try tx.enqueue(HarvestDesk.job, ["run": id.text], in: world) }
    }

    /// Reads one page of what the source lists.
    private func list(_ run: HarvestRun, _ source: HarvestSource) async throws {
        let address = run.cursor.isEmpty ? HarvestListing.first(source) : run.cursor
        let page: HarvestPage
        if source.kind == .file {
            let file = HarvestRecord.File(url: source.url, title: source.title, format: "", etag: nil, hash: nil, table: source.table?.text)
            // What comes of it says publicly whence it is: the host, for addresses of single files are often secrets themselves.
            let host = URL(string: source.url)?.host() ?? ""
            page = HarvestPage(
                records: [
                    HarvestRecord(key: source.url, title: source.title, description: "", tags: [], licence: "", page: host, files: [file])
                ])
        } else {
            do { page = try await fetchPage(address, source) } catch let error as AppError {
                // Half a list would make the other half look as if it had vanished.
                let reason = error.issues.first?.message ?? error.message
                return try await database.write { [world] tx in
                    guard let run = try tx.harvestRun(run.id), run.state == .listing else { return }
                    try HarvestRun.end(run, .failed, reason, tx, world)
                }
            }
        }
        try await database.write { [world] tx in
            guard var run = try tx.harvestRun(run.id), run.state == .listing, run.cursor.isEmpty || run.cursor == address else { return }
            for record in page.records { try note(record, run, tx) }
            run.seen += page.records.count + page.unusable
            run.failed += page.unusable
            if let next = page.next, next != address, run.seen < HarvestListing.mostObjects {
                run.cursor = next
            } else {
                run.state = .working
                run.vanished = try markVanished(run, tx, world)
            }
            try tx.update(run)
        }
    }

    private func fetchPage(_ address: String, _ source: HarvestSource) async throws -> HarvestPage {
        let path = try scratch()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let answer = try await world.fetch(
            FetchRequest(
                address, to: path,
                headers: [
                    .init("Accept", "application/ld+json, application/json, text/turtle;q=0.8, application/rdf+xml;q=0.7, */*;q=0.1")
                ], mostBytes: Harvester.largestList,
                seconds: Harvester.patience))
        return try await Self.reading.run {
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            return try HarvestListing.read(bytes, source, from: answer.url)
        }
    }

    /// Remembers that the source has this, to be taken over later in the run.
    private func note(_ record: HarvestRecord, _ run: HarvestRun, _ tx: Transaction) throws {
        let now = world.now()
        guard var known = try tx.harvestObject(of: run.source, key: record.key) else {
            try tx.put(
                HarvestObject(
                    id: world.newID(), source: run.source, key: record.key, title: record.title, state: .waiting, dataset: nil,
                    record: record, takenDigest: "", run: run.id, failure: nil, seenAt: now, sequence: 0))
            return
        }
        var record = record
        // What was fetched of the same files before.
        let before = Dictionary(known.record.files.map { ($0.url, $0) }, uniquingKeysWith: { first, _ in first })
        for index in record.files.indices {
            guard let file = before[record.files[index].url] else { continue }
            (record.files[index].etag, record.files[index].hash) = (file.etag, file.hash)
            record.files[index].table = record.files[index].table ?? file.table
        }
        if known.state == .vanished {
            known.sequence += 1
            try tx.record(Event("harvest_object.returned", of: known.reference, sequence: known.sequence, by: .system, in: world))
        }
        known.title = record.title
        known.record = record
        known.state = .waiting
        known.run = run.id
        known.seenAt = now
        try tx.put(known)
    }

    /// The whole list is known: what it no longer has is said to have vanished, and nothing of it is touched.
    private func markVanished(_ run: HarvestRun, _ tx: Transaction, _ world: World) throws -> Int {
        let gone = try tx.rows(
            "SELECT remote_key FROM harvest_object WHERE source_id = \(run.source) AND run_id <> \(run.id) AND state <> 'vanished' ORDER BY id"
        )
        for row in gone {
            guard var object = try tx.harvestObject(of: run.source, key: row.text("remote_key")) else { continue }
            object.state = .vanished
            object.sequence += 1
            try tx.put(object)
            try tx.record(
                Event(
                    "harvest_object.vanished", of: object.reference, sequence: object.sequence, by: .system, in: world,
                    details: ["source": run.source.text, "dataset": object.dataset?.text ?? ""]))
        }
        return gone.count
    }

    /// Takes over the next thing of the run.
    /// - Returns: false when there was none and the run has ended.
    private func takeNext(_ run: HarvestRun, _ source: HarvestSource) async throws -> Bool {
        let next = try await database.read { tx in try tx.harvestObjects(of: source.id, state: .waiting, limit: 1).first }
        guard let object = next else {
            try await database.write { [world] tx in
                guard let run = try tx.harvestRun(run.id), run.state == .working else { return }
                try HarvestRun.end(run, .done, nil, tx, world)
            }
            return false
        }
        var failure: Message?
        do { try await take(object, run, source) } catch let error as AppError {
            failure = error.issues.first?.message ?? error.message
        } catch {
            failure = Message("harvest.object_failed", ["reason": String(String(describing: error).prefix(200))])
        }
        guard let failure else { return true }
        try await database.write { [world] tx in
            guard var object = try tx.harvestObject(of: source.id, key: object.key), object.state == .waiting else { return }
            object.state = .failed
            object.failure = failure
            object.sequence += 1
            try tx.put(object)
            try tx.record(
                Event(
                    "harvest_object.failed", of: object.reference, sequence: object.sequence, by: .system, in: world,
                    details: ["source": source.id.text, "reason": failure.key.id]))
            try tx.run("UPDATE harvest_run SET failed = failed + 1 WHERE id = \(run.id)")
        }
        return true
    }

    func scratch() throws -> String { try desk.files.scratch("fetch") }

    func fetch(_ file: HarvestRecord.File, to path: String) async throws -> FetchAnswer {
        let known = file.hash == nil ? [] : file.etag.map { [FetchRequest.Header("If-None-Match", $0)] } ?? []
        return try await world.fetch(
            FetchRequest(file.url, to: path, headers: known, mostBytes: Harvester.largestFile, seconds: Harvester.patience))
    }
}
