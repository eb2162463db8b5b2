import Directory
import Kernel
import Web

/// The public's list of reports: words, filters, and what was found as cards or as a map.
package enum ListPage {
    /// The element that scripts exchange when a filter changes.
    static let target = "daftar"

    package static func page(_ page: Page, _ view: ListView) -> HTML {
        Layout.page(
            page, title: page.t("report.list.title"), head: FeedLink(page, view.query).html,
            body: """
                <div class="stack"><h1>\(page.t("report.list.title"))</h1><p class="lead">\(page.t("report.list.lead"))</p>\
                \(ListFilters(page: page, view: view).html)<div id="\(target)" class="stack">\(content(page, view))</div></div>
                """)
    }

    /// What the filters act on. Made anew only when another query is asked or a report in it has changed.
    private static func content(_ page: Page, _ view: ListView) -> HTML {
        guard let revision = view.names.revision, let entries = view.entries else { return made(page, view) }
        let source = Source(query: view.query, entries: entries, newer: view.newer, older: view.older, names: revision)
        return page.kept("report.list", of: source) { made(page, view) }
    }

    /// What the whole page is made of, apart from words and colours.
    struct Made: Hashable, Sendable {
        var query: ListQuery
        var entries: PublicPage<PublicEntry>
        var names: String

        /// By what was asked for, so that a new list takes the place of the old one.
        func hash(into hasher: inout Hasher) { hasher.combine(query) }
    }

    private struct Source: Equatable, Sendable {
        var query: ListQuery
        var entries: [PublicEntry]
        var newer: String?
        var older: String?
        var names: String
    }

    private static func made(_ page: Page, _ view: ListView) -> HTML {
        """
        \(Tabs(page.t("report.list.views"), [
            .init(page.t("report.list.as_list"), link: view.query.viewed(as: .list).link, isCurrent: view.query.view == .list),
            .init(page.t("report.list.as_map"), link: view.query.viewed(as: .map).link, isCurrent: view.query.view == .map),
        ]))\
        \(if: view.query.view == .map, ListMap(page: page, view: view).html, else: list(page, view))\(take(page, view.query))
        """
    }

    private static func list(_ page: Page, _ view: ListView) -> HTML {
        guard let cards = view.list else {
            return EmptyState(
                page.t("report.list.none"), text: page.t("report.list.none_text"),
                action: Button(page.t("report.home.report"), kind: .quiet, link: ReportPaths.form())
            ).html
        }
        let found = view.found.map { found in
            page.t(found.isCapped ? "report.list.found_capped" : "report.list.found", ["count": page.format.number(found.count)])
        }
        return """
            <h2 class="visually-hidden">\(page.t("report.list.as_list"))</h2>\(with: found, { "<p role=\"status\">\($0)</p>" })\
            \(cards)\(Pagination(page, newer: view.newer, older: view.older))
            """
    }

    /// The same list to take along.
    private static func take(_ page: Page, _ query: ListQuery) -> HTML {
        """
        <p class="row muted">\(page.t("report.list.take")) <a href="\(query.tableLink)">CSV</a> <a href="\(query.feedLink)">Atom</a> \
        <a href="\(ReportPaths.statistics())">\(page.t("ui.nav.statistics"))</a></p>
        """
    }
}
