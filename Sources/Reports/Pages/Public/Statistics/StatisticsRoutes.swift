import Kernel
import Tables
import Web

extension PageRoute {
    static let statistics: [PageRoute] = [
        .get(ReportPaths.statistics) { request in
            let site = request.reports
            return try await request.unlessChanged(asToldBy: site.validator) {
                .page(StatisticsPage.page(request.page, try await view(request)))
            }
        },
        .get(ReportPaths.statisticsTable) { request in
            let shown = try await view(request)
            var csv = CSVWriter(byteOrderMark: true)
            csv.row(StatisticsTable.columns.map { request.t(TextKey("report.column.\($0)")) })
            for line in shown.statistics.lines { csv.row(StatisticsTable.cells(line, shown, request.page, isTotal: false)) }
            csv.row(StatisticsTable.cells(shown.statistics.total, shown, request.page, isTotal: true))
            return .csv(
                String(decoding: csv.take(), as: UTF8.self),
                filename: "statistik-laporan-\(shown.query.from.text)-\(shown.query.to.text).csv")
        },
    ]

    private static func view(_ request: Request) async throws -> StatisticsView {
        let site = request.reports
        let names = try await site.names(request.language)
        let query = StatisticsQuery(request.query, today: names.today)
        async let statistics = site.desk.statistics(by: query.dimension, from: query.from.text, to: query.to.text)
        async let months = site.desk.monthlyStatistics(from: query.from.text, to: query.to.text)
        return StatisticsView(query: query, statistics: try await statistics, months: try await months, names: names)
    }
}

/// The figures as a table.
enum StatisticsTable {
    static let columns = [
        "from", "to", "key", "name", "received", "in_time", "late", "overdue", "median_days", "reopened", "claimed", "checked", "accepted",
        "silent", "rejected", "rated", "satisfaction",
    ]

    static func cells(_ line: ReportStatistics.Line, _ view: StatisticsView, _ page: Page, isTotal: Bool) -> [String] {
        let counts = [line.received, line.inTime, line.late, line.overdue]
        let more = [line.reopened, line.claimed, line.checked, line.accepted, line.silent, line.rejected, line.rated]
        return [
            view.query.from.text, view.query.to.text, isTotal ? "*" : line.key,
            isTotal ? page.t("report.statistics.all") : view.name(line, page),
        ] + counts.map { "\($0)" } + [line.medianDays.map { "\($0)" } ?? ""] + more.map { "\($0)" }
            + [line.satisfaction.map { Format(language: .english).number($0, decimals: 2) } ?? ""]
    }
}
