/// Writes a single value as a format wants it.
struct CellForm {
    let column: StoredColumn
    let format: ExportFormat

    init(_ column: StoredColumn, _ format: ExportFormat) {
        self.column = column
        self.format = format
    }

    /// Whether a dictionary's bytes can be copied as they are.
    var isVerbatim: Bool {
        guard column.domain == .dictionary, case .csv(let style) = format else { return false }
        let isQuotable = column.traits.contains(.needsQuotes) || style.delimiter != UInt8(ascii: ",")
        return !isQuotable && !(style.guardsFormulas && column.traits.contains(.hasFormulas))
    }

    func write(_ code: UInt64, to sink: ByteSink) {
        switch format {
        case .csv(let style): if code > 0 { csv(code, style, to: sink) }
        case .json, .ndjson, .jsonArrays: json(code, to: sink)
        }
    }

    private func csv(_ code: UInt64, _ style: ExportFormat.CSVStyle, to sink: ByteSink) {
        guard column.domain == .dictionary else { return column.write(code, to: sink) }
        CellForm.csv(column.texts[Int(code - 1)], style, isNumber: !column.type.isText, to: sink)
    }

    static func csv(_ text: UnsafeBufferPointer<UInt8>, _ style: ExportFormat.CSVStyle, isNumber: Bool, to sink: ByteSink) {
        guard let start = text.baseAddress, !text.isEmpty else { return sink.append("\"\"") }
        let isGuarded = style.guardsFormulas && !isNumber && Formula.isFormula(text)
        let isQuoted =
            CanonicalForm.needsQuotes(start, text.count) || style.delimiter != UInt8(ascii: ",") && text.contains(style.delimiter)
        guard isGuarded else { return isQuoted ? sink.append(quoted: start, text.count) : sink.append(start, text.count) }
        let whole = [UInt8(ascii: "'")] + text
        whole.withUnsafeBufferPointer { isQuoted ? sink.append(quoted: $0.baseAddress!, $0.count) : sink.append($0.baseAddress!, $0.count) }
    }

    private func json(_ code: UInt64, to sink: ByteSink) {
        guard code > 0 else { return sink.append("null") }
        switch column.type {
        case .integer, .number, .boolean: column.write(code, to: sink)
        case .year: if case .linear(let base, _) = column.domain { sink.append(decimal: base + Int64(code - 1)) }
        case .date, .datetime:
            sink.append(UInt8(ascii: "\""))
            column.write(code, to: sink)
            sink.append(UInt8(ascii: "\""))
        case .string, .geopoint, .geojson, .any: CellForm.json(column.texts[Int(code - 1)], to: sink)
        }
    }

    static func json(_ text: UnsafeBufferPointer<UInt8>, to sink: ByteSink) {
        sink.append(UInt8(ascii: "\""))
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                sink.append(UInt8(ascii: "\\"))
                sink.append(byte)
            case 10: sink.append("\\n")
            case 13: sink.append("\\r")
            case 9: sink.append("\\t")
            case 0..<32:
                sink.append("\\u00")
                sink.append((byte >> 4) + 48)
                sink.append(byte & 15 < 10 ? (byte & 15) + 48 : (byte & 15) + 87)
            default: sink.append(byte)
            }
        }
        sink.append(UInt8(ascii: "\""))
    }
}
