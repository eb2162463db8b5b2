import Kernel

/// Values over time, one line per series, with the figures in a table below.
package struct LineChart: Component {
    var page: Page
    var title: String
    var firstColumn: String
    var series: [String]
    var rows: [ChartRow]
    var format: ChartFormat

    /// - Parameters:
    ///   - name: heading of the rows' names in the table, such as "Bulan".
    ///   - rows: one per point in time, in order; a missing value breaks the line.
    package init(_ page: Page, _ title: String, name: String, series: [String], rows: [ChartRow], format: @escaping ChartFormat) {
        self.page = page
        self.title = title
        firstColumn = name
        self.series = series
        self.rows = rows
        self.format = format
    }

    // Across in parts of a hundred, down in pixels: so the drawing fills any width, and its letters and strokes keep their size.
    private var left: Double { 12 }
    private var right: Double { 98 }
    private var top: Double { 22 }
    private var bottom: Double { 208 }

    package var html: HTML {
        let most = roundAbove(rows.flatMap { $0.values.compactMap(\.self) }.max() ?? 1)
        let table = ChartTable(page: page, title: title, firstColumn: firstColumn, series: series, rows: rows, format: format)
        return """
            <figure class="chart"><figcaption><strong>\(title)</strong></figcaption>\
            \(if: series.count > 1, ChartLegend(series: series).html)\
            <svg class="chart__plot" width="100%" height="240" role="img" aria-label="\(title). \(page.t("ui.chart.see_table"))">\
            \(grid(most))\(each: series.indices, { line($0, most) })\(names(4, "chart__narrow"))\(names(12, "chart__wide"))</svg>\
            \(table.html)</figure>
            """
    }

    private func x(_ index: Int) -> String {
        let part = rows.count < 2 ? 0 : Double(index) / Double(rows.count - 1)
        return coordinate(left + part * (right - left)) + "%"
    }

    private func y(_ value: Double, _ most: Double) -> String { coordinate(bottom - max(value, 0) / most * (bottom - top)) }

    private func grid(_ most: Double) -> HTML {
        [0, 0.5, 1].html { part in
            let y = y(part * most, most)
            return """
                <line class="\(part == 0 ? "axis" : "gridline")" x2="100%" y1="\(y)" y2="\(y)"/>\
                <text y="\(y)" dy="-5">\(format(part * most))</text>
                """
        }
    }

    private func line(_ series: Int, _ most: Double) -> HTML {
        var strokes = HTML.empty
        var dots = HTML.empty
        var last: (x: String, y: String)?
        for (index, row) in rows.enumerated() {
            guard series < row.values.count, let value = row.values[series] else {
                last = nil
                continue
            }
            let here = (x: x(index), y: y(value, most))
            if let last { strokes += "<line x1=\"\(last.x)\" y1=\"\(last.y)\" x2=\"\(here.x)\" y2=\"\(here.y)\"/>" }
            last = here
            dots += "<circle cx=\"\(here.x)\" cy=\"\(here.y)\" r=\"3.5\"><title>\(row.label): \(format(value))</title></circle>"
        }
        return "<g class=\"line l\(series % 6 + 1)\">\(strokes)</g><g class=\"c\(series % 6 + 1)\">\(dots)</g>"
    }

    /// So many names at the foot, the first and the last among them; more would run into each other.
    private func names(_ most: Int, _ style: String) -> HTML {
        let count = min(most, rows.count)
        let shown = (0..<count).map { count < 2 ? 0 : Int((Double($0 * (rows.count - 1)) / Double(count - 1)).rounded()) }
        let names = shown.html { index in
            """
            <text x="\(index == rows.count - 1 ? "100%" : x(index))" y="\(coordinate(bottom + 24))" \
            text-anchor="\(index == rows.count - 1 && index > 0 ? "end" : "middle")">\(rows[index].tick)</text>
            """
        }
        return "<g class=\"\(style)\">\(names)</g>"
    }

    package static let examples = [
        Example("two series, one with a gap") { page in
            LineChart(
                page, "Laporan per bulan, 2025", name: "Bulan", series: ["Diterima", "Selesai"],
                rows: [
                    ChartRow("Jan", [412, 380]), ChartRow("Feb", [398, 401]), ChartRow("Mar", [520, 410]), ChartRow("Apr", [470, nil]),
                    ChartRow("Mei", [350, 402]), ChartRow("Jun", [310, 330]), ChartRow("Jul", [295, 300]),
                ], format: { page.format.number(Int($0)) }
            ).html
        }
    ]
}
