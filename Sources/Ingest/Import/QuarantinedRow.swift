import Kernel

/// A row that was not written because of single cells, whole, so that it can be mended later.
package struct QuarantinedRow: Hashable, Sendable, Codable {
    /// The row's number in the file.
    package var row: Int
    /// Every cell as the file has it.
    package var cells: [String]
    package var problems: [CellProblem]

    package init(row: Int, cells: [String], problems: [CellProblem]) {
        self.row = row
        self.cells = cells
        self.problems = problems
    }
}
