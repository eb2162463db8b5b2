import Foundation
import Kernel

/// Makes rows of a worksheet's XML.
final class XLSXSheet: SAXHandler {
    /// Rows that are whole; whoever reads them empties the batch. A row that is not whole yet is at its end, not in `rows`.
    var batch = SheetBatch()
    private(set) var merged: [CellRange] = []
    private(set) var formulasWithoutValue = 0
    private(set) var isDamaged = false
    private(set) var isTooWide = false
    private(set) var isTooLarge = false

    private let texts: Int
    private let styles: XLSXStyles
    private let is1904: Bool
    private var lastNumber = 0
    private var firstCell = 0
    private var column = 0
    private var type: UInt8 = 0
    private var style = 0
    private var value: [UInt8] = []
    private(set) var isInRow = false
    private var isCollecting = false
    private var isInPhonetic = false
    private var hasFormula = false
    private var isUnordered = false

    /// Letters of the rows of one piece; one row never has as many.
    private static let largestBatch = 64 << 20

    init(_ workbook: XLSXWorkbook) {
        texts = workbook.texts.count
        styles = workbook.styles
        is1904 = workbook.is1904
    }

    func start(_ name: SAXName, _ attributes: SAXAttributes) {
        switch name {
        case "c": if isInRow { startCell(attributes) } else { isDamaged = true }
        case "v", "t": isCollecting = !isInPhonetic && isInRow
        case "f": hasFormula = true
        case "row":
            let number = attributes["r"].map { Int($0) ?? 0 } ?? lastNumber + 1
            if number <= lastNumber || number > 1_048_576 || isInRow { isDamaged = true }
            // What is damaged is read on to the end of the piece, and one more than the greatest number there is would end the program.
            lastNumber = min(number, 1_048_576)
            firstCell = batch.cells.count
            column = 0
            isUnordered = false
            isInRow = true
        case "rPh": isInPhonetic = true
        case "mergeCell":
            if let range = attributes["ref"].flatMap(CellRange.init), merged.count < 100_000 { merged.append(range) }
        default: break
        }
    }

    func end(_ name: SAXName) {
        switch name {
        case "v", "t": isCollecting = false
        case "c": endCell()
        case "row":
            if isUnordered { order() }
            batch.rows.append(SheetBatch.Row(number: lastNumber, firstCell: firstCell))
            isInRow = false
        case "rPh": isInPhonetic = false
        default: break
        }
    }

    func text(_ piece: UnsafeBufferPointer<UInt8>) {
        guard isCollecting else { return }
        if value.count + piece.count > XLSXStrings.longestText { isDamaged = true } else { value.append(contentsOf: piece) }
    }

    private func startCell(_ attributes: SAXAttributes) {
        column += 1
        if let reference = attributes.bytes("r") {
            if let found = XLSXSheet.column(reference) { column = found } else { isDamaged = true }
        }
        if column > 16_384 { isTooWide = true }
        type = XLSXSheet.type(attributes.bytes("t"))
        style = attributes.bytes("s").map { Int(strtol($0, nil, 10)) } ?? 0
        value.removeAll(keepingCapacity: true)
        hasFormula = false
    }

    /// The column of a reference such as `BC12`, from 1; 16,385 for all that are too far to the right.
    private static func column(_ reference: UnsafePointer<CChar>) -> Int? {
        var at = reference
        var column = 0
        while at.pointee >= 65, at.pointee <= 90 {
            column = min(16_385, column * 26 + Int(at.pointee) - 64)
            at += 1
        }
        return column > 0 && (at.pointee == 0 || at.pointee >= 49 && at.pointee <= 57) ? column : nil
    }

    /// One letter for each type a cell can have: shared, string of a formula, inline, boolean, error, day, number.
    private static func type(_ name: UnsafePointer<CChar>?) -> UInt8 {
        guard let name else { return UInt8(ascii: "n") }
        if strcmp(name, "str") == 0 || strcmp(name, "inlineStr") == 0 { return UInt8(ascii: "i") }
        return UInt8(bitPattern: name.pointee)
    }

    private func endCell() {
        guard !isDamaged, !isTooWide else { return }
        if hasFormula, value.isEmpty { formulasWithoutValue += 1 }
        guard !value.isEmpty else { return }
        switch type {
        case UInt8(ascii: "s"):
            var index = 0
            for byte in value where byte != 32 && byte != 10 {
                guard (48...57).contains(byte), index < texts else { return isDamaged = true }
                index = index * 10 + Int(byte) - 48
            }
            guard index < texts else { return isDamaged = true }
            add(SheetCell(start: Int32(index), end: 0, column: UInt16(column), kind: .shared))
        case UInt8(ascii: "i"): put(XLSXStrings.plain(value), .text)
        case UInt8(ascii: "b"): put(Array((value == [49] || value == Array("true".utf8) ? "true" : "false").utf8), .boolean)
        case UInt8(ascii: "e"): put(value, .error)
        case UInt8(ascii: "d"): putDay()
        default: putNumber()
        }
    }

    /// A day written out, which the strict kind of workbooks has.
    private func putDay() {
        let text = String(decoding: value, as: UTF8.self)
        if Day(text) != nil { return put(value, .date) }
        guard let instant = Instant("\(text)Z") else { return put(value, .text) }
        let (day, time) = instant.parts(offsetHours: 0)
        put(Array("\(day)T\(Cell.time(time).text)".utf8), .date)
    }

    private func putNumber() {
        guard let plain = value.withUnsafeBufferPointer(NumberText.plain) else { return isDamaged = true }
        switch styles.kind(style) {
        case .number: put(plain, .number)
        case .code(let mask): put(mask.apply(plain) ?? plain, mask.apply(plain) == nil ? .number : .text)
        case let kind:
            let number = Double(String(decoding: plain, as: UTF8.self)) ?? -1
            if let (text, kind) = XLSXDays.written(number, kind, is1904: is1904) {
                put(Array(text.utf8), kind)
            } else {
                put(plain, .number)
            }
        }
    }

    private func put(_ bytes: [UInt8], _ kind: SheetCell.Kind) {
        guard !bytes.isEmpty else { return }
        let start = Int32(batch.bytes.count)
        batch.bytes.append(contentsOf: bytes)
        add(SheetCell(start: start, end: Int32(batch.bytes.count), column: UInt16(column), kind: kind))
        if isInRow, batch.bytes.count > XLSXSheet.largestBatch { isTooLarge = true }
    }

    private func add(_ cell: SheetCell) {
        if batch.cells.count > firstCell, batch.cells.last!.column >= cell.column { isUnordered = true }
        batch.cells.append(cell)
    }

    /// Some programs write cells in any order, or one twice; the later one counts.
    private func order() {
        var byColumn: [UInt16: SheetCell] = [:]
        for cell in batch.cells[firstCell...] { byColumn[cell.column] = cell }
        batch.cells.replaceSubrange(firstCell..., with: byColumn.values.sorted { $0.column < $1.column })
    }
}
