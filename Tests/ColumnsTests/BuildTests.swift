import Columns
import Foundation
import Kernel
import Testing

@Suite struct BuildTests {
    @Test(arguments: [0, 1, 2, 63, 64, 65, 4095, 4096, 4097, 9000])
    func everyValueComesBackAsItWas(rows: Int) throws {
        let table = try TestTable(seed: UInt64(rows), rows: rows)
        #expect(table.file.rowCount == rows)
        #expect(try table.file.shape == table.shape)
        for (index, column) in table.file.columns.enumerated() {
            let wrong = table.rows.indices.first { !Naive.same(column.value($0), table.rows[$0][index]) }
            #expect(wrong == nil, "column \(column.name), row \(wrong ?? -1)")
        }
    }

    @Test(arguments: [0, 1, 64, 3000])
    func theSameTableGivesTheSameBytesWhateverMemoryWasUsed(rows: Int) throws {
        let one = try TestTable(seed: 5, rows: rows)
        let other = try TestTable(seed: 5, rows: rows, memory: 1)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: one.path))
        let others = try Data(contentsOf: URL(fileURLWithPath: other.path))
        #expect(bytes == others)
        #expect(one.table == other.table)
        #expect(one.file.sha256 == one.table.sha256)
    }

    @Test func dictionariesInManyRunsAreMerged() throws {
        var chance = Chance(11)
        let rows = (0..<9000).map { _ in [Datum.text("catatan \(Int.random(in: 0..<4000, using: &chance))")] }
        let table = try TestTable([.init("a", .string)], rows, memory: 1 << 14)
        let wrong = rows.indices.first { table.file.columns[0].value($0) != rows[$0][0] }
        #expect(wrong == nil)
        #expect(table.file.columns[0].statistics.distinct == Set(rows).count)
    }

    @Test func statisticsAreThoseOfTheRows() throws {
        let table = try TestTable(seed: 3, rows: 5000)
        for (index, column) in table.file.columns.enumerated() {
            let statistics = column.statistics
            let present = table.rows.map { $0[index] }.filter { $0 != .missing }
            let counts = Dictionary(grouping: present) { Array($0.text!.utf8) }
            #expect(statistics.missing == 5000 - present.count)
            #expect(statistics.distinct == counts.count)
            #expect(Naive.same(statistics.least, present.min { Naive.order($0, $1) < 0 } ?? .missing))
            #expect(Naive.same(statistics.greatest, present.max { Naive.order($0, $1) < 0 } ?? .missing))
            let byCount = counts.values.sorted { a, b in a.count != b.count ? a.count > b.count : Naive.order(a[0], b[0]) < 0 }
            #expect(statistics.frequent.map(\.count) == byCount.prefix(20).map(\.count))
            #expect(zip(statistics.frequent, byCount).allSatisfy { Naive.same($0.value, $1[0]) })
            for bin in statistics.histogram {
                #expect(bin.count == present.count { Naive.order($0, bin.from) >= 0 && Naive.order($0, bin.to) <= 0 })
            }
            #expect(statistics.histogram.isEmpty || statistics.histogram.map(\.count).reduce(0, +) == present.count)
            if column.type.isText { #expect(statistics.longest == present.map { $0.text!.unicodeScalars.count }.max() ?? 0) }
        }
    }

    @Test func sumsAreExact() throws {
        let big = Int64.max - 5
        let decimals = ["0.1", "0.2", "-0.3", "12345678901.25", "0.000000001"].map { [Datum.integer(big), .number(Number($0)!)] }
        let table = try TestTable([.init("i", .integer), .init("d", .number)], decimals)
        #expect(table.file.columns[0].statistics.sum?.text == "46116860184273879010")
        #expect(table.file.columns[1].statistics.sum?.text == "12345678901.250000001")
        let huge = ["99999999999999999999999999999999999999", "0.5", "123456789012345678901234567890"].map { [Datum.number(Number($0)!)] }
        let wide = try TestTable([.init("d", .number)], huge)
        #expect(wide.file.columns[0].statistics.sum == nil, "39 digits and a half do not fit")
        let groups = try wide.file.groups(Grouping([], [.init(.sum, "d")]), in: RowSet(all: 3))
        guard case .number(let sum) = groups.groups[0].figures[0] else { return #expect(Bool(false)) }
        #expect(!sum.isExact)
        #expect(abs(sum.double / 1.0000000012345679e38 - 1) < 1e-12)
    }

    @Test func whatIsNotCanonicalIsRefusedWithItsPlace() throws {
        let shape = try TableShape([.init("a", .integer), .init("b", .string)])
        let folder = NSTemporaryDirectory() + "/columns-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        func key(_ text: String) throws -> String? {
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/a.csv"))
            do {
                try ColumnFileBuilder().build(csv: folder + "/a.csv", shape: shape, to: folder + "/a.columns")
                return nil
            } catch { return error.message.key.id + " " + (error.message.values["row"] ?? "") }
        }
        #expect(try key("a,b\n1,x\n") == nil)
        #expect(try key("") == "columns.no_header ")
        #expect(try key("b,a\n") == "columns.other_header ")
        for bad in [
            "01,x", "+1,x", "-0,x", "1.0,x", "\"1\",x", "1,\"x\"", "1,x,y", "1", "1,a\"b", "1,\"a\"b", "1,\u{1}\r",
            "99999999999999999999,x",
        ] {
            #expect(try key("a,b\n5,ok\n\(bad)\n") == "columns.not_canonical 2", "\(bad)")
        }
        #expect(try key("a,b\n1,x") == "columns.not_canonical 1", "the last line has no end")
        #expect(try key("a,b\n1,\"x") == "columns.not_canonical 1")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["a.columns", "a.csv"], "nothing is left behind")
    }
}
