/// What JSON strings say, and JSON written compactly.
extension JSONText {
    /// Appends what a string (quotes included) says as UTF-8; false when an escape is none. Halves of surrogate pairs become U+FFFD.
    package static func append(_ string: UnsafeBufferPointer<UInt8>, to target: inout [UInt8]) -> Bool {
        var at = 1
        let end = string.count - 1
        while at < end {
            let start = at
            while at < end, string[at] != UInt8(ascii: "\\") { at += 1 }
            target.append(contentsOf: UnsafeBufferPointer(rebasing: string[start..<at]))
            guard at < end else { break }
            guard at + 1 < end else { return false }
            at += 2
            switch string[at - 1] {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): target.append(string[at - 1])
            case UInt8(ascii: "b"): target.append(8)
            case UInt8(ascii: "f"): target.append(12)
            case UInt8(ascii: "n"): target.append(10)
            case UInt8(ascii: "r"): target.append(13)
            case UInt8(ascii: "t"): target.append(9)
            case UInt8(ascii: "u"):
                guard var code = hex(string, at, end) else { return false }
                at += 4
                if (0xD800..<0xDC00).contains(code), at + 6 <= end, string[at] == UInt8(ascii: "\\"), string[at + 1] == UInt8(ascii: "u"),
                    let low = hex(string, at + 2, end), (0xDC00..<0xE000).contains(low)
                {
                    code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
                    at += 6
                }
                target.append(contentsOf: String(Character(Unicode.Scalar(code) ?? "\u{FFFD}")).utf8)
            default: return false
            }
        }
        return true
    }

    /// Appends a value without the blanks between its parts.
    package static func appendCompact(_ value: UnsafeBufferPointer<UInt8>, to target: inout [UInt8]) {
        var isInString = false
        var isEscaped = false
        for byte in value {
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == 34 {
                    isInString = false
                }
            } else if byte == 34 {
                isInString = true
            } else if byte <= 32 {
                continue
            }
            target.append(byte)
        }
    }

    private static func hex(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> UInt32? {
        guard at + 4 <= end else { return nil }
        var code: UInt32 = 0
        for index in at..<at + 4 {
            let byte = bytes[index]
            switch byte {
            case 48...57: code = code << 4 | UInt32(byte - 48)
            case 65...70: code = code << 4 | UInt32(byte - 55)
            case 97...102: code = code << 4 | UInt32(byte - 87)
            default: return nil
            }
        }
        return code
    }
}
