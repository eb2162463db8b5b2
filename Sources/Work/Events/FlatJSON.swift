import Foundation

/// An object of text values as JSON with its keys in order, so that equal objects are equal bytes.
package func flatJSON(_ object: [String: String]) -> String {
    var text = "{"
    for (index, key) in object.keys.sorted().enumerated() {
        if index > 0 { text += "," }
        append(key, to: &text)
        text += ":"
        append(object[key]!, to: &text)
    }
    return text + "}"
}

/// Reads what ``flatJSON(_:)`` wrote, also after PostgreSQL's `jsonb` has laid it out anew.
package func parseFlatJSON(_ text: String) -> [String: String] {
    if text == "{}" { return [:] }
    return (try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))) ?? [:]
}

private func append(_ value: String, to text: inout String) {
    text += "\""
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
    text += "\""
}
