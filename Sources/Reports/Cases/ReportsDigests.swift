import Kernel
import Storage
import Work

/// How reports are held against their events by `pendopo verify`.
package enum ReportsDigests {
    package static let all = [report, identity]

    /// A report with its words and photos.
    package static let report = RecordDigest(
        "report",
        ids: { tx, after, limit in
            try tx.rows("SELECT id FROM report WHERE id > \(after) ORDER BY id LIMIT \(limit)").map { $0.text("id") }
        },
        title: { tx, id in try tx.row("SELECT code FROM report WHERE id = \(id)")?.text("code") },
        digests: { tx, ids in
            let list = SQL.list(ids)
            let notes = try tx.rows("SELECT * FROM report_note WHERE report_id IN (\(list)) ORDER BY sequence, id").map(
                ReportNote.init(row:))
            let photos = try tx.rows("SELECT * FROM report_photo WHERE report_id IN (\(list)) ORDER BY position, id").map(
                ReportPhoto.init(row:))
            let words = Dictionary(grouping: notes, by: \.report)
            let pictures = Dictionary(grouping: photos, by: \.report)
            var digests: [String: String] = [:]
            for row in try tx.rows("SELECT * FROM report WHERE id IN (\(list))") {
                let report = Report(row: row)
                digests[report.id.text] = report.digest(notes: words[report.id] ?? [], photos: pictures[report.id] ?? [])
            }
            return digests
        })

    /// What was noted about who opened the identity behind a report.
    package static let identity = RecordDigest(
        "report_identity",
        ids: { tx, after, limit in
            try tx.rows("SELECT DISTINCT report_id FROM identity_access WHERE report_id > \(after) ORDER BY report_id LIMIT \(limit)")
                .map { $0.text("report_id") }
        },
        title: report.title,
        digests: { tx, ids in
            var digests: [String: String] = [:]
            for id in ids { digests[id] = IdentityAccess.digest(try tx.identityAccesses(of: Identifier(id))) }
            return digests
        })
}
