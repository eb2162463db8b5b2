/// Names of columns and cells as spreadsheets write them.
package enum SheetPlace {
    /// `A` for 0, `Z` for 25, `AA` for 26.
    package static func letters(_ column: Int) -> String {
        var rest = column
        var letters: [UInt8] = []
        repeat {
            letters.append(UInt8(ascii: "A") + UInt8(rest % 26))
            rest = rest / 26 - 1
        } while rest >= 0
        return String(decoding: letters.reversed(), as: UTF8.self)
    }

    /// `C12` for column 2 of row 12.
    package static func cell(column: Int, row: Int) -> String { letters(column) + "\(row)" }
}
