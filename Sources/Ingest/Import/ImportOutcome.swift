import Columns
import Kernel

/// What became of the rows of a sheet: each row that was read was written, went to quarantine, or was left out for a named reason.
package struct ImportOutcome: Sendable {
    /// The canonical CSV that was written.
    package var table: CanonicalTable
    /// Its schema: that of the reading with the remedies applied.
    package var schema: TableSchema
    package var rowsRead: Int
    package var rowsWritten: Int
    package var rowsInQuarantine: Int
    /// Rows left out, by the id of the guess that did it; `blank` for rows without a value and `fix` for such as somebody left out.
    package var rowsLeftOut: [String: Int]
    /// At most ``SheetImport/mostProblems``, in the order of the rows.
    package var problems: [CellProblem]
    /// All problems, counted, the most frequent first.
    package var problemCounts: [ProblemCount]
    package var privacy: [PrivacyFinding]
    /// What is worth knowing though nothing is wrong.
    package var notes: [Message]

    package var problemCount: Int { problemCounts.reduce(0) { $0 + $1.count } }
}

/// How far an import has come.
package struct ImportProgress: Hashable, Sendable {
    package var rowsRead: Int
    package var rowsWritten: Int
    package var rowsInQuarantine: Int
}
