import Kernel
import Web

/// What the page of a saved chart shows.
package struct SavedChartView: Sendable {
    package var chart: SavedChart
    package var drawing: ChartDrawing
    package var dataset: (name: String, title: String)
    /// Number of the version drawn, of the one it was saved with, and of the newest.
    package var versions: (drawn: Int, saved: Int, current: Int)
    /// Whether the newest could not be drawn any more.
    package var isBroken: Bool
    /// With scheme and host.
    package var address: String
    package var edit: String
    package var cite: String

    package init(
        chart: SavedChart, drawing: ChartDrawing, dataset: (name: String, title: String), versions: (drawn: Int, saved: Int, current: Int),
        isBroken: Bool, address: String, edit: String, cite: String
    ) {
        self.chart = chart
        self.drawing = drawing
        self.dataset = dataset
        self.versions = versions
        self.isBroken = isBroken
        self.address = address
        self.edit = edit
        self.cite = cite
    }
}

package enum SavedChartPage {
    package static func page(_ page: Page, _ view: SavedChartView) -> HTML {
        let code = view.chart.code
        return Layout.page(
            page, title: view.drawing.title,
            body: """
                \(Breadcrumb(page, above: [(page.t("reading.index.title"), DataPaths.index()), (view.dataset.title, DataPaths.dataset(view.dataset.name))], title: view.drawing.title))\
                <div class="stack"><h1>\(view.drawing.title)</h1>\(note(page, view))\
                <div class="card chart-card">\(view.drawing.html(page, id: "bagan"))</div>\
                <ul class="link-row"><li><a href="\(DataPaths.chartDrawing(code))" download>\(Icon.download) \(page.t("chart.saved.svg"))</a></li>\
                <li><a href="\(DataPaths.chartTable(code))" download>\(Icon.download) \(page.t("chart.saved.table"))</a></li>\
                <li><a href="\(view.cite)">\(Icon.copy) \(page.t("chart.saved.cite"))</a></li>\
                <li><a href="\(view.edit)">\(Icon.edit) \(page.t("chart.saved.edit"))</a></li>\
                <li><a href="\(DataPaths.dataset(view.dataset.name))">\(Icon.list) \(page.t("chart.saved.dataset"))</a></li></ul>\
                <div class="grid grid--wide">\(CopyBox(page, id: "tautan", label: page.t("chart.saved.link"), text: view.address + DataPaths.savedChart(code)))\
                \(CopyBox(page, id: "sisip", label: page.t("chart.saved.embed"), text: embedding(view)))</div>\
                <p class="muted">\(page.t("chart.saved.by", ["day": page.format.day(view.chart.createdAt)])) · <span class="code">\(code)</span></p></div>
                """)
    }

    private static func embedding(_ view: SavedChartView) -> String {
        let title = view.drawing.title.replacing("&", with: "&amp;").replacing("\"", with: "&quot;").replacing("<", with: "&lt;")
        return
            "<iframe src=\"\(view.address)\(DataPaths.embeddedChart(view.chart.code))\" title=\"\(title)\" width=\"100%\" height=\"560\" loading=\"lazy\"></iframe>"
    }

    private static func note(_ page: Page, _ view: SavedChartView) -> HTML {
        let (drawn, saved, current) = view.versions
        let words = ["saved": page.format.number(saved), "current": page.format.number(current), "version": page.format.number(drawn)]
        if view.isBroken { return Notice(.warn, "<p>\(page.t("chart.saved.broken"))</p>").html }
        if drawn != current {
            return Notice(
                .warn,
                "<p>\(page.t("chart.saved.old", words)) <a href=\"\(DataPaths.savedChart(view.chart.code))\">\(page.t("chart.saved.now_link"))</a></p>"
            ).html
        }
        guard saved != current else { return .empty }
        let then = DataPaths.savedChart(view.chart.code, query: [("_versi", "\(saved)")])
        return "<p class=\"muted\">\(page.t("chart.saved.then", words)) <a href=\"\(then)\">\(page.t("chart.saved.then_link"))</a></p>"
    }

    /// The chart alone, to be shown within a page of somebody else: no menu, no script, one link back.
    package static func embedded(_ page: Page, _ view: SavedChartView) -> HTML {
        """
        <!doctype html>
        <html lang="\(page.language.rawValue)"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1"><title>\(view.drawing.title) · \(page.brand.regencyName)</title>
        <meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">
        <link rel="stylesheet" href="\(page.assets["css/pendopo.css"])">\
        <link rel="stylesheet" href="\(page.assets["css/data.css"])"><link rel="stylesheet" href="\(page.brand.stylesheetURL)"></head>
        <body class="embed"><a class="skip" href="#isi">\(page.t("ui.skip"))</a><main id="isi"><h1 class="visually-hidden">\(view.drawing.title)</h1>\
        \(view.drawing.html(page, id: "bagan"))\
        <p class="embed__from"><a href="\(DataPaths.savedChart(view.chart.code))" target="_blank" rel="noopener">\(page.brand.regencyName) · \
        \(view.dataset.title)</a></p></main></body></html>
        """
    }
}
