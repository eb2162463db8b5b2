/// Where the table lies in the sheet and how each of its columns is read: all that the import needs of an inspection.
struct ReadingPlan: Sendable {
    /// How one field gets its values.
    struct Column: Sendable {
        var field: TableSchema.Field
        /// The sheet's column, from 0; `nil` for a field that the sheet does not have.
        var source: Int?
        var heading: String
        var form: ValueForm
        /// Names of places become codes.
        var place: Place?
        /// `nil`: missing in that place.
        var replacements: [String: String?] = [:]
    }

    /// How names become codes: their level, and the sheet's columns that say where the place lies, the widest area first.
    struct Place: Hashable, Sendable {
        var level: PlaceLevel
        var parents: [Parent]

        struct Parent: Hashable, Sendable {
            var level: PlaceLevel
            var source: Int
        }
    }

    var sheet = ""
    /// Rows before this one are titles.
    var firstRow = 1
    /// Rows that name the columns, by their numbers.
    var header: ClosedRange<Int>?
    var numberingRow: Int?
    /// Columns of the sheet that belong to the table.
    var width = 0
    var leavesOutTotals = false
    var leavesOutNotes = false
    /// Letters in the heading's rows, for headings that are repeated further down.
    var headings: [[String]] = []
    /// Columns of the sheet in which blank means the same as above.
    var fill: [Int] = []
    var columns: [Column] = []
    var rowsLeftOut: Set<Int> = []
    /// Mended cells by row and column; `nil` for missing.
    var mended: [Int: [Int: String?]] = [:]
    /// The regency whose file it is, by name, for rows that sum it up.
    var homeName = ""
}

/// Why a row is neither written nor in quarantine.
enum LeftOut: Int, CaseIterable {
    case blank, fix, titles, header, numbering, totals, notes

    /// The guess's id; `blank` and `fix` for rows without a value and such as somebody left out.
    var id: String {
        switch self {
        case .blank: "blank"
        case .fix: "fix"
        case .titles: Guess.id(.titles)
        case .header: Guess.id(.header)
        case .numbering: Guess.id(.numbering)
        case .totals: Guess.id(.totals)
        case .notes: Guess.id(.notes)
        }
    }
}
