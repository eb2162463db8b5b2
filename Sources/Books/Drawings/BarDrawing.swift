import Kernel

/// Bars for print: colours in attributes, letters in the paper's face, values beside the bars, so that it reads in black and white too.
struct BarDrawing {
    struct Bar {
        var name: String
        var value: Double
        /// The value in words.
        var text: String
    }

    var bars: [Bar]
    var isUpright = false

    private static let colour = "#2a3f7a"
    private static let ink = "#231a13"

    var svg: String { isUpright ? upright : lying }

    private var most: Double { max(bars.map(\.value).max() ?? 0, 1e-9) }

    private var lying: String {
        let (row, names, full) = (26.0, 190.0, 330.0)
        let height = Double(bars.count) * row + 6
        var body = ""
        for (index, bar) in bars.enumerated() {
            let y = Double(index) * row + 4
            let width = max(0, bar.value) / most * full
            body += label(bar.name, x: names - 8, y: y + 15, anchor: "end")
            body +=
                "<rect x=\"\(number(names))\" y=\"\(number(y))\" width=\"\(number(width))\" height=\"18\" fill=\"\(BarDrawing.colour)\"/>"
            body += label(bar.text, x: names + width + 6, y: y + 15)
        }
        return picture(600, height, body)
    }

    private var upright: String {
        let (height, base, top) = (230.0, 200.0, 24.0)
        let step = 600 / Double(max(bars.count, 1))
        var body = "<path d=\"M0 \(number(base))H600\" stroke=\"\(BarDrawing.ink)\" stroke-width=\"1\"/>"
        for (index, bar) in bars.enumerated() {
            let tall = max(0, bar.value) / most * (base - top)
            let x = (Double(index) + 0.5) * step
            let width = min(step * 0.6, 60)
            body +=
                "<rect x=\"\(number(x - width / 2))\" y=\"\(number(base - tall))\" width=\"\(number(width))\" height=\"\(number(tall))\" fill=\"\(BarDrawing.colour)\"/>"
            body += label(bar.text, x: x, y: base - tall - 5, anchor: "middle") + label(bar.name, x: x, y: base + 17, anchor: "middle")
        }
        return picture(600, height, body)
    }

    private func picture(_ width: Double, _ height: Double, _ body: String) -> String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(number(width)) \(number(height))" width="\(number(width))" \
        height="\(number(height))" font-family="Source Sans Pro, sans-serif" font-size="13">\(body)</svg>
        """
    }

    private func label(_ text: String, x: Double, y: Double, anchor: String = "start") -> String {
        "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\" fill=\"\(BarDrawing.ink)\">\(DrawnText.escaped(text, most: 30))</text>"
    }

    private func number(_ value: Double) -> String { DrawnText.number(value) }
}

/// Letters and numbers of drawings.
enum DrawnText {
    /// At most two decimals; a whole number without any.
    static func number(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e9 else { return "0" }
        let hundredths = Int((value * 100).rounded())
        if hundredths % 100 == 0 { return "\(hundredths / 100)" }
        let rest = abs(hundredths % 100)
        return "\(hundredths < 0 && hundredths > -100 ? "-" : "")\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// Text as XML, cut with an ellipsis; letters that XML cannot carry are left out.
    static func escaped(_ text: String, most: Int) -> String {
        let cut = text.count > most ? String(text.prefix(most - 1)) + "…" : text
        var safe = ""
        for scalar in cut.unicodeScalars {
            switch scalar {
            case "&": safe += "&amp;"
            case "<": safe += "&lt;"
            case ">": safe += "&gt;"
            case "\"": safe += "&quot;"
            default: if scalar.value >= 0x20, scalar.value & 0xFFFE != 0xFFFE { safe.unicodeScalars.append(scalar) }
            }
        }
        return safe
    }
}
