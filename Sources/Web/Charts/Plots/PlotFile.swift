import Kernel

/// A drawing as a file of its own: title, source and colours inside, on paper white, so that it can be put into any document.
package struct PlotFile: Sendable {
    /// The whole file as SVG.
    package let svg: String

    package static let type = "image/svg+xml; charset=utf-8"
    private static let width = 760.0

    /// - Parameter link: where the chart can be opened; printed below it.
    package init(_ page: Page, _ plot: Plot, link: String?) {
        let lines = PlotFile.wrapped(plot.title, 74)
        let drawing = PlotDrawing(plot, id: "g", top: Double(lines.count) * 26 + 10)
        svg = PlotFile.svg(
            page, title: lines, summary: PlotSummary.words(page, plot), content: drawing.html, height: drawing.height,
            notes: [plot.missing > 0 ? page.t("ui.plot.missing", ["count": page.format.number(plot.missing)]) : nil, plot.source, link])
    }

    package init(_ page: Page, map: AreaMap, source: String?, link: String?) {
        let lines = PlotFile.wrapped(map.title, 74)
        let top = Double(lines.count) * 26 + 10
        let drawing = map.drawing(page)
        let scale = PlotFile.width / drawing.width
        let legend = map.legendRows(page)
        let content: HTML = """
            <svg y="\(coordinate(top))" width="\(coordinate(PlotFile.width))" height="\(coordinate(drawing.height * scale))" \
            viewBox="0 0 \(coordinate(drawing.width)) \(coordinate(drawing.height))">\(drawing.html)</svg>\
            \(each: legend.enumerated(), { index, row in
                PlotFile.legend(row, y: top + drawing.height * scale + 20 + Double(index) * 22)
            })
            """
        svg = PlotFile.svg(
            page, title: lines, summary: map.summary(page), content: content,
            height: top + drawing.height * scale + 28 + Double(legend.count) * 22, notes: [source, link])
    }

    private static func legend(_ row: AreaMap.LegendRow, y: Double) -> HTML {
        """
        <rect class="area \(row.style)" x="0" y="\(coordinate(y - 12))" width="26" height="15"\(attr: "fill", row.fill)/>\
        <text x="34" y="\(coordinate(y))">\(row.words)</text>
        """
    }

    private static func svg(_ page: Page, title: [String], summary: String, content: HTML, height: Double, notes: [String?]) -> String {
        let notes = notes.compactMap(\.self).flatMap { wrapped($0, 104) }
        let total = height + Double(notes.count) * 18 + 14
        let text: HTML = """
            <svg xmlns="http://www.w3.org/2000/svg" width="800" height="\(coordinate(total + 40))" \
            viewBox="0 0 800 \(coordinate(total + 40))" role="img" font-family="system-ui, Roboto, 'Noto Sans', 'Liberation Sans', sans-serif">\
            <title>\(title.joined(separator: " "))</title><desc>\(summary)</desc><style>\(raw: style)</style>\
            <rect width="800" height="\(coordinate(total + 40))" fill="#fff"/>\
            <svg x="20" y="20" width="\(coordinate(width))" height="\(coordinate(total))" overflow="visible">\
            \(each: title.enumerated(), { "<text class=\"head\" y=\"\(coordinate(20 + Double($0) * 26))\">\($1)</text>" })\(content)\
            \(each: notes.enumerated(), { "<text class=\"note\" y=\"\(coordinate(height + 18 + Double($0) * 18))\">\($1)</text>" })</svg></svg>
            """
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text.markup
    }

    /// The light colours of the style sheet, for a file carries its own.
    private static let style = """
        text{fill:#5c4e42;font-size:13px}.head{fill:#231a13;font-size:20px;font-weight:700}.note{font-size:12px}\
        .plot__name,.plot__value{fill:#231a13}.plot__value{font-weight:650}.plot__track{fill:#efe7d9}.plot__point{overflow:visible}\
        .axis{stroke:#85735f}.gridline{stroke:#ddd1bd}.line{fill:none;stroke-width:2.5;stroke-linecap:round}\
        .hatch{stroke:#fff;stroke-width:1.4;fill:none}.chart__narrow{display:none}\
        .c1{fill:#2a3f7a}.c2{fill:#a65d21}.c3{fill:#2c7356}.c4{fill:#8a3f62}.c5{fill:#6c6a1c}.c6{fill:#4f7ea8}\
        .l1{stroke:#2a3f7a}.l2{stroke:#a65d21}.l3{stroke:#2c7356}.l4{stroke:#8a3f62}.l5{stroke:#6c6a1c}.l6{stroke:#4f7ea8}\
        .area{stroke:#85735f;stroke-width:.8}.v0{fill:#efe7d9}.v1{fill:#dcdcea}.v2{fill:#b9c1de}.v3{fill:#8d9ac8}.v4{fill:#5c6eab}.v5{fill:#2a3f7a}\
        .outline{fill:#fff;stroke:#85735f}.dot{fill:#9c2219;stroke:#fff;stroke-width:1.5}.hatch--none{stroke:#85735f;stroke-width:1;fill:none}
        """

    /// Lines of at most so many characters, broken between words.
    package static func wrapped(_ text: String, _ most: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + word.count < most {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
