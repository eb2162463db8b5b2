import Kernel
import Storage

/// One page of the public list with its neighbours.
package struct PublicPage: Sendable, Equatable {
    /// The newest received first.
    package var reports: [PublicReport]
    package var hasNewer: Bool
    package var hasOlder: Bool

    /// Where the pages beside this one begin.
    package var newer: ReportCursor? { hasNewer ? reports.first.map(ReportCursor.init) : nil }
    package var older: ReportCursor? { hasOlder ? reports.last.map(ReportCursor.init) : nil }
}

extension ReportCursor {
    init(_ report: PublicReport) { self.init(receivedAt: report.receivedAt, id: report.id.text) }

    /// As it stands in an address: `1772416800123.0195…`.
    package var text: String { "\(receivedAt.milliseconds).\(id)" }

    /// `nil` for anything that is not a cursor's text.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let milliseconds = Int64(parts[0]), abs(milliseconds) < 1 << 53,
            let id = Identifier<Report>(checking: String(parts[1]))
        else { return nil }
        self.init(receivedAt: Instant(milliseconds: milliseconds), id: id.text)
    }
}

extension ReportDesk {
    /// The public list after (`older`) or before (`newer`) a row; from its beginning without either.
    package func publicPage(
        _ filter: ReportFilter = ReportFilter(), older: ReportCursor? = nil, newer: ReportCursor? = nil, limit: Int = 20
    ) async throws -> PublicPage {
        try await database.read { tx in
            let tree = try rules.categories(at: world.now(), tx)
            var parts: [SQL] = ["is_public"] + filter.conditions(tree, offsetHours: ground.calendar(nil).offsetHours)
            let goesBack = older == nil && newer != nil
            if let newer, goesBack { parts.append("(received_at, id) > (\(newer.receivedAt), \(newer.id))") }
            if let older { parts.append("(received_at, id) < (\(older.receivedAt), \(older.id))") }
            let order: SQL = goesBack ? "received_at, id" : "received_at DESC, id DESC"
            let rows = try tx.rows(
                """
                SELECT \(PublicReport.columns) FROM report WHERE \(SQL.joined(parts, separator: " AND "))
                ORDER BY \(order) LIMIT \(limit + 1)
                """)
            let shown = rows.prefix(limit).compactMap { PublicReport(row: $0, tree) }
            let hasMore = rows.count > limit
            return PublicPage(
                reports: goesBack ? shown.reversed() : shown, hasNewer: goesBack ? hasMore : older != nil,
                hasOlder: goesBack ? true : hasMore)
        }
    }
}
