import Foundation

/// Our own sheets and scripts as phones get them: without what their comments and indents say to readers of the files.
enum Packing {
    /// A style sheet without comments, with every run of blanks as one and none beside braces and semicolons, where they mean nothing.
    static func sheet(_ content: [UInt8]) -> [UInt8] {
        var packed: [UInt8] = []
        let edges = Set("{};".utf8)
        for byte in withoutComments(String(decoding: content, as: UTF8.self)).utf8 {
            let isBlank = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t")
            if isBlank {
                guard let last = packed.last, last != UInt8(ascii: " "), !edges.contains(last) else { continue }
                packed.append(UInt8(ascii: " "))
            } else {
                if edges.contains(byte), packed.last == UInt8(ascii: " ") { packed.removeLast() }
                packed.append(byte)
            }
        }
        return packed
    }

    /// A script without the lines that are only comment and without indents. Line ends stay, because they may end statements; a
    /// script with a text over several lines stays as it is.
    static func script(_ content: [UInt8]) -> [UInt8] {
        let source = String(decoding: content, as: UTF8.self)
        let lines = source.split(separator: "\n", omittingEmptySubsequences: true).map { $0.drop { $0 == " " || $0 == "\t" } }
        if lines.contains(where: { !$0.count { $0 == "`" }.isMultiple(of: 2) }) { return content }
        var kept = ""
        var isComment = false
        for line in lines where !line.isEmpty {
            if isComment || line.hasPrefix("/*") {
                isComment = !line.contains("*/")
            } else if !line.hasPrefix("//") {
                kept += line + "\n"
            }
        }
        return Array(kept.utf8)
    }

    private static func withoutComments(_ sheet: String) -> String {
        var kept = ""
        var rest = sheet[...]
        while let open = rest.range(of: "/*"), let close = rest[open.upperBound...].range(of: "*/") {
            kept += rest[..<open.lowerBound]
            rest = rest[close.upperBound...]
        }
        return kept + rest
    }
}
