/// How the days of a column are written.
struct DateForm: Hashable, Sendable {
    /// In which order day, month and year stand where all are digits and the year is not first.
    enum Order: Hashable, Sendable { case dayFirst, monthFirst }

    var order = Order.dayFirst
    /// A number is a day as spreadsheets count them from 1899-12-30.
    var takesSerials = false
}

/// The numbers and words of a cell that may be a day, a month or a quarter.
struct DateTokens {
    struct Token {
        var view: ByteView
        /// `nil` for words.
        var number: Int?
    }

    private(set) var tokens: [Token] = []

    /// `nil` when there are letters that are no word, too many parts, or anything else that no date has.
    init?(_ cell: ByteView) {
        var at = 0
        while at < cell.count {
            let start = at
            if isDigit(cell[at]) {
                var value = 0
                while at < cell.count, isDigit(cell[at]) {
                    value = value &* 10 &+ Int(cell[at] - 48)
                    at += 1
                }
                guard at - start <= 8 else { return nil }
                tokens.append(Token(view: ByteView(cell.start + start, at - start), number: value))
            } else if isLetter(cell[at]) {
                while at < cell.count, isLetter(cell[at]) || cell[at] == UInt8(ascii: "'") { at += 1 }
                let word = ByteView(cell.start + start, at - start)
                if !(tokens.isEmpty && MonthNames.isWeekday(word)) { tokens.append(Token(view: word, number: nil)) }
            } else if DateTokens.isSeparator(cell[at]) {
                at += 1
            } else if at + 1 < cell.count, cell[at] == 0xC2, cell[at + 1] == 0xA0 {
                at += 2
            } else {
                return nil
            }
            if tokens.count > 6 { return nil }
        }
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "("),
            UInt8(ascii: ")"):
            true
        default: false
        }
    }
}
