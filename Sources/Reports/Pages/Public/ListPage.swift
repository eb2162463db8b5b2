import Directory
import Kernel
import Web

/// What the public list shows.
package struct ListView: Sendable {
    package var query: ListQuery
    /// A card for each report; `nil` when there is none.
    package var list: HTML?
    /// The reports the list shows; `nil` where the rest of the page depends on more than these and the query.
    package var entries: [PublicEntry]?
    package var newer: String?
    package var older: String?
    package var names: Names
    /// For a search: how many were found, and whether counting stopped there.
    package var found: (count: Int, isCapped: Bool)?
    /// The map in place of the list.
    package var map: OutlineMap?
    package var tiles: TileServer?

    package init(
        query: ListQuery, list: HTML? = nil, entries: [PublicEntry]? = nil, newer: String? = nil, older: String? = nil, names: Names,
        found: (count: Int, isCapped: Bool)? = nil, map: OutlineMap? = nil, tiles: TileServer? = nil
    ) {
        self.query = query
        self.list = list
        self.entries = entries
        self.newer = newer
        self.older = older
        self.names = names
        self.found = found
        self.map = map
        self.tiles = tiles
    }
}

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

/// The fields that narrow the list. Their choices come from memory.
struct ListFilters {
    let page: Page
    let view: ListView

    private var filter: ReportFilter { view.query.filter }

    /// Most come without a filter, and then all of them get the same fields.
    var html: HTML {
        guard let revision = view.names.revision, filter.isEmpty, view.query.words == nil else { return made }
        return page.kept("reports.filters.\(view.query.view.rawValue)", of: revision) { made }
    }

    private var made: HTML {
        let fields: [HTML] = [
            category, status, agency, subdistrict,
            Input(page, "dari", label: page.t("report.list.from"), kind: .date, value: filter.from?.description ?? "", need: .filter).html,
            Input(page, "sampai", label: page.t("report.list.to"), kind: .date, value: filter.to?.description ?? "", need: .filter).html,
            // What is not in a field of its own must not get lost when another filter changes.
            """
            \(if: filter.fact != nil, "<input type=\"hidden\" name=\"hal\" value=\"\(filter.fact.map(ListQuery.name) ?? "")\">")\
            \(if: view.query.view == .map, "<input type=\"hidden\" name=\"tampilan\" value=\"\(ListQuery.View.map.rawValue)\">")
            """,
        ]
        let words = Input(
            page, "cari", label: page.t("report.list.search"), kind: .search, value: view.query.words ?? "", need: .filter)
        return Filters(
            page, action: ReportPaths.list(), lead: words.html, fields: fields, active: active, target: ListPage.target
        ).html
    }

    private var category: HTML {
        let groups = view.names.offered.map { top, children in
            ChoiceGroup(
                top.name(page.language),
                [Choice(top.id, page.t("report.list.all_of", ["name": top.name(page.language)]))]
                    + children.map { Choice($0.id, $0.name(page.language)) })
        }
        return Select(
            page, "kategori", label: page.t("report.fact.category"), groups: groups, selected: filter.category ?? "",
            prompt: page.t("report.list.all_categories"), need: .filter
        ).html
    }

    private var status: HTML {
        Select(
            page, "status", label: page.t("report.list.status"),
            choices: ReportFilter.Status.allCases.map { Choice(ListQuery.name($0), page.t($0.label)) },
            selected: filter.status.map(ListQuery.name) ?? "", prompt: page.t("report.list.all_statuses"), need: .filter
        ).html
    }

    private var agency: HTML {
        Select(
            page, "instansi", label: page.t("report.fact.agency"), choices: view.names.handlers.map { Choice($0.id.text, $0.name) },
            selected: filter.agency ?? "", prompt: page.t("report.list.all_agencies"), need: .filter
        ).html
    }

    private var subdistrict: HTML {
        Select(
            page, "kecamatan", label: page.t("ui.place.subdistrict"),
            choices: view.names.places.subdistricts.map { Choice($0.code.text, $0.name) }, selected: filter.subdistrict ?? "",
            prompt: page.t("report.list.all_subdistricts"), need: .filter
        ).html
    }

    /// The filters in force, in words.
    private var active: [String] {
        [
            view.query.words.map { "“\($0)”" }, filter.category.map(view.names.category), filter.status.map { page.t($0.label) },
            filter.fact.map { page.t(TextKey("report.only.\($0.rawValue)")) }, filter.agency.map(view.names.agency),
            filter.subdistrict.map(view.names.subdistrict),
            filter.from.map { page.t("report.list.since", ["day": page.format.day($0)]) },
            filter.to.map { page.t("report.list.until", ["day": page.format.day($0)]) },
        ].compactMap { $0 }
    }
}

/// The list as a map: subdistricts shaded by how many reports they have, and with a script the single places.
struct ListMap {
    let page: Page
    let view: ListView

    var html: HTML {
        guard let map = view.map else {
            return EmptyState(page.t("report.map.none"), text: page.t("report.map.none_text")).html
        }
        return """
            <h2 class="visually-hidden">\(page.t("report.list.as_map"))</h2>\
            \(if: map.total == 0, Notice(.info, "<p>\(page.t("report.map.empty"))</p>").html)\
            \(MapBox(page, .records, outline: map, boundaries: ReportAPIPaths.outlines(), source: source, tiles: view.tiles))\
            \(map.legend(page, title: page.t("report.map.legend")))\
            <p class="hint">\(page.t("report.map.explained"))</p>
            """
    }

    /// The points behind the same filters, for the live map.
    private var source: String {
        let filter = view.query.filter
        return ReportAPIPaths.map(
            query: [
                ("category", filter.category), ("status", filter.status?.rawValue), ("fact", filter.fact?.rawValue),
                ("agency", filter.agency),
                ("subdistrict", filter.subdistrict), ("from", filter.from?.description), ("to", filter.to?.description),
                ("q", view.query.words),
            ])
    }
}
