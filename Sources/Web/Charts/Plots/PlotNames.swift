/// Names along the foot: as many as can be read, fewer on a phone, slanted where they are long.
struct PlotNames {
    let rows: [ChartRow]
    let left: Double
    let right: Double
    /// In the middle of each row's part, as columns are; else from end to end, as the points of a line are.
    let isCentred: Bool

    /// Letters shown of a name where there is room, and on a phone, where slanted names must not stick out to the left.
    private static let longest = 16
    private static let longestNarrow = 11

    private var longest: Int { rows.map { min($0.tick.count, Self.longest) }.max() ?? 0 }
    /// Seven pixels a letter, in a drawing about 300 pixels wide on a phone and 620 elsewhere.
    private func fits(_ width: Double, _ count: Int) -> Bool { Double(count * (longest * 7 + 8)) <= width }
    /// The points of a line begin beside the values, so that less of the width is theirs.
    private func most(_ width: Double) -> Int { max(2, Int(width * (isCentred ? 1 : 0.78) / Double(longest * 7 + 8))) }
    private var isShort: Bool { longest <= (isCentred ? 7 : 8) }
    private var isSlanted: Bool { !isShort && (!fits(620, rows.count) || !fits(290, min(rows.count, 4))) }

    /// Seven pixels a letter at 40 degrees, and at 60 on a phone.
    var height: Double {
        isSlanted ? max(Double(longest) * 4.6, Double(min(longest, Self.longestNarrow)) * 6.2) + 24 : 24
    }

    func middle(_ index: Int) -> Double {
        if isCentred { return left + (Double(index) + 0.5) * (right - left) / Double(max(rows.count, 1)) }
        // Room for half a name at either end.
        let inset = 3.0
        return left + inset + (rows.count < 2 ? 0.5 : Double(index) / Double(rows.count - 1)) * (right - left - 2 * inset)
    }

    func html(top: Double) -> HTML {
        // Below columns every name counts; along a line the points between two names explain themselves.
        let narrow = isSlanted ? (isCentred ? 13 : 8) : most(290)
        let wide = isSlanted ? (isCentred ? 34 : 14) : most(620)
        if rows.count <= narrow, !isSlanted { return names(rows.count, top, isNarrow: false) }
        return """
            <g class="chart__narrow">\(names(narrow, top, isNarrow: true))</g>\
            <g class="chart__wide">\(names(wide, top, isNarrow: false))</g>
            """
    }

    /// So many names at even distances, the first and the last among them.
    private func names(_ most: Int, _ top: Double, isNarrow: Bool) -> HTML {
        let count = min(most, rows.count)
        let step = rows.count <= count ? 1.0 : Double(rows.count - 1) / Double(max(count - 1, 1))
        return (0..<count).html { place in
            let index = min(Int((Double(place) * step).rounded()), rows.count - 1)
            let name = shortened(rows[index].tick, isNarrow && isSlanted ? Self.longestNarrow : Self.longest)
            let x = coordinate(middle(index)) + "%"
            return isSlanted
                ? """
                <svg x="\(x)" y="\(coordinate(top + 14))" class="plot__point" aria-hidden="true">\
                <text transform="rotate(\(isNarrow ? -60 : -40))" text-anchor="end">\(name)</text></svg>
                """
                : "<text x=\"\(x)\" y=\"\(coordinate(top + 18))\" text-anchor=\"middle\">\(name)</text>"
        }
    }
}
