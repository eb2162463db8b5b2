import Kernel
import Tables

/// A file of rows of text: CSV, whatever separates its cells.
final class CSVFile: RawFile {
    let sheets: [RawSheet]
    private let path: String
    private let dialect: CSVDialect
    private let encoding: TextEncoding
    private var last: CSVRecords?

    init(path: String, named name: String) throws(AppError) {
        self.path = path
        sheets = [RawSheet(name: name)]
        let records = try CSVRecords(ByteSource(path: path))
        dialect = records.dialect
        encoding = records.encoding
    }

    var format: String { dialect.delimiter == 9 ? "tsv" : "csv" }

    /// Rows that are not UTF-8 are known once they were read.
    var notes: [Message] {
        let delimiter = dialect.delimiter == 9 ? "tab" : String(decoding: [dialect.delimiter], as: UTF8.self)
        var notes = [Message("sheets.note_delimiter", ["delimiter": delimiter])]
        if encoding != .eight { notes.append("sheets.note_utf16") }
        if let last, last.guessedRows > 0 {
            notes.append(Message("table.note_windows1252", ["count": "\(last.guessedRows)", "line": "\(last.firstGuessedLine)"]))
        }
        return notes
    }

    func rows(ofSheet index: Int) throws(AppError) -> any RawRows {
        let records = try CSVRecords(ByteSource(path: path))
        last = records
        return CSVRows(records)
    }
}

final class CSVRows: RawRows {
    private let records: CSVRecords
    private var record = CSVRecord()
    private var cells = 0
    /// Cells after which reading stops with words; less in tests.
    var mostCells = Limits.cells

    init(_ records: CSVRecords) { self.records = records }

    func next(into row: inout RawRow) throws(AppError) -> Bool {
        guard try records.next(into: &record) else { return false }
        row.begin(record.line)
        swap(&row.bytes, &record.bytes)
        let count = record.cells.count
        cells += count
        guard count <= Limits.columns else { throw AppError.tooLarge(Message("table.too_many_columns", ["most": "\(Limits.columns)"])) }
        guard cells <= mostCells else { throw AppError.tooLarge("sheets.too_many_cells") }
        var longest = 0
        // A line without anything has one empty cell for CSV and none for people.
        if count > 1 || !row.bytes.isEmpty {
            for cell in record.cells {
                let (start, end) = (Int(cell.start), Int(cell.end))
                row.cells.append(RawRow.Cell(start: start, end: end, kind: start == end ? .empty : .text))
                longest = max(longest, end - start)
            }
        }
        if record.fault != nil || record.isBinary || longest > Limits.cell { try blame(&row, longest) }
        return true
    }

    private func blame(_ row: inout RawRow, _ longest: Int) throws(AppError) {
        if longest > Limits.cell { row.fault = "sheets.cell_too_long" }
        if record.isBinary { row.fault = "table.bad_encoding" }
        switch record.fault {
        case .unclosedQuote: row.fault = "table.unclosed_quote"
        case .textAfterQuote: row.fault = "table.text_after_quote"
        case .tooLong: throw AppError.tooLarge(Message("sheets.endless_line", ["line": "\(record.line)"]))
        case nil: break
        }
    }
}
