import Kernel

/// JSON with members in their order and numbers as they were written, so that none loses its digits.
package indirect enum JSONText: Hashable, Sendable {
    case null
    case boolean(Bool)
    /// The number's own text.
    case number(String)
    case text(String)
    case list([JSONText])
    case object([Member])

    package struct Member: Hashable, Sendable {
        package var name: String
        package var value: JSONText

        package init(_ name: String, _ value: JSONText) {
            self.name = name
            self.value = value
        }
    }

    /// A value that can be compared with a column's: text, number or truth.
    package var scalar: String? {
        switch self {
        case .text(let text), .number(let text): text
        case .boolean(let value): value ? "true" : "false"
        case .null, .list, .object: nil
        }
    }

    package subscript(_ name: String) -> JSONText? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// Reads one value; `nil` when the bytes are not JSON, not UTF-8, or nested deeper than 64.
    package init?(_ bytes: some Collection<UInt8>) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        var reader = JSONTextReader(Array(text.utf8))
        guard let value = reader.whole() else { return nil }
        self = value
    }

    package init?(_ text: String) {
        self.init(Array(text.utf8))
    }
}

/// Reads JSON (RFC 8259).
private struct JSONTextReader {
    private let bytes: [UInt8]
    private var at = 0
    private var depth = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func whole() -> JSONText? {
        guard let value = value() else { return nil }
        blanks()
        return at == bytes.count ? value : nil
    }

    private mutating func blanks() {
        while at < bytes.count, [32, 9, 10, 13].contains(bytes[at]) { at += 1 }
    }

    private mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard at < bytes.count, bytes[at] == UInt8(ascii: byte) else { return false }
        at += 1
        return true
    }

    private mutating func take(word: String) -> Bool {
        guard bytes[at...].starts(with: word.utf8) else { return false }
        at += word.utf8.count
        return true
    }

    private mutating func value() -> JSONText? {
        blanks()
        guard at < bytes.count else { return nil }
        switch bytes[at] {
        case UInt8(ascii: "{"): return nested { $0.object() }
        case UInt8(ascii: "["): return nested { $0.list() }
        case UInt8(ascii: "\""): return string().map { .text($0) }
        case UInt8(ascii: "t"): return take(word: "true") ? .boolean(true) : nil
        case UInt8(ascii: "f"): return take(word: "false") ? .boolean(false) : nil
        case UInt8(ascii: "n"): return take(word: "null") ? .null : nil
        default: return number()
        }
    }

    private mutating func nested(_ body: (inout JSONTextReader) -> JSONText?) -> JSONText? {
        depth += 1
        defer { depth -= 1 }
        at += 1
        return depth > 64 ? nil : body(&self)
    }

    private mutating func object() -> JSONText? {
        var members: [JSONText.Member] = []
        blanks()
        if take("}") { return .object([]) }
        repeat {
            blanks()
            guard let name = string() else { return nil }
            blanks()
            guard take(":"), let value = value() else { return nil }
            members.append(.init(name, value))
            blanks()
        } while take(",")
        return take("}") ? .object(members) : nil
    }

    private mutating func list() -> JSONText? {
        var items: [JSONText] = []
        blanks()
        if take("]") { return .list([]) }
        repeat {
            guard let item = value() else { return nil }
            items.append(item)
            blanks()
        } while take(",")
        return take("]") ? .list(items) : nil
    }

    private mutating func digits() -> Bool {
        let start = at
        while at < bytes.count, bytes[at] &- 48 <= 9 { at += 1 }
        return at > start
    }

    private mutating func number() -> JSONText? {
        let start = at
        _ = take("-")
        let isZero = at < bytes.count && bytes[at] == 48
        guard digits(), !isZero || bytes[at - 1] == 48 && (at - start <= 2) else { return nil }
        if take("."), !digits() { return nil }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            guard digits() else { return nil }
        }
        return .number(String(decoding: bytes[start..<at], as: UTF8.self))
    }

    private mutating func string() -> String? {
        guard take("\"") else { return nil }
        var text: [UInt8] = []
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = escape() else { return nil }
                text.append(contentsOf: Array(String(Character(scalar)).utf8))
            case 0..<32: return nil
            default: text.append(byte)
            }
        }
        return nil
    }

    private mutating func escape() -> Unicode.Scalar? {
        guard at < bytes.count else { return nil }
        let byte = bytes[at]
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            guard let first = hex() else { return nil }
            if (0xD800..<0xDC00).contains(first) {
                guard take(word: "\\u"), let second = hex(), (0xDC00..<0xE000).contains(second) else { return nil }
                return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            }
            return Unicode.Scalar(first)
        default: return nil
        }
    }

    private mutating func hex() -> UInt32? {
        guard at + 4 <= bytes.count, let value = UInt32(String(decoding: bytes[at..<(at + 4)], as: UTF8.self), radix: 16),
            bytes[at] != UInt8(ascii: "+"), bytes[at] != UInt8(ascii: "-")
        else { return nil }
        at += 4
        return value
    }
}
