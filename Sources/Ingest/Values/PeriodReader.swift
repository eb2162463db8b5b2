/// Reads stretches of time other than days: years, months, quarters and halves.
enum PeriodReader {
    /// The period in its one form: `2024`, `2024-03`, `2024-Q2`, `2024-S1`.
    static func read(_ cell: ByteView, as kind: PeriodKind, _ arena: RowArena) -> ByteView? {
        switch kind {
        case .year: year(cell, arena)
        case .month: month(cell, arena)
        case .quarter: part(cell, mark: UInt8(ascii: "Q"), isWord: isQuarter, most: 4, arena)
        case .half: part(cell, mark: UInt8(ascii: "S"), isWord: isHalf, most: 2, arena)
        case .day: DateReader.read(cell, DateForm(), isNumber: false, arena)
        }
    }

    /// "2024", "Tahun 2024", "TA 2024"; a mark of a provisional figure behind it is passed over.
    static func year(_ cell: ByteView, _ arena: RowArena) -> ByteView? {
        if cell.count == 4, DateReader.digits(cell, 0, 4) != nil { return cell }
        var rest = cell
        for word in ["tahun", "thn", "th", "ta", "t.a"] as [StaticString] where rest.hasPrefix(word: word) {
            rest = rest.dropping(first: word.utf8CodeUnitCount)
            if rest.count > 0, rest[0] == UInt8(ascii: ".") { rest = rest.dropping(first: 1) }
            rest = rest.trimmed
            break
        }
        while rest.count > 4, rest[rest.count - 1] == UInt8(ascii: "*") || rest[rest.count - 1] == UInt8(ascii: ")") {
            rest = rest.dropping(last: 1).trimmed
        }
        if rest.count == 6, rest[4] == UInt8(ascii: "."), rest[5] == UInt8(ascii: "0") { rest = rest.dropping(last: 2) }
        return rest.count == 4 && DateReader.digits(rest, 0, 4) != nil ? rest : nil
    }

    /// "Maret 2024", "Mar-24", "2024-03", "03/2024", "202403".
    static func month(_ cell: ByteView, _ arena: RowArena) -> ByteView? {
        if cell.count == 7, cell[4] == UInt8(ascii: "-"), DateReader.digits(cell, 0, 4) != nil, let month = DateReader.digits(cell, 5, 2),
            (1...12).contains(month)
        {
            return cell
        }
        if cell.count >= 10, DateReader.isCanonical(ByteView(cell.start, 10)), cell.count == 10 || cell[10] == UInt8(ascii: "T") {
            return ByteView(cell.start, 7)
        }
        guard let tokens = DateTokens(cell)?.tokens else { return nil }
        if tokens.count == 1, tokens[0].view.count == 6, let all = tokens[0].number {
            return write(year: all / 100, month: all % 100, arena)
        }
        guard tokens.count == 2 else { return nil }
        if tokens[0].number == nil {
            guard let month = MonthNames.month(tokens[0].view), let year = DateReader.year(tokens[1]) else { return nil }
            return write(year: year, month: month, arena)
        }
        guard let first = tokens[0].number else { return nil }
        if tokens[0].view.count == 4 {
            return (tokens[1].number ?? MonthNames.month(tokens[1].view)).flatMap { write(year: first, month: $0, arena) }
        }
        guard tokens[0].view.count <= 2, tokens[1].view.count == 4, let year = tokens[1].number else { return nil }
        return write(year: year, month: first, arena)
    }

    private static func write(year: Int, month: Int, _ arena: RowArena) -> ByteView? {
        guard (1000...2999).contains(year), (1...12).contains(month), arena.room >= 7 else { return nil }
        let out = arena.next
        DateReader.put(out, year, 0, 4)
        out[4] = UInt8(ascii: "-")
        DateReader.put(out, month, 5, 2)
        return arena.take(7)
    }

    private static func isQuarter(_ word: ByteView) -> Bool {
        word.isWord("triwulan") || word.isWord("tw") || word.isWord("trw") || word.isWord("q") || word.isWord("kuartal")
            || word.isWord("quarter")
            || word.isWord("twl") || word.isWord("kw")
    }

    private static func isHalf(_ word: ByteView) -> Bool {
        word.isWord("semester") || word.isWord("smt") || word.isWord("sem") || word.isWord("sm") || word.isWord("s")
    }

    /// "Triwulan II 2024", "TW 2/2024", "2024-Q2", "II/2024" only with the word.
    private static func part(_ cell: ByteView, mark: UInt8, isWord: (ByteView) -> Bool, most: Int, _ arena: RowArena) -> ByteView? {
        guard cell.count <= 40, let tokens = DateTokens(cell)?.tokens else { return nil }
        var year: Int?
        var part: Int?
        var isNamed = false
        for token in tokens {
            if let number = token.number {
                if token.view.count == 4, year == nil {
                    year = number
                } else if token.view.count == 1, part == nil {
                    part = number
                } else {
                    return nil
                }
            } else if isWord(token.view), !isNamed {
                isNamed = true
            } else if part == nil, let number = roman(token.view) {
                part = number
            } else if !(token.view.isWord("tahun") || token.view.isWord("th") || token.view.isWord("ke")) {
                return nil
            }
        }
        guard isNamed, let year, let part, (1000...2999).contains(year), (1...most).contains(part), arena.room >= 7 else { return nil }
        let out = arena.next
        DateReader.put(out, year, 0, 4)
        out[4] = UInt8(ascii: "-")
        out[5] = mark
        out[6] = UInt8(48 + part)
        return arena.take(7)
    }

    private static func roman(_ word: ByteView) -> Int? {
        if word.isWord("i") { return 1 }
        if word.isWord("ii") { return 2 }
        if word.isWord("iii") { return 3 }
        if word.isWord("iv") { return 4 }
        return nil
    }
}
