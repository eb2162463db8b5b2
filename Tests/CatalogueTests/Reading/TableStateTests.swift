import Columns
import Kernel
import Rows
import Testing
import Web

@testable import Catalogue

@Suite("What a page shows of a table, as its address says")
struct TableStateTests {
    private func state(_ pairs: [(String, String)] = []) throws -> (TableState, ReadableTable) {
        let table = try SmallTable().readable()
        return (try TableState(dataset: "murid", Query(pairs), table.check), table)
    }

    /// The pairs behind a link's `?`.
    private func query(_ link: String) -> Query {
        Query(AddressEscapes.pairs(Array(link.drop { $0 != "?" }.dropFirst().utf8)).map { ($0.name, $0.value) })
    }

    @Test("every link leads back to the same state")
    func roundTrip() throws {
        let (start, table) = try state()
        let states = [
            start, start.adding(.compare("kecamatan", .equal, "Patrang")), start.sorting(by: "murid"),
            start.sorting(by: "murid").sorting(by: "murid"),
            start.turned(2), start.searching("sd patrang"), start.switching("jenjang", "SD").switching("jenjang", "SMP"),
            start.adding(.between("murid", "10", "200")).adding(.isMissing("kecamatan")).adding(.text("jenjang", .contains, "a&b=c (d)")),
        ]
        for state in states {
            #expect(try TableState(dataset: "murid", query(state.link()), table.check) == state, "\(state.link())")
        }
        var other = start
        (other.table, other.version) = ("kedua", 7)
        #expect(try TableState(dataset: "murid", query(other.link()), table.check) == other)
    }

    @Test("a heading sorts up, then down, then as the table is")
    func sorting() throws {
        let (start, table) = try state()
        let up = start.sorting(by: "murid")
        #expect(try table.rows(up).values.map { $0[4] }.first == .integer(7))
        #expect(try table.rows(up.sorting(by: "murid")).values.map { $0[4] }.first == .integer(300))
        #expect(up.sorting(by: "murid").sorting(by: "murid") == start)
    }

    @Test("a facet counts under every condition but its own, and ticks of one column are alternatives")
    func facets() throws {
        let (start, table) = try state()
        let ticked = start.switching("jenjang", "SD")
        #expect(try table.rows(ticked).total == 3)
        #expect(try table.rows(ticked.switching("jenjang", "SMP")).total == 5)
        #expect(ticked.switching("jenjang", "SD") == start)
        let both = ticked.adding(.compare("tahun", .equal, "2025"))
        let counts = try #require(try table.facets(both).first { $0.column.name == "jenjang" })
        #expect(Dictionary(counts.values.map { ($0.value.text!, $0.count) }) { $1 } == ["SD": 1, "SMP": 2, "SMA": 1])
    }

    @Test("a condition typed into the form goes into the address, in the words people use here")
    func form() throws {
        let (start, table) = try state()
        func applied(_ column: String, _ way: String, _ value: String) throws -> TableState? {
            try ConditionForm.applied(Query([("_kolom", column), ("_cara", way), ("_isi", value)]), to: start, table.check)
        }
        #expect(try applied("murid", "paling-sedikit", "1.250")?.conditions == [.compare("murid", .greaterOrEqual, "1250")])
        #expect(try applied("murid", "sama", "12,5")?.conditions == [.compare("murid", .equal, "12.5")])
        #expect(try applied("kecamatan", "memuat", "pat")?.conditions == [.text("kecamatan", .contains, "pat")])
        #expect(try applied("murid", "memuat", "120")?.conditions == [.compare("murid", .equal, "120")])
        #expect(try applied("kecamatan", "kosong", "")?.conditions == [.isMissing("kecamatan")])
        #expect(try applied("kecamatan", "sama", "") == start)
        #expect(try applied("tidak_ada", "sama", "x") == start)
        #expect(throws: AppError.self) { try applied("murid", "sama", "banyak") }
        #expect(throws: AppError.self) { try applied("tahun", "paling-banyak", "kemarin") }
        #expect(try ConditionForm.applied(Query(), to: start, table.check) == nil)
    }

    @Test("an address that asks by what is not there is refused, with the place in it")
    func unknown() {
        #expect(throws: AppError.self) { try state([("gaji", "eq.1")]) }
        #expect(throws: AppError.self) { try state([("murid", "eq.banyak")]) }
        #expect(throws: AppError.self) { try state([("limit", "5000")]) }
        #expect(throws: Never.self) { try state([("kecamatan", ""), ("bahasa", "en"), ("_jenis", "garis")]) }
    }

    @Test("the rule holds: what is hidden is neither shown nor asked by, what is masked cannot be found by its value")
    func rule() throws {
        let rule = ReadingRule(
            columns: ["kecamatan", "murid", "telepon"], filter: .compare("tahun", .equal, "2025"), masks: ["telepon": .hidden])
        let table = try SmallTable().readable(rule)
        let start = TableState(dataset: "murid")
        let rows = try table.rows(start)
        #expect(rows.total == 4 && rows.columns.map(\.name) == ["kecamatan", "murid", "telepon"])
        #expect(rows.values.allSatisfy { $0[2] == .missing })
        for name in ["kode", "jenjang", "tahun"] {
            #expect(throws: AppError.self) { try TableState(dataset: "murid", Query([(name, "eq.2024")]), table.check) }
            #expect(!table.mayAskBy(name))
            #expect(throws: AppError.self) { try table.filter("\(name)=eq.2024") }
        }
        #expect(try table.rows(start.adding(.compare("kecamatan", .equal, "Patrang"))).total == 2)
        #expect(try table.rows(start.adding(.compare("telepon", .equal, "0812"))).total == 0)
    }
}
