/// Text for XML parts of workbooks.
package enum XMLText {
    /// Appends what a cell or comment says. Codes that XML cannot carry are written as workbooks do, `_x0007_`, and text that looks
    /// like that already so that it stays what it is.
    package static func append(_ text: UnsafeBufferPointer<UInt8>, to target: inout [UInt8]) {
        var start = 0
        func flush(_ end: Int) { target.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<end])) }
        var at = 0
        while at < text.count {
            let byte = text[at]
            let replacement: StaticString
            switch byte {
            case UInt8(ascii: "&"): replacement = "&amp;"
            case UInt8(ascii: "<"): replacement = "&lt;"
            case UInt8(ascii: ">"): replacement = "&gt;"
            case UInt8(ascii: "\""): replacement = "&quot;"
            case UInt8(ascii: "_") where isEscape(text, at): replacement = "_x005F_"
            case 0..<32 where byte != 9 && byte != 10:
                flush(at)
                start = at + 1
                at += 1
                let digits = Array("0123456789ABCDEF".utf8)
                target.append(contentsOf: Array("_x00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)], UInt8(ascii: "_")])
                continue
            // U+FFFE and U+FFFF, which are no letters.
            case 0xEF where at + 2 < text.count && text[at + 1] == 0xBF && text[at + 2] >= 0xBE:
                flush(at)
                target.append(contentsOf: "\u{FFFD}".utf8)
                at += 3
                start = at
                continue
            default:
                at += 1
                continue
            }
            flush(at)
            target.append(contentsOf: UnsafeBufferPointer(start: replacement.utf8Start, count: replacement.utf8CodeUnitCount))
            at += 1
            start = at
        }
        flush(text.count)
    }

    package static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        Array(text.utf8).withUnsafeBufferPointer { append($0, to: &bytes) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `_x` with four hexadecimal digits and `_` behind it.
    private static func isEscape(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        guard at + 6 < text.count, text[at + 1] == UInt8(ascii: "x"), text[at + 6] == UInt8(ascii: "_") else { return false }
        return text[at + 2..<at + 6].allSatisfy { (48...57).contains($0) || (65...70).contains($0 & ~32) }
    }
}
