import Foundation
import Kernel

/// Which cell styles show a number as a day or a time; a workbook stores both as plain numbers.
final class XLSXStyles: SAXHandler {
    enum Kind: Equatable {
        case number, day, time
        /// Hours that go on past midnight, `[h]:mm`.
        case elapsed
        /// A number shown with a fixed count of digits and perhaps signs between them, `00"."00"."00`: a code, no amount.
        case code(CodeMask)
    }

    private(set) var kinds: [Kind] = []
    private var formats: [Int: String] = [:]
    private var isInCellFormats = false

    /// Of a style by its position; numbers for positions that do not exist.
    func kind(_ style: Int) -> Kind { kinds.indices.contains(style) ? kinds[style] : .number }

    func start(_ name: SAXName, _ attributes: SAXAttributes) {
        switch name {
        case "numFmt":
            if let id = attributes["numFmtId"].flatMap({ Int($0) }), let code = attributes["formatCode"] { formats[id] = code }
        case "cellXfs": isInCellFormats = true
        case "xf" where isInCellFormats: kinds.append(kind(format: attributes["numFmtId"].flatMap { Int($0) } ?? 0))
        default: break
        }
    }

    func end(_ name: SAXName) {
        if "cellXfs" ~= name { isInCellFormats = false }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

    private func kind(format id: Int) -> Kind {
        if let code = formats[id] { return CodeMask(code).map(Kind.code) ?? XLSXStyles.kind(code) }
        return switch id {
        case 14...17, 22, 27...31, 36, 50...54, 57, 58: .day
        case 46: .elapsed
        case 18...21, 32...35, 45, 47, 55, 56: .time
        default: .number
        }
    }

    /// Whether a format code such as `[$-421]dd mmmm yyyy;@` shows a day or only a time. Quoted text, escaped letters and
    /// `[…]` do not count, elapsed hours `[h]` excepted.
    static func kind(_ code: String) -> Kind {
        var letters: Set<Character> = []
        var isElapsed = false
        var rest = code.lowercased()[...]
        while let letter = rest.popFirst() {
            switch letter {
            case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
            case "\\", "_", "*": rest = rest.dropFirst()
            case "[":
                let inside = rest.prefix { $0 != "]" }
                if !inside.isEmpty, inside.allSatisfy({ "hms".contains($0) }) { isElapsed = true }
                rest = rest.dropFirst(inside.count + 1)
            case ";": rest = ""
            default: letters.insert(letter)
            }
        }
        if letters.contains("y") || letters.contains("d") { return .day }
        if isElapsed { return .elapsed }
        if letters.contains("h") || letters.contains("s") { return .time }
        return letters.contains("m") ? .day : .number
    }
}
