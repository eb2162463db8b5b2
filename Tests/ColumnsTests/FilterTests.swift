import Columns
import Kernel
import Testing

@Suite struct FilterTests {
    @Test(arguments: [0, 1, 2, 63, 64, 65, 700, 4095, 4096, 4097])
    func filtersFindWhatARowByRowLookFinds(rows: Int) throws {
        let table = try TestTable(seed: UInt64(rows) + 7, rows: rows)
        var chance = Chance(UInt64(rows))
        for _ in 0..<(rows > 1000 ? 25 : 200) {
            let filter = RandomFilter.any(table, &chance)
            let expected = Naive.rows(filter, table)
            let set = try table.file.rows(matching: filter)
            let found = set.rows(offset: 0, limit: .max)
            #expect(found == expected, "\(filter)")
            #expect(set.count == expected.count)
            let offset = Int.random(in: 0...(rows + 1), using: &chance)
            #expect(set.rows(offset: offset, limit: 7) == Array(expected.dropFirst(offset).prefix(7)))
            let after = chance.happens(30) ? nil : Int.random(in: 0...(rows + 1), using: &chance)
            #expect(try table.file.page(filter, after: after, limit: 9) == Array(expected.filter { $0 > after ?? -1 }.prefix(9)))
        }
    }

    @Test func negationLeavesMissingValuesOutAsInSQL() throws {
        let table = try TestTable([.init("a", .string)], [[.text("x")], [.missing], [.text("")]])
        #expect(try table.file.rows(matching: .not(.compare("a", .equal, "x"))).rows(offset: 0, limit: 9) == [2])
        #expect(try table.file.rows(matching: .compare("a", .notEqual, "x")).rows(offset: 0, limit: 9) == [2])
        #expect(try table.file.rows(matching: .not(.isPresent("a"))).rows(offset: 0, limit: 9) == [1])
    }

    @Test func longListsOfNumbersAreFound() throws {
        let rows = (0..<3000).map { [Datum.integer(Int64($0) * 1_000_003)] }
        let table = try TestTable([.init("n", .integer)], rows)
        let wanted = stride(from: 0, to: 3000, by: 7).map { "\($0 * 1_000_003)" }
        #expect(try table.file.rows(matching: .isIn("n", wanted + ["5", "-1"])).count == wanted.count)
        #expect(try table.file.rows(matching: .isNotIn("n", wanted)).count == 3000 - wanted.count)
    }

    @Test func whatCannotBeAskedIsRefusedWithTheReason() throws {
        let table = try TestTable(seed: 1, rows: 50)
        func key(_ filter: RowFilter) -> String? {
            do {
                _ = try table.file.rows(matching: filter)
                return nil
            } catch { return error.issues.first?.message.key.id }
        }
        #expect(key(.isMissing("tidak ada")) == "columns.no_column")
        #expect(key(.compare("jumlah", .equal, "dua")) == "columns.bad_operand_integer")
        #expect(key(.compare("tanggal", .less, "2024-02-30")) == "columns.bad_operand_date")
        #expect(key(.compare("aktif", .equal, "mungkin")) == "columns.bad_operand_boolean")
        #expect(key(.isIn("tahun", ["2020", "20x0"])) == "columns.bad_operand_year")
        #expect(key(.all(Array(repeating: .isPresent("tahun"), count: 1001))) == "columns.filter_too_large")
        let deep = (0..<60).reduce(RowFilter.isPresent("tahun")) { filter, _ in .not(filter) }
        #expect(key(deep) == "columns.filter_too_large")
    }
}
