import Columns
import Kernel
import Web

/// A dataset's table on the map: its points, or its areas shaded by a figure. Drawn by the server; live once somebody opens it.
enum MapPage {
    struct View: Sendable {
        var head: DatasetHead
        var state: TableState
        var text: TableText
        var spec: ChartSpec
        var drawing: Result<ChartDrawing, AppError>

        /// The same map of other rows.
        func link(_ state: TableState) -> String {
            let rows = state.query.isEmpty ? "" : state.query + "&"
            return DataPaths.map(state.dataset) + "?" + rows + Path.query(spec.parameters).dropFirst()
        }
    }

    static func page(_ page: Page, _ view: View) -> HTML {
        DatasetFrame.page(
            page, view.head, part: .map, table: view.state.table,
            body: """
                <div class="stack">\(DatasetFrame.tables(page, view.head, part: .map, shown: view.state.table))\
                <h2 class="visually-hidden">\(page.t("reading.part.map"))</h2>\
                <p class="muted">\(page.t(view.spec.kind == .points ? "map.lead.points" : "map.lead.areas"))</p>\
                \(conditions(page, view))\(form(page, view))\(drawing(page, view))</div>
                """)
    }

    private static func conditions(_ page: Page, _ view: View) -> HTML {
        let state = view.state
        let chips = state.conditions.html { condition in
            """
            <a class="chip" href="\(view.link(state.removing(condition)))" rel="nofollow">\(ConditionWords.text(condition, view.text, page))\(Icon.cross)\
            <span class="visually-hidden"> \(page.t("reading.remove"))</span></a>
            """
        }
        return """
            <p class="row chips">\(if: !state.conditions.isEmpty, "<span class=\"muted\">\(page.t("reading.only_rows"))</span>\(chips)")\
            <a href="\(state.link())">\(page.t("map.rows"))</a></p>
            """
    }

    private static func form(_ page: Page, _ view: View) -> HTML {
        let (spec, text) = (view.spec, view.text)
        typealias Part = ChartSpec.Part
        func select(_ part: Part, _ label: TextKey, _ choices: [Choice], _ selected: String, prompt: String? = nil) -> HTML {
            Select(page, part.rawValue, label: page.t(label), choices: choices, selected: selected, prompt: prompt, need: .filter).html
        }
        var fields: HTML = .empty
        let kinds = [ChartSpec.Kind.points, .areas].filter { $0 == .points ? text.place != nil : text.areaCode != nil }
        if kinds.count > 1 {
            fields += select(.kind, "chart.form.kind", kinds.map { Choice($0.word, page.t($0.label)) }, spec.kind.word)
        } else {
            fields += "<input type=\"hidden\" name=\"\(Part.kind.rawValue)\" value=\"\(spec.kind.word)\">"
        }
        if spec.kind == .points {
            fields += select(.x, "map.label", text.columns.map { Choice($0.name, $0.title) }, spec.x)
        } else {
            let figures = ChartSpec.figureWords.map { Choice($0.1, page.t(TextKey("chart.figure.\($0.0.rawValue)"))) }
            let numbers = text.columns.filter { $0.type.isNumeric }.map { Choice($0.name, $0.titleWithUnit) }
            fields += select(.value, "chart.form.value", numbers, spec.value ?? "", prompt: page.t("chart.form.rows"))
            fields += select(.figure, "chart.form.figure", figures, ChartSpec.word(spec.figure))
        }
        let hidden = view.state.fields.filter { $0.name != "sort" && $0.name != "limit" }.html {
            "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">"
        }
        return """
            <form class="filters map-form" method="get" action="\(DataPaths.map(view.state.dataset))" data-swap-form="bagian" data-swap-change>\(hidden)\
            <div class="grid">\(fields)</div><p>\(Button(page.t("chart.form.draw"), kind: .quiet, icon: .map))</p></form>
            """
    }

    private static func drawing(_ page: Page, _ view: View) -> HTML {
        switch view.drawing {
        case .success(let drawing): "<div class=\"card chart-card\">\(drawing.html(page, id: "peta"))</div>"
        case .failure(let error):
            Notice(
                .warn, isLive: true,
                "\(each: error.issues.isEmpty ? [error.message] : error.issues.map(\.message), { "<p>\(page.t($0))</p>" })"
            ).html
        }
    }
}
