import Foundation
import Kernel

/// Reads the cells of one column as values of its field. Cells that already are canonical are not copied.
struct CellReader {
    private enum Work {
        case text, format(TextFormat), integer, number, boolean, date, datetime, time, year, period(PeriodKind), point, pointObject
        case json(TextFormat), duration, list(ListReader)
    }

    private let work: Work
    private let form: ValueForm
    private let missing: ByteTable
    private let hasMarks: Bool
    private let trues: ByteTable
    private let falses: ByteTable
    private let isRequired: Bool
    private var check: ValueCheck?
    /// Values that read as others everywhere in the column, by position; `nil` for missing.
    private let replaced: ByteTable
    private let replacements: [[UInt8]?]
    private let hasReplacements: Bool

    init(_ field: TableSchema.Field, form: ValueForm, replacements: [String: String?] = [:]) {
        self.form = form
        work = CellReader.work(field, form)
        missing = ByteTable(form.missing)
        hasMarks = !form.missing.isEmpty
        trues = ByteTable(form.booleans.trues)
        falses = ByteTable(form.booleans.falses)
        isRequired = field.isRequired
        let ordered = replacements.sorted { $0.key < $1.key }
        replaced = ByteTable(ordered.map(\.key))
        self.replacements = ordered.map { $0.value.map { Array($0.utf8) } }
        hasReplacements = !ordered.isEmpty
        // Bounds and categories are written as the standard has them, whatever the column's own form.
        var plain = form
        plain.number = .plain
        plain.missing = []
        let kind = work
        check = ValueCheck(field) { text in CellReader.canonical(text, kind, plain, trues: ["true", "1"], falses: ["false", "0"]) }
    }

    private static func work(_ field: TableSchema.Field, _ form: ValueForm) -> Work {
        switch field.type {
        case .integer: .integer
        case .number: .number
        case .boolean: .boolean
        case .date: .date
        case .datetime: .datetime
        case .time: .time
        case .year: .year
        case .yearmonth: .period(.month)
        case .geopoint: field.format == "object" ? .pointObject : .point
        case .duration: .duration
        case .list: .list(ListReader(field, form: form))
        case .object: .json(.object)
        case .array: .json(.array)
        case .geojson: .json(.object)
        case .string:
            form.period.map { $0 == .day ? .date : .period($0) } ?? TextFormat(rawValue: field.format ?? "").map { .format($0) } ?? .text
        default: .text
        }
    }

    /// Reads a cell; `cell` must be trimmed and must stay where it is as long as the value is looked at.
    @inline(__always)
    mutating func read(_ cell: ByteView, _ kind: RawRow.Kind, _ arena: RowArena) -> CellValue {
        if hasReplacements, let index = replaced[cell] {
            guard let bytes = replacements[Int(index)] else { return absent(cell) }
            return readMended(bytes, arena)
        }
        return readAsIs(cell, kind, arena)
    }

    /// Reads what somebody typed in place of a cell: as the column is written, or in canonical form.
    mutating func readMended(_ bytes: [UInt8], _ arena: RowArena) -> CellValue {
        guard let copy = arena.copy(bytes) else { return CellValue(view: arena.take(0), fault: .tooLong) }
        let cell = copy.trimmed
        let value = readAsIs(cell, .text, arena)
        guard value.fault != nil else { return value }
        let asNumber = readAsIs(cell, .number, arena)
        return asNumber.fault == nil ? asNumber : value
    }

    @inline(__always)
    private mutating func readAsIs(_ cell: ByteView, _ kind: RawRow.Kind, _ arena: RowArena) -> CellValue {
        if cell.count == 0 || hasMarks && missing[cell] != nil { return absent(cell) }
        if kind == .error { return CellValue(view: cell, fault: .formulaError) }
        var value = convert(cell, kind, arena)
        if check != nil, value.fault == nil, !value.isMissing { value.fault = check!.fault(value.view) }
        return value
    }

    @inline(__always)
    private func absent(_ cell: ByteView) -> CellValue { CellValue(view: cell, isMissing: true, fault: isRequired ? .required : nil) }

    @inline(__always)
    private func convert(_ cell: ByteView, _ kind: RawRow.Kind, _ arena: RowArena) -> CellValue {
        switch work {
        case .text: return text(cell, kind, arena)
        case .integer:
            guard let number = NumberReader.read(cell, kind == .number ? .plain : form.number, arena) else {
                return CellValue(view: cell, fault: .notNumber)
            }
            guard NumberReader.isWhole(number) else { return CellValue(view: cell, fault: .notWhole) }
            return NumberReader.fitsInteger(number) ? CellValue(view: number) : CellValue(view: cell, fault: .outOfRange)
        case .number:
            guard let number = NumberReader.read(cell, kind == .number ? .plain : form.number, arena) else {
                return CellValue(view: cell, fault: .notNumber)
            }
            return CellValue(view: number)
        case .date:
            guard let day = DateReader.read(cell, form.date, isNumber: kind == .number, arena) else {
                return CellValue(view: cell, fault: .notDate)
            }
            return CellValue(view: day)
        default: return convertSeldom(cell, kind, arena)
        }
    }

    private func convertSeldom(_ cell: ByteView, _ kind: RawRow.Kind, _ arena: RowArena) -> CellValue {
        let (read, fault): (ByteView?, CellProblem.Kind)
        switch work {
        case .boolean: (read, fault) = (boolean(cell, arena), .notBoolean)
        case .datetime:
            (read, fault) = (
                MomentReader.read(cell, form.date, offsetHours: form.offsetHours, isNumber: kind == .number, arena), .notDatetime
            )
        case .time: (read, fault) = (MomentReader.readTime(cell, arena), .notTime)
        case .year: (read, fault) = (PeriodReader.year(cell, arena), .notYear)
        case .period(let period):
            (read, fault) = (PeriodReader.read(cell, as: period, arena), period == .month ? .notYearmonth : .notPeriod)
        case .pointObject: (read, fault) = (PointReader.readObject(cell, arena), .notGeopoint)
        case .duration: (read, fault) = (DurationReader.read(cell, arena), .notDuration)
        case .list(let reader): (read, fault) = (reader.read(cell, arena), .notItem)
        case .point: (read, fault) = (PointReader.read(cell, latitudeFirst: form.isLatitudeFirst, arena), .notGeopoint)
        case .format(let format):
            let value = text(cell, kind, arena)
            return value.isMissing || format.fits(value.view.string) ? value : CellValue(view: cell, fault: .notFormat)
        case .json(let format):
            let value = text(cell, kind, arena)
            return value.isMissing || format.fits(value.view.string) ? value : CellValue(view: cell, fault: .notJSON)
        case .text, .integer, .number, .date: return text(cell, kind, arena)
        }
        return read.map { CellValue(view: $0) } ?? CellValue(view: cell, fault: fault)
    }

    /// Texts are cleaned as everywhere in Pendopo; those of plain ASCII need nothing.
    @inline(__always)
    private func text(_ cell: ByteView, _ kind: RawRow.Kind, _ arena: RowArena) -> CellValue {
        var isPlain = kind == .text
        for index in 0..<cell.count where cell[index] &- 0x20 > 0x5E { isPlain = false }
        return isPlain ? CellValue(view: cell) : cleaned(cell, kind, arena)
    }

    private func cleaned(_ cell: ByteView, _ kind: RawRow.Kind, _ arena: RowArena) -> CellValue {
        // Codes that a workbook keeps as numbers, perhaps with an exponent; days that it keeps with a time of midnight.
        if kind == .number, let number = NumberReader.read(cell, .plain, arena) { return CellValue(view: number) }
        if kind == .date, cell.count == 19, ByteView(cell.start + 10, 9).isWord("t00:00:00") {
            return CellValue(view: ByteView(cell.start, 10))
        }
        let text = Plain.text(cell.string)
        if text.isEmpty { return absent(cell) }
        return arena.copy(Array(text.utf8)).map { CellValue(view: $0) } ?? CellValue(view: cell, fault: .tooLong)
    }

    private func boolean(_ cell: ByteView, _ arena: RowArena) -> ByteView? {
        guard cell.count <= 64 else { return nil }
        let folded = Array(BooleanWords.folded(cell.string).utf8)
        let answer: Bool? = folded.withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return nil }
            let word = ByteView(start, bytes.count)
            if trues[word] != nil || word.isWord("true") { return true }
            return falses[word] != nil || word.isWord("false") ? false : nil
        }
        return answer.flatMap { arena.copy(Array(($0 ? "true" : "false").utf8)) }
    }

    /// A value of the standard's own writing in canonical form; `nil` when it is none of the type.
    private static func canonical(_ text: String, _ work: Work, _ form: ValueForm, trues: [String], falses: [String]) -> String? {
        let arena = RowArena(capacity: text.utf8.count * 3 + 1200)
        arena.begin(room: text.utf8.count * 3 + 1200)
        guard let copy = arena.copy(Array(text.utf8)) else { return nil }
        let cell = copy.trimmed
        switch work {
        case .integer, .number: return NumberReader.read(cell, .plain, arena)?.string
        case .date: return DateReader.read(cell, form.date, isNumber: false, arena)?.string
        case .datetime: return MomentReader.read(cell, form.date, offsetHours: 0, isNumber: false, arena)?.string
        case .time: return MomentReader.readTime(cell, arena)?.string
        case .year: return PeriodReader.year(cell, arena)?.string
        case .period(let kind): return PeriodReader.read(cell, as: kind, arena)?.string
        case .boolean: return trues.contains(text) ? "true" : falses.contains(text) ? "false" : nil
        case .duration: return DurationReader.read(cell, arena)?.string
        case .text, .format, .point, .pointObject, .json, .list: return nil
        }
    }
}
