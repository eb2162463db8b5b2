/// Bytes to text: UTF-8, and where they are not, Windows-1252, in which older Indonesian office files are written.
enum Encoding {
    static func text(_ bytes: ArraySlice<UInt8>) -> String { bytes.withUnsafeBufferPointer { text($0) } }

    static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String { String(validating: bytes, as: UTF8.self) ?? windows1252(bytes) }

    /// Whether the bytes are UTF-8.
    static func isUTF8(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { raw in
            var at = 0
            // Eight ASCII bytes at a time; nearly all of a file is ASCII.
            while at + 8 <= raw.count, raw.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 { at += 8 }
            while at < raw.count, raw[at] < 0x80 { at += 1 }
            return at == raw.count || String(validating: UnsafeRawBufferPointer(rebasing: raw[at...]), as: UTF8.self) != nil
        }
    }

    /// Whether some byte is one that neither text encoding has: NUL, or the five gaps of Windows-1252.
    static func isBinary(_ bytes: [UInt8], utf8: Bool) -> Bool {
        bytes.contains { $0 == 0 || !utf8 && ($0 == 0x81 || $0 == 0x8D || $0 == 0x8F || $0 == 0x90 || $0 == 0x9D) }
    }

    static func windows1252(_ bytes: some Sequence<UInt8>) -> String {
        var text = String.UnicodeScalarView()
        for byte in bytes {
            text.append((0x80...0x9F).contains(byte) ? upper[Int(byte) - 0x80] : Unicode.Scalar(byte))
        }
        return String(text)
    }

    private static let upper: [Unicode.Scalar] = Array(
        "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ".unicodeScalars)
}
