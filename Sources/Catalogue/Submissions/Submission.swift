import Directory
import Ingest
import Kernel
import Work

/// One file sent in for a table, on its way to becoming a version: received, read, submitted, checked, published or returned.
package struct Submission: Sendable, Equatable, Identifiable {
    package typealias State = String

    package var id: Identifier<Submission>
    package var dataset: Identifier<Dataset>
    package var distribution: Identifier<Distribution>
    /// The agency it is sent by: the dataset's producer.
    package var producer: Identifier<Agency>
    /// A state of ``Workflow/submission``: `received`, `unreadable`, `read`, `submitted`, `checked`, `returned`, `published`, `withdrawn`.
    package var state: State
    package var workflowVersion: Int
    package var version: Int
    /// As the sender calls it.
    package var filename: String
    /// SHA-256 of the uploaded file, in the store until it is published or forgotten.
    package var fileHash: String
    package var fileBytes: Int
    /// How the file is read: sheet, guesses that are off, columns, fixes and remedies.
    package var reading: Reading
    /// What was understood; `nil` until it was read.
    package var outcome: ReadingOutcome?
    /// SHA-256 of everything that was understood (``Understanding`` as JSON), for the page that shows it; `nil` before it was read.
    package var reportHash: String?
    /// Why the file could not be read at all; `nil` when it could.
    package var failure: Message?
    /// What the producer says changed.
    package var note: String
    package var createdBy: String
    package var createdAt: Instant
    package var updatedAt: Instant
    package var submittedBy: String?
    package var submittedAt: Instant?
    package var decidedBy: String?
    package var decidedAt: Instant?
    /// Why the steward let it pass the privacy gate; `nil` when it passed by itself or was not let pass.
    package var overrideReason: String?
    package var overriddenBy: String?

    package var reference: Reference { Reference("submission", id) }

    package init(
        id: Identifier<Submission>, dataset: Identifier<Dataset>, distribution: Identifier<Distribution>, producer: Identifier<Agency>,
        workflowVersion: Int, filename: String, fileHash: String, fileBytes: Int, reading: Reading = Reading(), note: String = "",
        createdBy: String, createdAt: Instant
    ) {
        self.id = id
        self.dataset = dataset
        self.distribution = distribution
        self.producer = producer
        state = Workflow.submission.initial
        self.workflowVersion = workflowVersion
        version = 1
        self.filename = filename
        self.fileHash = fileHash
        self.fileBytes = fileBytes
        self.reading = reading
        self.note = note
        self.createdBy = createdBy
        self.createdAt = createdAt
        updatedAt = createdAt
    }
}

/// What reading an uploaded file gave: the canonical CSV that would be published, and what stands in its way.
package struct ReadingOutcome: Sendable, Equatable, Codable {
    /// SHA-256 of the canonical CSV.
    package var hash: String
    package var rows: Int
    package var bytes: Int
    /// What the columns are, remedies applied.
    package var schema: TableSchema
    /// Cells that could not be read, of which the rows are in quarantine.
    package var problems: Int
    package var quarantined: Int
    /// SHA-256 of the quarantined rows as CSV; `nil` when there are none.
    package var quarantineHash: String?
    /// Findings of the privacy gate that keep the table from being open.
    package var findings: Int
    /// Findings that the producer says are nobody's data; `nil` for none.
    package var declared: Int?

    package init(
        hash: String, rows: Int, bytes: Int, schema: TableSchema, problems: Int = 0, quarantined: Int = 0,
        quarantineHash: String? = nil, findings: Int = 0
    ) {
        self.hash = hash
        self.rows = rows
        self.bytes = bytes
        self.schema = schema
        self.problems = problems
        self.quarantined = quarantined
        self.quarantineHash = quarantineHash
        self.findings = findings
    }
}

/// Why something was returned, at a cell, a column or the whole.
package struct ReturnReason: Sendable, Equatable {
    package var id: Identifier<ReturnReason>
    package var submission: Identifier<Submission>
    /// The row by its number in the file that was sent, as its sheet shows it; `nil` for the whole column or table.
    package var row: Int?
    package var column: String?
    package var text: String
    package var by: String
    package var at: Instant

    package init(
        id: Identifier<ReturnReason>, submission: Identifier<Submission>, row: Int? = nil, column: String? = nil, text: String, by: String,
        at: Instant
    ) {
        self.id = id
        self.submission = submission
        self.row = row
        self.column = column
        self.text = text
        self.by = by
        self.at = at
    }
}
