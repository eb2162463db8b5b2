/// What stands around the values: headers, delimiters, names, brackets.
final class ExportFrame {
    struct Mark: BitwiseCopyable {
        var start: UnsafePointer<UInt8>
        var count: Int
    }

    /// Before each column's value, before the first value of the first row, and behind each row.
    let marks: [Mark]
    private let bytes: ByteSink
    private let names: [String]
    private let format: ExportFormat

    /// - Parameter names: what the columns are called in what is written.
    init(_ names: [String], _ format: ExportFormat) {
        self.names = names
        self.format = format
        let bytes = ByteSink()
        var ends = [0]
        for index in 0...(names.count + 1) {
            ExportFrame.mark(index, names, format, bytes)
            ends.append(bytes.count)
        }
        self.bytes = bytes
        marks = (0...(names.count + 1)).map { Mark(start: UnsafePointer(bytes.base) + ends[$0], count: ends[$0 + 1] - ends[$0]) }
    }

    private static func mark(_ index: Int, _ names: [String], _ format: ExportFormat, _ sink: ByteSink) {
        let isFirstRow = index == names.count
        let column = isFirstRow ? 0 : index
        let isEnd = index > names.count
        switch format {
        case .csv(let style):
            if isEnd { sink.append(style.hasCarriageReturns ? "\r\n" : "\n") } else if column > 0 { sink.append(style.delimiter) }
        case .jsonArrays:
            if isEnd { return sink.append("]") }
            sink.append(column > 0 ? "," : isFirstRow ? "[" : ",\n[")
        case .json, .ndjson:
            if isEnd { return sink.append(format == .ndjson ? "}\n" : "}") }
            sink.append(column > 0 ? "," : isFirstRow || format == .ndjson ? "{" : ",\n{")
            name(names[column], sink)
            sink.append(":")
        }
    }

    private static func name(_ name: String, _ sink: ByteSink) {
        var name = name
        name.withUTF8 { CellForm.json($0, to: sink) }
    }

    func begin(_ sink: ByteSink) {
        switch format {
        case .csv(let style):
            if style.hasByteOrderMark { sink.append("\u{FEFF}") }
            guard style.hasHeader else { return }
            for (index, name) in names.enumerated() {
                if index > 0 { sink.append(style.delimiter) }
                var name = name
                name.withUTF8 { CellForm.csv($0, style, isNumber: false, to: sink) }
            }
            sink.append(style.hasCarriageReturns ? "\r\n" : "\n")
        case .json, .jsonArrays: sink.append("[")
        case .ndjson: break
        }
    }

    func end(_ sink: ByteSink) {
        switch format {
        case .json, .jsonArrays: sink.append("]")
        case .csv, .ndjson: break
        }
    }

    /// Whether exporting all rows of these columns so gives the canonical CSV.
    static func isCanonical(_ format: ExportFormat, _ columns: [StoredColumn], of file: ColumnFile) -> Bool {
        guard case .csv(var style) = format, columns.map(\.position) == Array(file.columns.indices) else { return false }
        let isHarmless =
            !columns.contains { $0.type.isText && $0.traits.contains(.hasFormulas) }
            && !columns.contains {
                var name = $0.name; return name.withUTF8 { Formula.isFormula($0) }
            }
        if isHarmless { style.guardsFormulas = false }
        return style == ExportFormat.CSVStyle()
    }
}
