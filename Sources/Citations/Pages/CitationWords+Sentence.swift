import Catalogue
import Kernel
import Web

/// A cited number in one sentence: what was reckoned of which column, over which rows of which table.
struct CitedSentence {
    let page: Page
    let names: ColumnNames

    func text(_ formula: Formula, filter: String, rows: Int, dataset: String) -> String {
        let column = formula.column.map(names.title) ?? ""
        var values = ["column": column, "dataset": dataset, "rows": page.format.number(rows)]
        values["groups"] = formula.groups.map(names.title).joined(separator: page.t("citation.filter.and"))
        var parts = [
            page.t(
                TextKey(formula.kind == .count && formula.column == nil ? "citation.says.rows" : "citation.says.\(formula.kind.rawValue)"),
                values)
        ]
        if !formula.groups.isEmpty { parts.append(page.t("citation.says.by", values)) }
        if !filter.isEmpty { parts.append(page.t("citation.says.where", ["filter": filter])) }
        return parts.joined(separator: " ") + "."
    }
}
