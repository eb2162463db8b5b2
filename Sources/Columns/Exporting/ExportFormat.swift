/// How rows are written out.
package enum ExportFormat: Sendable, Hashable {
    case csv(CSVStyle)
    /// One array with an object for each row.
    case json
    /// An object per line.
    case ndjson
    /// One array with an array for each row, its values in the order of the columns.
    case jsonArrays

    /// How CSV is written. As it stands it is the canonical form.
    package struct CSVStyle: Sendable, Hashable {
        package var delimiter = UInt8(ascii: ",")
        /// CRLF instead of LF.
        package var hasCarriageReturns = false
        /// Excel reads the file as UTF-8 then.
        package var hasByteOrderMark = false
        package var hasHeader = true
        /// Texts that a spreadsheet would run as a formula get an apostrophe in front; numbers never do.
        package var guardsFormulas = false

        package init() {}

        /// For people who open it in a spreadsheet.
        package static var spreadsheet: CSVStyle {
            var style = CSVStyle()
            style.hasCarriageReturns = true
            style.hasByteOrderMark = true
            style.guardsFormulas = true
            return style
        }
    }

    package static let csv = ExportFormat.csv(CSVStyle())
}
