import Foundation
import Kernel
import Tables
import Testing

@Suite struct XLSXExportTests {
    private func add(_ export: XLSXExport, _ text: String, _ kind: XLSXExport.Kind) {
        var text = text
        text.withUTF8 { export.add($0, as: kind) }
    }

    private func export(_ headings: [String], _ rows: [[(String, XLSXExport.Kind)]]) throws -> XLSXWorkbook {
        let export = try XLSXExport(sheet: "Data [a]/b", headings: headings)
        var bytes: [UInt8] = []
        for row in rows {
            try export.beginRow()
            for (text, kind) in row { add(export, text, kind) }
            export.endRow()
            if export.pending > 50 { bytes += export.take() }
        }
        try export.finish()
        return try XLSXWorkbook(bytes + export.take())
    }

    @Test("what is exported is read back as what it was")
    func roundTrip() throws {
        let workbook = try export(
            ["nama", "x"],
            [
                [
                    ("=1+1 <b>&\"\u{7}_x0041_\r\n ", .text), ("-12.50", .number), ("true", .boolean), ("2024-02-29", .date),
                    ("2024-02-29T23:59:58", .date),
                ],
                [("", .text), ("3509012345678901", .number), ("ya", .boolean), ("1899-01-01", .date), ("31 Februari", .date)],
                [("@cmd", .text), ("+1", .number), ("0012345678901234", .number), ("1e5", .number), ("a\u{FFFF}b", .text)],
            ])
        #expect(workbook.sheets.map(\.name) == ["Data a b".replacing(" a b", with: " ab")])
        let rows = try workbook.rows()
        #expect(try rows.next()?.cells == [.text("nama"), .text("x")])
        #expect(
            try rows.next()?.cells
                == [
                    .text("=1+1 <b>&\"\u{7}_x0041_\r\n "), .number(-12.5), .flag(true), .day(Day("2024-02-29")!),
                    .moment(Day("2024-02-29")!, TimeOfDay(hour: 23, minute: 59, second: 58)),
                ])
        // Numbers that a workbook would round, words for flags and days that it cannot count are text.
        #expect(try rows.next()?.cells == [.empty, .text("3509012345678901"), .text("ya"), .text("1899-01-01"), .text("31 Februari")])
        #expect(try rows.next()?.cells == [.text("@cmd"), .text("+1"), .number(12_345_678_901_234), .text("1e5"), .text("a\u{FFFD}b")])
        #expect(try rows.next() == nil)
    }

    @Test("text that a cell has no room for is cut, and says so")
    func longText() throws {
        let workbook = try export([], [[(String(repeating: "é", count: 40_000), .text)]])
        let cell = try #require(try workbook.rows().next()?.cells.first)
        #expect(cell.text.hasSuffix("é…") && cell.text.utf16.count == 32_701)
    }

    @Test("rows past what a sheet holds go on in another, under the same headings")
    func manyRows() throws {
        let export = try XLSXExport(sheet: "Data", headings: ["n"])
        var bytes: [UInt8] = []
        for number in 0..<1_048_580 {
            try export.beginRow()
            add(export, "\(number)", .number)
            export.endRow()
            if export.pending > 1 << 16 { bytes += export.take() }
        }
        try export.finish()
        let workbook = try XLSXWorkbook(bytes + export.take())
        #expect(workbook.sheets.map(\.name) == ["Data", "Data 2"])
        let rows = try workbook.rows("Data 2")
        #expect(try rows.next()?.cells == [.text("n")])
        #expect(try rows.next()?.cells == [.number(1_048_575)])
    }
}
