import Foundation
import Kernel
import Tables
import Testing

@Suite struct XLSXWriterTests {
    private func withFile(_ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("pendopo-\(UUID().uuidString).xlsx").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    @Test func whatIsWrittenIsReadBack() throws {
        let cells: [Cell] = [
            .text("Kecamatan Patrang, \"Jember\" <é🙂>"), .text("=1+1"), .text("a\nb\u{7}"), .number(1.5), .number(-35_090_001), .flag(true),
            .empty, .flag(false), .day(Day("2024-02-29")!), .moment(Day("2026-12-31")!, TimeOfDay(hour: 23, minute: 59, second: 58)),
            .time(TimeOfDay(hour: 7, minute: 30)), .day(Day("1899-12-31")!), .text(" outer "),
        ]
        try withFile { path in
            let writer = try XLSXWriter(path: path)
            let first = try writer.sheet("Laporan [1]: a/b", headings: ["Nama", "Jumlah"], widths: [40])
            try first.row(cells)
            try first.row([])
            try first.row([.text("x")])
            let second = try writer.sheet("laporan 1 ab")
            try second.row([.text(String(repeating: "é", count: 40_000)), .number(.infinity), .text("a\0b")])
            try writer.close()

            let workbook = try XLSXWorkbook(path: path)
            #expect(workbook.sheets.map(\.name) == ["Laporan 1 ab", "laporan 1 ab 2"])
            let rows = try workbook.rows()
            #expect(try rows.next() == XLSXRow(number: 1, cells: [.text("Nama"), .text("Jumlah")]))
            var expected = cells
            expected[11] = .text("1899-12-31")
            let found = try #require(try rows.next())
            for (one, other) in zip(found.cells, expected) { #expect(one == other) }
            #expect(found.number == 2 && found.cells.count == expected.count)
            #expect(try rows.next() == XLSXRow(number: 4, cells: [.text("x")]))
            #expect(try rows.next() == nil)
            let cut = try #require(try workbook.rows("laporan 1 ab 2").next())
            #expect(cut.cells[0].text.hasSuffix("é…") && cut.cells[0].text.utf16.count == 32_701)
            #expect(cut.cells[2] == .text("ab"))
        }
    }

    @Test func manyRowsInPieces() throws {
        try withFile { path in
            let writer = try XLSXWriter(path: path)
            let sheet = try writer.sheet("Data", headings: ["nomor", "nama", "tanggal"])
            let start = Day("2020-01-01")!
            for number in 0..<20_000 { try sheet.row([.number(number), .text("baris \(number)"), .day(start.adding(number % 2000))]) }
            try writer.close()
            let table = try TableFile.open(path: path)
            var number = 0
            while let row = try table.next() {
                try #require(row["nomor"] == "\(number)" && row["nama"] == "baris \(number)")
                try #require(row["tanggal"] == start.adding(number % 2000).description && row.line == number + 2)
                number += 1
            }
            #expect(number == 20_000)
            #expect(table.progress == 1)
        }
    }

    @Test func anExportThatFailsLeavesNoFile() throws {
        try withFile { path in
            do {
                let writer = try XLSXWriter(path: path)
                let sheet = try writer.sheet("Data")
                try sheet.row([.text("x")])
                #expect(throws: AppError.self) { try sheet.row([Cell](repeating: .number(1), count: 16_385)) }
            }
            #expect(!FileManager.default.fileExists(atPath: path))
        }
        let nowhere = try XLSXWriter(path: "/nowhere/x.xlsx")
        _ = try nowhere.sheet("a")
        #expect(throws: AppError.self) { try nowhere.close() }
    }
}
