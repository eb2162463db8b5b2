import Directory
import Kernel
import Tables

/// What a file says, read whole: the plan of each agency, what could not be taken, and what was taken with a remark.
package struct PlanReading: Sendable {
    package var headingLine = 0
    var columns: [PlacedColumn] = []
    /// The first rows as they stand, to judge the columns by.
    package var sample: [[String]] = []
    package var outlines: [Identifier<Agency>: PlanOutline] = [:]
    /// Codes of rows that could not be taken: what is kept of them stays as it is, for a slip of the hand must not delete anything.
    package var withheld: [Identifier<Agency>: Set<String>] = [:]
    /// Rows of data that were read.
    package var rows = 0
    /// Those that were taken.
    package var taken = 0
    /// Rows that were not taken.
    package var problems: [RowProblem] = []
    package var problemCount = 0
    /// Rows that were taken otherwise than they stand, or that somebody should look at.
    package var remarks: [RowProblem] = []
    package var remarkCount = 0
    package var notes: [Message] = []

    /// More than this are counted but not kept.
    package static let limit = ImportReport.limit

    mutating func add(problem: RowProblem) {
        problemCount += 1
        if problems.count < PlanReading.limit { problems.append(problem) }
    }

    mutating func add(remark: RowProblem) {
        remarkCount += 1
        if remarks.count < PlanReading.limit { remarks.append(remark) }
    }

    /// Rupiah by agency and year.
    package var totals: [Identifier<Agency>: [Int: Int]] { outlines.mapValues(\.totals) }
}
