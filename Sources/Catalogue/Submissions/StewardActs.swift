import Directory
import Ingest
import Kernel
import Storage
import Work

/// Sends it back with reasons, at cells where they lie there.
package struct ReturnSubmission: SubmissionAct {
    /// What is wrong, and where: at a cell, a row, a column, or with the whole when neither is named.
    package struct Reason: Sendable, Equatable {
        /// The row by its number in the file that was sent, as its sheet and the page of the submission show it.
        package var row: Int?
        package var column: String?
        package var text: String

        package init(row: Int? = nil, column: String? = nil, text: String) {
            self.row = row
            self.column = column
            self.text = Plain.text(text)
        }
    }

    package let name: String
    package var reasons: [Reason]

    /// - Parameter byTrustee: whether it is the trustee who objects.
    package init(_ reasons: [Reason], byTrustee: Bool = false) {
        self.reasons = reasons
        name = byTrustee ? "object" : "return"
    }

    package var issues: [Issue] {
        if reasons.isEmpty { return [Issue("reason", "error.reason_missing")] }
        if reasons.count > 200 { return [Issue("reason", "error.reason_many")] }
        return reasons.contains { !(5...2000).contains($0.text.count) } ? [Issue("reason", "error.reason_short")] : []
    }

    package func apply(to opened: inout SubmissionCase) throws {
        let columns = opened.submission.outcome?.schema
        for reason in reasons {
            if let column = reason.column, columns?[column] == nil { throw AppError.invalid("column", "error.reason_column") }
            try opened.tx.insert(
                ReturnReason(
                    id: opened.desk.world.newID(), submission: opened.submission.id, row: reason.row, column: reason.column,
                    text: reason.text, by: opened.actor.id, at: opened.now))
        }
        opened.submission.decidedAt = opened.now
        opened.submission.decidedBy = opened.actor.id
        opened.details["reasons"] = "\(reasons.count)"
    }
}

/// Lets it pass the privacy gate with a reason that stays on record.
package struct OverrideGate: SubmissionAct {
    package let name = "override"
    package var reason: String

    package init(reason: String) { self.reason = Plain.text(reason) }

    package var issues: [Issue] { (20...2000).contains(reason.count) ? [] : [Issue("reason", "error.override_reason")] }

    package func apply(to opened: inout SubmissionCase) throws {
        guard (opened.submission.outcome?.findings ?? 0) > 0 else { throw AppError.conflict("error.nothing_to_override") }
        opened.submission.overrideReason = reason
        opened.submission.overriddenBy = opened.actor.id
        opened.details["findings"] = "\(opened.submission.outcome?.findings ?? 0)"
    }
}

/// Makes it the table's next version; or, where it is a priority statistic, hands it on to the trustee.
package struct PublishSubmission: SubmissionAct {
    package let name = "publish"

    package init() {}

    package func apply(to opened: inout SubmissionCase) throws {
        if opened.needsTrustee { throw AppError.conflict("error.trustee_first") }
        try opened.publish()
    }
}

/// Hands a priority statistic on to the trustee (pembina data).
package struct ForwardSubmission: SubmissionAct {
    package let name = "forward"

    package init() {}

    package func apply(to opened: inout SubmissionCase) throws {
        guard opened.needsTrustee else { throw AppError.conflict("error.no_trustee_needed") }
        try opened.passGate()
        opened.submission.decidedAt = opened.now
        opened.submission.decidedBy = opened.actor.id
    }
}

/// The trustee has checked it; it becomes the next version.
package struct ConfirmSubmission: SubmissionAct {
    package let name = "confirm"

    package init() {}

    package func apply(to opened: inout SubmissionCase) throws { try opened.publish() }
}

extension SubmissionCase {
    /// Priority statistics are checked once more (Perpres 39/2019 art. 23).
    var needsTrustee: Bool { dataset.isPriority && dataset.kind == .statistical && actor.kind != .system }

    /// - Throws: what keeps the table from being published as the dataset's access says.
    func passGate() throws {
        guard let outcome = submission.outcome else { throw AppError.conflict("error.submission_not_read") }
        if dataset.access == .open, outcome.findings > 0, submission.overrideReason == nil {
            throw AppError.invalid("gate", Message("error.gate_closed", ["count": "\(outcome.findings)"]))
        }
    }

    /// Writes the version, shows it, and sets the day the next one is owed.
    mutating func publish() throws {
        try passGate()
        guard let outcome = submission.outcome else { return }
        let before = try tx.versions(of: table.id, limit: 1).first
        let version = DatasetVersion(
            id: desk.world.newID(), distribution: table.id, number: (before?.number ?? 0) + 1, hash: outcome.hash, rows: outcome.rows,
            bytes: outcome.bytes, shape: try outcome.schema.shape(), schema: outcome.schema, publishedAt: now, publishedBy: actor.id,
            submission: submission.id, note: submission.note)
        try tx.insert(version)
        table.currentVersion = version.id
        table.schema = outcome.schema
        // Fixes belong to the cells of one file, and so does what was said to be nobody's data; all other decisions hold for the next.
        table.reading = submission.reading.forNextFile
        try tx.update(table)
        submission.decidedAt = now
        submission.decidedBy = actor.id
        var opened = DatasetCase(dataset: dataset, before: dataset, actor: actor, now: max(now, dataset.updatedAt), tx: tx, desk: desk)
        opened.dataset.state = .published
        opened.dataset.publishedAt = dataset.publishedAt ?? now
        let today = now.parts(offsetHours: desk.directory.offsetHours).day
        opened.dataset.dueOn = dataset.frequency.days.map { today.adding($0) }
        opened.details = [
            "table": table.id.text, "version": version.id.text, "number": "\(version.number)", "hash": version.hash,
            "rows": "\(version.rows)",
        ]
        try desk.finish(opened, "dataset.version_published")
        try tx.closeObligations(of: dataset.reference, at: now)
        details["version"] = version.id.text
    }
}
