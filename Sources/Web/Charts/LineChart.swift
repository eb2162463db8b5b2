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

    // The drawing is as wide as a small phone, so that its letters are never smaller than written there.
    private var width: Double { 340 }
    private var height: Double { 190 }
    private var left: Double { 40 }
    private var bottom: Double { 164 }
    private var top: Double { 12 }

    package var html: HTML {
        let most = roundAbove(rows.flatMap { $0.values.compactMap(\.self) }.max() ?? 1)
        let table = ChartTable(page: page, title: title, firstColumn: firstColumn, series: series, rows: rows, format: format)
        return """
            <figure class="chart chart--line"><figcaption><strong>\(title)</strong></figcaption>\
            \(if: series.count > 1, ChartLegend(series: series).html)\
            <svg viewBox="0 0 \(coordinate(width)) \(coordinate(height))" role="img" \
            aria-label="\(title). \(page.t("ui.chart.see_table"))">\
            \(grid(most))\(each: series.indices, { line($0, most) })\(names)</svg>\(table.html)</figure>
            """
    }

    private func x(_ index: Int) -> Double { left + (rows.count < 2 ? 0 : Double(index) / Double(rows.count - 1)) * (width - left - 12) }
    private func y(_ value: Double, _ most: Double) -> Double { bottom - max(value, 0) / most * (bottom - top) }

    private func grid(_ most: Double) -> HTML {
        [0, 0.5, 1].html { part in
            let y = coordinate(y(part * most, most))
            return """
                <path class="\(part == 0 ? "axis" : "gridline")" d="M\(coordinate(left)) \(y)H\(coordinate(width))"/>\
                <text class="faint" x="\(coordinate(left - 6))" y="\(y)" dy="4" text-anchor="end">\(format(part * most))</text>
                """
        }
    }

    private func line(_ series: Int, _ most: Double) -> HTML {
        var path = ""
        var dots = HTML.empty
        var isDrawing = false
        for (index, row) in rows.enumerated() {
            guard series < row.values.count, let value = row.values[series] else {
                isDrawing = false
                continue
            }
            let (x, y) = (coordinate(x(index)), coordinate(y(value, most)))
            path += "\(isDrawing ? "L" : "M")\(x) \(y)"
            isDrawing = true
            dots +=
                """
                <circle class="c\(series % 6 + 1)" cx="\(x)" cy="\(y)" r="3"><title>\(row.label): \(format(value))</title></circle>
                """
        }
        return "<path class=\"line l\(series % 6 + 1)\" d=\"\(path)\"/>\(dots)"
    }

    /// At most four names below, or they would run into each other.
    private var names: HTML {
        let step = max(1, Int((Double(rows.count - 1) / 3).rounded(.up)))
        return stride(from: 0, to: rows.count, by: step).html { index in
            let anchor = index == 0 ? "start" : index == rows.count - 1 ? "end" : "middle"
            return """
                <text class="faint" x="\(coordinate(index == 0 ? left : x(index)))" y="\(coordinate(bottom + 18))" text-anchor="\(anchor)">\
                \(rows[index].label)</text>
                """
        }
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
