import Kernel
import Tables
import Web

extension PageRoute {
    static let list: [PageRoute] = [
        .get(ReportPaths.list) { request in
            let site = request.reports
            return try await request.unlessChanged(asToldBy: site.validator) {
                let query = ListQuery(request.query)
                guard query.words == nil, query.view == .list else {
                    return .page(ListPage.page(request.page, try await listView(request, query)))
                }
                let revision = site.revision
                let entries = try await site.desk.publicEntries(
                    query.filter, older: query.older.flatMap { ReportCursor($0) }, newer: query.newer.flatMap { ReportCursor($0) })
                return try await request.shared("report.list", of: ListPage.Made(query: query, entries: entries, names: revision)) {
                    ListPage.page(request.page, try await listView(request, query, entries))
                }
            }
        },
        .get(ReportPaths.listTable) { request in table(request, ListQuery(request.query)) },
        .get(ReportPaths.feed) { request in
            let site = request.reports
            let query = ListQuery(request.query)
            let names = try await site.names(request.language)
            let reports =
                if let words = query.words {
                    try await site.desk.searchPublic(words, query.filter, limit: 50).reports
                } else {
                    try await site.desk.publicPage(query.filter, limit: 50).reports
                }
            let feed = ReportFeed(page: request.page, query: query, absolute: request.installation.settings.absolute)
            let xml = feed.xml(reports, names)
            // Readers ask again and again; what has not changed need not be sent.
            return Reply.text(xml, type: "application/atom+xml; charset=utf-8").revalidated()
                .etag(String(request.installation.vault.fingerprint(xml, purpose: "etag").prefix(24)))
        },
    ]

    /// - Parameter entries: the reports of a list that is no search, as far as they were read already.
    private static func listView(
        _ request: Request, _ query: ListQuery, _ entries: PublicPage<PublicEntry>? = nil
    ) async throws -> ListView {
        let site = request.reports
        let names = try await site.names(request.language)
        if query.view == .map { return try await mapView(request, query, names) }
        let cards = ReportCards(desk: site.desk, names: names, page: request.page)
        if let words = query.words {
            let before = query.older.flatMap { ReportCursor($0) }
            let found = try await site.desk.searchPublic(words, query.filter, before: before?.id, limit: 20)
            let last =
                found.reports.count == 20 ? found.reports.last.map { ReportCursor(receivedAt: $0.receivedAt, id: $0.id.text).text } : nil
            return ListView(
                query: query, list: cards.list(found.reports),
                newer: before == nil ? nil : query.page().link,
                older: last.map { query.page(older: $0).link }, names: names, found: (found.count, found.isCapped))
        }
        guard let entries else { preconditionFailure("the entries of a list are read before its view is made") }
        return ListView(
            query: query, list: try await cards.list(entries.reports), entries: entries.reports,
            newer: entries.newer.map { query.page(newer: $0.text).link },
            older: entries.older.map { query.page(older: $0.text).link }, names: names)
    }

    /// Subdistricts are shaded by the newest reports that fit the filters, as many as the live map shows.
    private static func mapView(_ request: Request, _ query: ListQuery, _ names: Names) async throws -> ListView {
        let points = try await request.reports.desk.points(query.words, query.filter)
        let counts = Dictionary(points.compactMap { $0.subdistrict.map { ($0, 1) } }, uniquingKeysWith: +)
        let map = RegencyOutline.shaded(
            names.places, title: request.t("report.map.title"), values: counts, format: request.page.format
        ) { code in
            var narrowed = query.withoutPage
            narrowed.filter.subdistrict = code
            return narrowed.link
        }
        return ListView(query: query, names: names, map: map, tiles: request.installation.tiles)
    }

    /// The whole list as a table, read and written in pieces.
    private static func table(_ request: Request, _ query: ListQuery) -> Reply {
        let site = request.reports
        let page = request.page
        return .csv(filename: "laporan.csv") { writer in
            let names = try await site.names(page.language)
            var csv = CSVWriter(byteOrderMark: true)
            csv.row(ReportTable.columns.map { page.t(TextKey("report.column.\($0)")) })
            var cursor: ReportCursor?
            repeat {
                let reports: [PublicReport]
                if let words = query.words {
                    reports = try await site.desk.searchPublic(words, query.filter, before: cursor?.id, limit: 500).reports
                } else {
                    reports = try await site.desk.publicPage(query.filter, older: cursor, limit: 500).reports
                }
                for report in reports { csv.row(ReportTable.cells(report, names, page)) }
                try await writer.write(csv.take())
                cursor = reports.count == 500 ? reports.last.map(ReportCursor.init) : nil
            } while cursor != nil
        }
    }
}

/// The columns of the list as a table.
enum ReportTable {
    static let columns = [
        "code", "received", "published", "category_top", "category", "kind", "status", "state", "agency", "subdistrict", "village",
        "latitude",
        "longitude", "rounding", "due", "claimed", "checked", "accepted", "closed", "overdue", "reopenings", "rating", "text",
    ]

    static func cells(_ report: PublicReport, _ names: Names, _ page: Page) -> [String] {
        let moment = { (at: Instant?) in at?.description ?? "" }
        return [
            report.code, moment(report.receivedAt), moment(report.publishedAt), names.category(report.topCategory),
            names.category(report.category),
            page.t(report.kind.label), page.t(ReportFilter.Status(state: report.state).label), report.state,
            report.agency.map(names.agency) ?? "", report.subdistrict.map(names.subdistrict) ?? "",
            report.village.map { names.subdistrict($0) } ?? "", report.position.map { "\($0.latitude)" } ?? "",
            report.position.map { "\($0.longitude)" } ?? "", report.position.map { "\($0.rounding)" } ?? "", moment(report.dueAt),
            moment(report.claimedAt), moment(report.checkedAt), moment(report.acceptedAt), moment(report.closedAt),
            report.isOverdue ? "1" : "0", "\(report.reopenings)", report.rating.map { "\($0)" } ?? "", report.text,
        ]
    }
}
