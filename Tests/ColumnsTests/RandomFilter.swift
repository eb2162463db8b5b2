import Columns
import Kernel

/// Filters over ``TestTable/columns``, with values that are there, nearly there, and not there.
enum RandomFilter {
    static func any(_ table: TestTable, _ chance: inout Chance, depth: Int = 0) -> RowFilter {
        let branch = depth < 3 ? Int.random(in: 0..<10, using: &chance) : 9
        func parts(_ chance: inout Chance) -> [RowFilter] {
            (0..<Int.random(in: 0...3, using: &chance)).map { _ in any(table, &chance, depth: depth + 1) }
        }
        switch branch {
        case 0: return .all(parts(&chance))
        case 1: return .any(parts(&chance))
        case 2: return .not(any(table, &chance, depth: depth + 1))
        default: return leaf(table, &chance)
        }
    }

    static func leaf(_ table: TestTable, _ chance: inout Chance) -> RowFilter {
        let index = Int.random(in: 0..<table.shape.columns.count, using: &chance)
        let column = table.shape.columns[index]
        let name = column.name
        switch Int.random(in: 0..<8, using: &chance) {
        case 0: return .isMissing(name)
        case 1: return .isPresent(name)
        case 2: return .between(name, value(table, index, &chance), value(table, index, &chance))
        case 3: return .isIn(name, (0..<Int.random(in: 0...6, using: &chance)).map { _ in value(table, index, &chance) })
        case 4: return .isNotIn(name, (0..<Int.random(in: 0...6, using: &chance)).map { _ in value(table, index, &chance) })
        case 5 where column.type.isText:
            return .text(
                name, chance.one(of: RowFilter.TextMatch.allCases),
                chance.one(of: ["PATRANG", "jemb", "%nomor 1_", "", "%", "_", "e", "\\%", "a%b", "1", "日"]))
        default: return .compare(name, chance.one(of: RowFilter.Comparison.allCases), value(table, index, &chance))
        }
    }

    private static func value(_ table: TestTable, _ index: Int, _ chance: inout Chance) -> String {
        let isThere = chance.happens(70)
        if isThere, !table.rows.isEmpty, let text = chance.one(of: table.rows)[index].text { return text }
        switch table.shape.columns[index].type {
        case .integer, .number:
            return chance.one(of: ["2.5", "-1e30", "1e30", "0", "3", "-0.1", "9223372036854775808", "0.00000000000000000001"])
        case .boolean: return "true"
        case .date: return chance.one(of: ["2019-02-28", "0001-01-01", "9999-12-31"])
        case .datetime: return chance.one(of: ["2019-02-28T00:00:00Z", "1900-01-01", "2100-01-01T07:00:00+07:00"])
        case .year: return chance.one(of: ["2010", "0000", "9999"])
        default: return chance.one(of: ["m", "", "zzz", "\u{10FFFF}"])
        }
    }
}
