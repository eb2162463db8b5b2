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
    /// Text of one row; many cells can point at the same long text.
    private static let longestRow = 16 << 20

    private let stream: ZipStream
    private let sheet: XLSXSheet
    private let texts: TextStore
    private let parser: SAX
    private let part: String
    private var given = 0
    private var isDone = false

    init(_ workbook: XLSXWorkbook, _ info: XLSXWorkbook.Sheet) throws(AppError) {
        part = info.part
        guard let stream = try workbook.archive.stream(part) else { throw ZipArchive.damaged(part) }
        self.stream = stream
        texts = workbook.texts
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
        while let number = try advance() {
            var cells: [Cell] = []
            for found in self.cells(of: given - 1) {
                let value = cell(found)
                guard value != .empty else { continue }
                while cells.count < Int(found.column) - 1 { cells.append(.empty) }
                cells.append(value)
            }
            if !cells.isEmpty { return XLSXRow(number: number, cells: cells) }
        }
        return nil
    }

    /// Gives the next row that the file has, empty ones included, cell by cell from column A to the last that has something, without
    /// making strings.
    /// - Returns: its number from 1; `nil` after the last row.
    package func next(_ each: (UnsafeBufferPointer<UInt8>, SheetCell.Kind) -> Void) throws(AppError) -> Int? {
        guard let number = try advance() else { return nil }
        var length = 0
        sheet.batch.bytes.withUnsafeBufferPointer { bytes in
            var column: UInt16 = 1
            for cell in cells(of: given - 1) where length <= XLSXRowReader.longestRow {
                while column < cell.column {
                    each(UnsafeBufferPointer(start: nil, count: 0), .empty)
                    column += 1
                }
                column += 1
                if cell.kind == .shared {
                    texts.read(Int(cell.start)) {
                        length += $0.count
                        each($0, $0.isEmpty ? .empty : .text)
                    }
                } else {
                    each(UnsafeBufferPointer(rebasing: bytes[Int(cell.start)..<Int(cell.end)]), cell.kind)
                }
            }
        }
        guard length <= XLSXRowReader.longestRow else { throw AppError.tooLarge(Message("table.xlsx_row_too_large", ["row": "\(number)"])) }
        return number
    }

    /// Goes to the next row, which is then the one before `given`.
    private func advance() throws(AppError) -> Int? {
        while given >= sheet.batch.rows.count {
            sheet.batch.removeAll()
            given = 0
            if isDone { return nil }
            try feed()
        }
        given += 1
        return sheet.batch.rows[given - 1].number
    }

    /// Feeds pieces until there are whole rows: the cells of one row must not be taken away in its middle.
    private func feed() throws(AppError) {
        repeat {
            let bytes = try stream.next()
            isDone = bytes.isEmpty
            try parser.feed(bytes)
            if sheet.isTooWide { throw AppError.tooLarge(Message("table.too_many_columns", ["most": "16384"])) }
            if sheet.isTooLarge { throw AppError.tooLarge(Message("table.xlsx_too_large", ["part": part])) }
            if sheet.isDamaged { throw ZipArchive.damaged(part) }
        } while !isDone && sheet.isInRow
    }

    private func cells(of row: Int) -> ArraySlice<SheetCell> {
        let rows = sheet.batch.rows
        return sheet.batch.cells[rows[row].firstCell..<(row + 1 < rows.count ? rows[row + 1].firstCell : sheet.batch.cells.count)]
    }

    private func cell(_ cell: SheetCell) -> Cell {
        if cell.kind == .shared {
            let text = texts.read(Int(cell.start)) { String(decoding: $0, as: UTF8.self) }
            return text.isEmpty ? .empty : .text(text)
        }
        let text = String(decoding: sheet.batch.bytes[Int(cell.start)..<Int(cell.end)], as: UTF8.self)
        switch cell.kind {
        case .empty: return .empty
        case .number: return Double(text).map(Cell.number) ?? .text(text)
        case .boolean: return .flag(text == "true")
        case .error: return .error(text)
        case .time: return XLSXRowReader.time(text).map(Cell.time) ?? .text(text)
        case .date:
            guard let day = Day(text.prefix(10)) else { return .text(text) }
            return XLSXRowReader.time(text.dropFirst(11)).map { .moment(day, $0) } ?? .day(day)
        case .text, .shared: return .text(text)
        }
    }

    private static func time(_ text: some StringProtocol) -> TimeOfDay? {
        let parts = text.split(separator: ":").compactMap { Int($0) }
        return parts.count == 3 && parts[0] < 24 ? TimeOfDay(hour: parts[0], minute: parts[1], second: parts[2]) : nil
    }
}
