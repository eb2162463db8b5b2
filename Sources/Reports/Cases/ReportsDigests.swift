import Directory
import Foundation
import Kernel
import Storage
import Work

/// How reports are held against their events by `pendopo verify`.
package enum ReportsDigests {
    package static let all = cases + rules

    /// What citizens sent and what was done with it.
    package static let cases = [report, identity]

    /// What a regency decided about reports: whoever moves a deadline or a category's owner behind its back is found as well.
    package static let rules = [category, workflow]

    /// A report with its words, photos and clocks.
    package static let report = RecordDigest(
        "report",
        ids: RecordDigest.ids(of: "report"),
        title: { tx, id in try tx.row("SELECT code FROM report WHERE id = \(id)")?.text("code") },
        // Before clocks were part of it.
        earlier: { tx, ids in try reports(ids, tx) { _ in nil } },
        digests: { tx, ids in
            let found = try tx.rows("SELECT * FROM clock WHERE subject_kind = 'report' AND subject_id IN (\(SQL.list(ids)))")
            let clocks = Dictionary(grouping: found.map(Clock.init(row:)), by: \.subject.id)
            return try reports(ids, tx) { clocks[$0] ?? [] }
        })

    private static func reports(_ ids: [String], _ tx: Transaction, clocks: (_ id: String) -> [Clock]?) throws -> [String: String] {
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
            digests[report.id.text] = report.digest(
                notes: words[report.id] ?? [], photos: pictures[report.id] ?? [], clocks: clocks(report.id.text))
        }
        return digests
    }

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

    static let category = RecordDigest(
        "category",
        ids: RecordDigest.ids(of: "category"),
        title: { tx, id in try tx.row("SELECT name_id FROM category WHERE id = \(id)")?.text("name_id") },
        digests: { tx, ids in
            let found = try tx.rows("SELECT * FROM category WHERE id IN (\(SQL.list(ids)))").map(Category.init(row:))
            return Dictionary(found.map { ($0.id, DirectoryDigests.digest($0.fields)) }) { $1 }
        })

    /// Every version of a workflow: none ever changes, and each begins when it was said to.
    static let workflow = RecordDigest(
        "workflow",
        ids: { tx, after, limit in
            try tx.rows("SELECT DISTINCT name FROM workflow WHERE name > \(after) ORDER BY name LIMIT \(limit)").map { $0.text("name") }
        },
        digests: { tx, ids in
            var digests: [String: String] = [:]
            for id in ids { digests[id] = try tx.workflowDigest(id) }
            return digests
        })
}
