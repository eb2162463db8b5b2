import Kernel
import Tables

/// A workbook's styles, and of each that a marked cell has a copy with a coloured ground.
final class MarkedStyles {
    private static let fill = """
        fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/><bgColor indexed="64"/></patternFill></fill>
        """

    private let part: [UInt8]
    /// The bytes of each cell style.
    private var formats: [[UInt8]] = []
    private var fills = 0
    /// The original style of each copy, in the order in which they were asked for.
    private var copies: [Int] = []
    private var known: [Int: Int] = [:]
    /// The styles can be read, so cells can be marked.
    private(set) var isUsable = false

    /// - Parameter part: the XML of the workbook's styles; empty when it has none.
    init(_ part: [UInt8]) throws(AppError) {
        self.part = part
        var tags = XMLTags(part)
        var isInFormats = false
        var isInFormat = false
        var hasFills = false
        while let token = try tags.next() {
            if token.isNamed("fills") { hasFills = hasFills || token.kind == .end }
            if token.isNamed("fill"), token.kind != .end { fills += 1 }
            if token.isNamed("cellXfs") { isInFormats = token.kind == .start }
            guard isInFormats, !token.isNamed("cellXfs") else { continue }
            if token.isNamed("xf"), token.kind != .end {
                formats.append(Array(token.bytes))
                isInFormat = token.kind == .start
            } else if isInFormat {
                formats[formats.count - 1] += Array(token.bytes)
                if token.isNamed("xf") { isInFormat = false }
            }
        }
        isUsable = hasFills && !formats.isEmpty && formats.count < 60_000
    }

    /// The number of the marked copy of a style; `nil` when the workbook has no styles to copy.
    func marked(_ style: Int) -> Int? {
        guard isUsable else { return nil }
        let style = formats.indices.contains(style) ? style : 0
        if let found = known[style] { return found }
        copies.append(style)
        known[style] = formats.count + copies.count - 1
        return formats.count + copies.count - 1
    }

    /// The styles with what was asked for.
    func written() throws(AppError) -> [UInt8] {
        guard !copies.isEmpty else { return part }
        var output: [UInt8] = []
        var tags = XMLTags(part)
        while let token = try tags.next() {
            if token.isNamed("fills"), token.kind == .start {
                output += token.setting("count", "\(fills + 1)")
            } else if token.isNamed("cellXfs"), token.kind == .start {
                output += token.setting("count", "\(formats.count + copies.count)")
            } else {
                if token.isNamed("fills") {
                    let prefix = token.prefix
                    output += Array("<\(prefix)\(MarkedStyles.prefixed(prefix))".utf8)
                }
                if token.isNamed("cellXfs") { output += copies.flatMap { marked(formats[$0]) } }
                output += Array(token.bytes)
            }
        }
        return output
    }

    private func marked(_ format: [UInt8]) -> [UInt8] {
        var tags = XMLTags(format)
        guard let first = try? tags.next() else { return format }
        let rest = format[first.bytes.endIndex...]
        let filled = XMLTags.Token(kind: first.kind, bytes: first.setting("fillId", "\(fills)")[...])
        return filled.setting("applyFill", "1") + rest
    }

    private static func prefixed(_ prefix: String) -> String {
        prefix.isEmpty
            ? fill
            : fill.replacing("<patternFill", with: "<\(prefix)patternFill").replacing("</", with: "</\(prefix)")
                .replacing("<fgColor", with: "<\(prefix)fgColor").replacing("<bgColor", with: "<\(prefix)bgColor")
    }
}
