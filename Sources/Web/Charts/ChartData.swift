import Kernel

/// One named row of figures for a chart.
package struct ChartRow: Sendable {
    package var label: String
    /// One value per series; `nil` where there is none, which is not drawn as zero.
    package var values: [Double?]
    /// To the records behind the row.
    package var link: String?
    /// The label in as few letters as possible, where many stand side by side.
    package var tick: String

    package init(_ label: String, _ values: [Double?], link: String? = nil, tick: String? = nil) {
        self.label = label
        self.values = values
        self.link = link
        self.tick = tick ?? label
    }

    var name: HTML { link.map { "<a href=\"\($0)\">\(label)</a>" } ?? "\(label)" }
}

/// How a chart writes its values.
package typealias ChartFormat = @Sendable (Double) -> String

/// A number for a drawing: at most two decimals, no needless zeros.
func coordinate(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let hundredths = Int((value * 100).rounded())
    let whole = abs(hundredths / 100)
    let rest = abs(hundredths % 100)
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return sign + String(whole) }
    return sign + String(whole) + "." + (rest % 10 == 0 ? String(rest / 10) : (rest < 10 ? "0" : "") + String(rest))
}

/// The next number at or above a value that is round and whose half is round too.
func roundAbove(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return 1 }
    var scale = 1.0
    while scale * 10 <= value { scale *= 10 }
    while scale > value { scale /= 10 }
    return [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10].map { $0 * scale }.first { $0 >= value } ?? 10 * scale
}

/// The figures of a chart as a table that can be unfolded below it.
struct ChartTable {
    let page: Page
    let title: String
    let firstColumn: String
    let series: [String]
    let rows: [ChartRow]
    let format: ChartFormat

    var html: HTML {
        let columns = [Table.Column(firstColumn)] + series.map { Table.Column($0, isNumber: true) }
        let cells = rows.map { row in [row.name] + row.values.map { "\($0.map(format) ?? "–")" as HTML } }
        return """
            <details><summary>\(page.t("ui.chart.table"))</summary>\(Table(title, columns: columns, rows: cells, isCards: false))</details>
            """
    }
}

/// What the colours of a chart stand for.
struct ChartLegend {
    let series: [String]
    var colours = [1, 2, 3, 4, 5, 6]

    var html: HTML {
        var items = HTML.empty
        for (index, name) in series.enumerated() {
            items +=
                """
                <li><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="c\(colours[index % colours.count])" width="10" height="10" rx="2"/></svg>\
                \(name)</li>
                """
        }
        return "<ul class=\"legend\">\(items)</ul>"
    }
}
