import Columns
import Kernel
import Web

/// Rows of published data: headings sort, values of missing cells say so, the first column stays in sight, and the whole scrolls in its box.
struct DataTable {
    let page: Page
    let caption: String
    let columns: [TableText.Column]
    let numbers: [Int]
    let rows: [[Datum]]
    /// How a heading's link sorts, and how it is sorted now; `nil` where it cannot be sorted.
    let sort: (TableText.Column) -> (link: String, isDescending: Bool?)?
    var regions: (String) -> String? = { _ in nil }
    /// Where a value of each row is cited; empty where none can be.
    var cited: [String?] = []

    /// Characters of a cell before the rest is folded away.
    private static let longest = 220

    var html: HTML {
        """
        <div class="table-box data-box" tabindex="0" role="region" aria-label="\(caption)"><table class="table data-table\(if: !cited.isEmpty, " data-table--cited")">\
        <caption class="visually-hidden">\(caption)</caption><thead><tr><th scope="col" class="num data-table__row">\
        <abbr title="\(page.t("reading.row_number"))">#</abbr></th>\(each: columns, heading)</tr></thead>\
        <tbody>\(each: zip(numbers, rows).enumerated(), { row($0.offset, ($0.element.0, $0.element.1)) })</tbody></table></div>
        """
    }

    private func heading(_ column: TableText.Column) -> HTML {
        let unit: HTML = column.unit.map { "<span class=\"data-table__unit\">\($0)</span>" } ?? .empty
        let style = column.isFigure ? " class=\"num\"" as HTML : .empty
        guard let (link, isDescending) = sort(column) else { return "<th scope=\"col\"\(style)>\(column.title)\(unit)</th>" }
        let state = isDescending.map { $0 ? "descending" : "ascending" }
        let arrow: HTML =
            isDescending.map { $0 ? "<span aria-hidden=\"true\"> ↓</span>" : "<span aria-hidden=\"true\"> ↑</span>" } ?? .empty
        return """
            <th scope="col"\(style)\(attr: "aria-sort", state)><a href="\(link)" rel="nofollow" title="\(page.t("reading.sort_by", ["column": column.title]))">\
            \(column.title)\(arrow)</a>\(unit)</th>
            """
    }

    private func row(_ place: Int, _ row: (number: Int, values: [Datum])) -> HTML {
        var cells = HTML.empty
        for (index, (column, value)) in zip(columns, row.values).enumerated() {
            let style: HTML = column.isFigure ? " class=\"num\"" : ""
            cells += index == 0 ? "<th scope=\"row\"\(style)>\(cell(value, column))</th>" : "<td\(style)>\(cell(value, column))</td>"
        }
        let number = page.format.number(row.number)
        let link = cited.indices.contains(place) ? cited[place] : nil
        let shown: HTML =
            link.map { link -> HTML in
                let says = page.t("reading.cite_row", ["number": number])
                return "<a href=\"\(link)\" rel=\"nofollow\" title=\"\(says)\" aria-label=\"\(says)\">\(number)</a>"
            } ?? "\(number)"
        return "<tr><td class=\"num data-table__row\">\(shown)</td>\(cells)</tr>"
    }

    private func cell(_ value: Datum, _ column: TableText.Column) -> HTML {
        guard let text = DatumWords.text(value, column, page) else {
            return
                "<span class=\"data-table__none\" title=\"\(page.t("reading.missing"))\">–<span class=\"visually-hidden\"> \(page.t("reading.missing"))</span></span>"
        }
        if let name = regions(text), case .text = value { return "\(text)<span class=\"table__below\">\(name)</span>" }
        if text.count > Self.longest {
            return "<details class=\"data-table__long\"><summary>\(text.prefix(Self.longest))…</summary>\(text)</details>"
        }
        if text.hasPrefix("https://") || text.hasPrefix("http://"), !text.contains(where: \.isWhitespace) {
            return "<a href=\"\(text)\" rel=\"nofollow noopener external\">\(text)</a>"
        }
        return "\(text)"
    }
}
