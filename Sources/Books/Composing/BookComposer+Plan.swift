import Documents
import Kernel

extension BookComposer {
    mutating func dimensions() -> [PaperBlock] {
        let rows = data.dimensions.map { dimension -> [PaperText] in
            let (sheets, planned) = (data.sheets(of: dimension.id), data.planned(of: dimension.id))
            let money = format.rupiah(planned.reduce(0) { $0 + $1.money })
            return [
                "\(bold: dimension.name)", PaperText(dimension.pillars.joined(separator: ", ")),
                figure(
                    "dimension.\(dimension.id).planned", format.number(planned.count),
                    label: t("books.figure.planned_of", ["name": dimension.name]), source: "/rencana/peta-jalan"),
                figure(
                    "dimension.\(dimension.id).sheets", format.number(sheets.count),
                    label: t("books.figure.sheets_of", ["name": dimension.name]),
                    source: "/inovasi/lembar"),
                figure(
                    "dimension.\(dimension.id).money", money, label: t("books.figure.money_of", ["name": dimension.name]),
                    source: "/rencana/anggaran"),
            ]
        }
        let bars = data.dimensions.map { dimension -> BarDrawing.Bar in
            let count = data.planned(of: dimension.id).count
            return BarDrawing.Bar(name: dimension.name, value: Double(count), text: format.number(count))
        }
        return [
            .figure(
                PaperFigure(
                    svg: BarDrawing(bars: bars).svg, caption: t("books.innovations_by_dimension"),
                    alternative: bars.map { "\($0.name): \($0.text)" }.joined(separator: "; "), width: 85)),
            .table(
                PaperTable(
                    t("books.six_dimensions"),
                    columns: [
                        .init(t("books.dimension"), width: 2.2), .init(t("books.pillars"), width: 2.8),
                        .init(t("books.innovation"), width: 1.5, isNumber: true), .init(t("books.with_sheet"), width: 1.6, isNumber: true),
                        .init(t("books.money"), width: 2.6, isNumber: true),
                    ], rows: rows)), .text(PaperText(t("books.innovations.counted"))),
        ]
    }

    /// Each dimension in short: what it strives for, its innovations with whose, when and how much, and its quick wins.
    func dimensionDetails() -> [PaperBlock] {
        data.dimensions.flatMap { dimension -> [PaperBlock] in
            var blocks: [PaperBlock] = [
                .heading(dimension.name, level: 2),
                .text(PaperText(t("books.pillars_of", ["pillars": dimension.pillars.joined(separator: ", ")]))),
            ]
            if dimension.strategies.isEmpty { blocks.append(.note(PaperText(t("books.no_strategy")), kind: .warning)) }
            blocks.append(.bullets(dimension.strategies.map { "\(bold: $0.title) \($0.note)" }))
            let rows =
                data.sheets(of: dimension.id).map { innovation($0, hasSheet: true) }
                + data.initiatives.filter { $0.dimension == dimension.id }.map { innovation($0, hasSheet: false) }
            if !rows.isEmpty {
                blocks.append(
                    .table(
                        PaperTable(
                            columns: [
                                .init(t("books.innovation"), width: 4), .init(t("books.lead_agency"), width: 3),
                                .init(t("books.supporters"), width: 2.4), .init(t("books.years"), width: 1.5),
                                .init(t("books.money"), width: 1.6, isNumber: true),
                            ], rows: rows, scale: 0.95)))
            }
            let wins = data.quickWins.filter { $0.dimension == dimension.id }
            if !wins.isEmpty {
                blocks.append(.text("\(bold: t("books.chapter.quick_wins")): \(wins.map(\.title).joined(separator: "; "))."))
            }
            return blocks
        }
    }

    private func innovation(_ sheet: BookData.Sheet, hasSheet: Bool) -> [PaperText] {
        var title = PaperText.link(sheet.title, to: sheet.link)
        if !hasSheet { title = "\(link: sheet.title, to: sheet.link) (\(t("books.without_sheet")))" }
        return [
            title, lead(sheet),
            PaperText(
                sheet.isShared ? t("books.agencies", ["count": format.number(sheet.supporters.count)]) : t("books.one_agency")),
            PaperText(sheet.fromYear > 0 ? span(sheet) : "–"), PaperText(short(sheet.money)),
        ]
    }

    mutating func strategies() -> [PaperBlock] {
        var blocks = dimensions()
        for dimension in data.dimensions {
            blocks.append(.heading(dimension.name, level: 2))
            blocks.append(.text(PaperText(t("books.pillars_of", ["pillars": dimension.pillars.joined(separator: ", ")]))))
            if dimension.strategies.isEmpty { blocks.append(.note(PaperText(t("books.no_strategy")), kind: .warning)) }
            for strategy in dimension.strategies {
                blocks.append(
                    .text("\(bold: strategy.code.isEmpty ? strategy.title : "\(strategy.code) \(strategy.title)") \(strategy.note)"))
                blocks += strategy.indicators.isEmpty ? [] : [.bullets(strategy.indicators.map(targets))]
            }
            let without = data.initiatives.filter { $0.dimension == dimension.id }
            if !without.isEmpty {
                blocks.append(.text(PaperText(t("books.initiatives_without"))))
                blocks.append(.bullets(without.map { .link($0.code.isEmpty ? $0.title : "\($0.code) \($0.title)", to: $0.link) }))
            }
            let sheets = data.sheets(of: dimension.id)
            guard !sheets.isEmpty else { continue }
            blocks.append(
                .table(
                    PaperTable(
                        t("books.sheets_of", ["name": dimension.name]),
                        columns: [
                            .init(t("books.code"), width: 1.6), .init(t("books.innovation"), width: 4),
                            .init(t("books.lead_agency"), width: 2.6),
                            .init(t("books.supporters"), width: 2.6), .init(t("books.years"), width: 1.4),
                        ], rows: sheets.map(sheetRow))))
        }
        return blocks
    }

    private func targets(_ indicator: BookData.Indicator) -> PaperText {
        let values = indicator.targets.sorted { $0.key < $1.key }.map { "\($0.key): \(decimal($0.value))" }.joined(separator: "; ")
        let baseline = indicator.baseline.map { t("books.baseline_of", ["value": decimal($0)]) } ?? ""
        return PaperText("\(indicator.name) (\(indicator.unit)) \(baseline) \(values)")
    }

    private func sheetRow(_ sheet: BookData.Sheet) -> [PaperText] {
        [
            .link(sheet.code, to: sheet.link), PaperText(sheet.title), lead(sheet),
            PaperText(sheet.isShared ? sheet.supporters.joined(separator: ", ") : t("books.one_agency")), PaperText(span(sheet)),
        ]
    }

    /// Whose it is; that it is nobody's yet is said.
    func lead(_ sheet: BookData.Sheet) -> PaperText { PaperText(sheet.lead.isEmpty ? t("books.hole.lead") : sheet.lead) }

    func span(_ sheet: BookData.Sheet) -> String {
        sheet.fromYear == sheet.toYear ? "\(sheet.fromYear)" : "\(sheet.fromYear)–\(sheet.toYear)"
    }
}
