import Ingest
import Kernel
import Storage
import Work

/// A file for a table, already in the store.
package struct ReceiveUpload: Sendable {
    package var table: Identifier<Distribution>
    package var filename: String
    /// SHA-256 under which the store keeps it.
    package var fileHash: String
    package var fileBytes: Int
    /// What changed, in the producer's words.
    package var note: String
    /// How to read it; as the last file of the table was read when `nil`.
    package var reading: Reading?
    /// For what is no file of a person but already a canonical CSV of a known schema, such as the demo's or our own figures: what reading
    /// it would give. It is not read again then.
    package var outcome: ReadingOutcome?

    package init(
        table: Identifier<Distribution>, filename: String, fileHash: String, fileBytes: Int, note: String = "", reading: Reading? = nil,
        outcome: ReadingOutcome? = nil
    ) {
        self.table = table
        self.filename = filename
        self.fileHash = fileHash
        self.fileBytes = fileBytes
        self.note = Plain.text(note)
        self.reading = reading
        self.outcome = outcome
    }
}

extension CatalogueDesk {
    /// Kind of the job that reads a file; its payload is `submission` and `version`.
    package static let readJob = "catalogue.read"
    /// The same for files so large that others would wait for minutes.
    package static let importJob = "catalogue.import"
    /// Bytes from which a file is large.
    package static let largeFile = 8 << 20

    /// Receives a file; a job reads it, unless it brings its outcome.
    /// - Throws: `.notFound` for tables the actor may not know of, `.forbidden` when it is not her agency's.
    @discardableResult
    package func receive(_ upload: ReceiveUpload, by actor: Actor) async throws -> Submission {
        try await database.write { tx in try receive(upload, by: actor, in: tx) }
    }

    @discardableResult
    package func receive(_ upload: ReceiveUpload, by actor: Actor, in tx: Transaction) throws -> Submission {
        guard let table = try tx.distribution(upload.table), let dataset = try tx.dataset(table.dataset),
            DatasetPolicy.maySee(dataset, actor)
        else { throw AppError.notFound }
        guard actor.kind == .system || actor.may(.produceData, agency: dataset.producer.text) else { throw AppError.forbidden }
        guard dataset.state != .withdrawn else { throw AppError.conflict("error.dataset_not_published") }
        let reading = (upload.reading ?? table.reading.forNextFile).declared(by: actor.id, after: nil)
        let issues = reading.declarationIssues
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        let workflow = try tx.workflow("submission", at: world.now()) ?? .submission
        var submission = Submission(
            id: world.newID(), dataset: dataset.id, distribution: table.id, producer: dataset.producer,
            workflowVersion: workflow.version, filename: upload.filename, fileHash: upload.fileHash, fileBytes: upload.fileBytes,
            reading: reading, note: upload.note, createdBy: actor.id, createdAt: world.now())
        submission.outcome = nil
        try tx.insert(submission)
        try tx.record(
            Event(
                "submission.received", of: submission.reference, sequence: 1, by: actor, in: world, agency: submission.producer.text,
                details: ["dataset": dataset.id.text, "bytes": "\(upload.fileBytes)"],
                digest: try tx.digest(submission.digest([]), withClocksOf: submission.reference)))
        if let outcome = upload.outcome {
            return try perform(ReadSubmission(outcome), on: submission.id, by: .system, in: tx)
        }
        try enqueueReading(of: submission, tx)
        return submission
    }

    /// Asks for the file of a submission to be read as it says now.
    func enqueueReading(of submission: Submission, _ tx: Transaction) throws {
        try tx.enqueue(
            submission.fileBytes < CatalogueDesk.largeFile ? CatalogueDesk.readJob : CatalogueDesk.importJob,
            ["submission": submission.id.text, "version": "\(submission.version)"],
            key: "\(CatalogueDesk.readJob) \(submission.id) \(submission.version)", in: world)
    }
}
