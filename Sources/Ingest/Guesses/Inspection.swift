import Kernel

/// A sheet as it was understood: what was guessed, which columns it has, the schema that follows, and the first rows as they will be read.
package struct Inspection: Sendable {
    package var sheet: RawSheet
    /// The decisions it was made with.
    package var reading: Reading
    package var guesses: [Guess]
    package var columns: [SheetColumn]
    /// The schema of what the import writes before remedies: that of the reading, or inferred; with the columns of codes that are added.
    package var schema: TableSchema
    /// Fields that tell every row looked at apart, the likeliest first.
    package var keys: [[String]]
    package var sample: [SampleRow]
    /// What is wrong with the schema, or between it and the sheet's columns. With any of them nothing can be imported.
    package var problems: [Issue]
    /// What is worth knowing though nothing is wrong.
    package var notes: [Message]
    /// Rows that were looked at.
    package var rowsSeen: Int
    /// Whether that was all of them.
    package var isWhole: Bool
    let plan: ReadingPlan
    /// The last row that names the columns, by its number in the file; `nil` when none does.
    package var headingRow: Int? { plan.header?.upperBound }

    /// More rows are not looked at before the import.
    package static let mostRows = 20_000
}

/// One column of a sheet.
package struct SheetColumn: Hashable, Sendable {
    /// From 0.
    package var index: Int
    package var letters: String
    /// As the sheet has it, joined from several rows where need be; empty when there is none.
    package var heading: String
    /// The field it becomes; `nil` when it is left out.
    package var field: String?
    /// Rows looked at with a value, and such as are missing.
    package var filled: Int
    package var missing: Int
    /// A few different values as they are written.
    package var examples: [String]
}

/// One of the first rows, as it stands and as it will be read.
package struct SampleRow: Hashable, Sendable {
    package enum Fate: Hashable, Sendable {
        case written
        case quarantined
        /// By the guess of that id, or `blank` or `fix`.
        case leftOut(String)
    }

    /// The row's number in the file.
    package var row: Int
    package var fate: Fate
    /// The cells as they are written in the file.
    package var cells: [String]
    /// The values of the schema's fields in canonical form; `nil` for a missing one; empty for rows that are left out.
    package var values: [String?]
    package var problems: [CellProblem]
}
