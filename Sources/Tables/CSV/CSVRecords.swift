import Kernel

/// The records of a CSV file from the first to the last, headings and blank lines among them, without a string per cell:
/// for files of millions of rows. ``CSVReader`` is the comfortable one.
package final class CSVRecords {
    package let dialect: CSVDialect
    package let encoding: TextEncoding
    /// How many rows were not UTF-8, and the line of the first of them. Counted by whoever asks ``decode(_:)``.
    package private(set) var guessedRows = 0
    package private(set) var firstGuessedLine = 0
    private var scanner: CSVScanner

    /// - Parameter longestRow: bytes after which a row is not a row.
    package init(_ source: ByteSource, dialect: CSVDialect? = nil, longestRow: Int = CSVReader.longestRow) throws(AppError) {
        let text = try TextSource(source)
        let found = CSVDialect(detecting: text.start)
        var used = dialect ?? found
        used.skip = found.skip
        used.skippedLines = found.skippedLines
        self.dialect = used
        encoding = text.encoding
        scanner = CSVScanner(text, dialect: used, longestRow: longestRow)
    }

    /// How far reading has come, 0…1.
    package var progress: Double { scanner.progress }

    /// Fills the record with the next one; false at the end.
    package func next(into record: inout CSVRecord) throws(AppError) -> Bool {
        guard try scanner.next(into: &record) else { return false }
        if !record.isASCII, !Encoding.isUTF8(record.bytes) { decode(&record) }
        return true
    }

    /// Makes UTF-8 of a record in Windows-1252, cell by cell.
    private func decode(_ record: inout CSVRecord) {
        guessedRows += 1
        if firstGuessedLine == 0 { firstGuessedLine = record.line }
        if Encoding.isBinary(record.bytes, utf8: false) { record.isBinary = true }
        var bytes: [UInt8] = []
        for index in record.cells.indices {
            let cell = record.cells[index]
            let start = Int32(bytes.count)
            bytes.append(contentsOf: Encoding.windows1252(record.bytes[Int(cell.start)..<Int(cell.end)]).utf8)
            record.cells[index] = CSVRecord.Cell(start: start, end: Int32(bytes.count))
        }
        record.bytes = bytes
    }
}
