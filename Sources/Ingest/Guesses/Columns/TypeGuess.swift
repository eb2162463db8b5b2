import Kernel

/// What the values of a column were found to be.
struct TypeGuess {
    /// Why digits are kept as text.
    enum CodeReason: String { case zeros, long, heading, area }

    var type = FieldType.string
    var form = ValueForm()
    var period: PeriodKind?
    var code: CodeReason?
    /// Marks that mean that nothing is known.
    var marks: [String] = []
    var unit: String?
    /// Whether all days can be read with the month first as well.
    var isOrderUnclear = false
    var exampleDay: String?
    /// Long numbers that a spreadsheet has rounded.
    var isRounded = false

    /// Finds out what the values of a column are.
    static func of(_ evidence: ColumnEvidence, numbers: NumberEvidence, sheet: NumberEvidence, words: HeadingWords, takesMarks: Bool)
        -> TypeGuess
    {
        var guess = TypeGuess()
        guess.form.number = numbers.form(sheet: sheet)
        let certain = Set(evidence.values.map(\.text).filter(MissingMarks.isCertain))
        let likely = Set(evidence.values.map(\.text).filter(MissingMarks.isLikely))
        let rest = takesMarks ? evidence.without(certain) : evidence
        if guess.take(rest, words) {
            guess.marks = takesMarks ? certain.sorted() : []
            if takesMarks, !likely.isEmpty, guess.type != .string, guess.type != .boolean {
                guess.takeMarks(certain.union(likely), evidence, words)
            }
            return guess
        }
        let less = takesMarks ? evidence.without(certain.union(likely)) : evidence
        if takesMarks, !likely.isEmpty, less.filled > 0, guess.take(less, words), guess.type != .boolean {
            guess.marks = certain.union(likely).sorted()
            return guess
        }
        guess.type = .string
        guess.period = nil
        guess.marks = takesMarks ? certain.sorted() : []
        return guess
    }

    /// Takes words such as "tidak ada" among numbers or days for what they mean, where the others are of the same type without them.
    private mutating func takeMarks(_ marks: Set<String>, _ evidence: ColumnEvidence, _ words: HeadingWords) {
        var other = self
        let rest = evidence.without(marks)
        guard rest.filled > 0, other.take(rest, words), other.type == type else { return }
        self = other
        self.marks = marks.sorted()
    }

    /// Whether so many fitting values of so many make a type: nearly all.
    static func isEnough(_ fitting: Int, of all: Int) -> Bool {
        guard fitting > 0 else { return false }
        return fitting == all || all >= 10 && fitting * 10 >= all * 9 || all >= 6 && all - fitting == 1
    }

    /// Whether the values are of a type other than text, or digits that must stay as they are.
    private mutating func take(_ evidence: ColumnEvidence, _ words: HeadingWords) -> Bool {
        let all = evidence.weight
        guard all > 0 else { return false }
        let arena = RowArena(capacity: 4096)
        func count(_ reads: (ByteView, RawRow.Kind) -> Bool) -> Int {
            evidence.weight { cell, kind in
                arena.begin(room: cell.count * 2 + 2048)
                return reads(cell, kind)
            }
        }
        if takeBoolean(evidence, all) { return true }
        if takeCode(evidence, all, words) { return true }
        if words.isYear || evidence.values.contains(where: { $0.view { $0.hasPrefix(word: "tahun") } }),
            TypeGuess.isEnough(count { cell, _ in PeriodReader.year(cell, arena).map { CellShape.isYear($0) } ?? false }, of: all)
        {
            type = .year
            return true
        }
        if takeDays(evidence, all, words) { return true }
        if words.isTime || evidence.values.contains(where: { $0.bytes.contains(UInt8(ascii: ":")) }),
            TypeGuess.isEnough(count { cell, _ in MomentReader.time(cell) != nil }, of: all)
        {
            type = .time
            return true
        }
        if takeNumbers(evidence, all, words) { return true }
        for kind in [PeriodKind.month, .quarter, .half]
        where TypeGuess.isEnough(count { cell, _ in PeriodReader.read(cell, as: kind, arena) != nil }, of: all) {
            type = kind == .month ? .yearmonth : .string
            period = kind
            form.period = kind == .month ? nil : kind
            return true
        }
        return takePoints(evidence, all, words) || takeJSON(evidence, all)
    }

    private mutating func takeBoolean(_ evidence: ColumnEvidence, _ all: Int) -> Bool {
        if evidence.values.allSatisfy({ $0.kind == .boolean }) {
            type = .boolean
            return true
        }
        guard evidence.values.count <= 8 else { return false }
        let words = Set(evidence.values.map { BooleanWords.folded($0.text) })
        guard let pair = BooleanWords.of(words) else { return false }
        type = .boolean
        form.booleans = pair
        return true
    }

    private mutating func takeCode(_ evidence: ColumnEvidence, _ all: Int, _ words: HeadingWords) -> Bool {
        let areas = evidence.weight { cell, kind in
            guard cell.count <= 13, let level = PlaceLevel(code: cell.string) else { return false }
            return level >= .subdistrict || level == .regency && words.isCode && kind != .number
        }
        if TypeGuess.isEnough(areas, of: all) {
            code = .area
            type = .string
            return true
        }
        var zeros = 0
        var long = 0
        var digits = 0
        var rounded = 0
        // "1.02.01" below the heading "Kode".
        let named = words.isCode ? evidence.weight { cell, _ in TypeGuess.isCode(cell) } : 0
        for value in evidence.values where value.bytes.count > 1 && value.bytes.allSatisfy(isDigit) {
            digits += value.count
            if value.bytes[0] == UInt8(ascii: "0") { zeros += value.count }
            if value.bytes.count > 15 {
                long += value.count
                if value.kind == .number, value.bytes.count == 16, value.bytes[15] == UInt8(ascii: "0") { rounded += value.count }
            }
        }
        guard digits > 0 || named > 0 else { return false }
        if zeros > 0, digits * 2 >= all {
            code = .zeros
        } else if long > 0, long * 2 >= digits, digits * 2 >= all {
            code = .long
        } else if named * 2 >= all, named > 0 {
            code = .heading
        } else {
            return false
        }
        isRounded = long > 0 && rounded == long
        type = .string
        return true
    }

    /// Digits, and signs between them that are no sign of a number.
    private static func isCode(_ cell: ByteView) -> Bool {
        cell.count <= 40 && isDigit(cell[0])
            && cell.buffer.allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "/") }
    }
}
