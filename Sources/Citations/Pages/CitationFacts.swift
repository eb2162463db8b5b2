import Catalogue
import Kernel
import Signing
import Web

/// Where a cited number comes from, and whether its deed holds.
enum CitationFacts {
    static func html(_ page: Page, _ view: CitationView) -> HTML {
        let citation = view.citation
        let verdict = view.standing.verdict
        let exact = citation.computed.value.flatMap { NumberText.shown($0, page.format) == NumberText.short($0, page.format) ? nil : $0 }
        return Card(
            title: page.t("citation.facts"),
            Facts([
                (page.t("citation.fact.exact"), exact.map { "<span class=\"code\">\($0)</span>" }),
                (page.t("citation.fact.dataset"), "<a href=\"\(RowsLink.dataset(view.dataset))\">\(view.dataset.title(page.language))</a>"),
                (
                    page.t("citation.fact.version"),
                    "\(page.t("citation.version", ["number": "\(view.versionNumber)", "day": page.format.day(view.versionAt)]))"
                ),
                (page.t("citation.fact.formula"), "<span class=\"code\">\(citation.formula.text)</span>"),
                (page.t("citation.fact.filter"), view.filter.isEmpty ? nil : "\(view.filter)"),
                (page.t("citation.fact.rows"), "\(page.format.number(citation.computed.rows))"),
                (page.t("citation.fact.unit"), citation.unit.map { "\($0)" }),
                (page.t("citation.fact.producer"), "\(view.producer)"),
                (page.t("citation.fact.steward"), view.steward.map { "\($0)" }),
                (page.t("citation.fact.cited"), "\(page.format.moment(citation.citedAt))"),
                (
                    page.t("citation.fact.signature"),
                    verdict == .valid
                        ? Tag(page.t("citation.verdict.valid"), .good).html : Tag(page.t("citation.verdict.bad"), .bad).html
                ),
                (page.t("citation.fact.key"), "<a class=\"code\" href=\"\(CitationPaths.publicKeys())\">\(citation.key)</a>"),
            ]).html
        ).html
    }
}

/// A cited chart: its groups as bars and as figures.
enum CitedSeries {
    /// More bars are no picture any more.
    private static let mostBars = 40

    static func html(_ page: Page, _ citation: Citation, _ names: ColumnNames) -> HTML {
        let groups = citation.formula.groups.map(names.title)
        let figure = citation.unit ?? page.t(citation.formula.kind.label)
        let rows = citation.computed.series.map { row -> [HTML] in
            row.dropLast().map { "\($0 ?? "–")" } + [row.last.flatMap(\.self).map { "\(NumberText.short($0, page.format))" } ?? "–"]
        }
        let table = Table(
            page.t("citation.series"), columns: groups.map { Table.Column($0) } + [Table.Column(figure, isNumber: true)], rows: rows,
            isCards: false)
        return "\(bars(citation.computed.series, page))\(table)"
    }

    /// Bars from zero; drawn only where there is nothing below it.
    private static func bars(_ series: [[String?]], _ page: Page) -> HTML {
        let values = series.map { row in
            (label: row.dropLast().map { $0 ?? "–" }.joined(separator: " · "), value: row.last.flatMap(\.self).flatMap(Double.init) ?? 0)
        }
        guard (2...mostBars).contains(values.count), let most = values.map(\.value).max(), most > 0, values.allSatisfy({ $0.value >= 0 })
        else {
            return .empty
        }
        let drawn = values.enumerated().map { index, bar -> HTML in
            let width = Int((bar.value / most * 600).rounded())
            let y = index * 26
            return """
                <text x="0" y="\(y + 17)" class="cited__label">\(String(bar.label.prefix(28)))</text>\
                <rect x="220" y="\(y + 4)" width="\(max(1, width))" height="18" rx="3" class="cited__bar"/>
                """
        }
        return """
            <svg class="cited__chart" viewBox="0 0 830 \(values.count * 26 + 4)" aria-hidden="true" focusable="false">\(drawn)</svg>
            """
    }
}
