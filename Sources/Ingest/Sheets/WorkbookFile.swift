import Kernel
import Tables

/// An Excel workbook with all its sheets.
final class WorkbookFile: RawFile {
    let format = "xlsx"
    private let workbook: XLSXWorkbook
    private var found: [RawSheet]?
    private var readers: [XLSXRowReader] = []

    init(path: String) throws(AppError) {
        try WorkbookKind.check(path)
        workbook = try XLSXWorkbook(path: path)
    }

    /// Names are known at once; merged cells stand at the end of each sheet, so the first call reads through all of them.
    var sheets: [RawSheet] {
        if let found { return found }
        let sheets = workbook.sheets.indices.map { index in
            // A damaged sheet says so when its rows are read.
            let merges = (try? workbook.merges(ofSheet: index)) ?? []
            return RawSheet(
                name: workbook.sheets[index].name, isHidden: workbook.sheets[index].isHidden,
                merges: merges.map {
                    RawSheet.Merge(rows: $0.firstRow - 1...$0.lastRow - 1, columns: $0.firstColumn - 1...$0.lastColumn - 1)
                })
        }
        found = sheets
        return sheets
    }

    var notes: [Message] {
        let missing = readers.map(\.formulasWithoutValue).max() ?? 0
        return missing > 0 ? [Message("table.note_formulas", ["count": "\(missing)"])] : []
    }

    func rows(ofSheet index: Int) throws(AppError) -> any RawRows {
        let reader = try workbook.rows(ofSheet: index)
        readers = [reader]
        return WorkbookRows(reader)
    }
}

/// What kind of file lies in a ZIP container.
enum WorkbookKind {
    /// Refuses all but workbooks of Excel since 2007, with words of their own for what people take for one.
    static func check(_ path: String) throws(AppError) {
        let archive = try ZipArchive(RandomSource(path: path))
        if archive.has("xl/workbook.bin") { throw UploadedFile.refused("sheets.binary_workbook") }
        if archive.has("content.xml"), archive.has("mimetype") { throw UploadedFile.refused("sheets.open_document") }
        if archive.has("word/document.xml") || archive.has("ppt/presentation.xml") { throw UploadedFile.refused("sheets.document") }
        if archive.has("index/document.iwa") || archive.has("index/tables/datalist.iwa") { throw UploadedFile.refused("sheets.numbers") }
        guard archive.has("[Content_Types].xml") || archive.has("xl/workbook.xml") else { throw UploadedFile.refused("sheets.packed") }
        let whole = archive.parts.values.reduce(0) { $0 + min($1.size, 1 << 40) }
        if whole > 8 << 30 { throw AppError.tooLarge(Message("table.xlsx_too_large", ["part": "zip"])) }
    }
}

/// The rows of one sheet. Rows that the file leaves out are given empty.
final class WorkbookRows: RawRows {
    private let reader: XLSXRowReader
    private var expected = 1
    /// A row that is there, while the empty ones before it are given.
    private var held = RawRow()
    private var isHolding = false
    private var cells = 0
    /// Cells after which reading stops with words; less in tests.
    var mostCells = Limits.cells

    init(_ reader: XLSXRowReader) { self.reader = reader }

    func next(into row: inout RawRow) throws(AppError) -> Bool {
        if !isHolding {
            row.begin(0)
            guard let number = try reader.next({ row.add($0, WorkbookRows.kind($1)) }) else { return false }
            row.number = number
            cells += row.cells.count
            guard cells <= mostCells else { throw AppError.tooLarge("sheets.too_many_cells") }
            if number > expected {
                swap(&held, &row)
                isHolding = true
            }
        }
        if isHolding {
            if expected < held.number {
                row.begin(expected)
            } else {
                swap(&held, &row)
                isHolding = false
            }
        }
        expected += 1
        return true
    }

    private static func kind(_ kind: SheetCell.Kind) -> RawRow.Kind {
        switch kind {
        case .empty: .empty
        case .text, .shared, .time: .text
        case .number: .number
        case .boolean: .boolean
        case .date: .date
        case .error: .error
        }
    }
}
