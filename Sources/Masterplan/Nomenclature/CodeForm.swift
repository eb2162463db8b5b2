/// The form of the nomenclature's codes, `U.BB.PP.L.KK.SSSS`: affair, field, programme, level of government, activity, sub-activity, each
/// in a fixed width.
enum CodeForm {
    /// Digits of each segment.
    static let widths = [1, 2, 2, 1, 2, 4]

    /// How many segments a code has that is written whole: digits, and `X.XX` for a field that each agency puts its own in. `nil` for
    /// whatever wants a closer look. A quick answer, because files have codes by the hundred thousand and nearly all of them are whole.
    static func segments(of text: String) -> Int? {
        var text = text
        return text.withUTF8 { letters -> Int? in
            let count: Int
            switch letters.count {
            case 1: count = 1
            case 4: count = 2
            case 7: count = 3
            case 12: count = 5
            case 17: count = 6
            default: return nil
            }
            let isOpen = count > 1 && letters[0] == UInt8(ascii: "X")
            for (index, letter) in letters.enumerated() {
                switch index {
                case 1, 4, 7, 9, 12: if letter != UInt8(ascii: ".") { return nil }
                case 0...3 where isOpen: if letter != UInt8(ascii: "X") { return nil }
                default: if !(48...57).contains(letter) { return nil }
                }
            }
            return count
        }
    }
}
