/// Lines and columns: names along the foot, values upwards. Across it is laid out in parts of a hundred and downwards in pixels, so the
/// drawing fills any width while letters and strokes keep their size.
struct StandingPlot {
    let plot: Plot
    let id: String
    let scale: PlotScale
    let top: Double

    private let left = 12.0
    private let right = 99.0
    private let plain = 200.0

    init(_ plot: Plot, id: String, top: Double) {
        self.plot = plot
        self.id = id
        self.top = top + 38
        scale = PlotScale(plot.extremes, mayCut: plot.kind == .line)
    }

    private var bottom: Double { top + plain }
    private var foot: PlotNames { PlotNames(rows: plot.rows, left: left, right: right, isCentred: plot.kind != .line) }
    var height: Double { bottom + foot.height + 26 }

    var html: HTML {
        """
        <text class="plot__title" y="\(coordinate(top - 24))">\(shortened(plot.valueTitle, 48))</text>\(grid)\
        \(if: plot.kind == .line, lines, else: columns)\(foot.html(top: bottom))\
        <text class="plot__title" x="100%" y="\(coordinate(height - 6))" text-anchor="end">\(shortened(plot.nameTitle, 48))</text>
        """
    }

    private func y(_ value: Double) -> Double { bottom - scale.part(value) * plain }

    private var grid: HTML {
        let base = scale.isCut ? scale.least : 0
        return scale.ticks.html { tick in
            let y = coordinate(y(tick))
            return """
                <line class="\(abs(tick - base) < scale.step / 1e6 ? "axis" : "gridline")" x2="100%" y1="\(y)" y2="\(y)"/>\
                <text y="\(y)" dy="-4">\(plot.short(tick))</text>
                """
        }
    }

    // MARK: Lines

    private var lines: HTML { plot.series.indices.html(line) }

    private func line(_ series: Int) -> HTML {
        var strokes = HTML.empty
        var points = HTML.empty
        var last: (x: String, y: String)?
        let isDense = plot.rows.count > 60
        for (index, row) in plot.rows.enumerated() {
            guard let value = plot.value(row, series) else {
                last = nil
                continue
            }
            let here = (x: coordinate(foot.middle(index)) + "%", y: coordinate(y(value)))
            let next = index + 1 < plot.rows.count ? plot.value(plot.rows[index + 1], series) : nil
            // A value between two missing ones has no stroke, so its point must show it.
            let isAlone = last == nil && next == nil
            if let last { strokes += "<line x1=\"\(last.x)\" y1=\"\(last.y)\" x2=\"\(here.x)\" y2=\"\(here.y)\"/>" }
            last = here
            if !isDense || isAlone {
                points += PlotMarks.point(series, x: here.x, y: here.y, title: "\(row.label): \(plot.format(value))")
            }
        }
        return "<g class=\"line l\(series % 6 + 1)\"\(attr: "stroke-dasharray", PlotMarks.dash(series))>\(strokes)</g>\(points)"
    }

    // MARK: Columns

    private var columns: HTML {
        let slot = (right - left) / Double(max(plot.rows.count, 1))
        var html = HTML.empty
        for (index, row) in plot.rows.enumerated() {
            let start = left + Double(index) * slot + slot * 0.1
            html += plot.kind == .stackedColumn ? stack(row, start, slot * 0.8) : group(row, start, slot * 0.8)
        }
        return html
    }

    /// Few enough that each may carry its figure.
    private var showsValues: Bool { plot.rows.count * plot.series.count <= 8 }

    private func group(_ row: ChartRow, _ start: Double, _ width: Double) -> HTML {
        let each = width / Double(max(plot.series.count, 1))
        return plot.series.indices.html { series in
            let x = start + Double(series) * each
            let middle = coordinate(x + each / 2) + "%"
            guard let value = plot.value(row, series) else { return none(middle) }
            let (from, to) = (y(0), y(value))
            let block = PlotMarks.block(
                id, series, place(x, each * 0.94, min(from, to), max(abs(from - to), value == 0 ? 0 : 1)),
                title: title(row, series, value))
            let figure: HTML = """
                <text class="plot__value" x="\(middle)" y="\(coordinate(value < 0 ? to + 14 : to - 5))" text-anchor="middle">\
                \(plot.short(value))</text>
                """
            return "\(block)\(if: showsValues, figure)"
        }
    }

    private func stack(_ row: ChartRow, _ start: Double, _ width: Double) -> HTML {
        var up = 0.0
        var down = 0.0
        var html = HTML.empty
        var isEmpty = true
        for series in plot.series.indices {
            guard let value = plot.value(row, series) else { continue }
            isEmpty = false
            let base = value < 0 ? down : up
            if value < 0 { down += value } else { up += value }
            let (from, to) = (y(base), y(base + value))
            // A hair of paper between the parts.
            let height = max(abs(from - to) - 1, value == 0 ? 0 : 0.5)
            html += PlotMarks.block(id, series, place(start, width, min(from, to), height), title: title(row, series, value))
        }
        return isEmpty ? none(coordinate(start + width / 2) + "%") : html
    }

    private func place(_ x: Double, _ width: Double, _ y: Double, _ height: Double) -> HTML {
        " x=\"\(coordinate(x))%\" width=\"\(coordinate(width))%\" y=\"\(coordinate(y))\" height=\"\(coordinate(height))\""
    }

    private func title(_ row: ChartRow, _ series: Int, _ value: Double) -> String {
        plot.series.count > 1 ? "\(row.label), \(plot.series[series]): \(plot.format(value))" : "\(row.label): \(plot.format(value))"
    }

    /// Missing is not zero: a dash stands where a column would.
    private func none(_ x: String) -> HTML {
        "<text class=\"plot__none\" x=\"\(x)\" y=\"\(coordinate(y(0) - 5))\" text-anchor=\"middle\">–</text>"
    }
}
