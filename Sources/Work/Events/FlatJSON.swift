import Foundation
import Kernel

/// An object of text values as JSON with its keys in order, so that equal objects are equal bytes.
package func flatJSON(_ object: [String: String]) -> String {
    object.isEmpty ? "{}" : String(decoding: flatJSONBytes(ordered: object.sorted { $0.key < $1.key }), as: UTF8.self)
}

/// The same of pairs, no two of which have the same key.
package func flatJSON(pairs: [(key: String, value: String)]) -> String { String(decoding: flatJSONBytes(pairs: pairs), as: UTF8.self) }

/// The bytes of ``flatJSON(pairs:)``, for what is sealed and needs no text.
package func flatJSONBytes(pairs: [(key: String, value: String)]) -> [UInt8] { flatJSONBytes(ordered: pairs.sorted { $0.key < $1.key }) }

private func flatJSONBytes(ordered pairs: [(key: String, value: String)]) -> [UInt8] {
    // As bytes, because to add a letter to a string costs many times as much, and every event has details.
    var bytes: [UInt8] = []
    // Quotes, colon, and the comma or bracket before each pair; only escapes need more.
    bytes.reserveCapacity(pairs.reduce(2) { $0 + $1.key.utf8.count + $1.value.utf8.count + 6 })
    bytes.append(UInt8(ascii: "{"))
    for (index, pair) in pairs.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        append(pair.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        append(pair.value, to: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
    return bytes
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

private func append(_ value: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    defer { bytes.append(UInt8(ascii: "\"")) }
    // Most values are plain, and then they are copied as they are.
    if value.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
        return bytes.append(contentsOf: value.utf8)
    }
    for byte in value.utf8 {
        switch byte {
        case UInt8(ascii: "\""): bytes += "\\\"".utf8
        case UInt8(ascii: "\\"): bytes += "\\\\".utf8
        case UInt8(ascii: "\n"): bytes += "\\n".utf8
        case UInt8(ascii: "\r"): bytes += "\\r".utf8
        case UInt8(ascii: "\t"): bytes += "\\t".utf8
        case 0..<0x20: bytes += "\\u00\(hex([byte]))".utf8
        default: bytes.append(byte)
        }
    }
}
