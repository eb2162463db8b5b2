import Columns
import Kernel
import Testing

@Suite struct ReadingTests {
    private func set(_ table: TestTable, _ chance: inout Chance) throws -> (RowSet, [Int]) {
        let filter = chance.happens(30) ? RowFilter.everything : RandomFilter.leaf(table, &chance)
        return (try table.file.rows(matching: filter), Naive.rows(filter, table))
    }

    @Test(arguments: [0, 1, 64, 600, 4097])
    func sortedPagesAreThoseOfSortingAllRows(rows: Int) throws {
        let table = try TestTable(seed: 21, rows: rows)
        var chance = Chance(UInt64(rows) + 3)
        for _ in 0..<(rows > 1000 ? 15 : 80) {
            let (set, all) = try set(table, &chance)
            let order = (0..<Int.random(in: 1...3, using: &chance)).map { _ in
                RowOrder(
                    chance.one(of: table.shape.columns).name, isDescending: chance.happens(50), isMissingFirst: chance.happens(50))
            }
            let sorted = all.sorted { a, b in
                for part in order {
                    let index = table.shape.columns.firstIndex { $0.name == part.column }!
                    let (x, y) = (table.rows[a][index], table.rows[b][index])
                    if x == .missing || y == .missing {
                        if x == y { continue }
                        return (x == .missing) == part.isMissingFirst
                    }
                    let result = Naive.order(x, y)
                    if result != 0 { return part.isDescending ? result > 0 : result < 0 }
                }
                return a < b
            }
            for (offset, limit) in [(0, 10), (Int.random(in: 0...(rows + 2), using: &chance), 25), (0, Int.max)] {
                let page = try table.file.page(set, sortedBy: order, offset: offset, limit: limit)
                #expect(page == Array(sorted.dropFirst(offset).prefix(limit)), "\(order) \(offset)")
            }
        }
    }

    @Test func manyRowsAreSortedByManyColumnsAlike() throws {
        var chance = Chance(4)
        let rows = (0..<6000).map { _ in
            (0..<4).map { _ in Datum.integer(Int64.random(in: 0...(1 << 40), using: &chance) & ~0xFF_FFFF_F000) }
        }
        let table = try TestTable((0..<4).map { .init("k\($0)", .integer) }, rows)
        let order = (0..<4).map { RowOrder("k\($0)", isDescending: $0 == 1) }
        let sorted = rows.indices.sorted { a, b in
            for index in 0..<4 where rows[a][index] != rows[b][index] {
                return (Naive.order(rows[a][index], rows[b][index]) < 0) != (index == 1)
            }
            return a < b
        }
        for (offset, limit) in [(0, 5), (3000, 40), (0, 6000)] {
            let page = try table.file.page(RowSet(all: 6000), sortedBy: order, offset: offset, limit: limit)
            #expect(page == Array(sorted[offset..<(offset + limit)]))
        }
    }

    @Test(arguments: [0, 1, 64, 4097])
    func facetsCountEveryValue(rows: Int) throws {
        let table = try TestTable(seed: 8, rows: rows)
        var chance = Chance(UInt64(rows))
        for _ in 0..<6 {
            let (set, all) = try set(table, &chance)
            for (index, column) in table.shape.columns.enumerated() {
                let values = all.map { table.rows[$0][index] }.filter { $0 != .missing }
                let groups = Dictionary(grouping: values) { Array($0.text!.utf8) }.values.sorted {
                    $0.count != $1.count ? $0.count > $1.count : Naive.order($0[0], $1[0]) < 0
                }
                for top in [0, 3, 5000] {
                    let facet = try table.file.facet(column.name, in: set, top: top)
                    #expect(facet.missing == all.count - values.count)
                    #expect(facet.distinct == groups.count)
                    #expect(facet.values.map(\.count) == groups.prefix(top).map(\.count))
                    #expect(zip(facet.values, groups).allSatisfy { Naive.same($0.value, $1[0]) })
                }
            }
        }
    }

    @Test func aFacetOfManyBillionPossibleValuesCountsThoseThereAre() throws {
        let rows = (0..<300).map { [Datum.integer(Int64($0 % 100) * 1_000_000_007)] }
        let table = try TestTable([.init("n", .integer)], rows)
        let facet = try table.file.facet("n", in: RowSet(all: 300), top: 2)
        #expect(facet.distinct == 100)
        #expect(facet.values.map(\.value) == [.integer(0), .integer(1_000_000_007)])
        #expect(facet.values.map(\.count) == [3, 3])
    }

    @Test func aQueryGivesThePageItsTotalAndTheColumnsAskedFor() throws {
        let table = try TestTable(seed: 2, rows: 300)
        let query = RowQuery(
            .isPresent("tahun"), order: [RowOrder("tahun", isDescending: true)], offset: 5, limit: 3, columns: ["tahun", "kecamatan"])
        let page = try table.file.page(query)
        let present = table.rows.filter { $0[10] != .missing }
        #expect(page.total == present.count)
        let years = present.map { $0[10] }.sorted { Naive.order($0, $1) > 0 }
        #expect(page.values.map { $0[0] } == Array(years[5..<8]))
        #expect(page.columns.map(\.name) == ["tahun", "kecamatan"])
        let distinct = try table.file.distinct(["aktif", "tahun"], in: page.set, offset: 1, limit: 4)
        #expect(distinct.total == Set(present.map { [$0[7], $0[10]] }).count)
        #expect(distinct.values.count == 4)
    }
}
