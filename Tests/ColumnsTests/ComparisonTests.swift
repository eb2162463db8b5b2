import Columns
import Kernel
import Testing

@Suite struct ComparisonTests {
    @Test func addedRemovedAndChangedRowsAreFound() throws {
        var chance = Chance(17)
        let columns: [TableShape.Column] = [.init("id", .integer), .init("nama", .string), .init("nilai", .number), .init("hari", .date)]
        func row(_ id: Int) -> [Datum] {
            [
                .integer(Int64(id)), chance.happens(10) ? .missing : .text("nama \(Int.random(in: 0...50, using: &chance))"),
                .number(Number("\(Int.random(in: 0...9, using: &chance)).\(Int.random(in: 0...9, using: &chance))")!),
                .day(Day(daysSinceEpoch: 19_000 + id % 30)),
            ]
        }
        let before = (0..<3000).map { row($0) }
        var after = before.filter { _ in !chance.happens(5) }
        for index in after.indices where chance.happens(10) {
            after[index][Int.random(in: 1...2, using: &chance)] = chance.happens(30) ? .missing : .number(Number("77.125")!)
        }
        for index in after.indices { if case .number = after[index][1] { after[index][1] = .text("ganti") } }
        after += (5000..<5100).map { row($0) }
        after.shuffle(using: &chance)
        let (old, new) = (try TestTable(columns, before), try TestTable(columns, after))
        var changes: [VersionComparison.Change] = []
        let totals = try VersionComparison(before: old.file, after: new.file, keys: ["id"]).changes { changes.append($0) }

        let earlier = Dictionary(uniqueKeysWithValues: before.enumerated().map { ($1[0], $0) })
        var expected: [VersionComparison.Change] = []
        for (index, row) in after.enumerated() {
            guard let partner = earlier[row[0]] else { expected.append(.added(index)); continue }
            let differing = columns.indices.filter { before[partner][$0] != row[$0] }.map { columns[$0].name }
            if !differing.isEmpty { expected.append(.changed(before: partner, after: index, columns: differing)) }
        }
        let kept = Set(after.map { $0[0] })
        expected += before.indices.filter { !kept.contains(before[$0][0]) }.map { .removed($0) }
        #expect(changes == expected)
        #expect(totals.added == 100)
        #expect(totals.removed + totals.changed + totals.unchanged == 3000)
        #expect(totals.repeatedKeys == 0)
    }

    @Test func aVersionIsTheSameAsItself() throws {
        let table = try TestTable(seed: 40, rows: 800)
        for keys in [[], ["catatan"], ["kosong"], ["ujung", "raksasa"]] {
            var changes = 0
            let totals = try VersionComparison(before: table.file, after: table.file, keys: keys).changes { _ in changes += 1 }
            #expect(changes == 0)
            #expect(totals.unchanged == 800)
        }
    }

    @Test func changedColumnsAndTypesAreNamed() throws {
        let old = try TestTable(
            [.init("a", .integer), .init("b", .integer), .init("c", .string)],
            [[.integer(1), .integer(5), .text("x")], [.integer(2), .integer(6), .missing]])
        let new = try TestTable(
            [.init("b", .number), .init("a", .integer), .init("d", .string)],
            [
                [.number(Number("5")!), .integer(1), .missing], [.number(Number("6.5")!), .integer(2), .text("y")],
                [.missing, .integer(2), .missing],
            ])
        let comparison = try VersionComparison(before: old.file, after: new.file, keys: ["a"])
        #expect(comparison.addedColumns == ["d"])
        #expect(comparison.removedColumns == ["c"])
        #expect(comparison.retypedColumns == ["b"])
        var changes: [VersionComparison.Change] = []
        let totals = try comparison.changes { changes.append($0) }
        #expect(changes == [.changed(before: 1, after: 1, columns: ["b"]), .added(2)])
        #expect(totals.repeatedKeys == 1)
        #expect(throws: AppError.self) { try VersionComparison(before: old.file, after: new.file, keys: ["c"]) }
    }

    @Test func valuesAreComparedWhateverTheyAreKeptAs() throws {
        let old = try TestTable([.init("a", .number)], ["1", "2.5", "-3"].map { [.number(Number($0)!)] })
        let finer = try TestTable([.init("a", .number)], ["2.5", "1", "0.0625", "-3"].map { [.number(Number($0)!)] })
        let huge = try TestTable(
            [.init("a", .number)], ["2.5", "1", "123456789012345678901234567890", "-3"].map { [.number(Number($0)!)] })
        for new in [finer, huge] {
            var changes: [VersionComparison.Change] = []
            _ = try VersionComparison(before: old.file, after: new.file, keys: []).changes { changes.append($0) }
            #expect(changes == [.added(2)])
        }
    }

    @Test func rowsSideBySideDifferWhereTheirValuesDo() throws {
        var chance = Chance(31)
        let columns: [TableShape.Column] = [.init("id", .integer), .init("nama", .string), .init("nilai", .number)]
        func row(_ id: Int) -> [Datum] {
            [
                .integer(Int64(id)), chance.happens(10) ? .missing : .text("nama \(Int.random(in: 0...3000, using: &chance))"),
                .number(Number("\(Int.random(in: 0...9, using: &chance)).\(Int.random(in: 0...9, using: &chance))")!),
            ]
        }
        let before = (0..<20_000).map { row($0) }
        var after = before
        for index in after.indices where chance.happens(4) {
            after[index][1] = chance.happens(30) ? .missing : .text("ganti \(index % 7)")
            if chance.happens(30) { after[index][2] = .number(Number("1234567.0625")!) }
        }
        let (old, new) = (try TestTable(columns, before), try TestTable(columns, after))
        let pairs = zip(old.file.columns, new.file.columns).map { (before: $0, after: $1) }
        var some = Bitmap(rows: before.count)
        var others = Bitmap(rows: before.count)
        for row in before.indices {
            if chance.happens(50) { some.insert(row) }
            if chance.happens(60) { others.insert(row) }
        }
        let (all, none) = (RowSet(all: before.count), RowSet(Bitmap(rows: before.count)))
        for (left, right) in [(all, all), (RowSet(some), RowSet(some)), (RowSet(some), RowSet(others)), (all, none)] {
            let places = zip(left.rows(offset: 0, limit: 20_000), right.rows(offset: 0, limit: 20_000))
            let expected = places.filter { before[$0] != after[$1] }.map { [$0, $1] }
            var found: [[Int]] = []
            RowsSideBySide(pairs).differences(left, right) { found.append([$0, $1]) }
            #expect(found == expected)
        }
        #expect(after != before)
    }
}
