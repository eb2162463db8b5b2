import Kernel
import Web

/// What the front page shows: how to report, how to follow, and how it is going.
package struct HomeView: Sendable {
    /// Cards of the newest reports; `nil` when there is none.
    package var newest: HTML?
    package var figures: ReportStatistics.Line
    /// First day of the figures.
    package var since: Day

    package init(newest: HTML?, figures: ReportStatistics.Line, since: Day) {
        self.newest = newest
        self.figures = figures
        self.since = since
    }
}

package enum HomePage {
    package static func page(_ page: Page, _ view: HomeView) -> HTML {
        Layout.page(
            page, title: page.t("report.home.title", ["regency": page.brand.regencyName]), hasData: false,
            head: FeedLink(page, ListQuery()).html,
            body: """
                <div class="stack-big"><div class="split"><section class="stack">\
                <h1>\(page.t("report.home.heading", ["regency": page.brand.regencyName]))</h1>\
                <p class="lead">\(page.t("report.home.lead"))</p>\
                <p class="row">\(Button(page.t("report.home.report"), icon: .edit, link: ReportPaths.form(), isBig: true))</p></section>\
                \(Card(title: page.t("report.track.title"), TrackForm(page, typed: "", error: nil).html))</div>\
                \(way(page))\
                <section class="stack"><h2>\(page.t("report.home.figures"))</h2>\(figures(page, view))\
                <p><a href="\(ReportPaths.statistics())">\(page.t("report.home.all_figures"))</a></p></section>\
                <section class="stack"><h2>\(page.t("report.home.newest"))</h2>\(newest(page, view))</section>\
                <div class="split split--even"><section class="stack"><h2>\(page.t("report.home.data"))</h2><p class="prose">\(page.t("report.home.data_text"))</p>\
                <p>\(Button(page.t("report.home.data_open"), kind: .quiet, icon: .search, link: SitePaths.data()))</p></section>\
                \(promises(page))</div></div>
                """)
    }

    /// Ways to what was promised and planned. Capabilities above this one show them, so their addresses are written out.
    private static func promises(_ page: Page) -> HTML {
        let links = ["janji", "rencana", "inovasi", "penilaian"].html { place in
            "<li><a href=\"/\(place)\">\(page.t(TextKey("report.home.way_to.\(place)")))</a></li>"
        }
        return """
            <section class="stack"><h2>\(page.t("report.home.promises"))</h2><p class="prose">\(page.t("report.home.promises_text"))</p>\
            <ul class="plain stack">\(links)</ul></section>
            """
    }

    /// What becomes of a report, told before anyone writes one.
    private static func way(_ page: Page) -> HTML {
        let steps = ["report", "act", "check", "judge"].html { step in
            """
            <li><h3>\(page.t(TextKey("report.home.way.\(step)")))</h3><p>\(page.t(TextKey("report.home.way.\(step)_text")))</p></li>
            """
        }
        return "<section class=\"stack\"><h2>\(page.t("report.home.way"))</h2><ol class=\"way\">\(steps)</ol></section>"
    }

    private static func figures(_ page: Page, _ view: HomeView) -> HTML {
        let line = view.figures
        let link = { (fact: ReportFilter.Fact?) in ListQuery(ReportFilter(fact: fact, from: view.since)).link }
        return Tiles([
            Tile(
                page.t("report.home.received"), page.format.number(line.received),
                note: "\(page.t("report.home.since", ["day": page.format.day(view.since)]))", link: link(nil)),
            Tile(
                page.t("report.home.in_time"), page.format.percent(line.inTime, of: line.inTime + line.late),
                note: "\(page.t("report.home.in_time_note", ["count": page.format.number(line.inTime + line.late)]))", link: link(.inTime)),
            Tile(
                page.t("report.home.overdue"), page.format.number(line.overdue), note: "\(page.t("report.home.overdue_note"))",
                link: link(.overdue)),
        ]).html
    }

    private static func newest(_ page: Page, _ view: HomeView) -> HTML {
        guard let newest = view.newest else { return EmptyState(page.t("report.home.none"), text: page.t("report.home.none_text")).html }
        return """
            \(newest)<p><a href="\(ReportPaths.list())">\(page.t("report.home.all_reports"))</a></p>
            """
    }
}

/// Tells feed readers where the list's feed is.
struct FeedLink {
    let page: Page
    let query: ListQuery

    init(_ page: Page, _ query: ListQuery) {
        self.page = page
        self.query = query
    }

    var html: HTML {
        "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"\(query.feedLink)\" title=\"\(page.t("report.feed.title"))\">"
    }
}

extension PageRoute {
    static let home = PageRoute.get(ReportPaths.home) { request in
        let site = request.reports
        return try await request.unlessChanged(asToldBy: site.validator) {
            let names = try await site.names(request.language)
            let since = Month(of: names.today).adding(-11)
            let cards = ReportCards(desk: site.desk, names: names, page: request.page)
            let newest = try await cards.list(site.desk.publicEntries(limit: 4).reports, isGrid: true)
            let view = HomeView(newest: newest, figures: try await site.desk.totals(from: since.text), since: since.first)
            return .page(HomePage.page(request.page, view))
        }
    }
}
