/// A value that has exactly one text, so that what is signed here can be put together again elsewhere: JSON after the JSON
/// Canonicalization Scheme (RFC 8785) without fractions, which few languages write alike. Amounts with decimals are texts.
package enum CanonicalValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// Between -(2^53 - 1) and 2^53 - 1, because JavaScript must be able to read it.
    case integer(Int)
    case string(String)
    case array([CanonicalValue])
    case object([String: CanonicalValue])

    /// The one text of this value, as UTF-8.
    package var bytes: [UInt8] { Array(text.utf8) }

    /// The one text of this value: no blanks, names in the order of their UTF-16 units, only what must be escaped is.
    package var text: String {
        var text = ""
        write(to: &text)
        return text
    }

    package subscript(_ name: String) -> CanonicalValue? {
        guard case .object(let members) = self else { return nil }
        return members[name]
    }

    package var string: String? { if case .string(let text) = self { text } else { nil } }
    package var integer: Int? { if case .integer(let number) = self { number } else { nil } }

    /// Whether every number within can be read by JavaScript as it is.
    package var isPortable: Bool {
        switch self {
        case .integer(let number): number.magnitude < 1 << 53
        case .array(let items): items.allSatisfy(\.isPortable)
        case .object(let members): members.values.allSatisfy(\.isPortable)
        case .null, .bool, .string: true
        }
    }

    private func write(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .bool(let flag): text += flag ? "true" : "false"
        case .integer(let number): text += String(number)
        case .string(let string): CanonicalValue.write(string, to: &text)
        case .array(let items):
            text += "["
            for (index, item) in items.enumerated() {
                if index > 0 { text += "," }
                item.write(to: &text)
            }
            text += "]"
        case .object(let members):
            text += "{"
            let names = members.keys.sorted { $0.utf16.lexicographicallyPrecedes($1.utf16) }
            for (index, name) in names.enumerated() {
                if index > 0 { text += "," }
                CanonicalValue.write(name, to: &text)
                text += ":"
                members[name]!.write(to: &text)
            }
            text += "}"
        }
    }

    private static func write(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\u{08}": text += "\\b"
            case "\t": text += "\\t"
            case "\n": text += "\\n"
            case "\u{0C}": text += "\\f"
            case "\r": text += "\\r"
            case _ where scalar.value < 0x20:
                let code = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - code.count) + code
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}

extension CanonicalValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral text: String) { self = .string(text) }
    package init(integerLiteral number: Int) { self = .integer(number) }
    package init(booleanLiteral flag: Bool) { self = .bool(flag) }
    package init(arrayLiteral items: CanonicalValue...) { self = .array(items) }
    package init(dictionaryLiteral members: (String, CanonicalValue)...) { self = .object(Dictionary(members) { $1 }) }

    /// A text, or nothing.
    package static func text(_ text: String?) -> CanonicalValue { text.map(CanonicalValue.string) ?? .null }
}
