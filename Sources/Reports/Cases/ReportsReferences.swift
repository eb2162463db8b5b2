import Kernel
import Storage
import Web
import Work

/// How other capabilities name reports and lead to them.
package enum ReportsReferences {
    package static let all = [report]

    /// A report by its code: for those who work on it their own page, for everybody else the public one, if there is one.
    package static let report = ReferenceKind(
        "report", aliases: ["report_identity"],
        views: { tx, ids, actor in
            var views: [String: ReferenceView] = [:]
            for row in try tx.rows("SELECT * FROM report WHERE id IN (\(.list(ids)))") {
                let report = Report(row: row)
                guard ReportPolicy.maySee(report, actor) else { continue }
                let url = ReportPolicy.mayWorkOn(report, actor) ? StaffPaths.report(report.code) : ReportPaths.report(report.code)
                views[report.id.text] = ReferenceView(title: report.code, url: url)
            }
            return views
        },
        find: { tx, typed in try ShortCode.normalize(typed).flatMap { try tx.row("SELECT id FROM report WHERE code = \($0)")?.text("id") }
        },
        written: { tx, events, actor in
            var texts: [Identifier<Event>: String] = [:]
            for event in events {
                let id = Identifier<Report>(event.subject.id)
                if event.subject.kind == "report_identity" {
                    // Each opening is one event and one note of why, written together: the first belongs to the first.
                    let accesses = try tx.identityAccesses(of: id)
                    if accesses.indices.contains(event.sequence - 1) { texts[event.id] = accesses[event.sequence - 1].reason }
                } else if let report = try tx.report(id), ReportPolicy.mayWorkOn(report, actor) {
                    let notes = try tx.rows(
                        "SELECT text FROM report_note WHERE report_id = \(id) AND sequence = \(event.sequence) ORDER BY id")
                    if !notes.isEmpty { texts[event.id] = notes.map { $0.text("text") }.joined(separator: "\n") }
                }
            }
            return texts
        })
}
