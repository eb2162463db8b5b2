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
    private static let line = 18.0
    private static let head = 24.0

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
        let columns = isPoster && groups.count > 1 ? 2 : 1
        let width = 620.0
        var bodies = [(text: String, height: Double)](repeating: (text: "", height: 0), count: columns)
        for (index, group) in groups.enumerated() {
            // The shorter column takes the next.
            let column = bodies.indices.min { bodies[$0].height < bodies[$1].height } ?? 0
            let (text, height) = draw(
                group, x: Double(column) * (width + 30), y: bodies[column].height, width: width, colour: RoadmapDrawing.colours[index % 6])
            bodies[column].text += text
            bodies[column].height += height
        }
        let whole = Double(columns) * width + Double(columns - 1) * 30
        let height = max(bodies.map(\.height).max() ?? 0, 10)
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(number(whole)) \(number(height))" width="\(number(whole))" \
            height="\(number(height))" font-family="Source Sans Pro, sans-serif" font-size="11">\(bodies.map(\.text).joined())</svg>
            """
    }

    private func draw(_ group: Group, x: Double, y top: Double, width: Double, colour: String) -> (String, Double) {
        let names = 300.0
        let step = (width - names) / Double(years.count)
        var out = text(group.name, x: x, y: top + 16, most: 60, bold: true, fill: colour)
        for (index, year) in years.enumerated() {
            let at = x + names + (Double(index) + 0.5) * step
            // With many years only every second is named.
            if years.count <= 10 || index % 2 == 0 { out += text("\(year)", x: at, y: top + 16, most: 4, anchor: "middle") }
        }
        for (index, row) in group.rows.enumerated() {
            let y = top + RoadmapDrawing.head + Double(index) * RoadmapDrawing.line
            if index % 2 == 0 { out += rect(x, y, width, RoadmapDrawing.line, "#f7f2e8") }
            out += text("\(row.code)  \(row.name)", x: x + 2, y: y + 13, most: 52)
            let first = max(row.years.lowerBound, years.lowerBound)
            let last = min(row.years.upperBound, years.upperBound)
            guard first <= last else { continue }
            let start = x + names + Double(first - years.lowerBound) * step + 2
            let length = Double(last - first + 1) * step - 4
            out +=
                row.isFaint
                ? "<rect x=\"\(number(start))\" y=\"\(number(y + 4))\" width=\"\(number(length))\" height=\"10\" fill=\"#ffffff\" stroke=\"\(colour)\" stroke-dasharray=\"3 2\"/>"
                : rect(start, y + 4, length, 10, colour)
        }
        let height = RoadmapDrawing.head + Double(group.rows.count) * RoadmapDrawing.line
        for index in 0...years.count {
            let at = number(x + names + Double(index) * step)
            out += "<path d=\"M\(at) \(number(top + 20))V\(number(top + height))\" stroke=\"#ddd1bd\" stroke-width=\"0.5\"/>"
        }
        return (out, height + 14)
    }

    private func rect(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ fill: String) -> String {
        "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\" height=\"\(number(height))\" fill=\"\(fill)\"/>"
    }

    private func text(
        _ text: String, x: Double, y: Double, most: Int, anchor: String = "start", bold: Bool = false, fill: String = "#231a13"
    ) -> String {
        """
        <text x="\(number(x))" y="\(number(y))" text-anchor="\(anchor)"\(bold ? " font-weight=\"700\" font-size=\"14\"" : "") \
        fill="\(fill)">\(DrawnText.escaped(text, most: most))</text>
        """
    }

    private func number(_ value: Double) -> String { DrawnText.number(value) }
}
