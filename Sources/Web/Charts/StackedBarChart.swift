import Kernel

/// Bars made of parts, such as reports in time and late by agency, with the figures in a table below.
package struct StackedBarChart: Component {
    var page: Page
    var title: String
    var firstColumn: String
    var series: [String]
    var rows: [ChartRow]
    var format: ChartFormat
    var colours: [Int]
    var hasTable: Bool

    /// - Parameters:
    ///   - name: heading of the rows' names in the table.
    ///   - series: names of the parts, in the order of each row's values; six at most, or colours repeat.
    ///   - colours: of the parts, where one says more than the order: 1 indigo, 2 soga, 3 green, 4 plum, 5 olive, 6 light blue.
    ///   - hasTable: `false` where the page itself has a table with the same figures.
    package init(
        _ page: Page, _ title: String, name: String, series: [String], rows: [ChartRow], colours: [Int] = [1, 2, 3, 4, 5, 6],
        hasTable: Bool = true, format: @escaping ChartFormat
    ) {
        self.page = page
        self.title = title
        firstColumn = name
        self.series = series
        self.rows = rows
        self.format = format
        self.colours = colours
        self.hasTable = hasTable
    }

    package var html: HTML {
        let full = rows.map(StackedBarChart.sum).max() ?? 0
        let lines = rows.html { row in
            """
            <li><span class="bars__name"><span>\(row.name)</span><span class="number">\(format(StackedBarChart.sum(row)))</span></span>\
            \(bar(row, full))</li>
            """
        }
        let table = ChartTable(page: page, title: title, firstColumn: firstColumn, series: series, rows: rows, format: format)
        return """
            <figure class="chart"><figcaption><strong>\(title)</strong></figcaption>\(ChartLegend(series: series, colours: colours).html)\
            <ul class="bars">\(lines)</ul>\(if: hasTable, table.html)</figure>
            """
    }

    private static func sum(_ row: ChartRow) -> Double { row.values.reduce(0) { $0 + max($1 ?? 0, 0) } }

    private func bar(_ row: ChartRow, _ full: Double) -> HTML {
        var parts = HTML.empty
        var left = 0.0
        for (index, value) in row.values.enumerated() {
            guard let value, value > 0, full > 0 else { continue }
            let width = value / full * 100
            // A hair of paper between the parts, so that they can be told apart without colour.
            parts +=
                "<rect class=\"c\(colours[index % colours.count])\" x=\"\(coordinate(left))\" width=\"\(coordinate(max(width - 0.4, 0.2)))\" height=\"4\"/>"
            left += width
        }
        return "<svg viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"\(words(row))\">\(parts)</svg>"
    }

    private func words(_ row: ChartRow) -> String {
        let parts = zip(series, row.values).map { "\($0) \($1.map(format) ?? "–")" }
        return "\(row.label): \(parts.joined(separator: ", "))"
    }

    package static let examples = [
        Example("in time and late") { page in
            StackedBarChart(
                page, "Laporan selesai, tepat waktu dan terlambat", name: "Kecamatan",
                series: ["Tepat waktu", "Terlambat", "Masih berjalan"],
                rows: [ChartRow("Kencong", [42, 12, 7]), ChartRow("Kaliwates", [88, 9, 14]), ChartRow("Jombang", [17, nil, 3])],
                format: { page.format.number(Int($0)) }
            ).html
        }
    ]
}
