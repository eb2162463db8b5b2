import Foundation

/// An object of text values as JSON with its keys in order, so that equal objects are equal bytes.
package func flatJSON(_ object: [String: String]) -> String { flatJSON(pairs: object.map { ($0.key, $0.value) }) }

/// The same of pairs, no two of which have the same key.
package func flatJSON(pairs: [(key: String, value: String)]) -> String {
    var text = "{"
    for (index, pair) in pairs.sorted(by: { $0.key < $1.key }).enumerated() {
        if index > 0 { text += "," }
        append(pair.key, to: &text)
        text += ":"
        append(pair.value, to: &text)
    }
    return text + "}"
}

/// Reads what ``flatJSON(_:)`` wrote, also after PostgreSQL's `jsonb` has laid it out anew.
package func parseFlatJSON(_ text: String) -> [String: String] {
    if text == "{}" { return [:] }
    if let object = parsePlainFlatJSON(text) { return object }
    return (try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))) ?? [:]
}

/// As most are: no escapes, no blanks between; `nil` for the others.
private func parsePlainFlatJSON(_ text: String) -> [String: String]? {
    var bytes = Substring(text).utf8
    guard bytes.popFirst() == UInt8(ascii: "{"), bytes.popLast() == UInt8(ascii: "}"), !bytes.contains(UInt8(ascii: "\\")) else {
        return nil
    }
    var object: [String: String] = [:]
    func quoted() -> String? {
        guard bytes.popFirst() == UInt8(ascii: "\""), let end = bytes.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        defer { bytes = bytes[bytes.index(after: end)...] }
        return String(bytes[..<end])
    }
    while true {
        guard let key = quoted(), bytes.popFirst() == UInt8(ascii: ":"), let value = quoted() else { return nil }
        object[key] = value
        guard let next = bytes.popFirst() else { return object }
        guard next == UInt8(ascii: ",") else { return nil }
    }
}

private func append(_ value: String, to text: inout String) {
    text += "\""
    defer { text += "\"" }
    // Most values are plain, and then they are copied as they are.
    if value.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) { return text += value }
    for scalar in value.unicodeScalars {
        switch scalar {
        case "\"": text += "\\\""
        case "\\": text += "\\\\"
        case "\n": text += "\\n"
        case "\r": text += "\\r"
        case "\t": text += "\\t"
        case _ where scalar.value < 0x20:
            let code = String(scalar.value, radix: 16)
            text += "\\u" + String(repeating: "0", count: 4 - code.count) + code
        default: text.unicodeScalars.append(scalar)
        }
    }
}
