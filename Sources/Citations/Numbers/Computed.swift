import Columns
import Kernel

/// What a formula gives for the rows of a version.
package struct Computed: Hashable, Sendable {
    /// Canonical text of the number; `nil` when there is none, and for charts.
    package var value: String?
    /// Of a chart: the values of its groups and the figure last, as canonical texts. Empty for a single number.
    package var series: [[String?]]
    /// Rows the filter found.
    package var rows: Int

    /// More groups are no chart any more, and would make the deed as long as a table.
    package static let mostGroups = 500

    /// Computes it.
    /// - Throws: `.invalid` for columns that are not there, figures that make no sense for their column, a cell that is not exactly
    ///   one, and too many groups.
    package init(_ formula: Formula, of filter: RowFilter, in file: ColumnFile) throws(AppError) {
        if let issue = formula.issues.first { throw .invalid(issue.field, issue.message) }
        let set = try file.rows(matching: filter)
        rows = set.count
        series = []
        guard let grouping = formula.grouping else {
            let column = try file.column(formula.column ?? "")
            guard set.count == 1, let row = set.rows(offset: 0, limit: 1).first else {
                throw .invalid("filter", Message("error.citation_one_row", ["rows": "\(set.count)"]))
            }
            value = column.value(row).text
            return
        }
        let answer = try file.groups(grouping, in: set)
        if formula.groups.isEmpty {
            value = answer.groups.first?.figures.first?.text
        } else {
            guard answer.total <= Computed.mostGroups else {
                throw .invalid(
                    "groups", Message("error.citation_many_groups", ["groups": "\(answer.total)", "most": "\(Computed.mostGroups)"]))
            }
            series = answer.groups.map { $0.keys.map(\.text) + [$0.figures.first?.text] }
        }
    }
}
