import Columns
import Foundation
import Kernel

/// How a number was made of rows.
package struct Formula: Hashable, Sendable {
    /// How the number is made of the rows found.
    package enum Kind: String, CaseIterable, Sendable, Codable {
        /// The value of one column in the one row that the filter finds.
        case cell
        /// Rows, or with a column the rows that have a value.
        case count
        case countDistinct = "count_distinct"
        case sum
        case average = "avg"
        case least = "min"
        case greatest = "max"
        case median

        /// Whether it can do without a column.
        package var needsColumn: Bool { self != .count }

        package var label: TextKey { TextKey("citation.formula.\(rawValue)") }

        fileprivate var figure: Grouping.Figure? { Grouping.Figure(rawValue: rawValue) }
    }

    package var kind: Kind
    package var column: String?
    /// For charts: the columns by whose values rows are put together, at most two. Empty for a single number.
    package var groups: [String]

    package init(_ kind: Kind, _ column: String? = nil, by groups: [String] = []) {
        self.kind = kind
        self.column = column
        self.groups = groups
    }

    /// `sum(jumlah)`, `count()`, `avg(harga) by bulan,pasar`, names in double quotes where they hold anything but letters, digits and `_`.
    package var text: String {
        let whole = "\(kind.rawValue)(\(column.map(Formula.quoted) ?? ""))"
        return groups.isEmpty ? whole : "\(whole) by \(groups.map(Formula.quoted).joined(separator: ","))"
    }

    /// What it is asked of the column engine; `nil` for a single cell.
    var grouping: Grouping? { kind.figure.map { Grouping(groups, [Grouping.Aggregate($0, column)]) } }

    private static func quoted(_ name: String) -> String {
        let isPlain =
            !name.isEmpty && name.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_" }
        return isPlain ? name : "\"\(name.replacingOccurrences(of: "\"", with: "\"\""))\""
    }

    /// What is wrong with it by itself, whatever the table.
    package var issues: [Issue] {
        var issues: [Issue] = []
        if kind.needsColumn, column == nil { issues.append(Issue("column", "error.citation_column")) }
        if kind == .cell, !groups.isEmpty { issues.append(Issue("groups", "error.citation_cell_groups")) }
        if groups.count > 2 || Set(groups).count != groups.count { issues.append(Issue("groups", "error.citation_groups")) }
        return issues
    }
}
