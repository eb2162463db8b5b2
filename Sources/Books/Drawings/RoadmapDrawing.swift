import Kernel

/// The roadmap for paper: a line per innovation, grouped by dimension, its years as a bar.
struct RoadmapDrawing {
    struct Row {
        var name: String
        var code: String
        var years: ClosedRange<Int>
        /// Not yet in the plan: drawn pale with an edge.
        var isFaint: Bool
    }

    struct Group {
        var name: String
        var rows: [Row]
    }

    var groups: [Group]
    var years: ClosedRange<Int>
    /// Two columns of groups on a large sheet.
    var isPoster: Bool

    /// Colours that differ in lightness too.
    private static let colours = ["#2a3f7a", "#a65d21", "#2c7356", "#8a3f62", "#6c6a1c", "#4f7ea8"]
    /// Height of a row, and of a group's heading, before anything is stretched.
    private static let line = 18.0
    private static let head = 24.0
    private static let gap = 14.0
    private static let width = 620.0
    /// What a poster has room for beneath its title, in the drawing's own units.
    private static let posterHeight = 590.0
    /// How much taller rows are drawn than usual, so that few of them fill a large sheet too.
    private var stretch = 1.0
    private var line: Double { RoadmapDrawing.line * stretch }
    private var head: Double { RoadmapDrawing.head * min(stretch, 1.5) }
    /// Letters grow less than rows: their column does not.
    private var font: Double { 11 * min(stretch, 1.3) }

    init(groups: [Group], years: ClosedRange<Int>, isPoster: Bool) {
        self.groups = groups
        self.years = years
        self.isPoster = isPoster
        guard isPoster else { return }
        let plain = placed().map(\.height).max() ?? 0
        if plain > 0 { stretch = min(max(RoadmapDrawing.posterHeight / plain, 1), 2.2) }
    }

    /// In which column each group stands, and how high the columns become.
    private func placed() -> [(groups: [Int], height: Double)] {
        let columns = isPoster && groups.count > 1 ? 2 : 1
        var placed = [(groups: [Int], height: Double)](repeating: ([], 0), count: columns)
        for (index, group) in groups.enumerated() {
            // The shorter column takes the next.
            let column = placed.indices.min { placed[$0].height < placed[$1].height } ?? 0
            placed[column].groups.append(index)
            placed[column].height += head + Double(group.rows.count) * line + RoadmapDrawing.gap
        }
        return placed
    }

    /// Parts with at most so many rows each; what is cut goes on under the same name.
    static func pieces(_ groups: [Group], most: Int) -> [[Group]] {
        var pieces: [[Group]] = []
        var current: [Group] = []
        var room = most
        for group in groups {
            var rest = group.rows[...]
            while !rest.isEmpty {
                if room == 0 {
                    pieces.append(current)
                    (current, room) = ([], most)
                }
                let part = rest.prefix(room)
                current.append(Group(name: group.name, rows: Array(part)))
                rest = rest.dropFirst(part.count)
                room -= part.count
            }
        }
        return current.isEmpty ? pieces : pieces + [current]
    }

    var svg: String {
        let (columns, width) = (placed(), RoadmapDrawing.width)
        var drawn = ""
        for (column, one) in columns.enumerated() {
            var y = 0.0
            for index in one.groups {
                let (text, height) = draw(
                    groups[index], x: Double(column) * (width + 30), y: y, width: width, colour: RoadmapDrawing.colours[index % 6])
                drawn += text
                y += height
            }
        }
        let whole = Double(columns.count) * width + Double(columns.count - 1) * 30
        let height = max(columns.map(\.height).max() ?? 0, 10)
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(number(whole)) \(number(height))" width="\(number(whole))" \
            height="\(number(height))" font-family="Source Sans Pro, sans-serif" font-size="\(number(font))">\(drawn)</svg>
            """
    }

    private func draw(_ group: Group, x: Double, y top: Double, width: Double, colour: String) -> (String, Double) {
        let names = 300.0
        let step = (width - names) / Double(years.count)
        let named = top + head - 8
        var out = text(group.name, x: x, y: named, most: 60, bold: true, fill: colour)
        for (index, year) in years.enumerated() {
            let at = x + names + (Double(index) + 0.5) * step
            // With many years only every second is named.
            if years.count <= 10 || index % 2 == 0 { out += text("\(year)", x: at, y: named, most: 4, anchor: "middle") }
        }
        for (index, row) in group.rows.enumerated() {
            let y = top + head + Double(index) * line
            if index % 2 == 0 { out += rect(x, y, width, line, "#f7f2e8") }
            out += text("\(row.code)  \(row.name)", x: x + 2, y: y + line / 2 + font * 0.36, most: Int((isPoster ? 60 : 52) * 11 / font))
            let first = max(row.years.lowerBound, years.lowerBound)
            let last = min(row.years.upperBound, years.upperBound)
            guard first <= last else { continue }
            let start = x + names + Double(first - years.lowerBound) * step + 2
            let length = Double(last - first + 1) * step - 4
            let bar = line * 0.55
            let above = y + (line - bar) / 2
            out +=
                row.isFaint
                ? "<rect x=\"\(number(start))\" y=\"\(number(above))\" width=\"\(number(length))\" height=\"\(number(bar))\" fill=\"#ffffff\" stroke=\"\(colour)\" stroke-dasharray=\"3 2\"/>"
                : rect(start, above, length, bar, colour)
        }
        let height = head + Double(group.rows.count) * line
        for index in 0...years.count {
            let at = number(x + names + Double(index) * step)
            out += "<path d=\"M\(at) \(number(top + head - 4))V\(number(top + height))\" stroke=\"#ddd1bd\" stroke-width=\"0.5\"/>"
        }
        return (out, height + RoadmapDrawing.gap)
    }

    private func rect(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ fill: String) -> String {
        "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\" height=\"\(number(height))\" fill=\"\(fill)\"/>"
    }

    private func text(
        _ text: String, x: Double, y: Double, most: Int, anchor: String = "start", bold: Bool = false, fill: String = "#231a13"
    ) -> String {
        """
        <text x="\(number(x))" y="\(number(y))" text-anchor="\(anchor)"\(bold ? " font-weight=\"700\" font-size=\"\(number(font * 14 / 11))\"" : "") \
        fill="\(fill)">\(DrawnText.escaped(text, most: most))</text>
        """
    }

    private func number(_ value: Double) -> String { DrawnText.number(value) }
}
