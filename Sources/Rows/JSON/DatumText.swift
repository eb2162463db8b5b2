import Columns

/// Single values as JSON and CSV, for answers that are not rows of the table.
package enum DatumText {
    package static func json(_ datum: Datum, to bytes: inout [UInt8]) {
        switch datum {
        case .missing: bytes += "null".utf8
        case .text(let text): string(text, to: &bytes)
        case .integer(let value): bytes += "\(value)".utf8
        case .number(let number): bytes += number.text.utf8
        case .boolean(let value): bytes += (value ? "true" : "false").utf8
        case .year(let year): bytes += "\(year)".utf8
        case .day, .instant: string(datum.text ?? "", to: &bytes)
        }
    }

    package static func string(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 10: bytes += "\\n".utf8
            case 13: bytes += "\\r".utf8
            case 9: bytes += "\\t".utf8
            case 0..<32: bytes += "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// An object of names and values.
    package static func object(_ names: [String], _ values: [Datum], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        for (index, name) in names.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            string(name, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            json(values[index], to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    package static func list(_ values: [Datum], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            json(value, to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    /// A field of a CSV; nothing for a missing value.
    package static func csv(_ datum: Datum, delimiter: UInt8, guardsFormulas: Bool, to bytes: inout [UInt8]) {
        guard var text = datum.text else { return }
        if case .text = datum {
            if guardsFormulas, FormulaGuard.isFormula(text) { text = "'" + text }
            let needsQuotes =
                text.isEmpty || text.utf8.contains { $0 == delimiter || $0 == UInt8(ascii: "\"") || $0 == 10 || $0 == 13 }
            guard needsQuotes else { return bytes += text.utf8 }
            bytes.append(UInt8(ascii: "\""))
            for byte in text.utf8 {
                if byte == UInt8(ascii: "\"") { bytes.append(byte) }
                bytes.append(byte)
            }
            bytes.append(UInt8(ascii: "\""))
        } else {
            bytes += text.utf8
        }
    }
}

/// Texts that a spreadsheet would run.
enum FormulaGuard {
    static func isFormula(_ text: String) -> Bool {
        switch text.utf8.first {
        case UInt8(ascii: "="), UInt8(ascii: "@"), 9, 13: true
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            text.utf8.count == 1
                || !text.utf8.dropFirst().allSatisfy { $0 &- 48 <= 9 || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
        default: false
        }
    }
}
