import Kernel
import Storage
import Work

extension ReportDesk {
    /// Removes the identities behind up to `limit` reports that were closed before a moment, each with its event. What was
    /// noted about who opened them stays, and so does the reporter's own page.
    /// - Returns: how many were removed.
    package func removeIdentities(closedBefore: Instant, limit: Int = 50) async throws -> Int {
        let ids = try await database.read { tx in
            // An identity is never younger than its report was closed, so the index on its age finds the candidates.
            try tx.rows(
                """
                SELECT report.id FROM report_identity JOIN report ON report.id = report_identity.report_id
                WHERE report_identity.created_at <= \(closedBefore) AND report.closed_at <= \(closedBefore)
                ORDER BY report_identity.created_at, report_identity.report_id LIMIT \(limit)
                """
            ).map { $0.id("id", Report.self) }
        }
        if ids.isEmpty { return 0 }
        return try await database.write { tx in
            var removed = 0
            for id in ids {
                // Reopened meanwhile: whoever works on it may need to reach her.
                guard let closed = try tx.report(id)?.closedAt, closed <= closedBefore,
                    try tx.run("DELETE FROM report_identity WHERE report_id = \(id)") == 1
                else { continue }
                let subject = Reference("report_identity", id)
                try tx.record(
                    Event(
                        IdentityAccess.removedEvent, of: subject, sequence: tx.nextSequence(of: subject), by: .system, in: world,
                        visibility: .party, digest: IdentityAccess.digest(try tx.identityAccesses(of: id))))
                removed += 1
            }
            return removed
        }
    }
}

extension IdentityAccess {
    /// Kind of the event that tells of a removal.
    static let removedEvent = "report_identity.removed"
}

extension Transaction {
    /// When the identity behind a report was removed; `nil` when there is one still or never was.
    func identityRemovedAt(_ report: Identifier<Report>) throws -> Instant? {
        try row(
            """
            SELECT at FROM event
            WHERE subject_kind = 'report_identity' AND subject_id = \(report) AND kind = \(IdentityAccess.removedEvent)
            ORDER BY sequence DESC LIMIT 1
            """
        )?.instant("at")
    }
}
