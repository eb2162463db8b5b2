import Directory
import Kernel
import Storage
import Work

/// What the merger of an agency does to reports: those still open go to the agency that took its duties over, with the deadline
/// they had. What was closed before stays in its name, and follows if it is opened again.
package struct AgencyMergers: Sendable {
    /// Kind of the job that moves them; its payload is `agency`: the id of the one that was merged.
    package static let job = "reports.hand_over"
    /// Reports that are looked up at once.
    private static let batch = 200

    let desk: ReportDesk
    let directory: DirectoryIndex

    package init(desk: ReportDesk, directory: DirectoryIndex) {
        self.desk = desk
        self.directory = directory
    }

    /// Asks for the reports to be moved once an agency was merged.
    package var subscriber: Outbox.Subscriber {
        { event, tx in
            guard event.kind == "agency.merged" else { return }
            try tx.enqueue(
                AgencyMergers.job, ["agency": event.subject.id], key: "\(AgencyMergers.job) \(event.id)", in: desk.world)
        }
    }

    package var handler: JobHandler {
        JobHandler(AgencyMergers.job) { job in
            guard let agency = job.payload["agency"] else { return }
            try await move(from: agency)
        }
    }

    /// Moves every open report that an agency has, or is to check, to its successor, each in a transaction of its own.
    /// - Returns: how many moved; 0 when it is done a second time.
    /// - Throws: what kept one of them from moving, once all others have moved; the job then comes again.
    @discardableResult
    package func move(from agency: String) async throws -> Int {
        // This process may not have heard of the merger yet.
        try await directory.refresh()
        let successor = desk.ground.successor(agency)
        guard successor != agency else { return 0 }
        var (moved, after) = (0, "")
        var failure: (any Error)?
        while true {
            let ids = try await held(by: agency, after: after)
            for id in ids {
                do {
                    try await desk.perform(HandOverReport(from: agency, to: successor), on: id, by: .system)
                    moved += 1
                } catch let error as AppError where error.kind == .conflict {
                    // Closed since it was listed.
                } catch {
                    failure = failure ?? error
                }
            }
            guard let last = ids.last, ids.count == AgencyMergers.batch else { break }
            after = last.text
        }
        if let failure { throw failure }
        return moved
    }

    private func held(by agency: String, after: String) async throws -> [Identifier<Report>] {
        let states = Workflow.report.act("hand_over")?.from ?? []
        return try await desk.database.read { tx in
            try tx.rows(
                """
                SELECT id FROM report WHERE (agency_id = \(agency) OR checker_id = \(agency)) AND state IN (\(.list(states)))
                    AND id > \(after) ORDER BY id LIMIT \(AgencyMergers.batch)
                """
            ).map { $0.id("id") }
        }
    }
}

extension ReportSite {
    /// What the merger of an agency does to reports.
    var mergers: AgencyMergers { AgencyMergers(desk: desk, directory: directory) }
}
