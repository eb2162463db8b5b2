import Directory
import Kernel
import Storage
import Work

extension CatalogueDesk {
    /// Gives every alert of a submission's clocks that is due.
    /// - Returns: how many were given.
    @discardableResult
    package func escalate(limit: Int = 200) async throws -> Int {
        let now = world.now()
        let due = try await database.read { tx in
            try tx.clocksToEscalate(of: "submission", at: now, limit: limit)
        }
        var given = 0
        for clock in due where try await database.write({ tx in try escalate(clock, at: now, tx) }) { given += 1 }
        return given
    }

    private func escalate(_ seen: Clock, at now: Instant, _ tx: Transaction) throws -> Bool {
        guard var clock = try tx.stillDue(seen, at: now), let submission = try tx.submission(Identifier(clock.subject.id)),
            let rule = try submissionWorkflow(submission.workflowVersion, tx).clock(clock.name)
        else { return false }
        clock.escalate(rule, directory.calendars.current(for: clock.unit == "regency" ? nil : clock.unit))
        try tx.update(clock)
        try perform(AlertSubmission(clock: clock.name, percent: clock.percent(rule)), on: submission.id, by: .system, in: tx)
        try tx.moveObligations(of: submission.reference, level: clock.level)
        return true
    }
}
