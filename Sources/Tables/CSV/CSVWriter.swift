import Kernel

/// Writes CSV (RFC 4180): quotes where they are needed, CRLF line ends.
///
/// The bytes gather in memory until ``take()`` hands them on, so that an export of any length can be streamed.
package struct CSVWriter {
    private let delimiter: UInt8
    private let guardsFormulas: Bool
    private var bytes: [UInt8]

    /// With `guardsFormulas`, cells that a spreadsheet would run as a formula (beginning with `=`, `+`, `-`, `@`, tab or CR)
    /// get an apostrophe in front, numbers excepted: for exports of text that anybody could have typed.
    /// With `byteOrderMark`, Excel reads the file as UTF-8.
    package init(delimiter: Character = ",", guardsFormulas: Bool = true, byteOrderMark: Bool = false) {
        self.delimiter = delimiter.asciiValue ?? UInt8(ascii: ",")
        self.guardsFormulas = guardsFormulas
        bytes = byteOrderMark ? CSVDialect.byteOrderMark : []
    }

    /// Adds a row.
    package mutating func row(_ cells: some Sequence<String>) {
        var isFirst = true
        for cell in cells {
            if !isFirst { bytes.append(delimiter) }
            isFirst = false
            add(cell)
        }
        bytes.append(13)
        bytes.append(10)
    }

    /// How many bytes wait to be taken.
    package var pending: Int { bytes.count }

    /// What was written since the last call.
    package mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: false) }
        return bytes
    }

    private mutating func add(_ cell: String) {
        var text = cell
        if guardsFormulas, CSVWriter.isFormula(text) { text = "'" + text }
        let needsQuotes = text.utf8.contains { $0 == delimiter || $0 == 34 || $0 == 10 || $0 == 13 }
        guard needsQuotes || text.utf8.first == 32 || text.utf8.last == 32 else { return bytes.append(contentsOf: text.utf8) }
        bytes.append(34)
        for byte in text.utf8 {
            if byte == 34 { bytes.append(34) }
            bytes.append(byte)
        }
        bytes.append(34)
    }

    private static func isFormula(_ text: String) -> Bool {
        switch text.utf8.first {
        case UInt8(ascii: "="), UInt8(ascii: "@"), 9, 13: true
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            !text.utf8.dropFirst().allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
                || text.utf8.count == 1
        default: false
        }
    }
}
