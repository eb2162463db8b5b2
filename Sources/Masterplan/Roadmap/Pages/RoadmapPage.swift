import Directory
import Kernel
import Web
import Work

/// The page of the roadmap: the drawing, and beside it the same as a list.
struct RoadmapPage {
    let page: Page
    let roadmap: Roadmap
    let names: RoadmapNames
    let agencies: [Agency]
    /// Plans to choose between; none where there is only one.
    let plans: [Choice]
    /// Whether this reader may move some of them.
    var mayMove: (RoadmapItem) -> Bool

    var html: HTML {
        let title = page.t("roadmap.title")
        return Layout.page(
            page, title: title,
            body: """
                \(Breadcrumb(page, above: [(page.t("plan.money.plans"), PlanPaths.list())], title: title))
                <div class="row row--apart"><h1>\(title)</h1>\(downloads)</div>
                <p class="lead">\(page.t("roadmap.lead"))</p>\(PlanNavigation.html(page, MoneyPaths.roadmap))<div class="stack">\(filters)
                <div class="stack" id="peta-jalan">\(if: roadmap.count == 0, empty, else: content)</div></div>
                """)
    }

    private var empty: HTML {
        EmptyState(page.t("roadmap.empty"), text: page.t("roadmap.empty.about")).html
    }

    private var downloads: HTML {
        let links = ["svg", "csv", "xlsx"].html { format -> HTML in
            Button(
                page.t(TextKey("roadmap.download.\(format)")), kind: .plain,
                link: MoneyPaths.roadmapFile(format, query: roadmap.filter.query)
            ).html
        }
        return "<p class=\"row\">\(links)</p>"
    }

    private var filters: HTML {
        let filter = roadmap.filter
        let narrowing = RoadmapNarrowing(page: page, filter: filter, names: names, agencies: agencies, plans: plans)
        var active = narrowing.active
        if filter.horizon != .long { active.append(page.t(filter.horizon.label)) }
        if let from = filter.from { active.append(page.t("roadmap.from_year", ["year": "\(from)"])) }
        return Filters(
            page, action: MoneyPaths.roadmap(),
            fields: PlanNavigation.plans(page, plans, filter) + narrowing.fields + [
                Select(
                    page, "jangka", label: page.t("roadmap.horizon"),
                    choices: Horizon.allCases.map { Choice($0.rawValue, page.t($0.label)) }, selected: filter.horizon.rawValue,
                    need: .filter
                ).html,
                Input(
                    page, "dari", label: page.t("roadmap.from"), kind: .number, value: filter.from.map(String.init) ?? "", need: .filter,
                    width: .short
                ).html,
            ], active: active, target: "peta-jalan"
        ).html
    }

    private var content: HTML {
        let drawing = RoadmapDrawing(roadmap: roadmap, names: names)
        let summary = page.t(
            "roadmap.summary",
            [
                "count": page.format.number(roadmap.count), "from": "\(roadmap.years.lowerBound)", "to": "\(roadmap.years.upperBound)",
                "money": page.format.rupiah(roadmap.years.reduce(0) { $0 + (roadmap.totals[$1] ?? 0) }),
            ])
        return """
            <p>\(summary)</p>
            <figure class="chart plot"><figcaption class="visually-hidden">\(page.t("roadmap.title"))</figcaption>\
            <svg class="chart__plot" width="100%" height="\(drawn(drawing.height))" role="group" \
            aria-label="\(page.t("roadmap.title")). \(summary) \(page.t("roadmap.see_list"))">\(drawing.html)</svg></figure>
            \(if: drawing.hasCoins, "<p class=\"hint\">\(page.t("roadmap.coin"))</p>")\
            \(list)\(pages)\(years)
            """
    }

    private var list: HTML {
        Table(
            page.t("roadmap.list"), showsCaption: true,
            columns: [
                Table.Column(page.t("roadmap.item")), Table.Column(page.t("roadmap.dimension")),
                Table.Column(page.t("roadmap.lead_agency")),
                Table.Column(page.t("roadmap.supporters")), Table.Column(page.t("roadmap.years")),
                Table.Column(page.t("roadmap.money"), isNumber: true),
            ],
            rows: roadmap.items.map { item in
                let title = names.title(item)
                let schedule = MoneyPaths.schedule(item.subject.kind, item.subject.id)
                let name: HTML = item.link.map { "<a href=\"\($0)\">\(title)</a>" } ?? "\(title)"
                let move: HTML =
                    mayMove(item)
                    ? """
                    <br><a href="\(MoneyPaths.move(item.subject.kind, item.subject.id))">\(page.t("roadmap.move"))\
                    <span class="visually-hidden"> \(title)</span></a>
                    """ : .empty
                return [
                    name, "\(names.dimension(item.dimension))", "\(names.agency(item.lead))",
                    "\(item.supporters.isEmpty ? page.t("roadmap.alone") : item.supporters.map { names.short($0) }.joined(separator: ", "))",
                    "<a href=\"\(schedule)\">\(RoadmapNames.years(item.years))<span class=\"visually-hidden\">, \(title)</span></a>\(move)",
                    "\(item.money.isEmpty ? "–" : page.format.rupiah(item.money.total))",
                ]
            }
        ).html
    }

    private var pages: Pagination {
        func link(_ start: Int) -> String { MoneyPaths.roadmap(query: roadmap.filter.query + [("mulai", start == 0 ? nil : "\(start)")]) }
        return Pagination(
            page, newer: roadmap.start > 0 ? link(max(0, roadmap.start - Roadmap.pageSize)) : nil, older: roadmap.next.map(link))
    }

    private var years: HTML {
        Table(
            page.t("roadmap.by_year"), showsCaption: true,
            columns: [
                Table.Column(page.t("roadmap.year")), Table.Column(page.t("roadmap.items"), isNumber: true),
                Table.Column(page.t("roadmap.money"), isNumber: true),
            ],
            rows: roadmap.years.map { year in
                [
                    "\(String(year))", "\(page.format.number(roadmap.counts[year] ?? 0))",
                    "\(roadmap.totals[year].map(page.format.rupiah) ?? "–")",
                ]
            }, isCards: false
        ).html
    }
}
