import Kernel
import Storage

extension Transaction {
    /// Folds up to `limit` waiting changes into the totals.
    /// - Parameter after: id of the last one folded before; whoever goes through all of them does not begin anew with what came meanwhile.
    /// - Returns: id of the last one; `nil` when there was none.
    package func foldTallies(after: String = "", limit: Int) throws -> String? {
        let waiting = try rows("SELECT * FROM report_tally_change WHERE id > \(after) ORDER BY id LIMIT \(limit)")
        guard let last = waiting.last?.text("id") else { return nil }
        var sums: [TallyKey: [Int]] = [:]
        var days: [TallyKey: [Int: Int]] = [:]
        let none = Array(repeating: 0, count: Tally.numbers.count)
        for row in waiting {
            let counts = Tally.numbers.map { row.int($0) }
            let taken = row.intIfAny("days")
            for key in TallyKey.all(of: row) {
                for (index, count) in counts.enumerated() where count != 0 { sums[key, default: none][index] += count }
                if let taken { days[key, default: [:]][taken, default: 0] += row.int("days_count") }
            }
        }
        for (key, sum) in sums.sorted(by: { $0.key < $1.key }) { try add(key, sum) }
        for (key, histogram) in days.sorted(by: { $0.key < $1.key }) {
            for (taken, count) in histogram.sorted(by: { $0.key < $1.key }) where count != 0 { try add(key, days: taken, count) }
        }
        try run("DELETE FROM report_tally_change WHERE id <= \(last) AND id >= \(waiting[0].text("id"))")
        return last
    }

    private func add(_ key: TallyKey, _ sum: [Int]) throws {
        let names = Tally.numbers.joined(separator: ", ")
        let sets = Tally.numbers.map { "\($0) = report_tally.\($0) + excluded.\($0)" }.joined(separator: ", ")
        try run(
            """
            INSERT INTO report_tally (dimension, key, month, \(SQL(verbatim: names)))
            VALUES (\(key.dimension), \(key.key), \(key.month), \(SQL.joined(sum.map { "\($0)" })))
            ON CONFLICT (dimension, key, month) DO UPDATE SET \(SQL(verbatim: sets))
            """)
    }

    private func add(_ key: TallyKey, days: Int, _ count: Int) throws {
        try run(
            """
            INSERT INTO report_tally_days (dimension, key, month, days, count)
            VALUES (\(key.dimension), \(key.key), \(key.month), \(days), \(count))
            ON CONFLICT (dimension, key, month, days) DO UPDATE SET count = report_tally_days.count + excluded.count
            """)
    }
}

/// One total: a dimension, a key within it and a month.
struct TallyKey: Hashable, Comparable {
    static let dimensions = ["all", "agency", "subdistrict", "category"]
    var dimension: String
    var key: String
    var month: String

    static func all(of row: Row) -> [TallyKey] {
        let month = row.text("month")
        let keys = ["", row.text("agency_id"), row.text("subdistrict_code"), row.text("category_id")]
        return zip(dimensions, keys).map { TallyKey(dimension: $0, key: $1, month: month) }
    }

    static func < (a: TallyKey, b: TallyKey) -> Bool { (a.dimension, a.key, a.month) < (b.dimension, b.key, b.month) }
}
