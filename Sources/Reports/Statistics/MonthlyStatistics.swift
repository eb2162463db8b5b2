import Kernel
import Storage

extension ReportDesk {
    /// The figures of all reports by month of receipt (`YYYY-MM` as key), the first month first, without the working days.
    package func monthlyStatistics(from: String? = nil, to: String? = nil) async throws -> [ReportStatistics.Line] {
        try await database.read { tx in
            let period: SQL = "month >= \(from ?? "") AND month <= \(to ?? "9999-12")"
            let sums = SQL(verbatim: Tally.numbers.map { "CAST(sum(\($0)) AS bigint) AS \($0)" }.joined(separator: ", "))
            let rows =
                try tx.rows("SELECT month, \(sums) FROM report_tally WHERE dimension = 'all' AND \(period) GROUP BY month")
                + tx.rows("SELECT month, \(sums) FROM report_tally_change WHERE \(period) GROUP BY month")
            var lines: [String: ReportStatistics.Line] = [:]
            for row in rows {
                let month = row.text("month")
                lines[month, default: ReportStatistics.Line(key: month)].add(Tally.numbers.map { row.int($0) }, days: [:])
            }
            return lines.values.sorted { $0.key < $1.key }
        }
    }
}
