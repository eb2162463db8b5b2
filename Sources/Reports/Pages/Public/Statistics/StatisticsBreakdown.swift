import Kernel
import Web

extension StatisticsPage {
    /// The figures of one dimension: as bars, as a table whose every figure leads to its list, and as a file.
    static func dimension(_ page: Page, _ view: StatisticsView) -> HTML {
        let tabs = ReportStatistics.Dimension.allCases.map { dimension in
            Tabs.Tab(
                page.t(TextKey("report.statistics.by.\(dimension.rawValue)")), link: view.query.by(dimension).link + "#rincian",
                isCurrent: dimension == view.query.dimension)
        }
        let lines = view.statistics.lines
        let content: HTML =
            lines.isEmpty
            ? EmptyState(page.t("report.list.none"), text: page.t("report.statistics.empty")).html
            : "\(map(page, view))\(chart(page, view))\(table(page, view))"
        return """
            <div id="rincian">\(Tabs(page.t("report.statistics.by"), tabs))</div>\(content)\
            <p class="row"><a href="\(view.query.tableLink)">\(Icon.download) \(page.t("report.statistics.csv"))</a></p>
            """
    }

    /// Subdistricts are places: how many reports come from where is seen best on a map.
    private static func map(_ page: Page, _ view: StatisticsView) -> HTML {
        guard view.query.dimension == .subdistrict else { return .empty }
        let received = Dictionary(view.statistics.lines.map { ($0.key, $0.received) }) { $1 }
        let map = RegencyOutline.shaded(
            view.names.places, title: page.t("report.map.title"), values: received, format: page.format
        ) { view.query.list($0, nil) ?? ReportPaths.list() }
        guard let map else { return .empty }
        return "<div class=\"map\">\(map)</div>\(map.legend(page, title: page.t("report.map.legend")))"
    }

    private static func chart(_ page: Page, _ view: StatisticsView) -> HTML {
        // What is neither in time, late nor overdue is still being worked on, or was closed without work.
        StackedBarChart(
            page, page.t("report.statistics.chart"), name: page.t(TextKey("report.statistics.by.\(view.query.dimension.rawValue)")),
            series: ["in_time", "late", "overdue", "other"].map { page.t(TextKey("report.statistics.\($0)")) },
            rows: view.statistics.lines.prefix(15).map { line in
                let parts = [line.inTime, line.late, line.overdue]
                let other = max(0, line.received - parts.reduce(0, +))
                return ChartRow(view.name(line, page), (parts + [other]).map(Double.init), link: view.query.list(line.key, nil))
            }, colours: [3, 2, 4, 6], hasTable: false, format: { page.format.number(Int($0)) }
        ).html
    }

    private static func table(_ page: Page, _ view: StatisticsView) -> HTML {
        let titles = ["received", "in_time", "late", "overdue", "median", "reopened", "checked", "satisfaction"]
        let columns =
            [Table.Column(page.t(TextKey("report.statistics.by.\(view.query.dimension.rawValue)")))]
            + titles.map { Table.Column(page.t(TextKey("report.statistics.\($0)")), isNumber: true) }
        return Table(page.t("report.statistics.table"), columns: columns, rows: view.statistics.lines.map { row($0, page, view) }).html
    }

    private static func row(_ line: ReportStatistics.Line, _ page: Page, _ view: StatisticsView) -> [HTML] {
        func figure(_ count: Int, _ fact: ReportFilter.Fact?) -> HTML {
            let shown = page.format.number(count)
            guard count > 0, let link = view.query.list(line.key, fact) else { return "\(shown)" }
            return "<a href=\"\(link)\">\(shown)</a>"
        }
        let satisfaction: HTML =
            line.satisfaction.map { "\(page.format.number($0, decimals: 1)) <span class=\"muted\">(\(figure(line.rated, .rated)))</span>" }
            ?? "–"
        return [
            "\(view.name(line, page))", figure(line.received, nil), figure(line.inTime, .inTime), figure(line.late, .late),
            figure(line.overdue, .overdue), "\(line.medianDays.map { days($0, page) } ?? "–")", figure(line.reopened, .reopened),
            figure(line.checked, .checked), satisfaction,
        ]
    }
}
