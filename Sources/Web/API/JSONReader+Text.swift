extension JSONReader {
    /// The text whose opening quote is here.
    mutating func string() throws -> String {
        at += 1
        var start = at
        var text = ""
        while true {
            guard at < bytes.count else { throw fault("the text has no closing quote") }
            switch bytes[at] {
            case UInt8(ascii: "\""):
                text += try utf8(start)
                at += 1
                return text
            case UInt8(ascii: "\\"):
                text += try utf8(start)
                at += 1
                text.unicodeScalars.append(try escape())
                start = at
            case 0..<32: throw fault("a control character must be written as an escape")
            default: at += 1
            }
        }
    }

    private func utf8(_ start: Int) throws -> String {
        let part = UnsafeBufferPointer(rebasing: bytes[start..<at])
        // Most texts need no check, and the library's is dear: it is made for any kind of bytes.
        if part.allSatisfy({ $0 < 0x80 }) { return String(decoding: part, as: UTF8.self) }
        guard let text = String(validating: part, as: UTF8.self) else {
            throw fault("the text is not UTF-8")
        }
        return text
    }

    private mutating func escape() throws -> Unicode.Scalar {
        let letter = here
        at += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let first = try hex4()
            guard (0xD800...0xDBFF).contains(first) else {
                guard first != 0, let scalar = Unicode.Scalar(first) else { throw fault("this \\u escape is no character") }
                return scalar
            }
            guard here == UInt8(ascii: "\\"), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "u") else {
                throw fault("half a surrogate pair")
            }
            at += 2
            let second = try hex4()
            guard (0xDC00...0xDFFF).contains(second) else { throw fault("half a surrogate pair") }
            return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))!
        default: throw fault("unknown escape")
        }
    }

    private mutating func hex4() throws -> UInt32 {
        guard at + 4 <= bytes.count, let value = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16), bytes[at] != 43
        else {
            throw fault("\\u needs four hexadecimal digits")
        }
        at += 4
        return value
    }
}
