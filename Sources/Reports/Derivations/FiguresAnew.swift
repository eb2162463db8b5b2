import Kernel
import Storage

/// One total as it is counted: its numbers, and how many reports took how many working days.
private struct CountedTotal {
    var numbers = Array(repeating: 0, count: Tally.numbers.count)
    var days: [Int: Int] = [:]

    mutating func add(_ more: [Int]) { for (index, number) in more.enumerated() { numbers[index] += number } }

    mutating func add(days taken: Int, _ count: Int) {
        let sum = days[taken, default: 0] + count
        days[taken] = sum == 0 ? nil : sum
    }

    /// Nothing counted and nothing kept are the same.
    func isAs(_ other: CountedTotal?) -> Bool {
        let other = other ?? CountedTotal()
        return numbers == other.numbers && days == other.days
    }
}

extension TallyKey {
    /// The row of the table of totals, as `subdistrict 35.09.19 2026-03`.
    var title: String { [dimension, key, month].filter { !$0.isEmpty }.joined(separator: " ") }
}

extension Transaction {
    /// Totals that are not what counting every report anew gives, whatever is not folded into them yet included.
    func wrongFigures(offsetHours: Int) throws -> [TallyKey] {
        let kept = try keptTotals()
        let counted = try countedTotals(offsetHours: offsetHours)
        return Set(kept.keys).union(counted.keys).sorted().filter { !(kept[$0] ?? CountedTotal()).isAs(counted[$0]) }
    }

    private func keptTotals() throws -> [TallyKey: CountedTotal] {
        var totals: [TallyKey: CountedTotal] = [:]
        func key(_ row: Row) -> TallyKey { TallyKey(dimension: row.text("dimension"), key: row.text("key"), month: row.text("month")) }
        try each("SELECT * FROM report_tally") { row in
            totals[key(row), default: CountedTotal()].add(Tally.numbers.map { row.int($0) })
            return true
        }
        try each("SELECT * FROM report_tally_days") { row in
            totals[key(row), default: CountedTotal()].add(days: row.int("days"), row.int("count"))
            return true
        }
        try each("SELECT * FROM report_tally_change") { row in
            let (numbers, days) = (Tally.numbers.map { row.int($0) }, row.intIfAny("days"))
            for key in TallyKey.all(of: row) {
                totals[key, default: CountedTotal()].add(numbers)
                if let days { totals[key, default: CountedTotal()].add(days: days, row.int("days_count")) }
            }
            return true
        }
        return totals
    }

    private func countedTotals(offsetHours: Int) throws -> [TallyKey: CountedTotal] {
        var totals: [TallyKey: CountedTotal] = [:]
        try each("SELECT \(Tally.columns) FROM report") { row in
            guard let tally = Tally(row: row, offsetHours: offsetHours) else { return true }
            for (dimension, key) in zip(TallyKey.dimensions, ["", tally.agency, tally.subdistrict, tally.category]) {
                let key = TallyKey(dimension: dimension, key: key, month: tally.month)
                totals[key, default: CountedTotal()].add(tally.counts)
                if let days = tally.days { totals[key, default: CountedTotal()].add(days: days, 1) }
            }
            return true
        }
        return totals
    }
}
