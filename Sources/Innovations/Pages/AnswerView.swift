import Directory
import Kernel
import Masterplan
import Web
import Work

/// Answers as readers see them.
struct AnswerView {
    let page: Page
    let evidence: [Reference: ReferenceView]
    let places: PlacesSnapshot

    /// The field with its answer; without one, that nothing stands there yet.
    /// - Parameter level: of the heading, so that the page's outline stays whole.
    func html(_ field: SheetField, _ answer: Answer?, level: Int = 2) -> HTML {
        let content =
            answer.flatMap { $0.isEmpty ? nil : self.content($0, field) } ?? "<p class=\"muted\">\(page.t("innovation.empty_field"))</p>"
        return "<section class=\"stack\"><h\(level)>\(field.label(page.language))</h\(level)>\(content)</section>"
    }

    private func content(_ answer: Answer, _ field: SheetField) -> HTML {
        switch answer {
        case .text(let text):
            switch field.kind {
            case .number: return "<p>\(page.format.decimal(text))</p>"
            case .day: return "<p>\(Day(text).map { page.format.day($0) } ?? text)</p>"
            case .choice: return "<p>\(field.words(text, page.language))</p>"
            default: return "<p class=\"said\">\(text)</p>"
            }
        case .flag(let flag): return "<p>\(page.t(flag ? "innovation.yes" : "innovation.no"))</p>"
        case .texts(let texts):
            let names =
                field.kind == .villages ? texts.map { RegionCode($0).map(places.name) ?? $0 } : texts.map { field.words($0, page.language) }
            return "<p>\(names.joined(separator: field.kind == .villages ? "; " : ", "))</p>"
        case .readiness(let rows):
            let items = rows.html { row in
                """
                <li>\(Tag("\(field.words(row.question, page.language)): \(page.t(row.isThere ? "innovation.there" : "innovation.not_there"))", row.isThere ? .good : .warn)) \
                \(row.document)</li>
                """
            }
            return "<ul class=\"plain\">\(items)</ul>"
        case .indicators(let rows): return indicators(rows, field)
        case .years(let rows): return years(rows, field)
        case .risks(let rows):
            return "<ul>\(each: rows, { "<li>\($0.risk)\(if: !$0.mitigation.isEmpty, ": \($0.mitigation)")</li>" })</ul>"
        case .partners(let rows):
            return "<ul>\(each: rows, { "<li>\($0.name) <span class=\"muted\">(\(page.t($0.kind.label)))</span></li>" })</ul>"
        case .codes(let codes):
            if codes.isUnbudgeted { return "<p>\(Tag(page.t("innovation.unbudgeted"), .warn))</p>" }
            return "<ul class=\"plain\">\(each: codes.codes, { "<li><span class=\"code\">\($0)</span></li>" })</ul>"
        case .evidence(let rows): return "<ul>\(each: rows, source)</ul>"
        }
    }

    private func source(_ row: Evidence) -> HTML {
        let note: HTML = row.note.isEmpty ? .empty : " – \(row.note)"
        guard let view = evidence[row.reference] else { return "<li class=\"muted\">\(page.t("innovation.evidence_hidden"))</li>" }
        guard let url = view.url else { return "<li>\(view.title)\(note)</li>" }
        return "<li><a href=\"\(url)\">\(view.title)</a>\(note)</li>"
    }

    private func indicators(_ rows: [SheetIndicator], _ field: SheetField) -> HTML {
        let years = Set(rows.flatMap(\.targets.keys)).sorted()
        return Table(
            field.label(page.language),
            columns: [
                Table.Column(page.t("innovation.field.indicator")), Table.Column(page.t("innovation.field.unit")),
                Table.Column(page.t("innovation.field.baseline"), isNumber: true),
            ]
                + years.map { Table.Column("\($0)", isNumber: true) },
            rows: rows.map { row in
                ["\(row.name)", "\(row.unit)", "\(row.baseline.map { page.format.decimal($0) } ?? "–")"]
                    + years.map { "\(row.targets[$0].map { page.format.decimal($0) } ?? "–")" }
            }
        ).html
    }

    private func years(_ rows: [SheetYear], _ field: SheetField) -> HTML {
        let rows = rows.sorted { ($0.year, $0.activity) < ($1.year, $1.activity) }
        let known = rows.compactMap(\.amount)
        let total = known.reduce(0, +)
        let isWhole = known.count == rows.count
        return """
            \(Table(
                field.label(page.language),
                columns: [
                    Table.Column(page.t("innovation.field.year")), Table.Column(page.t("innovation.field.activity")),
                    Table.Column(page.t("innovation.field.amount"), isNumber: true), Table.Column(page.t("innovation.field.source")),
                ],
                rows: rows.map { row in
                    [
                        "\(row.year)", "\(row.activity)", "\(row.amount.map { page.format.rupiah($0) } ?? "–")",
                        "\(row.source.map { page.t($0.label) } ?? "–")",
                    ]
                }))\
            <p>\(page.t(isWhole ? "innovation.total" : "innovation.total_partly", ["amount": page.format.rupiah(total)]))</p>
            """
    }
}
