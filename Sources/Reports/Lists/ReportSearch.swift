import Kernel
import Storage

/// What the public can find by words: approved text, nothing else.
enum ReportSearch {
    static let index = Search("report_search")

    /// Brings the search index in step with a report whose public side changed.
    static func update(_ report: Report, _ tx: Transaction) throws {
        guard report.isPublic, let text = report.publicText else { return try index.remove(tx, id: report.id.text) }
        try index.put(tx, id: report.id.text, text: text)
    }
}

/// One page of what a search found.
package struct FoundReports: Sendable {
    package var reports: [PublicReport]
    /// How many fit in all, counted up to a thousand.
    package var count: Int
    /// Whether there are more than ``count``.
    package var isCapped: Bool
}

extension ReportDesk {
    /// Points of published reports that hold all the words, for the map: the newest, as many as asked for.
    package func searchPoints(_ words: String, _ filter: ReportFilter = ReportFilter(), limit: Int) async throws -> [PublicReport] {
        var found: [PublicReport] = []
        while found.count < limit {
            let some = min(500, limit - found.count)
            let page = try await searchPublic(words, filter, before: found.last?.id.text, limit: some).reports
            found += page
            if page.count < some { break }
        }
        return found.filter { $0.position != nil }
    }

    /// Published reports that hold all the words, the newest first; the one report when a code was typed.
    /// - Parameter before: id of the last report of the page before.
    package func searchPublic(
        _ words: String, _ filter: ReportFilter = ReportFilter(), before: String? = nil, limit: Int = 20
    ) async throws -> FoundReports {
        try await database.read { tx in
            let tree = try rules.categories(at: world.now(), tx)
            if let code = ShortCode.normalize(words) {
                let one = try tx.report(code: code).flatMap { PublicReport($0, tree) }
                return FoundReports(reports: one.map { [$0] } ?? [], count: one == nil ? 0 : 1, isCapped: false)
            }
            let conditions = ["r.is_public"] + filter.conditions(tree, offsetHours: ground.calendar(nil).offsetHours)
            let page = try ReportSearch.index.page(
                tx, words, table: "report r", where: SQL.joined(conditions, separator: " AND "), before: before, limit: limit)
            let rows = try tx.rows("SELECT * FROM report WHERE is_public AND id IN (\(.list(page.ids))) ORDER BY id DESC")
            return FoundReports(
                reports: rows.compactMap { PublicReport(Report(row: $0), tree) }, count: page.count, isCapped: page.isCapped)
        }
    }
}
