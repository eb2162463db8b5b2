import Documents
import Kernel

extension BookComposer {
    mutating func sheets() -> [PaperBlock] {
        var blocks: [PaperBlock] = []
        for dimension in data.dimensions {
            for sheet in data.sheets(of: dimension.id) {
                // The first stands beneath the chapter's heading, which would have a page to itself otherwise.
                blocks.append(.heading("\(sheet.code) \(sheet.title)", level: 2, startsPage: !blocks.isEmpty))
                blocks += sheetBlocks(sheet)
            }
        }
        return blocks
    }

    func sheetBlocks(_ sheet: BookData.Sheet) -> [PaperBlock] {
        let dimension = data.dimensions.first { $0.id == sheet.dimension }?.name ?? sheet.dimension
        var rows: [PaperSheet.Row] = [
            .init(t("books.code"), .link(sheet.code, to: sheet.link)),
            .init(t("books.dimension"), PaperText(sheet.pillar.isEmpty ? dimension : "\(dimension) – \(sheet.pillar)")),
            .init(t("books.initiative"), PaperText(sheet.initiative.isEmpty ? t("books.unconnected") : sheet.initiative)),
            .init(t("books.lead_agency"), PaperText(sheet.lead)),
            .init(t("books.supporters"), PaperText(sheet.isShared ? sheet.supporters.joined(separator: ", ") : t("books.one_agency"))),
            .init(t("books.years"), PaperText(span(sheet))),
        ]
        rows += sheet.answers.map { .init($0.name, $0.paragraphs.map { PaperText($0) }) }
        rows.append(
            .init(
                t("books.budget_code"),
                PaperText(
                    sheet.isUnbudgeted || sheet.subActivities.isEmpty ? t("books.unbudgeted") : sheet.subActivities.joined(separator: "\n"))
            ))
        var blocks: [PaperBlock] = [.sheet(PaperSheet(rows: rows))]
        if !sheet.indicators.isEmpty { blocks.append(indicators(sheet)) }
        if !sheet.years.isEmpty {
            blocks.append(
                .table(
                    PaperTable(
                        columns: [
                            .init(t("books.year"), width: 1), .init(t("books.activity"), width: 5),
                            .init(t("books.money"), width: 2.2, isNumber: true),
                            .init(t("books.source"), width: 2),
                        ],
                        rows: sheet.years.map {
                            ["\($0.year)", PaperText($0.activity), PaperText($0.amount.map(format.rupiah) ?? "–"), PaperText($0.source)]
                        },
                        total: ["", PaperText(t("books.total")), PaperText(format.rupiah(sheet.money)), ""])))
        }
        return blocks
    }

    private func indicators(_ sheet: BookData.Sheet) -> PaperBlock {
        let years = ordered(sheet.indicators.flatMap(\.targets.keys)).sorted()
        let heads: [PaperTable.Column] = [
            .init(t("books.indicator"), width: 4), .init(t("books.unit"), width: 1.5),
            .init(t("books.baseline"), width: 1.4, isNumber: true),
        ]
        let rows = sheet.indicators.map { indicator -> [PaperText] in
            let said =
                [indicator.name, indicator.unit, indicator.baseline.map(decimal) ?? "–"]
                + years.map { indicator.targets[$0].map(decimal) ?? "–" }
            return said.map { PaperText($0) }
        }
        return .table(
            PaperTable(
                columns: heads + years.map { PaperTable.Column($0, width: 1.2, isNumber: true) }, rows: rows,
                scale: years.count > 5 ? 0.85 : 1))
    }
}
