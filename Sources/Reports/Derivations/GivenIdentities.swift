import Kernel
import Storage
import Work

extension Transaction {
    /// Codes of reports whose events say that somebody left her identity, though none is there and retention has not removed it.
    func missingIdentities(after: String, limit: Int) throws -> Derivation.Look {
        let reports = try rows(
            """
            SELECT report.id, report.code, event.details FROM report
            JOIN event ON event.subject_kind = 'report' AND event.subject_id = report.id AND event.sequence = 1
            WHERE report.id > \(after) ORDER BY report.id LIMIT \(limit)
            """
        ).map { (id: $0.text("id"), code: $0.text("code"), details: parseFlatJSON($0.text("details"))) }
        let ids = SQL.list(reports.map { $0.id })
        // Events of earlier versions do not say that one was left, but what was opened had been.
        let opened = try subjects(told: "identity.opened", among: ids)
        let removed = try subjects(told: IdentityAccess.removedEvent, among: ids)
        let kept = Set(try rows("SELECT report_id FROM report_identity WHERE report_id IN (\(ids))").map { $0.text("report_id") })
        let missing = reports.filter { report in
            (report.details[ReporterIdentity.detail] != nil || opened.contains(report.id)) && !kept.contains(report.id)
                && !removed.contains(report.id)
        }
        return Derivation.Look(differing: [], missing: missing.map { $0.code }, last: reports.count == limit ? reports.last?.id : nil)
    }

    /// Those of these reports of whose identities such an event tells.
    private func subjects(told kind: String, among ids: SQL) throws -> Set<String> {
        Set(
            try rows(
                """
                SELECT DISTINCT subject_id FROM event
                WHERE subject_kind = 'report_identity' AND kind = \(kind) AND subject_id IN (\(ids))
                """
            ).map { $0.text("subject_id") })
    }
}
