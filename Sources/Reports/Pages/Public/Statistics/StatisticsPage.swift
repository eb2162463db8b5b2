import Kernel
import Web

/// What the page of figures shows.
package struct StatisticsView: Sendable {
    package var query: StatisticsQuery
    package var statistics: ReportStatistics
    package var months: [ReportStatistics.Line]
    package var names: Names

    package init(query: StatisticsQuery, statistics: ReportStatistics, months: [ReportStatistics.Line], names: Names) {
        self.query = query
        self.statistics = statistics
        self.months = months
        self.names = names
    }

    /// Every month of the period with its figures, the last sixty at most: a month without reports has none, and that is a figure.
    var everyMonth: [(Month, ReportStatistics.Line)] {
        let lines = Dictionary(months.map { ($0.key, $0) }) { $1 }
        var every: [(Month, ReportStatistics.Line)] = []
        var month = max(query.from, query.to.adding(-59))
        while month <= query.to {
            every.append((month, lines[month.text] ?? ReportStatistics.Line(key: month.text)))
            month = month.adding(1)
        }
        return every
    }

    /// What a line of the chosen dimension is about.
    func name(_ line: ReportStatistics.Line, _ page: Page) -> String {
        if line.key.isEmpty { return page.t(TextKey("report.statistics.none.\(query.dimension.rawValue)")) }
        switch query.dimension {
        case .agency: return names.agency(line.key)
        case .subdistrict: return names.subdistrict(line.key)
        case .category: return names.category(line.key)
        }
    }
}

package enum StatisticsPage {
    package static func page(_ page: Page, _ view: StatisticsView) -> HTML {
        let period = ["from": view.query.from.name(page.format), "to": view.query.to.name(page.format)]
        return Layout.page(
            page, title: page.t("report.statistics.title"),
            body: """
                \(Breadcrumb(page, above: [(page.t("report.list.title"), ReportPaths.list())], title: page.t("ui.nav.statistics")))\
                <div class="stack-big"><section class="stack"><h1>\(page.t("report.statistics.title"))</h1>\
                <p class="lead">\(page.t("report.statistics.lead", period))</p>\(picker(page, view))</section>\
                <section class="stack"><h2>\(page.t("report.statistics.all"))</h2>\(tiles(page, view))</section>\
                <section class="stack"><h2>\(page.t("report.statistics.by_month"))</h2>\(months(page, view))</section>\
                <section class="stack"><h2>\(page.t("report.statistics.by"))</h2>\(dimension(page, view))</section>\
                <section class="stack prose" id="arti"><h2>\(page.t("report.statistics.meaning"))</h2>\(definitions(page))</section></div>
                """)
    }

    private static func picker(_ page: Page, _ view: StatisticsView) -> HTML {
        let now = Month(of: page.now.parts(offsetHours: page.format.offsetHours).day)
        // An address may begin in the year 0: ten years are offered, and where it begins.
        let oldest = max(min(view.query.from, now.adding(-35)), now.adding(-119))
        var months: [Choice] = []
        var month = now
        while month >= oldest {
            months.append(Choice(month.text, month.name(page.format)))
            month = month.adding(-1)
        }
        for asked in Set([view.query.from, view.query.to]).filter({ $0 < oldest }).sorted(by: >) {
            months.append(Choice(asked.text, asked.name(page.format)))
        }
        if view.query.to > now { months.insert(Choice(view.query.to.text, view.query.to.name(page.format)), at: 0) }
        return """
            <form class="row row--end" method="get" action="\(ReportPaths.statistics())">\
            <input type="hidden" name="menurut" value="\(StatisticsQuery.name(view.query.dimension))">\
            \(Select(page, "dari", label: page.t("report.statistics.from"), choices: months, selected: view.query.from.text, need: .filter))\
            \(Select(page, "sampai", label: page.t("report.statistics.to"), choices: months, selected: view.query.to.text, need: .filter))\
            \(Button(page.t("ui.filters.apply"), kind: .quiet))</form>
            """
    }

    private static func tiles(_ page: Page, _ view: StatisticsView) -> HTML {
        let line = view.statistics.total
        let finished = line.inTime + line.late
        let number = { page.format.number($0) as String }
        let link = { view.query.list(nil, $0) }
        return Tiles([
            Tile(page.t("report.statistics.received"), number(line.received), link: link(nil)),
            Tile(
                page.t("report.statistics.in_time"), number(line.inTime), note: "\(page.format.percent(line.inTime, of: finished))",
                link: link(.inTime)),
            Tile(
                page.t("report.statistics.late"), number(line.late), note: "\(page.format.percent(line.late, of: finished))",
                link: link(.late)),
            Tile(page.t("report.statistics.overdue"), number(line.overdue), link: link(.overdue)),
            Tile(
                page.t("report.statistics.median"), line.medianDays.map { days($0, page) } ?? "–",
                note: "\(page.t(line.medianDays == nil ? "report.statistics.no_median" : "report.statistics.days"))"),
            Tile(
                page.t("report.statistics.checked"), number(line.checked),
                note: "\(page.t("report.statistics.of_claimed", ["count": number(line.claimed)]))", link: link(.checked)),
            Tile(page.t("report.statistics.reopened"), number(line.reopened), link: link(.reopened)),
            Tile(
                page.t("report.statistics.satisfaction"), line.satisfaction.map { page.format.number($0, decimals: 1) } ?? "–",
                note: "\(page.t("report.statistics.rated", ["count": number(line.rated)]))", link: line.rated > 0 ? link(.rated) : nil),
        ]).html
    }

    static func days(_ median: Double, _ page: Page) -> String {
        median == median.rounded() ? page.format.number(Int(median)) : page.format.number(median, decimals: 1)
    }

    private static func months(_ page: Page, _ view: StatisticsView) -> HTML {
        guard view.query.from < view.query.to else { return "<p class=\"muted\">\(page.t("report.statistics.one_month"))</p>" }
        return LineChart(
            page, page.t("report.statistics.by_month_title"), name: page.t("report.statistics.month"),
            series: [page.t("report.statistics.received"), page.t("report.statistics.checked")],
            rows: view.everyMonth.map { month, line in
                ChartRow(month.name(page.format), [Double(line.received), Double(line.checked)], tick: month.shortName(page.format))
            },
            format: { page.format.number(Int($0)) }
        ).html + "<p class=\"hint\">\(page.t("report.statistics.unfinished"))</p>"
    }

    private static func definitions(_ page: Page) -> HTML {
        let terms = ["received", "in_time", "late", "overdue", "median", "reopened", "checked", "satisfaction"]
        return """
            <p>\(page.t("report.statistics.rule"))</p>\
            \(Facts(terms.map { (page.t(TextKey("report.statistics.\($0)")), "\(page.t(TextKey("report.statistics.\($0).means")))") }))
            """
    }
}
