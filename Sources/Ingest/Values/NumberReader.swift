/// Reads numbers as people write them into canonical decimals: `-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?`.
enum NumberReader {
    /// The canonical form; `nil` when the cell is no number of this form. Numbers that already are canonical are not copied.
    @inline(__always)
    static func read(_ cell: ByteView, _ form: NumberForm, _ arena: RowArena) -> ByteView? {
        if isPlainWhole(cell) { return cell }
        return readSlowly(cell, form, arena)
    }

    /// Digits only, perhaps behind a minus sign, and no zero in front.
    @inline(__always)
    static func isPlainWhole(_ cell: ByteView) -> Bool {
        var at = cell.count > 1 && cell[0] == UInt8(ascii: "-") ? 1 : 0
        guard at < cell.count else { return false }
        if cell[at] == UInt8(ascii: "0") { return cell.count == 1 }
        while at < cell.count {
            guard isDigit(cell[at]) else { return false }
            at &+= 1
        }
        return true
    }

    private static func readSlowly(_ whole: ByteView, _ form: NumberForm, _ arena: RowArena) -> ByteView? {
        var isNegative = false
        guard let digits = form.isBare ? bare(whole, &isNegative) : stripped(whole, &isNegative) else { return nil }
        return canonical(digits, form, isNegative, arena)
    }

    private static func bare(_ cell: ByteView, _ isNegative: inout Bool) -> ByteView? {
        signless(cell, &isNegative)
    }

    /// A sign in front taken off.
    private static func signless(_ cell: ByteView, _ isNegative: inout Bool) -> ByteView? {
        guard cell.count > 0 else { return nil }
        if cell[0] == UInt8(ascii: "-") || cell[0] == UInt8(ascii: "+") {
            if cell[0] == UInt8(ascii: "-") { isNegative.toggle() }
            return cell.dropping(first: 1).trimmed
        }
        // The minus sign of typographers, U+2212, and the dash that is typed instead of it, U+2013.
        if cell.count > 3, cell[0] == 0xE2, cell[1] == 0x88 && cell[2] == 0x92 || cell[1] == 0x80 && cell[2] == 0x93 {
            isNegative.toggle()
            return cell.dropping(first: 3).trimmed
        }
        return cell
    }

    /// Brackets for a negative number, `Rp`, `%` and `,-` taken off.
    private static func stripped(_ cell: ByteView, _ isNegative: inout Bool) -> ByteView? {
        guard var rest = signless(cell, &isNegative), rest.count > 0 else { return nil }
        if rest[0] == UInt8(ascii: "("), rest.count > 2, rest[rest.count - 1] == UInt8(ascii: ")") {
            isNegative.toggle()
            rest = rest.dropping(first: 1, last: 1).trimmed
        }
        if isLetter(rest[0]) || rest[0] == UInt8(ascii: "$") {
            guard let inside = withoutCurrency(rest) else { return nil }
            guard let signed = signless(inside, &isNegative) else { return nil }
            rest = signed
            if rest.count > 2, rest[0] == UInt8(ascii: "("), rest[rest.count - 1] == UInt8(ascii: ")") {
                isNegative.toggle()
                rest = rest.dropping(first: 1, last: 1).trimmed
            }
        }
        guard rest.count > 0 else { return nil }
        if rest[rest.count - 1] == UInt8(ascii: "%") { rest = rest.dropping(last: 1).trimmed }
        // "8.000.000,-" and "8.000.000.-"
        var end = rest.count
        while end > 1, rest[end - 1] == UInt8(ascii: "-") || rest[end - 1] == UInt8(ascii: "=") { end -= 1 }
        if end < rest.count, end > 1, rest[end - 1] == UInt8(ascii: ",") || rest[end - 1] == UInt8(ascii: ".") {
            rest = rest.dropping(last: rest.count - end + 1)
        }
        return rest.trimmed
    }

    private static func withoutCurrency(_ cell: ByteView) -> ByteView? {
        var length = 0
        if cell.hasPrefix(word: "rp") {
            length = 2
        } else if cell.hasPrefix(word: "idr") {
            length = 3
        } else if cell.hasPrefix(word: "usd") {
            length = 3
        }
        if cell[0] == UInt8(ascii: "$") { length = 1 }
        guard length > 0, length < cell.count else { return nil }
        if cell[length] == UInt8(ascii: ".") { length += 1 }
        return cell.dropping(first: length).trimmed
    }

    /// Whether a canonical decimal is whole and can be kept in 64 bits.
    static func isWhole(_ number: ByteView) -> Bool {
        for index in 0..<number.count where number[index] == UInt8(ascii: ".") { return false }
        return true
    }

    static func fitsInteger(_ number: ByteView) -> Bool {
        let isNegative = number[0] == UInt8(ascii: "-")
        let digits = number.count - (isNegative ? 1 : 0)
        return digits < 19 || digits == 19 && Int64(number.string) != nil
    }

    /// Negative, zero or positive as canonical `a` is less than, equal to or greater than canonical `b`.
    static func order(_ a: ByteView, _ b: ByteView) -> Int {
        let isNegative = a[0] == UInt8(ascii: "-")
        if isNegative != (b[0] == UInt8(ascii: "-")) { return isNegative ? -1 : 1 }
        return isNegative ? -magnitudes(a.dropping(first: 1), b.dropping(first: 1)) : magnitudes(a, b)
    }

    private static func magnitudes(_ a: ByteView, _ b: ByteView) -> Int {
        let point = { (view: ByteView) in view.buffer.firstIndex(of: UInt8(ascii: ".")) ?? view.count }
        let (wholeA, wholeB) = (point(a), point(b))
        if wholeA != wholeB { return wholeA - wholeB }
        for index in 0..<min(a.count, b.count) where a[index] != b[index] { return Int(a[index]) - Int(b[index]) }
        return a.count - b.count
    }
}
