import Kernel
import Web

/// What the page of the catalogue shows.
package struct CatalogueView: Sendable {
    package struct Value: Sendable, Hashable {
        package var value: String
        package var label: String
        package var count: Int

        package init(_ value: String, label: String, count: Int) {
            self.value = value
            self.label = label
            self.count = count
        }
    }

    package var search: CatalogueSearch
    package var total: Int
    package var cards: [DatasetCard]
    package var facets: [(facet: CatalogueFacet, values: [Value])]
    /// Of the whole catalogue, for the sentence above the search.
    package var all: (datasets: Int, rows: Int, agencies: Int)

    package init(
        search: CatalogueSearch, total: Int, cards: [DatasetCard], facets: [(facet: CatalogueFacet, values: [Value])],
        all: (datasets: Int, rows: Int, agencies: Int)
    ) {
        self.search = search
        self.total = total
        self.cards = cards
        self.facets = facets
        self.all = all
    }
}

/// The catalogue: words, facets as links with their counts, and what was found.
package enum CataloguePage {
    package static func page(_ page: Page, _ view: CatalogueView) -> HTML {
        let numbers = [
            "datasets": page.format.number(view.all.datasets), "rows": page.format.number(view.all.rows),
            "agencies": page.format.number(view.all.agencies),
        ]
        return Layout.page(
            page, title: page.t("reading.index.title"),
            body: """
                <div class="stack"><h1>\(page.t("reading.index.heading", ["regency": page.brand.regencyName]))</h1>\
                <p class="lead">\(page.t("reading.index.lead", numbers))</p>\(form(page, view))\
                <div class="split split--facets" id="hasil" data-swap><section class="stack" aria-label="\(page.t("reading.index.found_label"))">\
                \(found(page, view))</section>\(facets(page, view))</div></div>
                """)
    }

    private static func form(_ page: Page, _ view: CatalogueView) -> HTML {
        let hidden = view.search.hidden.html { "<input type=\"hidden\" name=\"\($0.0)\" value=\"\($0.1)\">" }
        return """
            <form class="filters form--line" method="get" action="\(DataPaths.index())" role="search" data-swap-form="hasil">\
            \(Input(page, "cari", label: page.t("reading.index.words"), kind: .search, value: view.search.query.text, need: .filter, maxLength: 200))\
            \(hidden)<p>\(Button(page.t("ui.filters.search"), icon: .search))</p></form>
            """
    }

    private static func found(_ page: Page, _ view: CatalogueView) -> HTML {
        let chosen = view.facets.flatMap { facet, values in
            values.filter { view.search.isChosen(facet, $0.value) }.map { (facet, $0) }
        }
        let chips = chosen.html { facet, value in
            """
            <a class="chip" href="\(view.search.switching(facet, value.value).link)" rel="nofollow">\(page.t(facet.label)): \(value.label)\
            \(Icon.cross)<span class="visually-hidden"> \(page.t("reading.remove"))</span></a>
            """
        }
        let count = page.t("reading.index.found", ["count": page.format.number(view.total)])
        let orders = [CatalogueQuery.Order.relevance, .title, .rows].html { order in
            let label = page.t(
                TextKey("reading.order.\(order == .relevance && view.search.query.text.isEmpty ? "newest" : order.rawValue)"))
            return order == view.search.query.order
                ? "<li><strong aria-current=\"true\">\(label)</strong></li>"
                : "<li><a href=\"\(view.search.ordered(order).link)\" rel=\"nofollow\">\(label)</a></li>"
        }
        let last = view.search.query.offset + view.cards.count
        return """
            <div class="row row--apart"><h2 class="found" role="status">\(count)</h2>\
            \(if: view.facets.contains { !$0.values.isEmpty },
                "<a class=\"facets__jump\" href=\"#saringan\">\(Icon.filter) \(page.t("reading.facets"))</a>")</div>\
            \(if: !chosen.isEmpty || !view.search.query.text.isEmpty, """
                <p class="row chips">\(chips) <a href="\(DataPaths.index())">\(page.t("ui.filters.clear"))</a></p>
                """)\
            \(if: view.total > 1, "<div class=\"row orders\"><span class=\"muted\">\(page.t("reading.order"))</span><ul>\(orders)</ul></div>")\
            \(if: view.cards.isEmpty, empty(page, view), else: ListCard.list(view.cards.map { $0.html(page) }))\
            \(NumberedPages(page, first: view.search.query.offset + 1, last: last, total: view.total,
                before: view.search.query.offset > 0 ? view.search.turned(-1).link : nil,
                after: last < view.total ? view.search.turned(1).link : nil))
            """
    }

    private static func empty(_ page: Page, _ view: CatalogueView) -> HTML {
        if !view.search.isNarrowed { return EmptyState(page.t("reading.index.none"), text: page.t("reading.index.none_text")).html }
        return EmptyState(
            page.t("reading.index.no_match"), text: page.t("reading.index.no_match_text"),
            action: Button(page.t("reading.index.all"), kind: .quiet, link: DataPaths.index())
        ).html
    }

    /// Values shown before the rest is folded away.
    private static let shown = 6

    private static func facets(_ page: Page, _ view: CatalogueView) -> HTML {
        let groups = view.facets.filter { !$0.values.isEmpty }.html { facet, values in
            let item = { (value: CatalogueView.Value) -> HTML in
                let isChosen = view.search.isChosen(facet, value.value)
                return """
                    <li><a href="\(view.search.switching(facet, value.value).link)" rel="nofollow"\(attr: "aria-current", isChosen ? "true" : nil)>\
                    \(if: isChosen, Icon.check.html)<span>\(value.label)</span> <span class="number">\(page.format.number(value.count))</span></a></li>
                    """
            }
            let rest = values.dropFirst(shown)
            return """
                <h3>\(page.t(facet.label))</h3><ul class="facet">\(each: values.prefix(shown), item)</ul>\
                \(if: !rest.isEmpty, """
                    <details\(attr: "open", rest.contains { view.search.isChosen(facet, $0.value) })><summary>\
                    \(page.t("reading.more", ["count": page.format.number(rest.count)]))</summary><ul class="facet">\(each: rest, item)</ul></details>
                    """)
                """
        }
        if groups.isEmpty { return .empty }
        return """
            <aside class="facets" id="saringan" aria-labelledby="judul-saringan"><h2 id="judul-saringan">\(page.t("reading.facets"))</h2>\(groups)</aside>
            """
    }
}
