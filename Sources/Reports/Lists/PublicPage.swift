import Kernel
import Storage

/// One page of the public list with its neighbours.
package struct PublicPage<Entry: Sendable>: Sendable {
    /// The newest received first.
    package var reports: [Entry]
    /// Where the pages beside this one begin.
    package var newer: ReportCursor?
    package var older: ReportCursor?
}

extension PublicPage: Equatable where Entry: Equatable {}

/// Which report it is, and as of which act: what the public sees of it is the same as long as this is.
package struct PublicEntry: Sendable, Equatable {
    package var id: Identifier<Report>
    package var version: Int
}

extension ReportCursor {
    init(_ report: PublicReport) { self.init(receivedAt: report.receivedAt, id: report.id.text) }

    /// As it stands in an address: `1772416800123.0195…`.
    package var text: String { "\(receivedAt.milliseconds).\(id)" }

    /// `nil` for anything that is not a cursor's text.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let milliseconds = Int64(parts[0]), milliseconds.magnitude < 1 << 53,
            let id = Identifier<Report>(checking: String(parts[1]))
        else { return nil }
        self.init(receivedAt: Instant(milliseconds: milliseconds), id: id.text)
    }
}

extension ReportDesk {
    /// The public list after (`older`) or before (`newer`) a row; from its beginning without either.
    package func publicPage(
        _ filter: ReportFilter = ReportFilter(), older: ReportCursor? = nil, newer: ReportCursor? = nil, limit: Int = 20
    ) async throws -> PublicPage<PublicReport> {
        try await page(filter, older, newer, limit, PublicReport.columns) { PublicReport(row: $0, $1) }
    }

    /// As ``publicPage(_:older:newer:limit:)``, for those who have kept what they made of most reports.
    package func publicEntries(
        _ filter: ReportFilter = ReportFilter(), older: ReportCursor? = nil, newer: ReportCursor? = nil, limit: Int = 20
    ) async throws -> PublicPage<PublicEntry> {
        try await page(filter, older, newer, limit, "id, version, received_at") { row, _ in
            PublicEntry(id: row.id("id"), version: row.int("version"))
        }
    }

    /// These reports as they stand now, each with its version; those that are not public (any more) are left out.
    package func publicReports(_ ids: [Identifier<Report>]) async throws -> [(entry: PublicEntry, report: PublicReport)] {
        try await database.read { tx in
            let tree = try rules.categories(at: world.now(), tx)
            return try tx.rows("SELECT version, \(PublicReport.columns) FROM report WHERE id IN (\(.list(ids)))").compactMap { row in
                PublicReport(row: row, tree).map { (PublicEntry(id: $0.id, version: row.int("version")), $0) }
            }
        }
    }

    private func page<Entry>(
        _ filter: ReportFilter, _ older: ReportCursor?, _ newer: ReportCursor?, _ limit: Int, _ columns: SQL,
        _ entry: @escaping @Sendable (Row, CategoryTree) -> Entry?
    ) async throws -> PublicPage<Entry> {
        try await database.read { tx in
            let tree = try rules.categories(at: world.now(), tx)
            var parts: [SQL] = ["is_public"] + filter.conditions(tree, offsetHours: ground.calendar(nil).offsetHours)
            let goesBack = older == nil && newer != nil
            if let newer, goesBack { parts.append("(received_at, id) > (\(newer.receivedAt), \(newer.id))") }
            if let older { parts.append("(received_at, id) < (\(older.receivedAt), \(older.id))") }
            let order: SQL = goesBack ? "received_at, id" : "received_at DESC, id DESC"
            let rows = try tx.rows(
                "SELECT \(columns) FROM report WHERE \(SQL.joined(parts, separator: " AND ")) ORDER BY \(order) LIMIT \(limit + 1)")
            let found: [Row] = goesBack ? rows.prefix(limit).reversed() : Array(rows.prefix(limit))
            let hasMore = rows.count > limit
            return PublicPage(
                reports: found.compactMap { entry($0, tree) },
                newer: (goesBack ? hasMore : older != nil) ? found.first.map(ReportCursor.init(row:)) : nil,
                older: goesBack || hasMore ? found.last.map(ReportCursor.init(row:)) : nil)
        }
    }
}

extension ReportCursor {
    fileprivate init(row: Row) { self.init(receivedAt: row.instant("received_at"), id: row.text("id")) }
}
