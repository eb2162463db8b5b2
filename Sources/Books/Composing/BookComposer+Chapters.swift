import Documents
import Kernel

extension BookComposer {
    /// What a chapter says of the data.
    mutating func content(_ chapter: String) -> [PaperBlock] {
        switch chapter {
        case "introduction": introduction()
        case "glance": glance()
        case "plans": plans()
        case "readiness": readiness()
        case "swot": swot()
        case "gaps": gaps()
        case "direction", "vision": vision()
        case "dimensions": dimensions() + dimensionDetails()
        case "map": map()
        case "strategies": strategies()
        case "action": action()
        case "roadmap": roadmap()
        case "budget": budget()
        case "quick_wins": quickWins()
        case "commitments": commitments()
        case "governance": governance()
        case "sheets": sheets()
        case "sheet": data.sheets.first { $0.code == subject }.map { sheetBlocks($0) } ?? []
        case "closing": closing()
        default: []
        }
    }

    private mutating func introduction() -> [PaperBlock] {
        let plan = data.plan
        var blocks: [PaperBlock] = [
            .text(
                PaperText(
                    t("books.introduction", ["regency": data.regency, "plan": plan?.title ?? "–", "date": format.day(data.gatheredOn)])))
        ]
        if let plan {
            blocks.append(
                .sheet(
                    PaperSheet(rows: [
                        .init(t("books.plan"), .link(plan.title, to: plan.link)),
                        .init(t("books.legal_basis"), PaperText(plan.legalBasis.isEmpty ? t("books.none_yet") : plan.legalBasis)),
                        .init(t("books.period"), PaperText("\(plan.fromYear)–\(plan.toYear)")),
                        .init(t("books.status"), PaperText(t(plan.isAdopted ? "books.adopted" : "books.draft"))),
                    ])))
            if !plan.isAdopted { blocks.append(.note(PaperText(t("books.is_draft")), kind: .warning)) }
        }
        return blocks + [.bullets(keyFigures())]
    }

    /// The figures that open every book.
    private mutating func keyFigures() -> [PaperText] {
        let shared = data.sheets.filter(\.isShared).count
        let unbudgeted = data.sheets.filter(\.isUnbudgeted).count
        let strategies = data.dimensions.reduce(0) { $0 + $1.strategies.count }
        let agencies = Set(data.planned.flatMap { [$0.lead] + $0.supporters }.filter { !$0.isEmpty }).count
        let codes = Set(data.planned.flatMap(\.subActivities)).count
        let lines: [(String, String, TextKey, String)] = [
            ("strategies", format.number(strategies), "books.figure.strategies", data.plan?.link ?? "/rencana"),
            ("agencies", format.number(agencies), "books.figure.agencies", "/rencana/peta-jalan"),
            ("sheets", format.number(data.sheets.count), "books.figure.sheets", "/inovasi/lembar"),
            ("sheets.shared", format.number(shared), "books.figure.shared", "/inovasi/lembar"),
            ("sheets.unbudgeted", format.number(unbudgeted), "books.figure.unbudgeted", "/inovasi/lembar"),
            ("codes", format.number(codes), "books.figure.codes", "/rencana/anggaran"),
            ("money", format.rupiah(data.money), "books.figure.money", "/rencana/anggaran"),
            ("quick_wins", format.number(data.quickWins.count), "books.figure.quick_wins", "/inovasi/quick-win"),
            ("gaps", format.number(data.gaps.count), "books.figure.gaps", "/rencana/keselarasan"),
            ("clauses", format.number(data.clauses.count), "books.figure.clauses", "/janji"),
        ]
        return lines.map { name, value, key, source in
            let label = t(key)
            return "\(label): \(figure(name, value, label: label, source: source))"
        }
    }

    private mutating func glance() -> [PaperBlock] {
        [
            .text(PaperText(t("books.glance", ["regency": data.regency]))), .bullets(keyFigures()),
        ]
    }

    private mutating func plans() -> [PaperBlock] {
        guard let plan = data.government else { return [.note(PaperText(t("books.no_government_plan")), kind: .warning)] }
        var blocks: [PaperBlock] = [
            .text("\(link: plan.title, to: plan.link) (\(plan.fromYear)–\(plan.toYear)). \(plan.legalBasis)")
        ]
        blocks += plan.visions.map { .note(PaperText(runs: [PaperRun($0, isItalic: true)])) }
        if !plan.missions.isEmpty {
            blocks += [.heading(t("books.missions"), level: 2), .steps(plan.missions.map { PaperText($0.title) })]
        }
        if !plan.objectives.isEmpty { blocks += [.heading(t("books.objectives"), level: 2)] + indicatorTable(plan.objectives, plan) }
        if !plan.programmes.isEmpty {
            let named = plan.programmes.contains { !$0.agency.isEmpty }
            let columns: [PaperTable.Column] = [.init(t("books.code"), width: 1.2), .init(t("books.programme"), width: 5)]
            blocks += [
                .heading(t("books.programmes"), level: 2),
                .table(
                    PaperTable(
                        columns: columns + (named ? [.init(t("books.agency"), width: 3)] : []),
                        rows: plan.programmes.map { [PaperText($0.code), .link($0.title, to: $0.link), PaperText($0.agency)] })),
            ]
        }
        return blocks
    }

    private func indicatorTable(_ nodes: [BookData.Node], _ plan: BookData.Plan) -> [PaperBlock] {
        let rows: [[PaperText]] = nodes.flatMap { node -> [[PaperText]] in
            let name = node.code.isEmpty ? node.title : "\(node.code) \(node.title)"
            if node.indicators.isEmpty { return [[.link(name, to: node.link), PaperText(t("books.no_indicator")), "", "", ""]] }
            return node.indicators.enumerated().map { index, indicator in
                let last = indicator.targets.max { $0.key < $1.key }
                return [
                    index == 0 ? .link(name, to: node.link) : "", PaperText(indicator.name), PaperText(indicator.unit),
                    PaperText(indicator.baseline.map(decimal) ?? "–"), PaperText(last.map { "\(decimal($0.value)) (\($0.key))" } ?? "–"),
                ]
            }
        }
        return [
            .table(
                PaperTable(
                    columns: [
                        .init(t("books.objective"), width: 4), .init(t("books.indicator"), width: 4), .init(t("books.unit"), width: 1.4),
                        .init(t("books.baseline"), width: 1.4, isNumber: true), .init(t("books.target"), width: 2, isNumber: true),
                    ], rows: rows))
        ]
    }

    func decimal(_ text: String) -> String { format.decimal(text) }

    private mutating func readiness() -> [PaperBlock] {
        guard !data.readiness.isEmpty else { return [] }
        let counts = ["good", "fair", "poor"].map { condition -> PaperText in
            let count = data.readiness.filter { $0.condition == condition }.count
            let label = t(TextKey("books.condition.\(condition)"))
            return
                "\(label): \(figure("readiness.\(condition)", format.number(count), label: t("books.figure.readiness", ["condition": label]), source: "/lokakarya"))"
        }
        var blocks: [PaperBlock] = [.bullets(counts)]
        for element in ordered(data.readiness.map(\.element)) {
            let items = data.readiness.filter { $0.element == element }
            blocks += [
                .heading(element, level: 2),
                .table(
                    PaperTable(
                        columns: [
                            .init(t("books.item"), width: 4), .init(t("books.condition"), width: 1.4), .init(t("books.gap"), width: 4),
                        ],
                        rows: items.map {
                            [PaperText($0.item), PaperText(t(TextKey("books.condition.\($0.condition)"))), PaperText($0.gap)]
                        })),
            ]
        }
        return blocks
    }

    /// A row for each element, a column for each quadrant.
    private func swot() -> [PaperBlock] {
        guard !data.points.isEmpty else { return [] }
        let quadrants = ["strength", "weakness", "opportunity", "threat"]
        let rows = ordered(data.points.map(\.element)).map { element -> [PaperText] in
            let cells = quadrants.map { quadrant in
                data.points.filter { $0.element == element && $0.quadrant == quadrant }.map { "– \($0.text)" }.joined(separator: "\n")
            }
            return [PaperText.bold(element)] + cells.map { PaperText($0) }
        }
        let heads = quadrants.map { PaperTable.Column(t(TextKey("books.quadrant.\($0)")), width: 3) }
        return [.table(PaperTable(columns: [.init(t("books.element"), width: 2)] + heads, rows: rows, scale: 0.9))]
    }

    private mutating func gaps() -> [PaperBlock] {
        guard !data.gaps.isEmpty else { return [.note(PaperText(t("books.no_gaps")), kind: .success)] }
        let label = t("books.figure.gaps")
        let count = figure("gaps", format.number(data.gaps.count), label: label, source: "/rencana/keselarasan")
        // A thousand holes would be a book of their own; the page has them all.
        let shown = data.gaps.prefix(200)
        return [
            .text("\(t("books.gaps.about")) \(label): \(count)."),
            .table(
                PaperTable(
                    columns: [
                        .init(t("books.where"), width: 3), .init(t("books.what"), width: 3), .init(t("books.next"), width: 3),
                        .init(t("books.agency"), width: 2),
                    ], rows: shown.map { [PaperText($0.subject), PaperText($0.what), PaperText($0.next), PaperText($0.agency)] },
                    scale: 0.95)),
        ] + (shown.count < data.gaps.count ? [.text(.link(t("books.gaps.rest"), to: "/rencana/keselarasan"))] : [])
    }

    private mutating func vision() -> [PaperBlock] {
        guard let plan = data.plan else { return [] }
        var blocks: [PaperBlock] = plan.visions.map { .note(PaperText(runs: [PaperRun($0, isBold: true)])) }
        if !plan.missions.isEmpty { blocks.append(.steps(plan.missions.map { PaperText($0.title) })) }
        if !plan.objectives.isEmpty { blocks += indicatorTable(plan.objectives, plan) }
        if kind == .analysis, let keywords = data.keywords, !keywords.isEmpty {
            let words = keywords.map { $0.count > 1 ? "\($0.word) (\(format.number($0.count)))" : $0.word }.joined(separator: ", ")
            blocks += [.heading(t("books.keywords"), level: 2), .text(PaperText(t("books.keywords.about"))), .text(.bold(words))]
        }
        return blocks
    }

    private mutating func closing() -> [PaperBlock] {
        [.text(PaperText(t("books.closing", ["regency": data.regency]))), .text(.link(t("books.closing.link"), to: "/janji"))]
    }

    func ordered(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }
}
