import Kernel
import Web

/// The roadmap as a file of its own on paper white, wide enough for whole titles: to be printed large, or put into a book.
package struct RoadmapPoster {
    package let svg: String
    package static let type = "image/svg+xml; charset=utf-8"

    private static let width = 1400.0
    private static let left = 560.0
    private static let right = 1370.0

    /// - Parameters:
    ///   - roadmap: made without a limit, for a poster has no second page.
    ///   - note: one line below, such as where it comes from and of which day it is.
    package init(_ roadmap: Roadmap, title: String, note: String, names: RoadmapNames) {
        let (body, foot) = RoadmapPoster.body(roadmap, names)
        svg = RoadmapPoster.file(title: title, note: note, body: body, height: foot + 60)
    }

    private static func column(_ roadmap: Roadmap) -> Double { (right - left) / Double(roadmap.years.count) }

    private static func body(_ roadmap: Roadmap, _ names: RoadmapNames) -> (HTML, Double) {
        let column = column(roadmap)
        func x(_ year: Int) -> Double { left + Double(year - roadmap.years.lowerBound) * column }
        let drawing = RoadmapDrawing(roadmap: roadmap, names: names)
        var rows = HTML.empty
        var y = 130.0
        for group in roadmap.groups {
            rows += "<text class=\"group\" x=\"30\" y=\"\(drawn(y + 26))\">\(names.dimension(group.dimension))</text>"
            y += 38
            for item in group.items {
                let lines = wrapped(names.title(item), 58)
                let height = Double(max(lines.count, 1)) * 17 + 24
                for (index, line) in lines.enumerated() {
                    rows += "<text x=\"30\" y=\"\(drawn(y + 15 + Double(index) * 17))\">\(line)</text>"
                }
                rows += "<text class=\"small\" x=\"30\" y=\"\(drawn(y + 15 + Double(lines.count) * 17))\">\(names.agency(item.lead))</text>"
                for run in RoadmapNames.runs(item.years) {
                    let (first, last) = (max(run.lowerBound, roadmap.years.lowerBound), min(run.upperBound, roadmap.years.upperBound))
                    guard first <= last else { continue }
                    rows += """
                        <rect class="c\(drawing.style(group.dimension))" x="\(drawn(x(first) + 3))" \
                        width="\(drawn(Double(last - first + 1) * column - 6))" y="\(drawn(y + 4))" height="\(drawn(height - 12))" rx="4"/>
                        """
                }
                for (year, amount) in item.money.byYear.sorted(by: { $0.key < $1.key }) where roadmap.years.contains(year) && amount > 0 {
                    rows += """
                        <text class="\(item.activities[year] == nil ? "small" : "inside")" x="\(drawn(x(year) + column / 2))" \
                        y="\(drawn(y + height / 2 + 3))" text-anchor="middle">\(ShortRupiah.text(amount, names.page.format))</text>
                        """
                }
                y += height
            }
        }
        let head = roadmap.years.html { year in
            """
            <text class="year" x="\(drawn(x(year) + column / 2))" y="112" text-anchor="middle">\(year)</text>\
            <line class="grid" x1="\(drawn(x(year)))" x2="\(drawn(x(year)))" y1="120" y2="\(drawn(y + 6))"/>\
            <text class="sum" x="\(drawn(x(year) + column / 2))" y="\(drawn(y + 30))" text-anchor="middle">\
            \(roadmap.totals[year].map { ShortRupiah.text($0, names.page.format) } ?? "–")</text>
            """
        }
        let sum: HTML = "<text class=\"sum\" x=\"30\" y=\"\(drawn(y + 30))\">\(names.page.t("roadmap.total"))</text>"
        return (head + rows + sum, y + 40)
    }

    private static func file(title: String, note: String, body: HTML, height: Double) -> String {
        let text: HTML = """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(drawn(width))" height="\(drawn(height))" \
            viewBox="0 0 \(drawn(width)) \(drawn(height))" role="img" aria-label="\(title)" \
            font-family="system-ui, Roboto, 'Noto Sans', 'Liberation Sans', sans-serif">\
            <title>\(title)</title><style>\(raw: style)</style><rect width="100%" height="100%" fill="#fff"/>\
            <text class="head" x="30" y="56">\(title)</text>\(body)\
            <text class="small" x="30" y="\(drawn(height - 22))">\(note)</text></svg>
            """
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text.markup
    }

    /// The light colours of the style sheet, for a file carries its own.
    private static let style = """
        text{fill:#231a13;font-size:14px}.head{font-size:30px;font-weight:700}.group{font-size:17px;font-weight:700}\
        .small{font-size:12px;fill:#5c4e42}.year{font-weight:700}.sum{font-weight:700}.inside{fill:#fff;font-size:12px;font-weight:650}\
        .grid{stroke:#ddd1bd}.c1{fill:#2a3f7a}.c2{fill:#a65d21}.c3{fill:#2c7356}.c4{fill:#8a3f62}.c5{fill:#6c6a1c}.c6{fill:#4f7ea8}
        """

    /// Lines of at most so many characters, broken between words, three at most.
    static func wrapped(_ text: String, _ most: Int) -> [String] {
        let lines = PlotFile.wrapped(text, most)
        guard lines.count > 3 else { return lines }
        return lines.prefix(2) + [cut(lines[2] + " " + lines[3], most)]
    }
}
