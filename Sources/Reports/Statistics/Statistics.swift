import Kernel
import Storage

/// The public figures of one dimension over a period: a row for each key, and one for all.
package struct ReportStatistics: Sendable, Equatable {
    /// By what reports are counted.
    package enum Dimension: String, Sendable, CaseIterable { case agency, subdistrict, category }

    /// The counts of one agency, subdistrict or category.
    package struct Line: Sendable, Equatable {
        /// Id of the agency or category, code of the subdistrict; empty for reports that have none yet.
        package var key: String
        package var received = 0
        package var inTime = 0
        package var late = 0
        /// Not finished and past the due date.
        package var overdue = 0
        package var reopened = 0
        package var claimed = 0
        package var checked = 0
        package var accepted = 0
        package var silent = 0
        package var rejected = 0
        /// How many reporters gave stars, and the stars together.
        package var rated = 0
        package var stars = 0
        /// Working days from receipt to claim of what was checked: days to how many.
        package var days: [Int: Int] = [:]

        package init(key: String) { self.key = key }

        /// The middle value of the working days; of an even number of values, the mean of the middle two. `nil` without any.
        package var medianDays: Double? {
            let total = days.values.reduce(0, +)
            guard total > 0 else { return nil }
            let sorted = days.filter { $0.value > 0 }.sorted { $0.key < $1.key }
            func value(at position: Int) -> Int {
                var seen = 0
                for (day, count) in sorted {
                    seen += count
                    if position < seen { return day }
                }
                return sorted.last?.key ?? 0
            }
            return Double(value(at: (total - 1) / 2) + value(at: total / 2)) / 2
        }

        /// Mean of the stars, 1 to 5; `nil` when nobody gave any.
        package var satisfaction: Double? { rated == 0 ? nil : Double(stars) / Double(rated) }
    }

    package var dimension: Dimension
    package var lines: [Line]
    package var total: Line
}

extension ReportDesk {
    /// The figures for months of receipt from and to, both included (`YYYY-MM`; `nil` for no bound), the largest first.
    package func statistics(by dimension: ReportStatistics.Dimension, from: String? = nil, to: String? = nil) async throws
        -> ReportStatistics
    {
        try await database.read { tx in
            let sums = try tx.tallies(dimension.rawValue, from: from, to: to)
            let total = try tx.tallies("all", from: from, to: to)[""] ?? ReportStatistics.Line(key: "")
            let lines = sums.values.filter { $0.received > 0 }.sorted { ($1.received, $0.key) < ($0.received, $1.key) }
            return ReportStatistics(dimension: dimension, lines: lines, total: total)
        }
    }

    /// The figures of all reports together, for months of receipt from and to, both included.
    package func totals(from: String? = nil, to: String? = nil) async throws -> ReportStatistics.Line {
        try await database.read { tx in try tx.tallies("all", from: from, to: to)[""] ?? ReportStatistics.Line(key: "") }
    }

    /// The same figures counted anew from every report: slow, and what the kept totals must equal.
    package func recount(by dimension: ReportStatistics.Dimension) async throws -> ReportStatistics {
        try await database.read { tx in
            var lines: [String: ReportStatistics.Line] = [:]
            var total = ReportStatistics.Line(key: "")
            try tx.each("SELECT * FROM report") { row in
                guard let tally = Tally(Report(row: row), offsetHours: ground.calendar(nil).offsetHours) else { return true }
                let key = dimension == .agency ? tally.agency : dimension == .subdistrict ? tally.subdistrict : tally.category
                lines[key, default: ReportStatistics.Line(key: key)].add(tally.counts, days: tally.days.map { [$0: 1] } ?? [:])
                total.add(tally.counts, days: tally.days.map { [$0: 1] } ?? [:])
                return true
            }
            let sorted = lines.values.filter { $0.received > 0 }.sorted { ($1.received, $0.key) < ($0.received, $1.key) }
            return ReportStatistics(dimension: dimension, lines: sorted, total: total)
        }
    }
}

extension ReportStatistics.Line {
    /// Adds numbers in the order of ``Tally/numbers``.
    mutating func add(_ counts: [Int], days more: [Int: Int]) {
        received += counts[0]
        inTime += counts[1]
        late += counts[2]
        overdue += counts[3]
        reopened += counts[4]
        checked += counts[5]
        claimed += counts[6]
        accepted += counts[7]
        silent += counts[8]
        rejected += counts[9]
        rated += counts[10]
        stars += counts[11]
        for (day, count) in more { add(count, days: day) }
    }

    /// Adds so many that took so many working days.
    fileprivate mutating func add(_ count: Int, days taken: Int) {
        let sum = days[taken, default: 0] + count
        days[taken] = sum == 0 ? nil : sum
    }
}

extension Transaction {
    /// Totals of a dimension by key, with the changes that are not folded in yet.
    func tallies(_ dimension: String, from: String?, to: String?) throws -> [String: ReportStatistics.Line] {
        let period: SQL = "month >= \(from ?? "") AND month <= \(to ?? "9999-12")"
        let sums = SQL(verbatim: Tally.numbers.map { "CAST(sum(\($0)) AS bigint) AS \($0)" }.joined(separator: ", "))
        let column = SQL(
            verbatim: ["agency": "agency_id", "subdistrict": "subdistrict_code", "category": "category_id"][dimension] ?? "''")
        var lines: [String: ReportStatistics.Line] = [:]
        let counts =
            try rows("SELECT key, \(sums) FROM report_tally WHERE dimension = \(dimension) AND \(period) GROUP BY key")
            + rows("SELECT \(column) AS key, \(sums) FROM report_tally_change WHERE \(period) GROUP BY 1")
        for row in counts {
            let key = row.text("key")
            lines[key, default: ReportStatistics.Line(key: key)].add(Tally.numbers.map { row.int($0) }, days: [:])
        }
        let days =
            try rows(
                "SELECT key, days, CAST(sum(count) AS bigint) AS count FROM report_tally_days WHERE dimension = \(dimension) AND \(period) GROUP BY key, days"
            )
            + rows(
                "SELECT \(column) AS key, days, CAST(sum(days_count) AS bigint) AS count FROM report_tally_change WHERE days IS NOT NULL AND \(period) GROUP BY 1, days"
            )
        for row in days {
            let key = row.text("key")
            lines[key, default: ReportStatistics.Line(key: key)].add(row.int("count"), days: row.int("days"))
        }
        return lines
    }
}
