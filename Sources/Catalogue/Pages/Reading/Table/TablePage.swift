import Columns
import Directory
import Kernel
import Rows
import Web

/// A dataset's first page: what it is, and its rows.
package enum TablePage {
    package static func page(_ page: Page, _ view: TableView) -> HTML {
        let head = view.head
        return DatasetFrame.page(
            page, head, part: .table, table: view.state.table,
            body: """
                <div class="stack-big">\(about(page, head))<section class="stack" id="tabel"><h2>\(page.t("reading.table"))</h2>\
                \(DatasetFrame.tables(page, head, part: .table, shown: view.state.table))\(versionNote(page, view))\
                <div class="split split--facets"><div class="stack">\(ask(page, view))\(result(page, view))</div>\(facets(page, view))</div></section>\
                \(view.panels)</div>
                """)
    }

    /// Without rows: what it is, and why they are not shown.
    package static func closed(_ page: Page, _ head: DatasetHead, panels: HTML) -> HTML {
        DatasetFrame.page(
            page, head, part: .table,
            body: """
                <div class="stack-big">\(about(page, head))<section class="stack"><h2>\(page.t("reading.table"))</h2>\
                \(if: head.closed == nil, EmptyState(page.t("reading.no_table"), text: page.t("reading.no_table_text")).html,
                    else: DatasetFrame.closed(page, head))</section>\(panels)</div>
                """)
    }

    private static func about(_ page: Page, _ head: DatasetHead) -> HTML {
        """
        <section class="about stack"><div class="prose"><h2 class="visually-hidden">\(page.t("reading.about"))</h2>\
        <p class="keep-lines">\(head.dataset.description)</p>\
        \(if: !head.dataset.tags.isEmpty, """
            <p class="row chips">\(each: head.dataset.tags, { "<a class=\"chip\" href=\"\(DataPaths.index(query: [("kata-kunci", $0)]))\">\($0)</a>" })</p>
            """)</div><div>\(DatasetFrame.facts(page, head))</div></section>
        """
    }

    private static func versionNote(_ page: Page, _ view: TableView) -> HTML {
        let words = ["version": page.format.number(view.version.number), "day": page.format.day(view.version.publishedAt)]
        if view.version.isCurrent { return "<p class=\"muted\">\(page.t("reading.version", words))</p>" }
        var now = view.state
        now.version = nil
        now.asOf = nil
        return Notice(
            .warn, "<p>\(page.t("reading.version_old", words)) <a href=\"\(now.link())\">\(page.t("reading.version_now"))</a></p>"
        ).html
    }

    // MARK: Asking

    private static func ask(_ page: Page, _ view: TableView) -> HTML {
        let fields = view.state.fields
        func hidden(without names: Set<String>) -> HTML {
            fields.filter { !names.contains($0.name) }.html { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" }
        }
        // Of a wide table, those in sight.
        let offered = view.text.columns.count > ColumnWindow.most * 5 ? view.rows.columns : view.text.columns
        let choices = offered.filter { view.askable.contains($0.name) }.map { Choice($0.name, $0.title) }
        let ways = ConditionForm.Way.allCases.map { Choice($0.rawValue, page.t($0.label)) }
        let error = view.form.issue(TableState.formValue).map { page.t($0) }
        return """
            <form class="filters form--line" method="get" action="\(DataPaths.dataset(view.state.dataset))" role="search" data-swap-form="bagian">\
            \(Input(page, "q", label: page.t("reading.words"), kind: .search, value: view.state.question.search ?? "", need: .filter, maxLength: 200))\
            \(hidden(without: ["q"]))<p>\(Button(page.t("ui.filters.search"), kind: .quiet, icon: .search))</p></form>\
            <details class="filters"\(attr: "open", error != nil)><summary>\(Icon.filter)\(page.t("reading.add_condition"))</summary>\
            <form class="filters__fields" method="get" action="\(DataPaths.dataset(view.state.dataset))" data-swap-form="bagian">\(hidden(without: []))\
            \(Select(page, TableState.formColumn, label: page.t("reading.form.column"), choices: choices, selected: view.form.value(TableState.formColumn), need: .filter))\
            \(Select(page, TableState.formOperator, label: page.t("reading.form.way"), choices: ways, selected: view.form.value(TableState.formOperator), need: .filter))\
            \(Input(page, TableState.formValue, label: page.t("reading.form.value"), value: view.form.value(TableState.formValue), error: error, need: .filter, maxLength: 200))\
            <p>\(Button(page.t("reading.form.add")))</p></form></details>
            """
    }

    // MARK: What was found

    private static func result(_ page: Page, _ view: TableView) -> HTML {
        let state = view.state
        let last = state.question.offset + view.rows.values.count
        let sentence = page.t("reading.found", ["count": page.format.number(view.rows.total)])
        let conditions = state.conditions.html { condition in
            """
            <a class="chip" href="\(state.removing(condition).link())" rel="nofollow">\(ConditionWords.text(condition, view.text, page))\(Icon.cross)\
            <span class="visually-hidden"> \(page.t("reading.remove"))</span></a>
            """
        }
        let words: HTML =
            state.question.search.map {
                """
                <a class="chip" href="\(state.searching(nil).link())" rel="nofollow">“\($0)”\(Icon.cross)\
                <span class="visually-hidden"> \(page.t("reading.remove"))</span></a>
                """
            } ?? .empty
        let isNarrowed = !state.conditions.isEmpty || state.question.search != nil
        return """
            <div class="row row--apart"><h3 class="found" role="status">\(sentence)</h3>\
            \(if: !view.facets.isEmpty, "<a class=\"facets__jump\" href=\"#saringan\">\(Icon.filter) \(page.t("reading.facets"))</a>")</div>\
            \(if: isNarrowed, "<p class=\"row chips\">\(words)\(conditions) <a href=\"\(state.cleared.link())\">\(page.t("ui.filters.clear"))</a></p>")\
            \(if: view.rows.values.isEmpty, EmptyState(page.t("reading.nothing"), text: page.t("reading.nothing_text"),
                action: Button(page.t("reading.all_rows"), kind: .quiet, link: state.cleared.link())).html, else: table(page, view))\
            \(window(page, view))\
            \(NumberedPages(page, first: state.question.offset + 1, last: last, total: view.rows.total,
                before: state.question.offset > 0 ? state.turned(-1).link() : nil, after: last < view.rows.total ? state.turned(1).link() : nil))\
            \(next(page, view))
            """
    }

    /// The way to the other columns of a wide table; not where somebody has chosen columns.
    private static func window(_ page: Page, _ view: TableView) -> HTML {
        if case .rows(_?) = view.state.question.want { return .empty }
        return ColumnWindow(view.text.columns.count, from: view.state.columnsFrom).pages(page) { view.state.showing(from: $0).link() }
    }

    private static func table(_ page: Page, _ view: TableView) -> HTML {
        let state = view.state
        return DataTable(
            page: page, caption: view.head.title, columns: view.rows.columns, numbers: view.rows.numbers, rows: view.rows.values,
            sort: { column in
                guard view.askable.contains(column.name) else { return nil }
                let now = state.question.order.first { $0.column == column.name }
                return (state.sorting(by: column.name).link(), now.map(\.isDescending))
            }, regions: { view.regions[$0] }, cited: view.cited
        ).html
    }

    /// What one can do with exactly these rows.
    private static func next(_ page: Page, _ view: TableView) -> HTML {
        let links = view.formats.html { "<li><a href=\"\($0.link)\" download>\(Icon.download) \($0.label)</a></li>" }
        return """
            <div class="card next-steps"><h3>\(page.t("reading.with_these"))</h3><ul class="link-row">\
            <li><a href="\(view.state.link(DataPaths.chart))">\(Icon.photo) \(page.t("reading.draw"))</a></li>\
            \(if: view.head.hasMap, "<li><a href=\"\(view.state.link(DataPaths.map))\">\(Icon.map) \(page.t("map.see"))</a></li>")\
            <li><a href="\(view.state.link(DataPaths.use))">\(Icon.copy) \(page.t("reading.cite"))</a></li>\(links)</ul></div>
            """
    }

    // MARK: Facets

    private static func facets(_ page: Page, _ view: TableView) -> HTML {
        if view.facets.isEmpty { return .empty }
        let groups = view.facets.html { facet in
            let chosen = Set(view.state.chosen(facet.column.name) ?? [])
            let more = facet.distinct - facet.values.count
            let items = facet.values.html { value in
                let isChosen = chosen.contains(value.value)
                return """
                    <li><a href="\(view.state.switching(facet.column.name, value.value).link())" rel="nofollow"\
                    \(attr: "aria-current", isChosen ? "true" : nil)>\(if: isChosen, Icon.check.html)<span>\(value.label)</span> \
                    <span class="number">\(page.format.number(value.count))</span></a></li>
                    """
            }
            return """
                <h4>\(facet.column.title)</h4><ul class="facet">\(items)</ul>\
                \(if: more > 0, "<p class=\"muted\"><small>\(page.t("reading.more_values", ["count": page.format.number(more)]))</small></p>")
                """
        }
        return """
            <aside class="facets" id="saringan" aria-labelledby="judul-saringan"><h3 id="judul-saringan">\(page.t("reading.facets"))</h3>\(groups)</aside>
            """
    }
}
