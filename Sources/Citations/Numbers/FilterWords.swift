import Columns
import Kernel
import Web

/// Which rows a filter wants, as a sentence.
package struct FilterWords {
    let page: Page
    /// What people call a column.
    let name: (String) -> String

    /// Empty for every row.
    package func text(_ filter: RowFilter) -> String {
        if filter == .everything || filter == .all([]) { return "" }
        return part(filter)
    }

    private func part(_ filter: RowFilter) -> String {
        switch filter {
        case .everything: return page.t("citation.filter.everything")
        case .compare(let column, let how, let value): return "\(name(column)) \(FilterWords.sign(how)) \(value)"
        case .between(let column, let from, let to):
            return page.t("citation.filter.between", ["column": name(column), "from": from, "to": to])
        case .isIn(let column, let values): return page.t("citation.filter.in", ["column": name(column), "values": list(values)])
        case .isNotIn(let column, let values): return page.t("citation.filter.not_in", ["column": name(column), "values": list(values)])
        case .text(let column, let how, let value):
            return page.t(TextKey("citation.filter.\(how.rawValue)"), ["column": name(column), "value": value])
        case .isMissing(let column): return page.t("citation.filter.missing", ["column": name(column)])
        case .isPresent(let column): return page.t("citation.filter.present", ["column": name(column)])
        case .all(let parts): return parts.map(bracketed).joined(separator: page.t("citation.filter.and"))
        case .any(let parts): return parts.map(bracketed).joined(separator: page.t("citation.filter.or"))
        case .numbered(let rows):
            return page.t(
                "citation.filter.rows", ["from": "\(rows.lowerBound + 1)", "to": rows.upperBound == .max ? "…" : "\(rows.upperBound + 1)"])
        case .not(let inner): return page.t("citation.filter.not", ["filter": bracketed(inner)])
        }
    }

    private func bracketed(_ filter: RowFilter) -> String {
        switch filter {
        case .all(let parts) where parts.count > 1: "(\(part(filter)))"
        case .any(let parts) where parts.count > 1: "(\(part(filter)))"
        default: part(filter)
        }
    }

    private func list(_ values: [String]) -> String {
        let shown = values.prefix(12).joined(separator: ", ")
        return values.count > 12 ? "\(shown), … (\(values.count))" : shown
    }

    private static func sign(_ comparison: RowFilter.Comparison) -> String {
        switch comparison {
        case .equal: "="
        case .notEqual: "≠"
        case .less: "<"
        case .lessOrEqual: "≤"
        case .greater: ">"
        case .greaterOrEqual: "≥"
        }
    }
}
