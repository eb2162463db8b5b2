/// Colours, hatches, strokes and shapes by which series are told apart: each by more than its colour, for paper and for eyes that see
/// few colours.
enum PlotMarks {
    /// The class of a series' colour.
    static func fill(_ series: Int) -> String { "c\(series % 6 + 1)" }

    /// Hatches laid over the fill; the first series has none.
    static func definitions(_ id: String, series: Int) -> HTML {
        guard series > 1 else { return .empty }
        let patterns = (1..<series).html { index in
            """
            <pattern id="\(id)-h\(index)" width="8" height="8" patternUnits="userSpaceOnUse"><path class="hatch" d="\(hatches[(index - 1) % 5])"/>\
            </pattern>
            """
        }
        return "<defs>\(patterns)</defs>"
    }

    private static let hatches = [
        "M-2 2l4-4M0 8l8-8M6 10l4-4", "M2 2h1v1h-1zM6 6h1v1h-1z", "M0 4h8", "M4 0v8", "M0 0l8 8M0 8l8-8",
    ]

    /// A filled part of a column or bar.
    static func block(_ id: String, _ series: Int, _ place: HTML, title: String) -> HTML {
        """
        <g><title>\(title)</title><rect class="\(fill(series))"\(place)/>\
        \(if: series > 0, "<rect fill=\"url(#\(id)-h\(series % 6))\"\(place)/>")</g>
        """
    }

    private static let dashes = ["", "7 4", "2 3", "10 3 2 3", "4 2", "12 5"]
    static func dash(_ series: Int) -> String? { series == 0 ? nil : dashes[series % 6] }

    /// A point of a line, in a shape of its series. Laid out around the origin of a nested drawing, because its place is a percentage.
    static func point(_ series: Int, x: String, y: String, title: String) -> HTML {
        "<svg x=\"\(x)\" y=\"\(y)\" class=\"plot__point\" aria-hidden=\"true\"><path class=\"\(fill(series))\" d=\"\(shapes[series % 6])\"><title>\(title)</title></path></svg>"
    }

    static let shapes = [
        "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z", "M-3.2-3.2h6.4v6.4h-6.4z", "M0-4.4l4.2 7.6h-8.4z",
        "M0-4.6l4.6 4.6l-4.6 4.6l-4.6-4.6z",
        "M0 4.4l4.2-7.6h-8.4z", "M-1.3-4.2h2.6v2.9h2.9v2.6h-2.9v2.9h-2.6v-2.9h-2.9v-2.6h2.9z",
    ]
}

/// What the marks stand for, drawn so that it goes along with the drawing.
struct PlotLegend {
    let id: String
    let series: [String]
    let isLines: Bool

    /// Two side by side when all names are short.
    private var columns: Int { series.allSatisfy { $0.count <= 16 } ? 2 : 1 }
    var height: Double { series.count < 2 ? 0 : Double((series.count + columns - 1) / columns) * 22 + 4 }

    func html(top: Double) -> HTML {
        if series.count < 2 { return .empty }
        var items = HTML.empty
        for (index, name) in series.enumerated() {
            let x = columns == 2 && index % 2 == 1 ? "50%" : "0"
            let y = top + Double(index / columns) * 22
            let mark: HTML =
                isLines
                ? """
                <line class="line l\(index % 6 + 1)" x1="0" x2="26" y1="8" y2="8"\(attr: "stroke-dasharray", PlotMarks.dash(index))/>\
                <path class="\(PlotMarks.fill(index))" transform="translate(13 8)" d="\(PlotMarks.shapes[index % 6])"/>
                """
                : """
                <rect class="\(PlotMarks.fill(index))" width="26" height="14" y="1"/>\
                \(if: index > 0, "<rect fill=\"url(#\(id)-h\(index % 6))\" width=\"26\" height=\"14\" y=\"1\"/>")
                """
            items +=
                "<svg x=\"\(x)\" y=\"\(coordinate(y))\" class=\"plot__point\" aria-hidden=\"true\">\(mark)<text x=\"33\" y=\"13\">\(shortened(name, 44))</text></svg>"
        }
        return items
    }
}

/// A name cut to so many characters, with a sign that it goes on.
func shortened(_ name: String, _ most: Int) -> String { name.count <= most ? name : name.prefix(most - 1).trimmingSuffix() + "…" }

extension StringProtocol {
    fileprivate func trimmingSuffix() -> String {
        var text = String(self)
        while text.last == " " || text.last == "," { text.removeLast() }
        return text
    }
}
