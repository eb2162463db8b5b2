import Directory
import Kernel
import Storage
import Web

/// Erases what reports keep for a time only. Run once a day; doing it twice changes nothing more.
package struct ReportRetention: Sendable {
    /// Kinds of records as the administration lists them, with the days they are kept unless the regency says otherwise.
    package static let identities = RetentionRules.Rule("report.identity", title: "retention.report_identity", days: 365)
    package static let refused = RetentionRules.Rule("report.refused", title: "retention.report_refused", days: 730)

    let desk: ReportDesk
    let files: FileStore
    let words: @Sendable () -> Words
    /// Days a kind of records is kept, as of today.
    let days: @Sendable (RetentionRules.Rule) -> Int

    package init(
        desk: ReportDesk, files: FileStore, words: @escaping @Sendable () -> Words, days: @escaping @Sendable (RetentionRules.Rule) -> Int
    ) {
        self.desk = desk
        self.files = files
        self.words = words
        self.days = days
    }

    /// How many identities and how many reports' words were removed.
    package struct Removed: Sendable, Equatable {
        package var identities: Int
        package var reports: Int

        package init(identities: Int, reports: Int) {
            self.identities = identities
            self.reports = reports
        }
    }

    @discardableResult
    package func run() async throws -> Removed {
        var identities = 0
        while true {
            let removed = try await desk.removeIdentities(closedBefore: moment(ReportRetention.identities))
            if removed == 0 { break }
            identities += removed
        }
        var reports = 0
        var cursor: ErasureCursor?
        let say = words()
        repeat {
            let batch = try await desk.eraseRefused(closedBefore: moment(ReportRetention.refused), after: cursor) {
                say("retention.erased_text", $0)
            }
            // Only now, after the rows are gone for good: a row without its file would be worse than a file without its row.
            for file in batch.files { try await files.remove(file) }
            reports += batch.erased
            cursor = batch.next
        } while cursor != nil
        return Removed(identities: identities, reports: reports)
    }

    /// What was closed before is due. As long as a case can be reopened, nothing of it is taken away.
    private func moment(_ rule: RetentionRules.Rule) -> Instant {
        desk.world.now().adding(days: -max(days(rule), ReopenReport.days + 1))
    }
}
