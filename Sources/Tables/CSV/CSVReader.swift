import Kernel

/// Reads CSV (RFC 4180) row by row: comma, semicolon or tab, quotes across lines, LF, CRLF or CR, byte-order marks,
/// UTF-8 or UTF-16 by their mark, and Windows-1252 where a row is not UTF-8.
///
/// Line numbers are those of the file as an editor shows it, also behind cells that contain line ends. Rows without
/// any content are passed over. Missing cells at the end of a row read as empty (spreadsheets drop them); more cells
/// than headings are a problem unless the extra ones are empty.
package final class CSVReader: TableReader {
    /// A row longer than this is not a row but a quote that was never closed.
    package static let longestRow = 4 << 20

    package private(set) var header = TableHeader([])
    package let dialect: CSVDialect
    private var scanner: CSVScanner
    private var record = CSVRecord()
    private var guessedLines = 0
    private var firstGuessedLine = 0

    /// Reads a file in memory. Without `header` the first row is data and cells are found by position only.
    package convenience init(_ bytes: [UInt8], header: Bool = true, dialect: CSVDialect? = nil) throws(AppError) {
        try self.init(ByteSource(bytes), header: header, dialect: dialect)
    }

    /// Reads a file a piece at a time; its size does not matter.
    package convenience init(path: String, header: Bool = true, dialect: CSVDialect? = nil) throws(AppError) {
        try self.init(ByteSource(path: path), header: header, dialect: dialect)
    }

    init(_ source: ByteSource, header hasHeader: Bool, dialect: CSVDialect?) throws(AppError) {
        let bytes = try TextSource(source)
        let found = CSVDialect(detecting: bytes.start)
        var used = dialect ?? found
        used.skip = found.skip
        used.skippedLines = found.skippedLines
        self.dialect = used
        scanner = CSVScanner(bytes, dialect: used, longestRow: CSVReader.longestRow)
        if hasHeader, let row = try next() {
            if let problem = row.problem { throw AppError.malformed(problem.problem) }
            header = TableHeader(row.cells.map(Plain.line))
        }
    }

    package var progress: Double { scanner.progress }

    package var notes: [Message] {
        var notes: [Message] = []
        if guessedLines > 0 {
            notes.append(Message("table.note_windows1252", ["count": "\(guessedLines)", "line": "\(firstGuessedLine)"]))
        }
        if !header.repeated.isEmpty {
            notes.append(Message("table.note_repeated_headings", ["columns": header.repeated.joined(separator: ", ")]))
        }
        return notes
    }

    package func next() throws(AppError) -> TableRow? {
        while try scanner.next(into: &record) {
            guard record.fault != nil || !record.isBlank else { continue }
            return TableRow(line: record.line, header: header, bytes: record.bytes, cells: record.cells, problem: problem(record))
        }
        return nil
    }

    private func problem(_ record: CSVRecord) -> RowProblem? {
        let utf8 = record.isASCII || Encoding.isUTF8(record.bytes)
        if Encoding.isBinary(record.bytes, utf8: utf8) {
            return RowProblem(line: record.line, problem: "table.bad_encoding", expected: "table.expect_utf8")
        }
        if !utf8 {
            guessedLines += 1
            if firstGuessedLine == 0 { firstGuessedLine = record.line }
        }
        switch record.fault {
        case .unclosedQuote(let line):
            return RowProblem(line: line, found: record.start, problem: "table.unclosed_quote", expected: "table.expect_closed_quote")
        case .textAfterQuote:
            return RowProblem(
                line: record.line, found: record.start, problem: "table.text_after_quote", expected: "table.expect_doubled_quote")
        case .tooLong:
            return RowProblem(line: record.line, found: record.start, problem: "table.too_long", expected: "table.expect_closed_quote")
        case nil: break
        }
        let columns = header.names.count
        if columns > 0, record.cells.dropFirst(columns).contains(where: { $0.start < $0.end }) {
            return RowProblem(
                line: record.line, found: record.start,
                problem: Message("table.too_many_cells", ["count": "\(record.cells.count)", "columns": "\(columns)"]),
                expected: Message("table.expect_cells", ["columns": "\(columns)"]))
        }
        return nil
    }
}
