import Kernel

/// Reads days as people write them into `YYYY-MM-DD`.
enum DateReader {
    /// Whether the cell already is `YYYY-MM-DD`.
    @inline(__always) static func isCanonical(_ cell: ByteView) -> Bool {
        guard cell.count == 10, cell[4] == UInt8(ascii: "-"), cell[7] == UInt8(ascii: "-") else { return false }
        guard let year = digits(cell, 0, 4), let month = digits(cell, 5, 2), let day = digits(cell, 8, 2) else { return false }
        return month >= 1 && month <= 12 && day >= 1 && (day <= 28 || day <= Day.length(year: year, month: month))
    }

    @inline(__always) static func digits(_ cell: ByteView, _ at: Int, _ count: Int) -> Int? {
        var value = 0
        for index in at..<(at &+ count) {
            guard isDigit(cell[index]) else { return nil }
            value = value &* 10 &+ Int(cell[index] &- 48)
        }
        return value
    }

    /// The day as `YYYY-MM-DD`.
    static func read(_ cell: ByteView, _ form: DateForm, isNumber: Bool, _ arena: RowArena) -> ByteView? {
        if isCanonical(cell) { return cell }
        guard let day = day(cell, form, isNumber: isNumber) else { return nil }
        return write(day, arena)
    }

    static func day(_ cell: ByteView, _ form: DateForm, isNumber: Bool = false) -> Day? {
        if cell.count >= 19, isCanonical(ByteView(cell.start, 10)) {
            // A day with midnight behind it, as databases and workbooks add.
            let rest = ByteView(cell.start + 11, 8)
            guard cell[10] == UInt8(ascii: "T") || cell[10] == UInt8(ascii: " "), rest.isWord("00:00:00") else { return nil }
            return Day(ByteView(cell.start, 10).string)
        }
        if isNumber || form.takesSerials, let day = serial(cell) { return day }
        guard let parts = DateTokens(cell)?.tokens else { return nil }
        if parts.count == 1, parts[0].view.count == 8, let all = parts[0].number {
            return sensible(year: all / 10_000, month: all / 100 % 100, day: all % 100)
        }
        guard parts.count == 3 else { return nil }
        if parts[0].number == nil {
            // "Maret 12, 2024"
            guard let month = MonthNames.month(parts[0].view), let day = parts[1].number, let year = year(parts[2]) else { return nil }
            return sensible(year: year, month: month, day: day)
        }
        guard let first = parts[0].number else { return nil }
        if parts[0].view.count == 4 {
            guard let month = month(parts[1]), let day = parts[2].number, parts[2].view.count <= 2 else { return nil }
            return sensible(year: first, month: month, day: day)
        }
        guard parts[0].view.count <= 2, let year = year(parts[2]) else { return nil }
        guard let second = parts[1].number else {
            return MonthNames.month(parts[1].view).flatMap { sensible(year: year, month: $0, day: first) }
        }
        guard parts[1].view.count <= 2 else { return nil }
        return form.order == .dayFirst
            ? sensible(year: year, month: second, day: first) : sensible(year: year, month: first, day: second)
    }

    private static func month(_ token: DateTokens.Token) -> Int? { token.number ?? MonthNames.month(token.view) }

    /// Four digits, or two as spreadsheets read them: 00 to 29 are of this century.
    static func year(_ token: DateTokens.Token) -> Int? {
        guard let number = token.number else { return nil }
        switch token.view.count {
        case 4: return number
        case 2: return number < 30 ? 2000 + number : 1900 + number
        default: return nil
        }
    }

    private static func sensible(year: Int, month: Int, day: Int) -> Day? {
        (1000...2999).contains(year) ? Day(year: year, month: month, day: day) : nil
    }

    /// Spreadsheets count days from 1899-12-30, from 1927 to 2119 here, so that small numbers stay numbers.
    static func serial(_ cell: ByteView) -> Day? {
        var end = 0
        while end < cell.count, isDigit(cell[end]) { end += 1 }
        guard end == 5, let value = digits(cell, 0, 5), (10_000...80_000).contains(value) else { return nil }
        guard end == cell.count || cell[end] == UInt8(ascii: ".") && (end + 1..<cell.count).allSatisfy({ isDigit(cell[$0]) }) else {
            return nil
        }
        return Day(daysSinceEpoch: value - 25_569)
    }

    static func write(_ day: Day, _ arena: RowArena) -> ByteView? {
        let (year, month, dayOfMonth) = day.civil
        guard (0...9999).contains(year), arena.room >= 10 else { return nil }
        let out = arena.next
        put(out, year, 0, 4)
        out[4] = UInt8(ascii: "-")
        put(out, month, 5, 2)
        out[7] = UInt8(ascii: "-")
        put(out, dayOfMonth, 8, 2)
        return arena.take(10)
    }

    static func put(_ out: UnsafeMutablePointer<UInt8>, _ value: Int, _ at: Int, _ width: Int) {
        var rest = value
        for place in (at..<at + width).reversed() {
            out[place] = UInt8(48 + rest % 10)
            rest /= 10
        }
    }
}
