import Kernel

/// Both scores of every component as pairs of bars, for the page and for paper: one drawing, with a look of its own for each.
struct ScoreDrawing {
    enum Look { case page, paper }

    var result: AssessmentResult
    var language: Language
    var format: Format
    var ownName: String
    var centralName: String
    var look: Look

    private static let ink = "#231a13"
    /// Rows of one component: its name, own, central.
    private static let row = 58

    var svg: String {
        let scale = result.instrument.scale
        let lines = result.lines
        let height = lines.count * Self.row + 26
        var body = ""
        for (index, line) in lines.enumerated() {
            let y = index * Self.row + 4
            body += text(line.component?.title(language) ?? "", x: 0, y: y + 14)
            body += bar(line.ownValue, y: y + 20, scale, 1) + bar(line.centralValue, y: y + 37, scale, 2)
        }
        let y = lines.count * Self.row + 18
        body += square(x: 0, y: y - 10, 1) + text(ownName, x: 16, y: y)
        if result.seesCentral { body += square(x: 190, y: y - 10, 2) + text(centralName, x: 206, y: y) }
        let size = look == .paper ? " width=\"400\" height=\"\(height)\" font-family=\"Source Sans Pro, sans-serif\" font-size=\"13\"" : ""
        return
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 400 \(height)\"\(size)\(look == .page ? " class=\"scores\" aria-hidden=\"true\"" : "")>\(body)</svg>"
    }

    private func bar(_ value: Hundredths?, y: Int, _ scale: ClosedRange<Hundredths>, _ colour: Int) -> String {
        guard let value else { return "" }
        let whole = max(scale.upperBound.count, 1)
        let width = min(max(value.count, 0), whole) * 330 / whole
        return "<rect x=\"0\" y=\"\(y)\" width=\"\(width)\" height=\"14\"\(fill(colour))/>"
            + text(value.text(format), x: width + 6, y: y + 12)
    }

    private func square(x: Int, y: Int, _ colour: Int) -> String {
        "<rect x=\"\(x)\" y=\"\(y)\" width=\"11\" height=\"11\"\(fill(colour))/>"
    }

    /// Pages have dark colours too, which their style sheet knows; paper has not.
    private func fill(_ colour: Int) -> String {
        look == .page ? " class=\"c\(colour)\"" : " fill=\"\(colour == 1 ? "#2a3f7a" : "#a65d21")\""
    }

    private func text(_ text: String, x: Int, y: Int) -> String {
        let short = text.count > 52 ? "\(text.prefix(51))…" : text
        let escaped = short.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        return "<text x=\"\(x)\" y=\"\(y)\"\(look == .paper ? " fill=\"\(Self.ink)\"" : "")>\(escaped)</text>"
    }
}
