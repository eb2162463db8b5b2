import Columns
import Kernel

/// What somebody wants to know of a published table. Every query language is read into this one value, checked against the columns
/// that the asker may see; only what passed that check is ever asked of a version.
package struct RowQuestion: Sendable, Hashable {
    package enum Want: Sendable, Hashable {
        /// Rows, of them these columns; all without names.
        case rows([Output]?)
        /// The different combinations of values of these columns.
        case distinct([Output])
        case groups(GroupQuestion)
    }

    /// A column under the name it has in the answer.
    package struct Output: Sendable, Hashable {
        package var column: String
        package var name: String

        package init(_ column: String, as name: String? = nil) {
            self.column = column
            self.name = name ?? column
        }
    }

    package var filter: RowFilter = .everything
    /// Words that must occur somewhere in a row, without regard to capitals and accents.
    package var search: String?
    package var want: Want = .rows(nil)
    /// The order of rows and combinations; groups have their own.
    package var order: [RowOrder] = []
    package var limit = RowQuestion.usualLimit
    package var offset = 0
    /// Where the page before this one ended; stands instead of ``offset``.
    package var cursor: RowCursorText?
    /// Columns whose values are counted over the same rows.
    package var facets: [String] = []
    /// Values shown of each facet.
    package var facetLimit = 20

    package static let usualLimit = 100
    /// Rows of one answer; an export has no limit.
    package static let greatestLimit = 10_000
    /// Facets of one answer, and values of one facet.
    package static let mostFacets = 20
    package static let mostFacetValues = 1000

    package init() {}

    /// The filter with the searched words put into it; they are not looked for in masked columns.
    package func wholeFilter(_ check: ColumnCheck) -> RowFilter {
        let columns = check.shape.columns.filter { !check.masked.contains($0.name) }
        guard let search, let words = WordSearch.filter(search, columns) else { return filter }
        return filter == .everything ? words : .all([filter, words])
    }
}

/// What is shown of values instead of them, by the columns' names.
package typealias RowMasks = [String: @Sendable (Datum) -> Datum]

/// Rows put together, and what is shown of each group.
package struct GroupQuestion: Sendable, Hashable {
    /// Where a value of a group comes from: a column grouped by or a figure, by its place.
    package enum Source: Sendable, Hashable {
        case key(Int)
        case figure(Int)
    }

    /// A value of each group under the name it was asked for by.
    package struct Shown: Sendable, Hashable {
        package var source: Source
        package var name: String

        package init(_ source: Source, as name: String) {
            self.source = source
            self.name = name
        }
    }

    package var columns: [String]
    package var figures: [Grouping.Aggregate]
    /// In the order of the answer.
    package var shown: [Shown]
    package var having: [Grouping.Condition]
    package var order: [Grouping.Order]

    package init(
        _ columns: [String], _ figures: [Grouping.Aggregate], shown: [Shown]? = nil, having: [Grouping.Condition] = [],
        order: [Grouping.Order] = []
    ) {
        self.columns = columns
        self.figures = figures
        self.shown =
            shown ?? columns.enumerated().map { Shown(.key($0), as: $1) }
            + figures.enumerated().map { Shown(.figure($0), as: FigureName.text($1)) }
        self.having = having
        self.order = order
    }
}

/// How a figure is called where nobody gave it a name: `sum_jumlah`, `count`.
enum FigureName {
    static func text(_ aggregate: Grouping.Aggregate) -> String { aggregate.figure.rawValue + (aggregate.column.map { "_" + $0 } ?? "") }
}
