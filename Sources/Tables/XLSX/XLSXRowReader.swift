import Kernel

/// One row of a worksheet that has something in it.
package struct XLSXRow: Sendable, Hashable {
    /// From 1, as the sheet shows it.
    package var number: Int
    /// From column A to the last one that has something.
    package var cells: [Cell]

    package init(number: Int, cells: [Cell]) {
        self.number = number
        self.cells = cells
    }
}

/// The rows of one worksheet from top to bottom, formulas as the value they had when the workbook was saved.
package final class XLSXRowReader {
    private let stream: ZipStream
    private let sheet: XLSXSheet
    private let parser: SAX
    private let part: String
    private var given = 0
    private var isDone = false

    init(_ workbook: XLSXWorkbook, _ info: XLSXWorkbook.Sheet) throws(AppError) {
        part = info.part
        guard let stream = try workbook.archive.stream(part) else { throw ZipArchive.damaged(part) }
        self.stream = stream
        sheet = XLSXSheet(workbook)
        parser = try SAX(sheet, part: part)
    }

    /// How far reading has come, 0…1.
    package var progress: Double { stream.progress }

    /// Formulas that were saved without their value so far; their cells read as empty.
    package var formulasWithoutValue: Int { sheet.formulasWithoutValue }

    /// Merged blocks of cells; complete once the last row was read.
    package var merged: [CellRange] { sheet.merged }

    /// The next row that is not empty; `nil` at the end.
    package func next() throws(AppError) -> XLSXRow? {
        while given >= sheet.rows.count {
            sheet.rows.removeAll(keepingCapacity: true)
            given = 0
            if isDone { return nil }
            let bytes = try stream.next()
            isDone = bytes.isEmpty
            try parser.feed(bytes)
            if sheet.isDamaged { throw ZipArchive.damaged(part) }
        }
        defer { given += 1 }
        return sheet.rows[given]
    }
}

/// Makes rows of a worksheet's XML.
final class XLSXSheet: SAXHandler {
    /// No cell of a worksheet is longer, controls written out as `_x000D_` included.
    private static let longestText = 32_767 * 7

    var rows: [XLSXRow] = []
    private(set) var merged: [CellRange] = []
    private(set) var formulasWithoutValue = 0
    private(set) var isDamaged = false

    private let strings: [String]
    private let styles: XLSXStyles
    private let is1904: Bool
    private var row = XLSXRow(number: 0, cells: [])
    private var lastNumber = 0
    private var column = 0
    private var type = ""
    private var style = 0
    private var value: [UInt8] = []
    private var isCollecting = false
    private var isInPhonetic = false
    private var hasFormula = false

    init(_ workbook: XLSXWorkbook) {
        strings = workbook.strings
        styles = workbook.styles
        is1904 = workbook.is1904
    }

    func start(_ name: String, _ attributes: SAXAttributes) {
        switch name {
        case "row":
            let number = attributes["r"].map { Int($0) ?? 0 } ?? lastNumber + 1
            if number <= lastNumber || number > 1_048_576 { isDamaged = true }
            lastNumber = number
            row = XLSXRow(number: number, cells: [])
        case "c": startCell(attributes)
        case "v", "t": isCollecting = !isInPhonetic
        case "rPh": isInPhonetic = true
        case "f": hasFormula = true
        case "mergeCell":
            if let range = attributes["ref"].flatMap(CellRange.init), merged.count < 100_000 { merged.append(range) }
        default: break
        }
    }

    func end(_ name: String) {
        switch name {
        case "row":
            while row.cells.last == .empty { row.cells.removeLast() }
            if !row.cells.isEmpty { rows.append(row) }
        case "c": endCell()
        case "v", "t": isCollecting = false
        case "rPh": isInPhonetic = false
        default: break
        }
    }

    func text(_ piece: UnsafeBufferPointer<UInt8>) {
        guard isCollecting else { return }
        if value.count + piece.count > XLSXSheet.longestText { isDamaged = true } else { value.append(contentsOf: piece) }
    }

    private func startCell(_ attributes: SAXAttributes) {
        if let reference = attributes["r"] {
            guard let place = CellRange.place(reference) else {
                isDamaged = true
                return
            }
            column = place.column
        } else {
            column = row.cells.count + 1
        }
        if column > 16_384 { isDamaged = true }
        type = attributes["t"] ?? "n"
        style = attributes["s"].flatMap { Int($0) } ?? 0
        value.removeAll(keepingCapacity: true)
        hasFormula = false
    }

    private func endCell() {
        guard !isDamaged else { return }
        if hasFormula, value.isEmpty { formulasWithoutValue += 1 }
        while row.cells.count < column { row.cells.append(.empty) }
        row.cells[column - 1] = cell()
    }

    private func cell() -> Cell {
        if value.isEmpty { return .empty }
        switch type {
        case "s":
            guard let index = Int(text), strings.indices.contains(index) else {
                isDamaged = true
                return .empty
            }
            return strings[index].isEmpty ? .empty : .text(strings[index])
        case "str", "inlineStr": return .text(XLSXStrings.plain(value))
        case "b": return .flag(text == "1" || text == "true")
        case "e": return .error(text)
        case "d":
            return Instant("\(text)Z").map {
                let parts = $0.parts(offsetHours: 0)
                return .moment(parts.day, parts.time)
            }
                ?? Day(text.prefix(10)).map(Cell.day) ?? .text(text)
        default:
            guard let number = Double(text.filter { $0 != " " && $0 != "\n" }), number.isFinite else {
                isDamaged = true
                return .empty
            }
            return XLSXDays.cell(number, styles.kind(style), is1904: is1904)
        }
    }

    private var text: String { String(decoding: value, as: UTF8.self) }
}
