/// Bars: a name on its line, below it a bar for each series with the figure at its end. Names of any length stay readable on a phone.
struct LyingPlot {
    let plot: Plot
    let id: String
    let scale: PlotScale
    let top: Double

    private let bar = 13.0
    private let gap = 4.0
    private let nameHeight = 19.0
    /// Parts of a hundred that bars take; the figures stand behind.
    private let full = 80.0

    init(_ plot: Plot, id: String, top: Double) {
        self.plot = plot
        self.id = id
        self.top = top + 22
        scale = PlotScale(plot.extremes)
    }

    private var bars: Int { plot.kind == .stackedBar ? 1 : max(plot.series.count, 1) }
    private var rowHeight: Double { nameHeight + Double(bars) * (bar + gap) + 9 }
    var height: Double { top + Double(plot.rows.count) * rowHeight + 4 }

    var html: HTML {
        var lines = HTML.empty
        for (index, row) in plot.rows.enumerated() { lines += line(row, top + Double(index) * rowHeight) }
        let zero = coordinate(x(0)) + "%"
        return """
            <text class="plot__title" y="\(coordinate(top - 8))">\(shortened(plot.valueTitle, 48))</text>\(lines)\
            \(if: scale.least < 0, "<line class=\"axis\" x1=\"\(zero)\" x2=\"\(zero)\" y1=\"\(coordinate(top))\" y2=\"\(coordinate(height - 8))\"/>")
            """
    }

    private func x(_ value: Double) -> Double { scale.part(value) * full }

    private func line(_ row: ChartRow, _ y: Double) -> HTML {
        let narrow = shortened(row.label, 44)
        let wide = shortened(row.label, 90)
        let place: HTML = " class=\"plot__name\" y=\"\(coordinate(y + 14))\""
        let names: HTML =
            narrow == wide
            ? "<text\(place)>\(narrow)</text>"
            : "<g class=\"chart__narrow\"><text\(place)>\(narrow)</text></g><g class=\"chart__wide\"><text\(place)>\(wide)</text></g>"
        let linked = row.link.map { "<a href=\"\($0)\" aria-label=\"\(row.label)\">\(names)</a>" as HTML } ?? names
        let first = y + nameHeight
        if plot.kind == .stackedBar { return "\(linked)\(stack(row, first))" }
        return "\(linked)\(each: plot.series.indices, { series in single(row, series, first + Double(series) * (bar + gap)) })"
    }

    private func single(_ row: ChartRow, _ series: Int, _ y: Double) -> HTML {
        guard let value = plot.value(row, series) else { return none(y) }
        let (from, to) = (x(0), x(value))
        let block = PlotMarks.block(
            id, series, place(min(from, to), max(abs(from - to), value == 0 ? 0 : 0.3), y), title: title(row, series, value))
        return "<rect class=\"plot__track\"\(place(0, full, y))/>\(block)\(figure(plot.format(value), y))"
    }

    private func stack(_ row: ChartRow, _ y: Double) -> HTML {
        var up = 0.0
        var down = 0.0
        var blocks = HTML.empty
        var sum: Double?
        for series in plot.series.indices {
            guard let value = plot.value(row, series) else { continue }
            let base = value < 0 ? down : up
            if value < 0 { down += value } else { up += value }
            sum = (sum ?? 0) + value
            let (from, to) = (x(base), x(base + value))
            let width = max(abs(from - to) - 0.25, value == 0 ? 0 : 0.15)
            blocks += PlotMarks.block(id, series, place(min(from, to), width, y), title: title(row, series, value))
        }
        guard let sum else { return none(y) }
        return "<rect class=\"plot__track\"\(place(0, full, y))/>\(blocks)\(figure(plot.format(sum), y))"
    }

    private func place(_ x: Double, _ width: Double, _ y: Double) -> HTML {
        " x=\"\(coordinate(x))%\" width=\"\(coordinate(width))%\" y=\"\(coordinate(y))\" height=\"\(coordinate(bar))\""
    }

    private func figure(_ words: String, _ y: Double) -> HTML {
        "<text class=\"plot__value\" x=\"100%\" y=\"\(coordinate(y + 11))\" text-anchor=\"end\">\(words)</text>"
    }

    private func title(_ row: ChartRow, _ series: Int, _ value: Double) -> String {
        plot.series.count > 1 ? "\(row.label), \(plot.series[series]): \(plot.format(value))" : "\(row.label): \(plot.format(value))"
    }

    /// Missing is not zero: no bar and no track, but a dash.
    private func none(_ y: Double) -> HTML {
        "<text class=\"plot__none\" x=\"100%\" y=\"\(coordinate(y + 11))\" text-anchor=\"end\">–</text>"
    }
}
