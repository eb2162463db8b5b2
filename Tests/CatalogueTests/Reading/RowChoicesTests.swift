import Columns
import Directory
import Ingest
import Kernel
import TestSupport
import Testing
import Web

@testable import Catalogue

@Suite("Rows chosen on a page")
struct RowChoicesTests {
    private static func page() throws -> Page {
        Page(
            words: try CatalogueWords.load(), csrf: "", path: "/", now: Instant("2026-03-02T02:00:00Z")!,
            brand: Brand(regencyName: "Jember"), assets: .none)
    }

    private func directory() async throws -> DirectoryIndex { try await CatalogueTestSite().directory }

    private func values(_ names: String...) -> [Choice] { names.map { Choice($0, $0) } }

    private func read(_ choices: RowChoices, _ fields: [(String, String)]) -> (filter: String, issues: [Kernel.Issue]) {
        var checker = Checker(FormData([("rows.of", choices.version)] + fields))
        let filter = choices.filter(&checker)
        return (filter, checker.issues)
    }

    @Test("ticks, ranges and a typed condition all hold together, and come back into the same fields")
    func written() async throws {
        let table = try SmallTable()
        let choices = RowChoices(
            table.version, try await directory(), try Self.page(),
            values: ["kecamatan": values("Kaliwates", "Patrang"), "jenjang": values("SD", "SMA", "SMP")])
        let sent = [
            ("rows.0.among", "Patrang"), ("rows.2.from", "2024"), ("rows.2.to", "2025"), ("rows.3.among", "SD"), ("rows.3.among", "SMP"),
            ("rows.4.to", "1.250"), ("filter", "telepon=ne.0812"),
        ]
        let (filter, issues) = read(choices, sent)
        #expect(issues.isEmpty)
        #expect(filter == "kecamatan=eq.Patrang&tahun=between.(2024,2025)&jenjang=in.(SD,SMP)&murid=lte.1250&telepon=ne.0812")
        let readable = try table.readable()
        #expect(try readable.file.rows(matching: try readable.filter(filter)).count == 1)
        let filled = choices.filled(Form(), with: filter)
        #expect(filled.all("rows.0.among") == ["Patrang"] && filled.all("rows.3.among") == ["SD", "SMP"])
        #expect(filled.value("rows.2.from") == "2024" && filled.value("rows.2.to") == "2025" && filled.value("rows.4.to") == "1250")
        #expect(filled.value("filter") == "telepon=ne.0812")
        let words = try #require(choices.words(filter, try Self.page()))
        #expect(words.hasPrefix("Kecamatan: Patrang dan ") && words.contains("Jenjang: SD, SMP"))
        #expect(read(choices, []).filter.isEmpty)
    }

    @Test("where nothing of the rows may be told, regions come from the directory and mean all that lies in them")
    func regions() async throws {
        let directory = try await directory()
        let choices = RowChoices(try SmallTable().version, directory, try Self.page())
        let region = try #require(directory.places.subdistricts.first)
        let (filter, issues) = read(choices, [("rows.1.within", region.code.text)])
        #expect(issues.isEmpty && filter == "kode=starts.\(region.code.text)")
        #expect(choices.filled(Form(), with: filter).all("rows.1.within") == [region.code.text])
        #expect(choices.words(filter, try Self.page())?.contains(region.name) == true)
        // The name beside the code is not asked for: how it is written is not known.
        #expect(choices.columns[0].way == .elsewhere)
        let shown = choices.html(try Self.page(), Form(), legend: "choosing.conditions").markup
        #expect(shown.contains("rows.1.within") && !shown.contains("rows.0."))
    }

    @Test("what was ticked by somebody who is offered the values is read also where they are not known")
    func offered() async throws {
        let (version, directory) = (try SmallTable().version, try await directory())
        let known = RowChoices(version, directory, try Self.page(), values: ["kecamatan": values("Kaliwates", "Patrang")])
        #expect(known.html(try Self.page(), Form(), legend: "choosing.conditions").markup.contains("rows.0.among"))
        let (filter, issues) = read(RowChoices(version, directory, try Self.page()), [("rows.0.among", "Patrang")])
        #expect(issues.isEmpty && filter == "kecamatan=eq.Patrang")
    }

    @Test("what is no value of a column is said at its field, and fields of another version's columns choose nothing")
    func wrong() async throws {
        let choices = RowChoices(try SmallTable().version, try await directory(), try Self.page())
        #expect(read(choices, [("rows.4.from", "banyak")]).issues.map(\.field) == ["rows.4.from"])
        #expect(read(choices, [("rows.2.to", "kemarin")]).issues.map(\.field) == ["rows.2.to"])
        var checker = Checker(FormData([("rows.of", "versi-lain"), ("rows.4.from", "5"), ("filter", "tahun=eq.2025")]))
        #expect(choices.filter(&checker) == "tahun=eq.2025")
        #expect(checker.issues == [Issue("filter", "choosing.changed")])
        let shown = choices.html(
            try Self.page(), Form(["rows.of": "versi-lain", "rows.4.from": "5"], issues: checker.issues), legend: "choosing.conditions")
        #expect(!shown.markup.contains("value=\"5\""))
        #expect(Accessibility.faults(shown.markup) == [])
    }

    @Test("an address that asks more than conditions is kept as it is written")
    func kept() async throws {
        let choices = RowChoices(try SmallTable().version, try await directory(), try Self.page())
        for filter in ["tahun=eq.2025&fields=murid", "q=patrang", "gaji=gt.1", "or=(tahun.eq.2024,murid.gt.100)"] {
            let filled = choices.filled(Form(), with: filter)
            #expect(filled.value("filter") == filter, "\(filter)")
            #expect(RowChoices.Part.allCases.allSatisfy { part in choices.columns.allSatisfy { filled.all($0.field(part)).isEmpty } })
        }
        #expect(choices.words("gaji=gt.1", try Self.page()) == nil)
    }

    @Test("numbers of a range are those of the column, and moments are whole days by the regency's clocks")
    func ranges() async throws {
        let schema = TableSchema([
            TableSchema.Field("pada", .datetime), TableSchema.Field("sejak", .date), TableSchema.Field("aktif", .boolean),
            TableSchema.Field("luas", .number),
        ])
        let version = DatasetVersion(
            id: Identifier("v"), distribution: Identifier("t"), number: 1, hash: "00", rows: 0, bytes: 1, shape: try schema.shape(),
            schema: schema, publishedAt: Instant("2026-01-05T00:00:00Z")!, publishedBy: "system")
        let choices = RowChoices(version, try await directory(), try Self.page())
        let (filter, issues) = read(
            choices, [("rows.0.from", "2026-03-01"), ("rows.0.to", "2026-03-02"), ("rows.1.from", "1/3/2026"), ("rows.2.among", "true")])
        #expect(issues.isEmpty)
        let parts = filter.split(separator: "&").map(String.init)
        #expect(parts.count == 4 && parts[2] == "sejak=gte.2026-03-01" && parts[3] == "aktif=eq.true")
        #expect(parts[0].hasPrefix("pada=gte.") && parts[0].contains("2026-02-28T17:00:00"))
        #expect(parts[1].hasPrefix("pada=lt.") && parts[1].contains("2026-03-02T17:00:00"))
        // What comes back into its field is the same number when it is sent once more.
        for filter in ["luas=between.(-1.125,1250.5)", "luas=eq.1.125", "luas=lte.2.000"] {
            let filled = choices.filled(Form(), with: filter)
            let fields = ["rows.3.from", "rows.3.to"].map { ($0, filled.value($0)) }
            #expect(filled.value("filter").isEmpty && read(choices, fields).filter == filter, "\(fields)")
        }
    }
}
