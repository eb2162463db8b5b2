import Columns

/// Rows of values, such as groups, in the same formats as exports.
package enum ValueRows {
    /// All of them at once: for as many as an answer may hold.
    package static func bytes(_ names: [String], _ rows: [[Datum]], _ format: ExportFormat) -> [UInt8] {
        var bytes: [UInt8] = []
        switch format {
        case .csv(let style): csv(names, rows, style, to: &bytes)
        case .json, .jsonArrays:
            bytes.append(UInt8(ascii: "["))
            for (index, row) in rows.enumerated() {
                if index > 0 { bytes += ",\n".utf8 }
                if format == .json { DatumText.object(names, row, to: &bytes) } else { DatumText.list(row, to: &bytes) }
            }
            bytes.append(UInt8(ascii: "]"))
        case .ndjson:
            for row in rows {
                DatumText.object(names, row, to: &bytes)
                bytes.append(10)
            }
        }
        return bytes
    }

    private static func csv(_ names: [String], _ rows: [[Datum]], _ style: ExportFormat.CSVStyle, to bytes: inout [UInt8]) {
        if style.hasByteOrderMark { bytes += "\u{FEFF}".utf8 }
        let lines = (style.hasHeader ? [names.map { Datum.text($0) }] : []) + rows
        for line in lines {
            for (index, value) in line.enumerated() {
                if index > 0 { bytes.append(style.delimiter) }
                DatumText.csv(value, delimiter: style.delimiter, guardsFormulas: style.guardsFormulas, to: &bytes)
            }
            bytes += style.hasCarriageReturns ? [13, 10] : [10]
        }
    }
}
