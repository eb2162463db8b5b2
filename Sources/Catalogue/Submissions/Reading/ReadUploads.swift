import Columns
import Directory
import Foundation
import Ingest
import Kernel
import Storage
import Synchronization
import Work

/// Reads the files that were sent in: the job behind a submission in the state `received`.
package struct ReadUploads: Sendable {
    let desk: CatalogueDesk

    package init(_ desk: CatalogueDesk) { self.desk = desk }

    /// One large file at a time beside the requests, for an import fills a core and a disk by itself; and beside it one of those that
    /// somebody waits for.
    private static let large = Background(parallel: 1)
    private static let small = Background(parallel: 1)

    package var handlers: [JobHandler] { [handler(CatalogueDesk.readJob, .reading), handler(CatalogueDesk.importJob, .importing)] }

    private func handler(_ kind: String, _ lane: JobLane) -> JobHandler {
        JobHandler(kind, lane: lane) { job in
            guard let id = job.payload["submission"], let version = job.payload["version"].flatMap({ Int($0) }) else { return }
            try await read(Identifier(id), version: version)
        }
    }

    /// Reads the file of a submission as it says now. Does nothing when somebody has changed it since it was asked for.
    package func read(_ id: Identifier<Submission>, version: Int) async throws {
        guard let submission = try await desk.database.read({ tx in try tx.submission(id) }), submission.state == "received",
            submission.version == version
        else { return }
        let act = try await outcome(of: submission)
        do {
            try await desk.perform(act, on: id, by: .system, expecting: version)
        } catch let error as AppError where error.kind == .conflict {
            // Taken back or read by somebody else meanwhile.
        }
    }

    /// What reading the file comes to. Only what may be gone at another try is thrown.
    private func outcome(of submission: Submission) async throws -> any SubmissionAct {
        guard let path = try await desk.files.store.file(submission.fileHash) else {
            return RefuseSubmission("error.upload_gone")
        }
        let places = desk.placeNames
        let published = try await desk.database.read { tx in try tx.distribution(submission.distribution)?.schema } ?? TableSchema()
        let lane = submission.fileBytes < CatalogueDesk.largeFile ? Self.small : Self.large
        var understanding: Understanding?
        do {
            let (inspection, seen) = try await lane.run { () throws(AppError) in
                try Self.inspect(path, submission, places, published)
            }
            understanding = seen
            guard inspection.problems.isEmpty else {
                return RefuseSubmission("error.schema_does_not_fit", reportHash: try await keep(seen))
            }
            let references = try await desk.referenceValues(for: inspection.schema)
            let csv = try desk.files.scratch("csv")
            let quarantine = try desk.files.scratch("ndjson")
            defer { for file in [csv, quarantine] { try? FileManager.default.removeItem(atPath: file) } }
            let imported = try await following(submission) { progress in
                try await lane.run { () throws(AppError) in
                    let file = try Ingest.UploadedFile.open(path: path, named: submission.filename)
                    let rows = try file.rows(ofSheet: inspection.reading.sheet)
                    return try SheetImport(inspection, places: places, references: references)
                        .run(rows, csv: csv, quarantine: quarantine, progress: progress)
                }
            }
            var whole = seen
            whole.take(imported)
            let hash = try await desk.files.keep(csvAt: csv)
            // Made here, where nobody waits: of a large table it takes longer than anybody would who reads it first.
            _ = try await desk.files.columns(hash, shape: try imported.schema.shape())
            let bad = imported.rowsInQuarantine > 0 ? try await desk.files.keep(csvAt: quarantine) : nil
            var outcome = ReadingOutcome(
                hash: hash, rows: imported.rowsWritten, bytes: imported.table.length, schema: imported.schema,
                problems: imported.problemCount, quarantined: imported.rowsInQuarantine, quarantineHash: bad,
                findings: imported.privacy.count(where: \.blocksOpen))
            let declared = imported.privacy.count { $0.declared != nil }
            if declared > 0 { outcome.declared = declared }
            return ReadSubmission(outcome, reportHash: try await keep(whole))
        } catch let error as AppError where error.kind != .unavailable {
            var hash: String?
            if let understanding { hash = try await keep(understanding) }
            return RefuseSubmission(error.issues.first?.message ?? error.message, reportHash: hash)
        }
    }

    private static func inspect(
        _ path: String, _ submission: Submission, _ places: PlaceList, _ published: TableSchema
    ) throws(AppError) -> (Inspection, Understanding) {
        let file = try Ingest.UploadedFile.open(path: path, named: submission.filename)
        let sheets = file.sheets
        var reading = submission.reading
        // Of a file with other sheets than last time the first that is shown is read.
        if !sheets.indices.contains(reading.sheet) { reading.sheet = sheets.firstIndex { !$0.isHidden } ?? 0 }
        var seen = Understanding(
            format: file.format, sheets: sheets.map { Understanding.Sheet(name: $0.name, isHidden: $0.isHidden) }, sheet: reading.sheet)
        var inspection = try Inspection.of(file, reading: reading, places: places)
        let isOwn = isOwn(inspection, published)
        if isOwn {
            reading.schema = published
            inspection = try Inspection.of(file, reading: reading, places: places)
        }
        seen.take(inspection)
        if isOwn { seen.notes.append("understood.own_file") }
        return (inspection, seen)
    }

    /// Whether a sheet is what we handed out of its table: its headings are the technical names, which say less than what is known of the
    /// columns. Inferred from them, titles, types and rules would be lost to a clerk who only mended some values.
    private static func isOwn(_ inspection: Inspection, _ published: TableSchema) -> Bool {
        let reading = inspection.reading
        return reading.schema == nil && reading.columns.isEmpty && reading.remedies.isEmpty
            && inspection.columns.map(\.heading) == published.fields.map(\.name)
            && published.fields.contains { $0.heading != $0.name }
    }

    private func keep(_ understanding: Understanding) async throws -> String {
        try await desk.files.store.put(Array(jsonText(understanding).utf8))
    }

    /// Writes down how far an import has come while it runs, for whoever waits.
    private func following<T: Sendable>(
        _ submission: Submission, _ work: (@escaping @Sendable (ImportProgress) -> Void) async throws -> T
    ) async throws -> T {
        let latest = Latest()
        let watcher = Task {
            var told = 0
            while !Task.isCancelled {
                try await Task.sleep(for: .seconds(1))
                let rows = latest.rows
                guard rows > told else { continue }
                told = rows
                try await desk.database.write { [world = desk.world] tx in
                    try tx.note(SubmissionProgress(rows: rows, bytes: submission.fileBytes, at: world.now()), of: submission.id)
                }
            }
        }
        defer { watcher.cancel() }
        return try await work { latest.rows = $0.rowsRead }
    }
}

/// Rows read so far, told from the thread that reads.
private final class Latest: Sendable {
    private let state = Atomic(0)

    var rows: Int {
        get { state.load(ordering: .relaxed) }
        set { state.store(newValue, ordering: .relaxed) }
    }
}
