/// Running text with emphasis, links and codes of figures. Written as a string:
///
///     "Ada \(sheets, code: "K7M-Q2X-94") lembar inovasi, \(bold: "tujuh") di antaranya \(link: "belum terhubung", to: "/rencana")."
///
/// What is interpolated is only ever text: no writer reads markup in it.
package struct PaperText: Hashable, Sendable, ExpressibleByStringInterpolation {
    package var runs: [PaperRun]

    package init(runs: [PaperRun]) { self.runs = runs }
    package init(_ text: String) { runs = text.isEmpty ? [] : [PaperRun(text)] }
    package init(stringLiteral text: String) { self.init(text) }
    package init(stringInterpolation interpolation: StringInterpolation) { runs = interpolation.runs }

    /// The letters alone.
    package var plain: String { runs.map(\.text).joined() }
    package var isEmpty: Bool { runs.allSatisfy(\.text.isEmpty) }

    package static func bold(_ text: String) -> PaperText { PaperText(runs: [PaperRun(text, isBold: true)]) }
    /// A figure with the short code that opens on its source.
    package static func figure(_ text: String, code: String?) -> PaperText { PaperText(runs: [PaperRun(text, code: code)]) }
    package static func link(_ text: String, to target: String) -> PaperText { PaperText(runs: [PaperRun(text, link: target)]) }
    package static func + (a: PaperText, b: PaperText) -> PaperText { PaperText(runs: a.runs + b.runs) }

    package struct StringInterpolation: StringInterpolationProtocol {
        var runs: [PaperRun] = []

        package init(literalCapacity: Int, interpolationCount: Int) {}
        package mutating func appendLiteral(_ literal: String) { add(PaperRun(literal)) }
        package mutating func appendInterpolation(_ text: String) { add(PaperRun(text)) }
        package mutating func appendInterpolation(_ number: Int) { add(PaperRun(String(number))) }
        package mutating func appendInterpolation(_ text: PaperText) { text.runs.forEach { add($0) } }
        package mutating func appendInterpolation(bold text: String) { add(PaperRun(text, isBold: true)) }
        package mutating func appendInterpolation(italic text: String) { add(PaperRun(text, isItalic: true)) }
        package mutating func appendInterpolation(link text: String, to target: String) { add(PaperRun(text, link: target)) }
        package mutating func appendInterpolation(_ figure: String, code: String?) { add(PaperRun(figure, code: code)) }

        private mutating func add(_ run: PaperRun) { if !run.text.isEmpty { runs.append(run) } }
    }
}

extension PaperText: Codable {
    package init(from decoder: any Decoder) throws { runs = try decoder.singleValueContainer().decode([PaperRun].self) }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(runs)
    }
}

/// Letters that look alike.
package struct PaperRun: Hashable, Sendable {
    package var text: String
    package var isBold: Bool
    package var isItalic: Bool
    /// `https://…`, `mailto:…`, `/…` within the installation, or `#anchor` within the paper. Others are dropped.
    package var link: String?
    /// Short code of a figure, shown small behind it.
    package var code: String?

    package init(_ text: String, isBold: Bool = false, isItalic: Bool = false, link: String? = nil, code: String? = nil) {
        self.text = text
        self.isBold = isBold
        self.isItalic = isItalic
        self.link = link
        self.code = code
    }
}

extension PaperRun: Codable {
    private enum Key: String, CodingKey {
        case text, isBold, isItalic, link, code
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        text = try fields.decode(String.self, forKey: .text)
        isBold = try fields.decodeIfPresent(Bool.self, forKey: .isBold) ?? false
        isItalic = try fields.decodeIfPresent(Bool.self, forKey: .isItalic) ?? false
        link = try fields.decodeIfPresent(String.self, forKey: .link)
        code = try fields.decodeIfPresent(String.self, forKey: .code)
    }

    /// Only what is set: a book has ten thousands of runs.
    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(text, forKey: .text)
        if isBold { try fields.encode(true, forKey: .isBold) }
        if isItalic { try fields.encode(true, forKey: .isItalic) }
        try fields.encodeIfPresent(link, forKey: .link)
        try fields.encodeIfPresent(code, forKey: .code)
    }
}
