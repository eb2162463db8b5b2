import Ingest
import Kernel
import Storage
import Work

/// Has the file read otherwise: another sheet, a guess off, a type, a fix, a remedy.
package struct ChangeReading: SubmissionAct {
    package let name = "change_reading"
    package var reading: Reading

    package init(_ reading: Reading) { self.reading = reading }

    package var issues: [Issue] { reading.declarationIssues }

    package func apply(to opened: inout SubmissionCase) throws {
        let reading = reading.declared(by: opened.actor.id, after: opened.before.reading)
        if reading.harmless != opened.before.reading.harmless { opened.details["harmless"] = "\(reading.harmless?.count ?? 0)" }
        opened.submission.reading = reading
        try opened.readAnew()
    }
}

/// Sends another file in place of one that had mistakes; what was decided about reading it stays.
package struct ReplaceFile: SubmissionAct {
    package let name = "replace_file"
    package var filename: String
    package var fileHash: String
    package var fileBytes: Int

    package init(filename: String, fileHash: String, fileBytes: Int) {
        self.filename = filename
        self.fileHash = fileHash
        self.fileBytes = fileBytes
    }

    package func apply(to opened: inout SubmissionCase) throws {
        opened.submission.filename = filename
        opened.submission.fileHash = fileHash
        opened.submission.fileBytes = fileBytes
        // Fixes were for cells of the file before, and so was what was said to be nobody's data.
        opened.submission.reading = opened.submission.reading.forNextFile
        try opened.readAnew()
    }
}

/// Hands what was understood to the steward.
package struct SubmitForCheck: SubmissionAct {
    package let name = "submit"
    package var note: String?

    package init(note: String? = nil) { self.note = note.map { Plain.text($0) } }

    package var issues: [Issue] {
        (note?.count ?? 0) > 2000 ? [Issue("note", Message("error.too_long", ["max": "2000", "length": "\(note?.count ?? 0)"]))] : []
    }

    package func apply(to opened: inout SubmissionCase) throws {
        guard let outcome = opened.submission.outcome else { throw AppError.conflict("error.submission_not_read") }
        // A file without rows is a mistake of whoever sends it; a table of our own says with it that there are none left.
        guard outcome.rows > 0 || opened.actor.kind == .system else { throw AppError.invalid("file", "error.submission_empty") }
        if let note { opened.submission.note = note }
        opened.submission.submittedAt = opened.now
        opened.submission.submittedBy = opened.actor.id
        opened.details["rows"] = "\(outcome.rows)"
        if let declared = outcome.declared { opened.details["harmless"] = "\(declared)" }
    }
}

/// Takes a file back.
package struct WithdrawSubmission: SubmissionAct {
    package let name = "withdraw"

    package init() {}

    package func apply(to opened: inout SubmissionCase) throws {}
}

/// The producing agency's own steward (walidata pendukung) has looked at it.
package struct EndorseSubmission: SubmissionAct {
    package let name = "endorse"

    package init() {}

    package func apply(to opened: inout SubmissionCase) throws { opened.details["endorsed"] = "1" }
}

/// A file was read; done by the job that reads it.
package struct ReadSubmission: SubmissionAct {
    package let name = "read"
    package var outcome: ReadingOutcome
    /// Where the ``Understanding`` is kept.
    package var reportHash: String?

    package init(_ outcome: ReadingOutcome, reportHash: String? = nil) {
        self.outcome = outcome
        self.reportHash = reportHash
    }

    package func apply(to opened: inout SubmissionCase) throws {
        opened.submission.outcome = outcome
        opened.submission.reportHash = reportHash
        opened.submission.failure = nil
        opened.details = ["rows": "\(outcome.rows)", "problems": "\(outcome.problems)", "quarantined": "\(outcome.quarantined)"]
        try opened.tx.forgetProgress(of: opened.submission.id)
    }
}

/// A file could not be read at all.
package struct RefuseSubmission: SubmissionAct {
    package let name = "refuse"
    package var reason: Message
    /// What was understood before it failed, as JSON in the store, where there is anything.
    package var reportHash: String?

    package init(_ reason: Message, reportHash: String? = nil) {
        self.reason = reason
        self.reportHash = reportHash
    }

    package func apply(to opened: inout SubmissionCase) throws {
        opened.submission.outcome = nil
        opened.submission.failure = reason
        opened.submission.reportHash = reportHash
        opened.details["reason"] = reason.key.id
        try opened.tx.forgetProgress(of: opened.submission.id)
    }
}

/// A clock behind it has passed a mark.
package struct AlertSubmission: SubmissionAct {
    package let name = "alert"
    package var clock: String
    package var percent: Int

    package func apply(to opened: inout SubmissionCase) throws { opened.details = ["clock": clock, "percent": "\(percent)"] }
}

extension SubmissionCase {
    /// Forgets what was understood and asks for the file to be read again.
    mutating func readAnew() throws {
        submission.outcome = nil
        submission.reportHash = nil
        submission.failure = nil
        submission.overrideReason = nil
        submission.overriddenBy = nil
        try desk.enqueueReading(of: submission, tx)
    }
}
