/// What the signs in a column's numbers say about its decimal sign.
struct NumberEvidence: Equatable {
    /// Values in which the sign can only be the decimal one.
    var commaDecimal = 0
    var pointDecimal = 0
    /// Values in which it can only group thousands.
    var commaGroup = 0
    var pointGroup = 0
    /// "1.234" and "1,234": it may be either.
    var eitherPoint = 0
    var eitherComma = 0
    var blankGroup = 0
    /// An example of what may be either, else of any value with a sign.
    var example: String?
    private var isExampleUnclear = false

    var hasSigns: Bool { commaDecimal + pointDecimal + commaGroup + pointGroup + eitherPoint + eitherComma + blankGroup > 0 }
    /// Whether nothing in the column itself decides.
    var isUnclear: Bool { commaDecimal + pointDecimal + commaGroup + pointGroup == 0 && eitherPoint + eitherComma > 0 }
    var isIndonesian: Int { commaDecimal + pointGroup }
    var isEnglish: Int { pointDecimal + commaGroup }

    static func of(_ evidence: ColumnEvidence) -> NumberEvidence {
        var found = NumberEvidence()
        for value in evidence.values where value.kind == .text {
            value.view { found.add($0, value.count, value.bytes) }
        }
        return found
    }

    private mutating func add(_ cell: ByteView, _ weight: Int, _ bytes: [UInt8]) {
        guard cell.count <= 60 else { return }
        let arena = RowArena(capacity: 1024)
        arena.begin(room: 1024)
        let forms: [NumberForm] = [
            .indonesian, .english, NumberForm(decimal: UInt8(ascii: ","), group: UInt8(ascii: " ")),
            NumberForm(decimal: UInt8(ascii: "."), group: UInt8(ascii: " ")),
        ]
        let isIndonesian = NumberReader.read(cell, forms[0], arena) != nil
        let isEnglish = NumberReader.read(cell, forms[1], arena) != nil
        // The signs that belong to the number, without those around it.
        let core = NumberEvidence.core(cell)
        let hasPoint = core.contains(UInt8(ascii: "."))
        let hasComma = core.contains(UInt8(ascii: ","))
        if !isIndonesian, !isEnglish {
            if NumberReader.read(cell, forms[2], arena) != nil || NumberReader.read(cell, forms[3], arena) != nil {
                blankGroup += weight
                if hasComma { commaDecimal += weight } else if hasPoint { pointDecimal += weight }
                note(bytes, unclear: false)
            }
            return
        }
        guard hasPoint || hasComma else { return }
        if isIndonesian, isEnglish {
            if hasPoint { eitherPoint += weight } else { eitherComma += weight }
            note(bytes, unclear: true)
            return
        }
        note(bytes, unclear: false)
        if isIndonesian {
            if hasComma { commaDecimal += weight } else { pointGroup += weight }
        } else {
            if hasPoint { pointDecimal += weight } else { commaGroup += weight }
        }
    }

    private mutating func note(_ bytes: [UInt8], unclear: Bool) {
        if example == nil || unclear && !isExampleUnclear {
            example = String(decoding: bytes, as: UTF8.self)
            isExampleUnclear = unclear
        }
    }

    /// From the first digit to the last.
    private static func core(_ cell: ByteView) -> [UInt8] {
        guard let first = cell.buffer.firstIndex(where: isDigit), let last = cell.buffer.lastIndex(where: isDigit) else { return [] }
        return Array(cell.buffer[first...last])
    }

    /// The form for the column; `sheet` is what the columns of the sheet say together.
    func form(sheet: NumberEvidence) -> NumberForm {
        var form: NumberForm
        if isIndonesian != isEnglish {
            form = isIndonesian > isEnglish ? .indonesian : .english
        } else if sheet.isIndonesian != sheet.isEnglish {
            form = sheet.isIndonesian > sheet.isEnglish ? .indonesian : .english
        } else if eitherComma > 0, eitherPoint == 0 {
            // "1,234" alone: three digits behind every comma are thousands.
            form = .english
        } else {
            // "1.234" alone: thousands, as numbers are written here.
            form = .indonesian
        }
        if !hasSigns, form == .indonesian { form = .plain }
        if blankGroup > 0 { form.group = UInt8(ascii: " ") }
        return form
    }

    static func + (a: NumberEvidence, b: NumberEvidence) -> NumberEvidence {
        var sum = a
        sum.commaDecimal += b.commaDecimal
        sum.pointDecimal += b.pointDecimal
        sum.commaGroup += b.commaGroup
        sum.pointGroup += b.pointGroup
        return sum
    }
}

extension NumberForm {
    /// The other way to read the same signs.
    var swapped: NumberForm { decimal == UInt8(ascii: ",") ? .english : .indonesian }
}
