import Catalogue
import Kernel
import Storage
import Work

extension ConflictReferee {
    /// Two columns that speak of one standard, always in the same order.
    struct Pair: Hashable, Comparable {
        var standard: String
        var first: String
        var second: String

        init(standard: String, _ a: (Identifier<Distribution>, String), _ b: (Identifier<Distribution>, String)) {
            self.standard = standard
            let keys = ["\(a.0) \(a.1)", "\(b.0) \(b.1)"].sorted()
            (first, second) = (keys[0], keys[1])
        }

        init(_ conflict: ValueConflict) {
            self.init(
                standard: conflict.standard, (conflict.first.distribution, conflict.first.column),
                (conflict.second.distribution, conflict.second.column))
        }

        static func < (a: Pair, b: Pair) -> Bool { (a.standard, a.first, a.second) < (b.standard, b.first, b.second) }
    }

    /// What two columns say differently.
    struct Found {
        var first: ValueConflict.Side
        var second: ValueConflict.Side
        var differing = 0
        var common = 0
        var examples: [ValueConflict.Difference] = []
        var lines: [String] = []

        var digest: String { Seal.digest(lines) }
    }

    /// Everything that a table says differently from others now. Values in different units are different things.
    func found(_ table: Identifier<Distribution>, _ tx: Transaction) throws -> [Pair: Found] {
        var all: [Pair: Found] = [:]
        try tx.each(
            """
            SELECT mine.standard_code AS standard, mine.area_code AS area, mine.period AS period, mine.column_name AS my_column,
                mine.dataset_id AS my_dataset, mine.version_id AS my_version, mine.value AS my_value,
                other.distribution_id AS other_table, other.column_name AS other_column, other.dataset_id AS other_dataset,
                other.version_id AS other_version, other.value AS other_value
            FROM standard_value AS mine JOIN standard_value AS other
                ON other.standard_code = mine.standard_code AND other.area_code = mine.area_code AND other.period = mine.period
            WHERE mine.distribution_id = \(table) AND other.dataset_id <> mine.dataset_id
                AND (mine.unit IS NULL OR other.unit IS NULL OR mine.unit = other.unit)
            ORDER BY mine.standard_code, mine.area_code, mine.period
            """
        ) { row in
            let mine = ValueConflict.Side(
                dataset: row.id("my_dataset"), distribution: table, version: row.id("my_version"), column: row.text("my_column"))
            let other = ValueConflict.Side(
                dataset: row.id("other_dataset"), distribution: row.id("other_table"), version: row.id("other_version"),
                column: row.text("other_column"))
            let pair = Pair(standard: row.text("standard"), (mine.distribution, mine.column), (other.distribution, other.column))
            let isFirst = pair.first == "\(mine.distribution) \(mine.column)"
            var found = all[pair] ?? Found(first: isFirst ? mine : other, second: isFirst ? other : mine)
            let (a, b) = isFirst ? (row.text("my_value"), row.text("other_value")) : (row.text("other_value"), row.text("my_value"))
            found.common += 1
            if a != b {
                found.differing += 1
                let difference = ValueConflict.Difference(area: row.text("area"), period: row.text("period"), first: a, second: b)
                found.lines += [difference.area, difference.period, a, b]
                if found.examples.count < ValueConflict.mostExamples { found.examples.append(difference) }
            }
            all[pair] = found
            return true
        }
        return all.filter { $0.value.differing > 0 }
    }
}
