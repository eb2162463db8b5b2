/// One press of a button that mends cells. Columns are those of the sheet, from 0, so that a field may be renamed.
package enum Fix: Hashable, Sendable, Codable {
    /// This cell reads as something else.
    case replaceCell(row: Int, column: Int, with: String)
    /// This value reads as something else everywhere in the column.
    case replace(column: Int, value: String, with: String)
    /// This cell is missing.
    case missingCell(row: Int, column: Int)
    /// This value means that nothing is known, everywhere in the column.
    case missing(column: Int, value: String)
    /// The value is one of the categories of the column's field.
    case accept(column: Int, value: String)
    /// The whole column is of another type.
    case retype(column: Int, type: FieldType)
    /// The row is left out, and counted as such.
    case leaveOut(row: Int)

    /// Whether the other one decides about the same cells.
    func isAbout(_ other: Fix) -> Bool {
        switch (self, other) {
        case (.replaceCell(let row, let column, _), .replaceCell(let otherRow, let otherColumn, _)),
            (.replaceCell(let row, let column, _), .missingCell(let otherRow, let otherColumn)),
            (.missingCell(let row, let column), .replaceCell(let otherRow, let otherColumn, _)),
            (.missingCell(let row, let column), .missingCell(let otherRow, let otherColumn)):
            row == otherRow && column == otherColumn
        case (.replace(let column, let value, _), .replace(let otherColumn, let other, _)),
            (.replace(let column, let value, _), .missing(let otherColumn, let other)),
            (.missing(let column, let value), .replace(let otherColumn, let other, _)),
            (.missing(let column, let value), .missing(let otherColumn, let other)),
            (.accept(let column, let value), .accept(let otherColumn, let other)):
            column == otherColumn && value == other
        case (.retype(let column, _), .retype(let other, _)): column == other
        case (.leaveOut(let row), .leaveOut(let other)): row == other
        default: false
        }
    }
}
