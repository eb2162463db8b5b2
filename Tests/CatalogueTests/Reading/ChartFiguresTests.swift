import Columns
import Directory
import Ingest
import Kernel
import TestSupport
import Testing
import Web

@testable import Catalogue

@Suite("Figures of a chart")
struct ChartFiguresTests {
    private static func page() throws -> Page {
        Page(
            words: try CatalogueWords.load(), csrf: "", path: "/", now: Instant("2026-03-02T02:00:00Z")!,
            brand: Brand(regencyName: "Jember"),
            assets: .none)
    }

    private static func maker(_ table: ReadableTable) throws -> ChartMaker {
        ChartMaker(page: try page(), table: table.text, file: table.file, places: PlacesSnapshot(), source: "Sumber")
    }

    @Test("sums by name, the missing name last, a sum of nothing missing")
    func sums() throws {
        let table = try SmallTable().readable()
        let spec = ChartSpec(.bar, x: "kecamatan", figure: .sum, value: "murid", filter: "tahun=eq.2025", sort: .greatest)
        let figures = try spec.figures(table.file, filter: try table.filter(spec.filter))
        #expect(figures.lines.map(\.key) == [.text("Patrang"), .text("Kaliwates"), .missing])
        #expect(figures.lines.map(\.values) == [[130], [80], [7]])
        #expect(figures.rows == 4)
    }

    @Test("series: counts of no rows are zero, sums of no rows are missing")
    func series() throws {
        let table = try SmallTable().readable()
        let counts = try ChartSpec(.column, x: "kecamatan", series: "jenjang").figures(table.file, filter: .everything)
        #expect(counts.series == [.text("SD"), .text("SMA"), .text("SMP")])
        #expect(counts.lines.map(\.values) == [[1, 0, 1], [2, 0, 1], [0, 1, 0]])
        let sums = try ChartSpec(.column, x: "kecamatan", series: "jenjang", figure: .sum, value: "murid").figures(
            table.file, filter: .everything)
        #expect(sums.lines.map(\.values) == [[300, nil, 80], [250, nil, nil], [nil, 7, nil]])
    }

    @Test("no more names than can be read, and how many are left out")
    func top() throws {
        let table = try SmallTable().readable()
        let spec = ChartSpec(.bar, x: "kecamatan", figure: .sum, value: "murid", sort: .greatest, top: 1)
        let figures = try spec.figures(table.file, filter: .everything)
        #expect(figures.lines.count == 1 && figures.cutLines == 2 && figures.lines[0].key == .text("Kaliwates"))
        let drawing = try Self.maker(table).draw(spec, on: table, id: "x")
        #expect(drawing.notes.count == 1 && drawing.rows == [["Kecamatan", "Jumlah murid (orang)"], ["Kaliwates", "380"]])
        #expect(drawing.title == "Jumlah murid menurut kecamatan")
    }

    @Test("charts obey the rule: no column that is hidden or masked, no row beyond it")
    func rule() throws {
        let rule = ReadingRule(columns: ["kecamatan", "tahun", "murid"], filter: .compare("tahun", .equal, "2024"))
        let table = try SmallTable().readable(rule)
        let maker = try Self.maker(table)
        let drawing = try maker.draw(ChartSpec(.bar, x: "kecamatan", figure: .sum, value: "murid"), on: table, id: "x")
        #expect(drawing.rows.dropFirst() == [["Kaliwates", "300"], ["Patrang", "120"]])
        for spec in [ChartSpec(.bar, x: "jenjang"), ChartSpec(.bar, x: "kecamatan", series: "telepon"), ChartSpec(.areas, x: "kode")] {
            #expect(throws: AppError.self) { try maker.draw(spec, on: table, id: "x") }
        }
    }

    @Test("a map without regions, without coordinates, and figures of text say which other choice helps")
    func impossible() throws {
        let table = try SmallTable().readable()
        let maker = try Self.maker(table)
        let words = try CatalogueWords.load()
        for spec in [
            ChartSpec(.points, x: "kecamatan"), ChartSpec(.areas, x: "kecamatan", figure: .average, value: "murid"),
            ChartSpec(.bar, x: "kecamatan", figure: .sum, value: "jenjang"), ChartSpec(.bar, x: "tidak_ada"),
        ] {
            do {
                _ = try maker.draw(spec, on: table, id: "x")
                Testing.Issue.record("\(spec.kind) was drawn")
            } catch {
                let message = error.issues.first?.message ?? error.message
                #expect(message.key.id.hasPrefix("columns.") || words.sentence(message.key, .indonesian) != nil)
            }
        }
    }

    @Test("the usual chart of a table with areas sums its measure by their names")
    func usual() throws {
        let table = try SmallTable().readable()
        let spec = ChartSpec.usual(for: table.text) { (try? table.file.column($0))?.statistics.distinct ?? 0 }
        #expect(spec == ChartSpec(.bar, x: "kecamatan", figure: .sum, value: "murid", sort: .greatest))
    }

    @Test("prices and shares are averaged: their sum says nothing", arguments: [("Harga beras", "rupiah"), ("Cakupan", "persen")])
    func usualAverage(title: String, unit: String) throws {
        let small = try SmallTable()
        var schema = small.schema
        schema.fields[4].title = title
        schema.fields[4].standard.unit = unit
        let text = TableText(try schema.shape(), schema: schema)
        let spec = ChartSpec.usual(for: text) { (try? small.file.column($0))?.statistics.distinct ?? 0 }
        #expect(spec.figure == .average && spec.value == "murid")
    }
}
