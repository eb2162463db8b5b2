import Ingest
import Kernel

/// Everything that was understood of an uploaded file, kept as JSON in the store for the page that shows it: guesses that can be switched,
/// columns, the first rows, what stands in the way, and what says too much about people.
package struct Understanding: Sendable, Codable {
    package struct Sheet: Sendable, Codable, Equatable {
        package var name: String
        package var isHidden: Bool
    }

    package struct Column: Sendable, Codable, Equatable {
        /// From 0.
        package var index: Int
        package var letters: String
        package var heading: String
        /// The field it becomes; `nil` when it is left out.
        package var field: String?
        package var filled: Int
        package var missing: Int
        package var examples: [String]
    }

    package struct Row: Sendable, Codable, Equatable {
        /// Its number in the file.
        package var row: Int
        /// `written`, `quarantined`, or the id of the guess that leaves it out.
        package var fate: String
        package var cells: [String]
        package var values: [String?]
    }

    /// What is wrong with the schema or between it and the sheet: nothing can be imported while there is any.
    package struct Obstacle: Sendable, Codable, Equatable {
        package var field: String
        package var message: Message
    }

    package var format: String
    package var sheets: [Sheet]
    package var sheet: Int
    package var guesses: [Guess] = []
    package var columns: [Column] = []
    /// The row that names the columns, by its number in the file.
    package var headingRow: Int?
    /// What will be written, before remedies.
    package var schema = TableSchema()
    package var keys: [[String]] = []
    package var sample: [Row] = []
    package var obstacles: [Obstacle] = []
    package var notes: [Message] = []
    package var rowsRead = 0
    package var rowsWritten = 0
    package var rowsInQuarantine = 0
    package var rowsLeftOut: [String: Int] = [:]
    /// At most a thousand.
    package var problems: [CellProblem] = []
    package var problemCounts: [ProblemCount] = []
    package var privacy: [PrivacyFinding] = []

    package init(format: String, sheets: [Sheet], sheet: Int) {
        self.format = format
        self.sheets = sheets
        self.sheet = sheet
    }

    mutating func take(_ inspection: Inspection) {
        guesses = inspection.guesses
        columns = inspection.columns.map {
            Column(
                index: $0.index, letters: $0.letters, heading: $0.heading, field: $0.field, filled: $0.filled, missing: $0.missing,
                examples: $0.examples)
        }
        headingRow = inspection.headingRow
        schema = inspection.schema
        keys = inspection.keys
        sample = inspection.sample.prefix(30).map { row in
            let fate =
                switch row.fate {
                case .written: "written"
                case .quarantined: "quarantined"
                case .leftOut(let guess): guess
                }
            return Row(row: row.row, fate: fate, cells: row.cells, values: row.values)
        }
        obstacles = inspection.problems.map { Obstacle(field: $0.field, message: $0.message) }
        notes = inspection.notes
    }

    mutating func take(_ outcome: ImportOutcome) {
        rowsRead = outcome.rowsRead
        rowsWritten = outcome.rowsWritten
        rowsInQuarantine = outcome.rowsInQuarantine
        rowsLeftOut = outcome.rowsLeftOut
        problems = outcome.problems
        problemCounts = outcome.problemCounts
        privacy = outcome.privacy
        notes += outcome.notes
    }

    package var problemCount: Int { problemCounts.reduce(0) { $0 + $1.count } }
}
