import Documents
import Kernel

extension BookComposer {
    /// Year by year: what is done, by whom, under which code of the budget, with how much, measured by what.
    mutating func action() -> [PaperBlock] {
        guard let years = data.years else { return [] }
        var blocks: [PaperBlock] = [.text(PaperText(t("books.action.about")))]
        var tables: [PaperBlock] = []
        for year in years {
            var rows: [[PaperText]] = []
            for sheet in data.planned {
                for line in sheet.years where line.year == year {
                    rows.append([
                        lead(sheet), .link(sheet.title, to: sheet.link), PaperText(line.activity),
                        PaperText(sheet.isUnbudgeted ? t("books.unbudgeted") : sheet.subActivities.joined(separator: "\n")),
                        PaperText(line.amount.map(format.rupiah) ?? "–"), PaperText(line.source),
                        PaperText(sheet.indicators.first.map { "\($0.name): \(decimal($0.targets["\(year)"] ?? "–"))" } ?? "–"),
                    ])
                }
            }
            guard !rows.isEmpty else { continue }
            rows.sort { ($0[0].plain, $0[1].plain, $0[2].plain) < ($1[0].plain, $1[1].plain, $1[2].plain) }
            let money = data.money(in: year)
            let sum = figure(
                "money.\(year)", format.rupiah(money), label: t("books.figure.money_in", ["year": "\(year)"]), source: "/rencana/anggaran")
            tables += [
                .heading("\(year)", level: 2),
                .table(
                    PaperTable(
                        t("books.action_of", ["year": "\(year)"]),
                        columns: [
                            .init(t("books.agency"), width: 2.6), .init(t("books.innovation"), width: 3),
                            .init(t("books.activity"), width: 3.4),
                            .init(t("books.budget_code"), width: 2.2), .init(t("books.money"), width: 2.2, isNumber: true),
                            .init(t("books.source"), width: 1.6), .init(t("books.indicator"), width: 2.8),
                        ], rows: rows, total: [PaperText(t("books.total")), "", "", "", sum, "", ""], scale: 0.88)),
            ]
        }
        blocks += budget()
        if !tables.isEmpty { blocks.append(.wide(tables)) }
        return blocks
    }

    mutating func budget() -> [PaperBlock] {
        guard let years = data.years, data.money > 0 else { return [.note(PaperText(t("books.no_money")), kind: .warning)] }
        let columns = years.map { year -> BarDrawing.Bar in
            let money = data.money(in: year)
            return BarDrawing.Bar(name: "\(year)", value: Double(money), text: short(money))
        }
        let rows = data.dimensions.map { dimension -> [PaperText] in
            let sheets = data.planned(of: dimension.id)
            return [PaperText(dimension.name)] + years.map { year in PaperText(short(sheets.reduce(0) { $0 + $1.money(in: year) })) }
                + [PaperText(short(sheets.reduce(0) { $0 + $1.money }))]
        }
        var total = [PaperText(t("books.total"))]
        for year in years { total.append(PaperText(short(data.money(in: year)))) }
        total.append(figure("money", format.rupiah(data.money), label: t("books.figure.money"), source: "/rencana/anggaran"))
        var heads = [PaperTable.Column(t("books.dimension"), width: 3)]
        for year in years { heads.append(PaperTable.Column("\(year)", width: 1.5, isNumber: true)) }
        heads.append(PaperTable.Column(t("books.total"), width: 2.2, isNumber: true))
        return [
            .figure(
                PaperFigure(
                    svg: BarDrawing(bars: columns, isUpright: true).svg, caption: t("books.money_by_year"),
                    alternative: columns.map { "\($0.name): \($0.text)" }.joined(separator: "; "), width: 85)),
            .table(
                PaperTable(
                    t("books.money_by_dimension"),
                    columns: heads, rows: rows, total: total, scale: years.count > 6 ? 0.8 : 0.92)),
        ]
    }

    /// `Rp1,2 M` (miliar), `Rp350 jt`; in English `bn` and `m`.
    func short(_ rupiah: Int) -> String {
        let isIndonesian = language == .indonesian
        func write(_ part: Double, _ unit: String) -> String { "Rp" + format.number(part, decimals: part < 100 ? 1 : 0) + "\u{a0}" + unit }
        switch abs(rupiah) {
        case 0: return "–"
        case 1_000_000_000...: return write(Double(rupiah) / 1e9, isIndonesian ? "M" : "bn")
        case 1_000_000...: return write(Double(rupiah) / 1e6, isIndonesian ? "jt" : "m")
        default: return format.rupiah(rupiah)
        }
    }
}
