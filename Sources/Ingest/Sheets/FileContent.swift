import Kernel
import Tables

/// What the beginning of a file says it is.
enum FileContent: Equatable {
    case zip
    /// The container of old and of encrypted Office files.
    case compound
    case json, text, empty
    case refused(TextKey)

    private static let signatures: [([UInt8], TextKey)] = [
        (Array("%PDF".utf8), "sheets.pdf"), ([0x1F, 0x8B], "sheets.packed"), (Array("Rar!".utf8), "sheets.packed"),
        ([0x37, 0x7A, 0xBC, 0xAF], "sheets.packed"), ([0x89, 0x50, 0x4E, 0x47], "sheets.picture"), ([0xFF, 0xD8, 0xFF], "sheets.picture"),
        (Array("GIF8".utf8), "sheets.picture"), (Array("SQLite format 3".utf8), "sheets.not_a_table"),
        (Array("PAR1".utf8), "sheets.not_a_table"), (Array("{\\rtf".utf8), "sheets.document"),
    ]

    init(_ start: [UInt8], named name: String) {
        if start.starts(with: [0x50, 0x4B, 3, 4]) || start.starts(with: [0x50, 0x4B, 5, 6]) {
            self = .zip
        } else if start.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            self = .compound
        } else if let known = FileContent.signatures.first(where: { start.starts(with: $0.0) }) {
            self = .refused(known.1)
        } else {
            self = FileContent.letters(start, named: name)
        }
    }

    /// Endings of files of text that are no JSON.
    static func isTextName(_ name: String) -> Bool {
        [".csv", ".tsv", ".txt", ".tab"].contains { name.lowercased().hasSuffix($0) }
    }

    private static func letters(_ start: [UInt8], named name: String) -> FileContent {
        let text = FileContent.utf8(start)
        let blanks: Set<UInt8> = [9, 10, 13, 32]
        guard let first = text.firstIndex(where: { !blanks.contains($0) }) else { return .empty }
        switch text[first] {
        case UInt8(ascii: "{"), UInt8(ascii: "["): return .json
        case UInt8(ascii: "<") where !isTextName(name) || isMarkup(text[first...]): return .refused(markup(text[first...]))
        default: return isText(text) ? .text : .refused("sheets.not_a_table")
        }
    }

    /// The beginning as UTF-8, enough of it to tell.
    private static func utf8(_ start: [UInt8]) -> [UInt8] {
        guard let text = try? ByteSource.text(start) else { return start }
        return text.starts(with: CSVDialect.byteOrderMark) ? Array(text.dropFirst(3)) : text
    }

    private static func isMarkup(_ text: ArraySlice<UInt8>) -> Bool {
        let begin = String(decoding: text.prefix(64), as: UTF8.self).lowercased()
        return ["<?xml", "<!doctype", "<html", "<table", "<meta", "<head", "<style"].contains { begin.hasPrefix($0) }
    }

    /// Many programs save a web page or XML under the name of a workbook.
    private static func markup(_ text: ArraySlice<UInt8>) -> TextKey {
        let begin = String(decoding: text.prefix(4096), as: UTF8.self).lowercased()
        if begin.contains("<html") || begin.contains("<table") || begin.contains("<meta") { return "sheets.web_page" }
        return begin.contains("urn:schemas-microsoft-com:office:spreadsheet") ? "sheets.web_page" : "sheets.markup"
    }

    /// Hardly any control codes.
    private static func isText(_ text: [UInt8]) -> Bool {
        let controls = text.count { $0 < 32 && !(9...13).contains($0) && $0 != 27 }
        return controls * 20 <= text.count
    }
}
