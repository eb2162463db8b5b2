import Columns
import Foundation
import Kernel
import Testing

@Suite struct GroupTests {
    private static let figures: [Grouping.Aggregate] = [
        .init(.count), .init(.count, "jumlah"), .init(.sum, "jumlah"), .init(.sum, "nilai"), .init(.average, "besar"), .init(.sum, "ujung"),
        .init(.least, "catatan"), .init(.greatest, "tanggal"), .init(.median, "nilai"), .init(.median, "saat"),
        .init(.countDistinct, "kecamatan"),
        .init(.least, "raksasa"), .init(.greatest, "jumlah"), .init(.median, "jumlah"),
    ]

    @Test(arguments: [0, 1, 65, 2000])
    func groupsHaveTheFiguresOfTheirRows(rows: Int) throws {
        let table = try TestTable(seed: 31, rows: rows)
        var chance = Chance(UInt64(rows) + 1)
        for names in [
            [], ["kecamatan"], ["tahun", "aktif"], ["catatan", "besar", "ujung"], ["tanggal", "kosong"],
            ["jumlah", "tahun", "kecamatan", "tanggal"],
        ] {
            let filter = RandomFilter.leaf(table, &chance)
            let set = try table.file.rows(matching: filter)
            let found = try table.file.groups(Grouping(names, GroupTests.figures), in: set)
            let indices = names.map { name in table.shape.columns.firstIndex { $0.name == name }! }
            let naive = Dictionary(grouping: Naive.rows(filter, table)) { row in
                indices.map { table.rows[row][$0].text.map { Array($0.utf8) } }
            }
            #expect(found.total == (names.isEmpty ? 1 : naive.count))
            #expect(found.groups.count == found.total)
            for group in found.groups {
                let rows = naive[group.keys.map { $0.text.map { Array($0.utf8) } }] ?? []
                for (aggregate, figure) in zip(GroupTests.figures, group.figures) {
                    let expected = GroupTests.figure(aggregate, rows, table)
                    #expect(Naive.same(figure, expected), "\(aggregate) of \(rows.count) rows: \(figure) instead of \(expected)")
                }
            }
            for (a, b) in zip(found.groups, found.groups.dropFirst()) { #expect(GroupTests.isBefore(a.keys, b.keys)) }
        }
    }

    @Test("sums are exact however wide the numbers are", arguments: [40, 1_000_000_007, 90_000_000_075, Int64.max / 2])
    func sumsOfAnyWidth(step: Int64) throws {
        let rows = (Int64(0)..<3000).map { row in (group: row % 7, value: row % 5 == 0 ? -step : row % 3 * (step / 2)) }
        let table = try TestTable(
            [.init("kelompok", .integer), .init("angka", .integer)], rows.map { [.integer($0.group), .integer($0.value)] })
        let sums = (Int64(0)..<7).map { group in rows.filter { $0.group == group }.reduce(Int128(0)) { $0 + Int128($1.value) } }
        let found = try table.file.groups(Grouping(["kelompok"], [.init(.sum, "angka")]), in: RowSet(all: 3000))
        #expect(found.groups.map { $0.figures[0].text } == sums.map { Optional("\($0)") })
    }

    private static func isBefore(_ a: [Datum], _ b: [Datum]) -> Bool {
        for (x, y) in zip(a, b) {
            if Naive.same(x, y) { continue }
            if x == .missing || y == .missing { return x == .missing }
            return Naive.order(x, y) < 0
        }
        return false
    }

    private static func figure(_ aggregate: Grouping.Aggregate, _ rows: [Int], _ table: TestTable) -> Datum {
        guard let name = aggregate.column else { return .integer(Int64(rows.count)) }
        let index = table.shape.columns.firstIndex { $0.name == name }!
        let values = rows.map { table.rows[$0][index] }.filter { $0 != .missing }.sorted { Naive.order($0, $1) < 0 }
        let decimals = values.compactMap { Decimal(string: $0.text!) }
        let sum = decimals.reduce(Decimal(0), +)
        switch aggregate.figure {
        case .count: return .integer(Int64(values.count))
        case .countDistinct: return .integer(Int64(Set(values.map { Array($0.text!.utf8) }).count))
        case .least: return values.first ?? .missing
        case .greatest: return values.last ?? .missing
        case .sum: return values.isEmpty ? .missing : .number(Number("\(sum)")!)
        case .average:
            guard !values.isEmpty else { return .missing }
            var exact = sum / Decimal(values.count)
            var rounded = Decimal()
            NSDecimalRound(&rounded, &exact, 6, .plain)
            return .number(Number("\(rounded)")!)
        case .median:
            guard let low = values.isEmpty ? nil : values[(values.count - 1) / 2] else { return .missing }
            if !table.shape.columns[index].type.isNumeric { return low }
            let high = values[values.count / 2]
            return .number(Number("\((Decimal(string: low.text!)! + Decimal(string: high.text!)!) / 2)")!)
        }
    }

    @Test func groupsAreOrderedFilteredAndCut() throws {
        let table = try TestTable(seed: 6, rows: 3000)
        for names in [["tahun"], ["catatan"]] {
            var grouping = Grouping(names, [.init(.count), .init(.sum, "jumlah")])
            let all = try table.file.groups(grouping, in: RowSet(all: 3000))
            grouping.order = [.init(.aggregate(0), isDescending: true), .init(.key(0), isDescending: true)]
            grouping.having = [.init(0, .greaterOrEqual, Number("4")!)]
            grouping.offset = 2
            grouping.limit = 5
            let page = try table.file.groups(grouping, in: RowSet(all: 3000))
            let kept = all.groups.filter { $0.figures[0].double! >= 4 }.sorted { a, b in
                if a.figures[0] != b.figures[0] { return a.figures[0].double! > b.figures[0].double! }
                if a.keys[0] == .missing || b.keys[0] == .missing { return b.keys[0] == .missing }
                return Naive.order(a.keys[0], b.keys[0]) > 0
            }
            #expect(page.total == kept.count)
            #expect(page.groups == Array(kept.dropFirst(2).prefix(5)))
        }
    }

    @Test func figuresThatMakeNoSenseAreRefused() throws {
        let table = try TestTable(seed: 6, rows: 10)
        for aggregate in [
            Grouping.Aggregate(.sum, "kecamatan"), .init(.average, "tanggal"), .init(.median, "kecamatan"), .init(.sum),
            .init(.least, "tiada"),
        ] {
            #expect(throws: AppError.self) { try table.file.groups(Grouping([], [aggregate]), in: RowSet(all: 10)) }
        }
        var grouping = Grouping(["tahun"], [.init(.count)])
        grouping.order = [.init(.aggregate(1))]
        #expect(throws: AppError.self) { try table.file.groups(grouping, in: RowSet(all: 10)) }
    }
}
