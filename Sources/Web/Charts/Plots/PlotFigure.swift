import Kernel

/// A chart on a page: heading, drawing, what it says in a sentence, and its figures as a table.
package struct PlotFigure: Component {
    var page: Page
    var plot: Plot
    var id: String
    var hasTable: Bool

    /// - Parameters:
    ///   - id: unique on the page; hatches are named after it.
    ///   - hasTable: `false` where the page itself has a table with the same figures.
    package init(_ page: Page, _ plot: Plot, id: String, hasTable: Bool = true) {
        self.page = page
        self.plot = plot
        self.id = id
        self.hasTable = hasTable
    }

    package var html: HTML {
        let drawing = PlotDrawing(plot, id: id)
        let table = ChartTable(
            page: page, title: plot.title, firstColumn: plot.nameTitle, series: plot.series, rows: plot.rows, format: plot.format)
        let hasLinks = plot.kind.isLying && plot.rows.contains { $0.link != nil }
        return """
            <figure class="chart plot"><figcaption><strong>\(plot.title)</strong></figcaption>\
            <svg class="chart__plot" width="100%" height="\(coordinate(drawing.height))" role="\(hasLinks ? "group" : "img")" \
            aria-label="\(plot.title). \(PlotSummary.words(page, plot)) \(if: hasTable, "\(page.t("ui.chart.see_table"))")">\(drawing.html)</svg>\
            \(with: drawing.isCut ? page.t("ui.plot.cut", ["from": plot.short(drawing.least)]) : nil, { "<p class=\"hint\">\($0)</p>" })\
            \(with: plot.missing > 0 ? page.t("ui.plot.missing", ["count": page.format.number(plot.missing)]) : nil, { "<p class=\"hint\">\($0)</p>" })\
            \(with: plot.source, { "<p class=\"chart__source\">\($0)</p>" })\(if: hasTable, table.html)</figure>
            """
    }

    package static let examples: [Example] = {
        let rows = [
            ChartRow("Patrang", [412, 380, 55]), ChartRow("Sumbersari", [398, 401, 61]), ChartRow("Kaliwates", [520, nil, 48]),
            ChartRow("Bangsalsari", [470, 433, nil]),
        ]
        let kinds: [Plot.Kind] = [.bar, .stackedBar, .column, .stackedColumn]
        let drawn = kinds.map { kind in
            Example("\(kind.rawValue), three series, two values missing") { page in
                PlotFigure(
                    page,
                    Plot(
                        kind, "Siswa menurut jenjang, 2025", nameTitle: "Kecamatan", valueTitle: "Siswa (orang)",
                        series: ["SD", "SMP", "SMA"], rows: rows, source: "Dinas Pendidikan, 2025",
                        short: { FigureWords.short($0, page.format) }, format: { FigureWords.full($0, page.format) }),
                    id: "contoh-\(kind.rawValue)"
                ).html
            }
        }
        return drawn + [
            Example("line, below and above zero, with a gap") { page in
                PlotFigure(
                    page,
                    Plot(
                        .line, "Pertumbuhan, 2016–2025", nameTitle: "Tahun", valueTitle: "Pertumbuhan (%)", series: ["Jember", "Provinsi"],
                        rows: (0..<10).map { index in
                            ChartRow(
                                "\(2016 + index)",
                                [index == 6 ? nil : [5.2, 5.1, 5.3, 5.5, -2.9, 4.0, 0, 4.9, 5.1, 5.0][index], 5.4 - Double(index % 3)])
                        }, format: { FigureWords.full($0, page.format) }), id: "contoh-garis"
                ).html
            },
            Example("column, many long names") { page in
                PlotFigure(
                    page,
                    Plot(
                        .column, "Panjang jalan rusak", nameTitle: "Kecamatan", valueTitle: "Panjang (km)", series: ["Panjang"],
                        rows: (1...24).map { ChartRow("Kecamatan nomor \($0)", [Double($0 * $0 % 97)]) },
                        short: { FigureWords.short($0, page.format) }, format: { FigureWords.full($0, page.format) }), id: "contoh-kolom"
                ).html
            },
        ]
    }()
}

/// The drawing itself, as it stands on a page and in a file.
struct PlotDrawing {
    let html: HTML
    let height: Double
    let isCut: Bool
    let least: Double

    init(_ plot: Plot, id: String, top: Double = 0) {
        let legend = PlotLegend(id: id, series: plot.series, isLines: plot.kind == .line)
        let marks: HTML = "\(PlotMarks.definitions(id, series: plot.kind == .line ? 0 : plot.series.count))\(legend.html(top: top))"
        if plot.kind.isLying {
            let lying = LyingPlot(plot, id: id, top: top + legend.height)
            (html, height, isCut, least) = (marks + lying.html, lying.height, false, 0)
        } else {
            let standing = StandingPlot(plot, id: id, top: top + legend.height)
            (html, height, isCut, least) = (marks + standing.html, standing.height, standing.scale.isCut, standing.scale.least)
        }
    }
}

/// What a chart says, in a sentence, for those who do not see it.
enum PlotSummary {
    static func words(_ page: Page, _ plot: Plot) -> String {
        var most: (name: String, value: Double)?
        var least: (name: String, value: Double)?
        for row in plot.rows {
            for series in plot.series.indices {
                guard let value = plot.value(row, series) else { continue }
                let name = plot.series.count > 1 ? "\(row.label) (\(plot.series[series]))" : row.label
                if most.map({ value > $0.value }) ?? true { most = (name, value) }
                if least.map({ value < $0.value }) ?? true { least = (name, value) }
            }
        }
        guard let most, let least else { return page.t("ui.plot.nothing") }
        return page.t(
            "ui.plot.summary",
            ["most": most.name, "most_value": plot.format(most.value), "least": least.name, "least_value": plot.format(least.value)])
    }
}
