import Kernel

/// A worksheet read as a table: the first row that is not empty holds the headings.
package final class XLSXTable: TableReader {
    package private(set) var header = TableHeader([])
    private let rows: XLSXRowReader

    /// The sheet of that name, or the first one that can be seen.
    package init(_ workbook: XLSXWorkbook, sheet: String? = nil) throws(AppError) {
        rows = try workbook.rows(sheet)
        if let first = try rows.next() { header = TableHeader(first.cells.map { Plain.line($0.text) }) }
    }

    package var progress: Double { rows.progress }

    package var notes: [Message] {
        var notes: [Message] = []
        if rows.formulasWithoutValue > 0 {
            notes.append(Message("table.note_formulas", ["count": "\(rows.formulasWithoutValue)"]))
        }
        if !header.repeated.isEmpty {
            notes.append(Message("table.note_repeated_headings", ["columns": header.repeated.joined(separator: ", ")]))
        }
        return notes
    }

    package func next() throws(AppError) -> TableRow? {
        guard let row = try rows.next() else { return nil }
        var bytes: [UInt8] = []
        var cells: [CSVRecord.Cell] = []
        for cell in row.cells {
            let start = Int32(bytes.count)
            bytes.append(contentsOf: cell.text.utf8)
            cells.append(CSVRecord.Cell(start: start, end: Int32(bytes.count)))
        }
        return TableRow(line: row.number, header: header, bytes: bytes, cells: cells)
    }
}

/// Opens files of rows of either kind.
package enum TableFile {
    /// A CSV file or a workbook, told apart by its first bytes. `sheet` matters for workbooks only.
    package static func open(path: String, sheet: String? = nil) throws(AppError) -> any TableReader {
        let start = try ByteSource(path: path).read(4)
        return isWorkbook(start) ? try XLSXTable(XLSXWorkbook(path: path), sheet: sheet) : try CSVReader(path: path)
    }

    /// The same for a file in memory, such as one that was uploaded.
    package static func open(_ bytes: [UInt8], sheet: String? = nil) throws(AppError) -> any TableReader {
        isWorkbook(bytes) ? try XLSXTable(XLSXWorkbook(bytes), sheet: sheet) : try CSVReader(bytes)
    }

    /// Old and locked workbooks included, which are then refused with a message of their own.
    private static func isWorkbook(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
    }
}
