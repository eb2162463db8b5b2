/// Rows put together by the values of some columns, with figures for each group.
package struct Grouping: Sendable, Hashable {
    /// Raw values as they stand in addresses.
    package enum Figure: String, Sendable, CaseIterable {
        /// Rows, or with a column the rows that have a value.
        case count
        case countDistinct = "count_distinct"
        case sum
        case average = "avg"
        case least = "min"
        case greatest = "max"
        /// The middle value; of an even number of numbers the mean of the middle two, of days and moments the earlier.
        case median
    }

    /// A figure of one column; without a column the number of rows.
    package struct Aggregate: Sendable, Hashable {
        package var figure: Figure
        package var column: String?

        package init(_ figure: Figure, _ column: String? = nil) {
            self.figure = figure
            self.column = column
        }
    }

    /// By a key or a figure, each named by its place.
    package struct Order: Sendable, Hashable {
        package enum Place: Sendable, Hashable {
            case key(Int)
            case aggregate(Int)
        }

        package var place: Place
        package var isDescending: Bool

        package init(_ place: Place, isDescending: Bool = false) {
            self.place = place
            self.isDescending = isDescending
        }
    }

    /// Only groups whose figure compares so are kept; a figure without a value never does.
    package struct Condition: Sendable, Hashable {
        package var aggregate: Int
        package var comparison: RowFilter.Comparison
        package var number: Number

        package init(_ aggregate: Int, _ comparison: RowFilter.Comparison, _ number: Number) {
            self.aggregate = aggregate
            self.comparison = comparison
            self.number = number
        }
    }

    /// More groups are refused, so that one question cannot take the memory of all.
    package static let mostGroups = 1_000_000

    /// Without columns all rows are one group, also when there are none.
    package var columns: [String]
    package var aggregates: [Aggregate]
    package var having: [Condition] = []
    /// What is equal in it goes by the columns' values, missing first.
    package var order: [Order] = []
    package var offset = 0
    package var limit = Int.max

    package init(_ columns: [String], _ aggregates: [Aggregate] = []) {
        self.columns = columns
        self.aggregates = aggregates
    }
}

/// The groups that were asked for.
package struct Groups: Sendable, Equatable {
    /// Rows that have the same values in the columns grouped by.
    package struct Group: Sendable, Equatable {
        /// The values of the columns.
        package var keys: [Datum]
        /// The figures; missing where a group has no value to make one from.
        package var figures: [Datum]
    }

    /// All groups, before offset and limit.
    package var total: Int
    package var groups: [Group]
}
