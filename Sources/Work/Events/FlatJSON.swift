import Foundation

/// An object of text values as JSON with its keys in order, so that equal objects are equal bytes.
package func flatJSON(_ object: [String: String]) -> String { flatJSON(ordered: object.sorted { $0.key < $1.key }) }

/// The same of pairs, no two of which have the same key.
package func flatJSON(pairs: [(key: String, value: String)]) -> String { flatJSON(ordered: pairs.sorted { $0.key < $1.key }) }

private func flatJSON(ordered pairs: [(key: String, value: String)]) -> String {
    if pairs.isEmpty { return "{}" }
    var text = ""
    // Quotes, colon, and the comma or bracket before each pair; only escapes need more.
    text.reserveCapacity(pairs.reduce(1) { $0 + $1.key.utf8.count + $1.value.utf8.count + 6 })
    for (index, pair) in pairs.enumerated() {
        text += index == 0 ? "{" : ","
        append(pair.key, to: &text)
        text += ":"
        append(pair.value, to: &text)
    }
    text += "}"
    return text
}

/// Reads what ``flatJSON(_:)`` wrote, also after PostgreSQL's `jsonb` has laid it out anew.
package func parseFlatJSON(_ text: String) -> [String: String] {
    if text == "{}" { return [:] }
    if let object = parsePlainFlatJSON(text) { return object }
    return (try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))) ?? [:]
}

/// As most are: no escapes, no blanks between; `nil` for the others.
private func parsePlainFlatJSON(_ text: String) -> [String: String]? {
    var text = text
    return text.withUTF8 { parsePlainFlatJSON($0) }
}

private func parsePlainFlatJSON(_ bytes: UnsafeBufferPointer<UInt8>) -> [String: String]? {
    guard bytes.count > 2, bytes.first == UInt8(ascii: "{"), bytes.last == UInt8(ascii: "}"), !bytes.contains(UInt8(ascii: "\\")) else {
        return nil
    }
    var object: [String: String] = [:]
    var at = 1
    let end = bytes.count - 1
    func quoted() -> String? {
        guard at < end, bytes[at] == UInt8(ascii: "\"") else { return nil }
        let start = at + 1
        guard let close = bytes[start..<end].firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        at = close + 1
        return String(decoding: bytes[start..<close], as: UTF8.self)
    }
    func took(_ sign: UInt8) -> Bool {
        guard at < end, bytes[at] == sign else { return false }
        at += 1
        return true
    }
    while true {
        guard let key = quoted(), took(UInt8(ascii: ":")), let value = quoted() else { return nil }
        object[key] = value
        if at == end { return object }
        guard took(UInt8(ascii: ",")) else { return nil }
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
