import Columns
import Ingest
import Kernel
import Rows
import Web

/// What the page on which charts are made shows.
package struct ChartView: Sendable {
    package var head: DatasetHead
    package var state: TableState
    package var text: TableText
    package var askable: Set<String>
    package var spec: ChartSpec
    /// What came of the spec; an error says which other choice helps.
    package var drawing: Result<ChartDrawing, AppError>
    /// Whether it may be kept under a link of its own, and whether with a title of one's own.
    package var maySave: Bool
    package var mayTitle: Bool

    package init(
        head: DatasetHead, state: TableState, text: TableText, askable: Set<String>, spec: ChartSpec,
        drawing: Result<ChartDrawing, AppError>, maySave: Bool, mayTitle: Bool
    ) {
        self.head = head
        self.state = state
        self.text = text
        self.askable = askable
        self.spec = spec
        self.drawing = drawing
        self.maySave = maySave
        self.mayTitle = mayTitle
    }

    /// The page's own address, with the chart in it.
    package var link: String {
        let table = state.query.isEmpty ? "" : state.query + "&"
        return DataPaths.chart(state.dataset) + "?" + table + Path.query(spec.parameters).dropFirst()
    }
}

package enum ChartPage {
    package static func page(_ page: Page, _ view: ChartView) -> HTML {
        DatasetFrame.page(
            page, view.head, part: .chart, table: view.state.table,
            body: """
                <div class="stack">\(DatasetFrame.tables(page, view.head, part: .chart, shown: view.state.table))\
                <h2 class="visually-hidden">\(page.t("chart.page.title"))</h2><p class="muted">\(page.t("chart.page.lead"))</p>\
                \(conditions(page, view))<div class="split split--facets"><div class="stack">\(drawing(page, view))\(save(page, view))</div>\
                <div>\(form(page, view))</div></div></div>
                """)
    }

    private static func conditions(_ page: Page, _ view: ChartView) -> HTML {
        let state = view.state
        let words = state.conditions.map { ConditionWords.text($0, view.text, page) } + (state.question.search.map { ["“\($0)”"] } ?? [])
        if words.isEmpty { return .empty }
        return """
            <p class="row chips"><span class="muted">\(page.t("reading.only_rows"))</span>\(each: words, { Tag($0).html })\
            <a href="\(state.link())">\(page.t("reading.change"))</a></p>
            """
    }

    private static func drawing(_ page: Page, _ view: ChartView) -> HTML {
        switch view.drawing {
        case .success(let drawing): "<div class=\"card chart-card\">\(drawing.html(page, id: "bagan"))</div>"
        case .failure(let error):
            Notice(
                .warn, isLive: true,
                "\(each: error.issues.isEmpty ? [error.message] : error.issues.map(\.message), { "<p>\(page.t($0))</p>" })"
            ).html
        }
    }

    private static func form(_ page: Page, _ view: ChartView) -> HTML {
        let spec = view.spec
        let columns = view.text.columns.filter { view.askable.contains($0.name) }
        let kinds = ChartSpec.Kind.allCases.filter { kind in
            switch kind {
            case .areas: view.text.areaCode != nil
            case .points: view.text.place != nil
            default: true
            }
        }
        let names = columns.map { Choice($0.name, $0.title) }
        let numbers = columns.filter { $0.type.isNumeric }.map { Choice($0.name, $0.titleWithUnit) }
        let figures = ChartSpec.figureWords.map { Choice($0.1, page.t(TextKey("chart.figure.\($0.0.rawValue)"))) }
        typealias Part = ChartSpec.Part
        func select(_ part: Part, _ label: TextKey, _ choices: [Choice], _ selected: String, prompt: String? = nil) -> HTML {
            Select(page, part.rawValue, label: page.t(label), choices: choices, selected: selected, prompt: prompt, need: .filter).html
        }
        let hidden = view.state.fields.filter { $0.name != "sort" && $0.name != "limit" }.html {
            "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">"
        }
        return """
            <form class="form chart-form" method="get" action="\(DataPaths.chart(view.state.dataset))" data-swap-form="bagian" data-swap-change>\(hidden)\
            \(select(.kind, "chart.form.kind", kinds.map { Choice($0.word, page.t($0.label)) }, spec.kind.word))\
            \(select(.x, "chart.form.x", names, spec.x))\
            \(select(.figure, "chart.form.figure", figures, ChartSpec.word(spec.figure)))\
            \(select(.value, "chart.form.value", numbers, spec.value ?? "", prompt: page.t("chart.form.rows")))\
            \(select(.series, "chart.form.series", names, spec.series ?? "", prompt: page.t("chart.form.no_series")))\
            \(select(.sort, "chart.form.sort", ChartSpec.Sort.allCases.map { Choice($0.word, page.t($0.label)) }, spec.sort.word))\
            \(Input(page, Part.top.rawValue, label: page.t("chart.form.top"), kind: .number, value: spec.top.map(String.init) ?? "", need: .filter, width: .short))\
            \(if: spec.kind == .areas, select(.classes, "chart.form.classes", [
                Choice("kuantil", page.t("chart.classes.quantile")), Choice("sama", page.t("chart.classes.equal")),
            ], spec.classes == .equal ? "sama" : "kuantil"))\
            <p>\(Button(page.t("chart.form.draw"), icon: .photo))</p></form>
            """
    }

    private static func save(_ page: Page, _ view: ChartView) -> HTML {
        guard view.maySave, case .success(let drawing) = view.drawing else { return .empty }
        let title: HTML =
            view.mayTitle
            ? Input(
                page, "title", label: page.t("chart.save.title"), value: view.spec.title ?? "", hint: page.t("chart.save.title_hint"),
                need: .optional, maxLength: ChartSpec.longestTitle
            ).html : .empty
        return """
            \(PostForm(page, view.link, attributes: " aria-label=\"\(page.t("chart.save"))\"", """
                <p class="muted">\(page.t("chart.save.about"))</p>\(title)<p class="row">\(Button(page.t("chart.save"), kind: .quiet, icon: .check)) \
                <span class="muted">\(drawing.title)</span></p>
                """))
            """
    }
}
