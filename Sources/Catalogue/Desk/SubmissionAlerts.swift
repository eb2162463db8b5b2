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
        return try await database.eachDueClock(of: "submission", at: now, limit: limit) { due, tx in
            guard let submission = try tx.submission(Identifier(due.subject.id)),
                let rule = try submissionWorkflow(submission.workflowVersion, tx).clock(due.name)
            else { return false }
            var clock = due
            clock.escalate(rule, directory.calendars.current(for: clock.unit == "regency" ? nil : clock.unit))
            try tx.update(clock)
            try perform(AlertSubmission(clock: clock.name, percent: clock.percent(rule)), on: submission.id, by: .system, in: tx)
            try tx.moveObligations(of: submission.reference, level: clock.level)
            return true
        }
    }
}
