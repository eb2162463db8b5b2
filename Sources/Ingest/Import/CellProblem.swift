import Kernel

/// One cell that cannot be taken: where it is, what stands there, what is wrong with it, what was expected and how it may be mended.
package struct CellProblem: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case notNumber, notWhole, notBoolean, notDate, notDatetime, notTime, notYear, notYearmonth, notPeriod, notDuration
        case notGeopoint, notJSON, notFormat
        /// An item of a list is not of its kind.
        case notItem
        /// JSON that is not as the field's `jsonSchema` wants it.
        case jsonSchema
        /// A number that is out of what a column can keep.
        case outOfRange
        /// An error of a formula.
        case formulaError
        case required, unique, primaryKey, uniqueKey
        case notListed, pattern, tooShort, tooLong, tooSmall, tooLarge
        case unknownPlace, ambiguousPlace, unknownReference
        /// The row has values beyond the table's last column.
        case beyondTable
        /// A row that the reader could not make sense of.
        case badRow
    }

    /// The sheet's name.
    package var sheet: String
    /// The row's number in the file.
    package var row: Int
    /// The sheet's column, from 0; `nil` when the row as a whole is meant.
    package var column: Int?
    /// The column's heading in the sheet.
    package var heading: String
    /// The field's name in the schema.
    package var field: String
    /// What stands there, shortened.
    package var value: String
    package var kind: Kind
    package var problem: Message
    package var expected: Message
    /// What may be done with one press, the likeliest first.
    package var fixes: [Fix]

    /// The cell's name in a spreadsheet, such as `C12`; the row's number for a whole row.
    package var address: String { column.map { SheetPlace.cell(column: $0, row: row) } ?? "\(row)" }
    /// The column's letters, empty for a whole row.
    package var letters: String { column.map { SheetPlace.letters($0) } ?? "" }

    /// More characters of a value are not shown.
    static let longestValue = 120
    static func shortened(_ text: String) -> String { text.count > longestValue ? text.prefix(longestValue - 1) + "…" : text }
}

/// How often a problem was met, exactly, however few of them are kept.
package struct ProblemCount: Hashable, Sendable, Codable {
    package var kind: CellProblem.Kind
    /// The field's name; empty for rows as a whole.
    package var field: String
    package var count: Int
}
