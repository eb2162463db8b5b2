import Kernel
import Storage

/// How often a dataset was used, whoever it was: somebody who comes twice counts twice.
package struct DatasetUse: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        /// A page opened its rows.
        case view
        /// They were asked for as a file.
        case download
        /// A program asked about them.
        case question

        /// `nil` for what follows from something else: a chart in somebody's page, a citation that is opened, news, our own checks.
        package init?(_ purpose: ReadingPurpose) {
            switch purpose {
            case .page: self = .view
            case .export: self = .download
            case .api, .datastore, .features: self = .question
            case .chart, .citation, .event, .check: return nil
            }
        }
    }

    package var views = 0
    package var downloads = 0
    package var questions = 0
    /// The first day with any of it.
    package var since: Day?

    package init() {}

    package mutating func add(_ kind: Kind, _ count: Int) {
        switch kind {
        case .view: views += count
        case .download: downloads += count
        case .question: questions += count
        }
    }
}

/// The use of one dataset in one month.
package struct MonthlyUse: Sendable {
    package var dataset: Identifier<Dataset>
    /// `2026-03`
    package var month: String
    package var use: DatasetUse
}

extension Transaction {
    /// The use of a dataset from a day on, or of all time.
    package func use(of dataset: Identifier<Dataset>, since day: Day? = nil) throws -> DatasetUse {
        var use = DatasetUse()
        let from = day?.description ?? ""
        let found = try rows(
            """
            SELECT kind, CAST(sum(uses) AS bigint) AS uses, min(day) AS earliest FROM dataset_use
            WHERE dataset_id = \(dataset) AND day >= \(from) GROUP BY kind
            """)
        for row in found {
            guard let kind = DatasetUse.Kind(rawValue: row.text("kind")) else { continue }
            use.add(kind, row.int("uses"))
            use.since = [use.since, Day(row.text("earliest"))].compactMap { $0 }.min()
        }
        return use
    }

    /// The use of every dataset in every month before one (`2026-03`).
    package func monthlyUse(before month: String) throws -> [MonthlyUse] {
        var months: [MonthlyUse] = []
        let found = try rows(
            """
            SELECT dataset_id, substr(day, 1, 7) AS month, kind, CAST(sum(uses) AS bigint) AS uses FROM dataset_use
            WHERE day < \("\(month)-01") GROUP BY dataset_id, substr(day, 1, 7), kind ORDER BY dataset_id, substr(day, 1, 7), kind
            """)
        for row in found {
            guard let kind = DatasetUse.Kind(rawValue: row.text("kind")) else { continue }
            let (dataset, month) = (row.id("dataset_id", Dataset.self), row.text("month"))
            if months.last?.dataset != dataset || months.last?.month != month {
                months.append(MonthlyUse(dataset: dataset, month: month, use: DatasetUse()))
            }
            months[months.count - 1].use.add(kind, row.int("uses"))
        }
        return months
    }

    func addUse(of dataset: Identifier<Dataset>, on day: Day, _ kind: DatasetUse.Kind, _ count: Int) throws {
        try run(
            """
            INSERT INTO dataset_use (dataset_id, day, kind, uses) VALUES (\(dataset), \(day), \(kind.rawValue), \(count))
            ON CONFLICT (dataset_id, day, kind) DO UPDATE SET uses = dataset_use.uses + excluded.uses
            """)
    }
}
