import Columns
import Foundation
import Kernel
import Tables
import Testing

@testable import Rows

private typealias Text = JSONText

@Suite("Workbooks and features")
struct ExportTests {
    @Test("a workbook keeps every digit, every kind of value, and texts that look like formulas as texts")
    func sheet() throws {
        let table = try RowTable(
            [
                .init("nik", .integer), .init("nilai", .number), .init("nama", .string), .init("lahir", .date), .init("aktif", .boolean),
                .init("tahun", .year),
            ],
            [
                [
                    .integer(3_509_190_101_900_001), .number(Number("0.5")!), .text("=1+1"), .day(Day("1990-01-01")!), .boolean(true),
                    .year(2024),
                ],
                [.integer(12), .number(Number("12345678901234567890.25")!), .text("a\"b"), .day(Day("1850-01-01")!), .missing, .missing],
            ])
        let path = table.folder + "/buku.xlsx"
        try SheetExport.write(
            table.file, .matching(.everything), table.shape.columns.map { .init($0.name) }, masks: ["nama": { _ in .text("***") }],
            sheet: "Data: [uji]", to: path)
        let masked = try unzipped(path)
        #expect(masked.contains("***") && !masked.contains("1+1"))
        try SheetExport.write(
            table.file, .matching(.everything), table.shape.columns.map { .init($0.name) }, sheet: "Data: [uji]", to: path + "2")
        let text = try unzipped(path + "2")
        for wanted in ["3509190101900001", "12345678901234567890.25", "=1+1", "1850-01-01"] { #expect(text.contains(wanted), "\(wanted)") }
        #expect(!text.contains("<f>"))
    }

    /// All of a workbook's parts as text.
    private func unzipped(_ path: String) throws -> String {
        let program = """
            import sys, zipfile
            book = zipfile.ZipFile(sys.argv[1])
            print(*[book.read(name).decode('utf8') for name in book.namelist()])
            """
        return try ChildCommand("python3", ["-c", program, path]).run(errors: .ours).text
    }

    @Test("features have their places, whichever way those are written, and none where there is none on Earth")
    func features() throws {
        let line = #"{"type":"LineString","coordinates":[[113.1,-8.1],[113.2,-8.2]]}"#
        let points = try RowTable(
            [.init("nama", .string), .init("titik", .geopoint)],
            [
                [.text("a"), .text("113.7, -8.17")], [.text("b"), .text("[113.7,-8.2]")], [.text("c"), .text("900,1")],
                [.text("d"), .missing],
            ])
        let place = try #require(PlaceColumns(points.shape))
        func all(_ table: RowTable, _ place: PlaceColumns) throws -> Text {
            let export = try FeatureExport(
                table.file, rows: Array(0..<table.rows.count), place: place, outputs: table.shape.columns.map { .init($0.name) })
            var bytes: [UInt8] = []
            while let piece = export.next(piece: 10) { bytes += piece }
            return try #require(Text(bytes))
        }
        guard case .list(let found)? = try all(points, place)["features"] else { Testing.Issue.record("no features"); return }
        #expect(found.map { $0["geometry"]?["coordinates"] } == [Text("[113.7,-8.17]"), Text("[113.7,-8.2]"), nil, nil])
        #expect(found[0]["properties"] == Text(#"{"nama":"a"}"#) && found[0]["id"] == .number("1"))
        let shapes = try RowTable(
            [.init("bentuk", .geojson)], [[.text(line)], [.text("{\"type\":\"Feature\",\"geometry\":\(line)}")], [.text("{oops")]])
        guard case .list(let drawn)? = try all(shapes, try #require(PlaceColumns(shapes.shape)))["features"] else { return }
        #expect(drawn.map { $0["geometry"] } == [Text(line), Text(line), Text("null")])
        let pairs = try RowTable(
            [.init("lintang", .number), .init("bujur", .number)], [[.number(Number("-8.5")!), .number(Number("113.5")!)]])
        guard case .list(let placed)? = try all(pairs, try #require(PlaceColumns(pairs.shape)))["features"] else { return }
        #expect(placed[0]["geometry"]?["coordinates"] == Text("[113.5,-8.5]"))
        #expect(PlaceColumns(try TableShape([.init("a", .string)])) == nil)
    }
}
