import Directory
import Kernel
import Web
import Work

/// The budget of the smart-city plan in one year: what it costs, who pays, what the Renja has of it and what does not go together.
struct BudgetPage {
    let page: Page
    let view: BudgetView
    let filter: RoadmapFilter
    let names: RoadmapNames
    let agencies: [Agency]
    /// Plans to choose between; none where there is only one.
    let plans: [Choice]
    let mayImport: Bool

    var html: HTML {
        let title = page.t("money.title", ["year": "\(view.year)"])
        return Layout.page(
            page, title: title,
            body: """
                \(Breadcrumb(page, above: [(page.t("plan.money.plans"), PlanPaths.list()), (page.t("roadmap.title"), MoneyPaths.roadmap())], title: title))
                <div class="row row--apart"><h1>\(title)</h1><p class="row">\(actions)</p></div>
                <p class="lead">\(page.t("money.lead"))</p>\(PlanNavigation.html(page, MoneyPaths.budget))<div class="stack">\(filters)\
                <div class="stack" id="anggaran">\(content)</div></div>
                """)
    }

    private var query: [(String, String?)] {
        [("tahun", "\(view.year)"), ("dimensi", filter.dimension), ("perangkat", filter.agency?.text), ("rencana", filter.plan?.text)]
    }

    private var actions: [Button] {
        let files = ["csv", "xlsx"].map { format in
            Button(
                page.t(TextKey("roadmap.download.\(format)")), kind: .plain, link: MoneyPaths.budgetFile(format, query: query))
        }
        return files + (mayImport ? [Button(page.t("plan.import.title"), kind: .quiet, link: MoneyPaths.imports())] : [])
    }

    private var filters: HTML {
        let narrowing = RoadmapNarrowing(page: page, filter: filter, names: names, agencies: agencies, plans: plans)
        let years = Set(view.summary.byYear.keys).union([view.year]).sorted()
        return Filters(
            page, action: MoneyPaths.budget(),
            fields: PlanNavigation.plans(page, plans, filter) + [
                Select(
                    page, "tahun", label: page.t("roadmap.year"), choices: years.map { Choice("\($0)", "\($0)") },
                    selected: "\(view.year)", need: .filter
                ).html
            ] + narrowing.fields, active: narrowing.active, target: "anggaran"
        ).html
    }

    private var content: HTML {
        if view.summary.byYear.isEmpty, view.lines.isEmpty {
            return EmptyState(page.t("money.empty"), text: page.t("money.empty.about")).html
        }
        let years = view.summary.byYear.sorted { $0.key < $1.key }.map { (String($0.key), $0.value) }
        let sources = FundSource.allCases.compactMap { source in view.summary.bySource[source].map { (page.t(source.label), $0) } }
        return """
            \(tiles)\(warnings)\(renja)\(sums("money.by_year", "roadmap.year", years))\
            \(sums("money.by_source", "roadmap.source", sources))\(sums("money.by_agency", "roadmap.agency", byAgency))\
            \(sums("money.by_dimension", "roadmap.dimension", byDimension))
            """
    }

    private var byAgency: [(String, Int)] {
        let named = view.summary.byAgency.map { (names.agency($0.key), $0.value) }.sorted { ($0.1, $1.0) > ($1.1, $0.0) }
        return named + (view.summary.withoutAgency > 0 ? [(page.t("plan.money.nobody"), view.summary.withoutAgency)] : [])
    }

    private var byDimension: [(String, Int)] {
        (CityDimension.all.map(\.id) + [""]).compactMap { code in
            view.summary.byDimension[code].map { (names.dimension(code.isEmpty ? nil : code), $0) }
        }
    }

    private var tiles: HTML {
        let money = page.format.rupiah
        return Tiles([
            Tile(page.t("money.planned"), money(view.summary.total), note: "\(page.t("money.planned.note"))"),
            Tile(page.t("money.in_renja"), money(view.inRenja), note: "\(page.t("money.in_renja.note"))"),
            Tile(page.t("money.not_in_renja"), money(view.notInRenja), note: "\(page.t("money.not_in_renja.note"))", link: "#renja"),
            Tile(
                page.t("money.spent"), view.spent == 0 ? "–" : money(view.spent),
                note: "\(view.spent == 0 ? page.t("money.spent.none") : page.format.percent(view.spent, of: view.inRenja))"),
        ]).html
    }

    private var warnings: HTML {
        if view.warnings.isEmpty { return Notice(.good, "<p>\(page.t("money.warning.none"))</p>").html }
        let shown = view.warnings.prefix(50)
        let items = shown.html { warning -> HTML in
            let title = names.title(warning.item)
            let amount = warning.amount > 0 ? " (\(page.format.rupiah(warning.amount)))" : ""
            let link = MoneyPaths.schedule(warning.item.subject.kind, warning.item.subject.id)
            return "<li>\(page.t(warning.kind.label))\(amount): <a href=\"\(link)\">\(title)</a></li>"
        }
        let more = view.warnings.count - shown.count
        return Notice(
            .warn, title: page.t("money.warning.title", ["count": page.format.number(view.warnings.count)]),
            """
            <ul>\(items)</ul>\(if: more > 0, "<p>\(page.t("money.warning.more", ["count": page.format.number(more)]))</p>")\
            \(PlainTable.links { MoneyPaths.warningsFile($0, query: query) })
            """
        ).html
    }

    private var renja: HTML {
        let money = page.format.rupiah
        return "<div id=\"renja\">"
            + Table(
                page.t("money.renja", ["year": "\(view.year)"]), showsCaption: true,
                columns: [
                    Table.Column(page.t("roadmap.item")), Table.Column(page.t("roadmap.lead_agency")),
                    Table.Column(page.t("money.planned"), isNumber: true), Table.Column(page.t("money.in_renja"), isNumber: true),
                    Table.Column(page.t("money.sub_activities")),
                ],
                rows: view.lines.prefix(200).map { line in
                    let link = MoneyPaths.schedule(line.item.subject.kind, line.item.subject.id)
                    let codes: HTML =
                        line.item.subActivities.isEmpty
                        ? Tag(page.t("money.not_budgeted"), .warn).html
                        : line.entries.html { "<span class=\"code\">\($0.code)</span> \($0.title)<br>" }
                            + line.missing.html { "<span class=\"code\">\($0)</span> \(Tag(page.t("money.not_found"), .bad))<br>" }
                    return [
                        "<a href=\"\(link)\">\(names.title(line.item))</a>", "\(names.agency(line.item.lead))", "\(money(line.planned))",
                        "\(money(line.inRenja))", codes,
                    ]
                }
            ).html + "</div>"
    }

    private func sums(_ title: TextKey, _ name: TextKey, _ rows: [(String, Int)]) -> HTML {
        guard !rows.isEmpty else { return .empty }
        return Table(
            page.t(title, ["year": "\(view.year)"]), showsCaption: true,
            columns: [Table.Column(page.t(name)), Table.Column(page.t("roadmap.money"), isNumber: true)],
            rows: rows.map { ["\($0.0)", "\(page.format.rupiah($0.1))"] }, isCards: false
        ).html
    }
}
