import Ingest
import Kernel
import Storage
import Work

extension Submission {
    package init(row: Row) {
        id = row.id("id")
        dataset = row.id("dataset_id")
        distribution = row.id("distribution_id")
        producer = row.id("producer_id")
        state = row.text("state")
        workflowVersion = row.int("workflow_version")
        version = row.int("version")
        filename = row.text("filename")
        fileHash = row.text("file_hash")
        fileBytes = row.int("file_bytes")
        reading = fromJSON(row.text("reading")) ?? Reading()
        outcome = row.textIfAny("outcome").flatMap(WideOutcomes.read)
        reportHash = row.textIfAny("report_hash")
        failure = row.textIfAny("failure").flatMap { fromJSON($0) }
        note = row.text("note")
        createdBy = row.text("created_by")
        createdAt = row.instant("created_at")
        updatedAt = row.instant("updated_at")
        submittedBy = row.textIfAny("submitted_by")
        submittedAt = row.instantIfAny("submitted_at")
        decidedBy = row.textIfAny("decided_by")
        decidedAt = row.instantIfAny("decided_at")
        overrideReason = row.textIfAny("override_reason")
        overriddenBy = row.textIfAny("overridden_by")
    }

    /// Every column and every reason, for the digest in its events.
    func digest(_ reasons: [ReturnReason]) -> String {
        Seal.digest(
            [
                id.text, dataset.text, distribution.text, producer.text, state, String(workflowVersion), String(version), filename,
                fileHash, String(fileBytes), jsonText(reading), outcome.map(jsonText), reportHash, failure.map(jsonText), note, createdBy,
                createdAt.description,
                updatedAt.description, submittedBy, submittedAt?.description, decidedBy, decidedAt?.description, overrideReason,
                overriddenBy,
            ] + reasons.flatMap { [$0.id.text, $0.row.map(String.init), $0.column, $0.text, $0.by, $0.at.description] })
    }
}

extension ReturnReason {
    init(from row: Row) {
        id = row.id("id")
        submission = row.id("submission_id")
        self.row = row.intIfAny("row_number")
        column = row.textIfAny("column_name")
        text = row.text("text")
        by = row.text("created_by")
        at = row.instant("at")
    }
}

extension Transaction {
    package func submission(_ id: Identifier<Submission>) throws -> Submission? {
        try row("SELECT * FROM submission WHERE id = \(id)").map(Submission.init(row:))
    }

    /// The submissions of a dataset, newest first.
    package func submissions(of dataset: Identifier<Dataset>, limit: Int = 100) throws -> [Submission] {
        try rows("SELECT * FROM submission WHERE dataset_id = \(dataset) ORDER BY id DESC LIMIT \(limit)").map(Submission.init(row:))
    }

    /// Why a submission was returned, first things first.
    package func returnReasons(of submission: Identifier<Submission>) throws -> [ReturnReason] {
        try rows("SELECT * FROM submission_reason WHERE submission_id = \(submission) ORDER BY id").map(ReturnReason.init(from:))
    }

    func insert(_ submission: Submission) throws {
        try run(
            """
            INSERT INTO submission (id, dataset_id, distribution_id, producer_id, state, workflow_version, version, filename, file_hash,
                file_bytes, reading, outcome, report_hash, failure, note, created_by, created_at, updated_at, submitted_by, submitted_at, decided_by,
                decided_at, override_reason, overridden_by)
            VALUES (\(submission.id), \(submission.dataset), \(submission.distribution), \(submission.producer), \(submission.state),
                \(submission.workflowVersion), \(submission.version), \(submission.filename), \(submission.fileHash),
                \(submission.fileBytes), \(jsonText(submission.reading)), \(submission.outcome.map(jsonText)),
                \(submission.reportHash), \(submission.failure.map(jsonText)), \(submission.note), \(submission.createdBy), \(submission.createdAt), \(submission.updatedAt), \(submission.submittedBy),
                \(submission.submittedAt), \(submission.decidedBy), \(submission.decidedAt), \(submission.overrideReason),
                \(submission.overriddenBy))
            """)
    }

    /// - Throws: ``AppError/Kind/conflict`` when somebody was quicker.
    func update(_ submission: Submission, from version: Int) throws {
        let changed = try run(
            """
            UPDATE submission SET producer_id = \(submission.producer), state = \(submission.state), version = \(submission.version),
                filename = \(submission.filename), file_hash = \(submission.fileHash), file_bytes = \(submission.fileBytes),
                reading = \(jsonText(submission.reading)), outcome = \(submission.outcome.map(jsonText)),
                report_hash = \(submission.reportHash), failure = \(submission.failure.map(jsonText)), note = \(submission.note),
                updated_at = \(submission.updatedAt), submitted_by = \(submission.submittedBy),
                submitted_at = \(submission.submittedAt), decided_by = \(submission.decidedBy), decided_at = \(submission.decidedAt),
                override_reason = \(submission.overrideReason), overridden_by = \(submission.overriddenBy)
            WHERE id = \(submission.id) AND version = \(version)
            """)
        guard changed == 1 else { throw AppError.conflict("error.submission_changed") }
    }

    func insert(_ reason: ReturnReason) throws {
        try run(
            """
            INSERT INTO submission_reason (id, submission_id, row_number, column_name, text, created_by, at)
            VALUES (\(reason.id), \(reason.submission), \(reason.row), \(reason.column), \(reason.text), \(reason.by), \(reason.at))
            """)
    }
}
