import Foundation
import Kernel
import Tables
import Testing

@testable import Ingest

/// Workbooks that we make: rows to mend, and empty ones to fill in.
@Suite struct OwnWorkbookTests {
    private func words() throws -> Words { try IngestWords.load() }

    private func part(_ archive: ZipArchive, _ name: String) throws -> String {
        let stream = try #require(try archive.stream(name))
        var bytes: [UInt8] = []
        while case let piece = try stream.next(), !piece.isEmpty { bytes += piece }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("rows that could not be taken come back with their number, their cells and what is wrong with them")
    func badRows() throws {
        let path = Sample.path("xlsx")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let words = try words()
        let workbook = try BadRowsWorkbook(path: path, sheet: "harga", headings: ["nama", "harga"], words: words, language: .indonesian)
        let problem = CellProblem(
            sheet: "harga", row: 7, column: 1, heading: "harga", field: "harga", value: "=banyak", kind: .notNumber,
            problem: "sheets.empty", expected: "sheets.pdf", fixes: [])
        try workbook.add(QuarantinedRow(row: 7, cells: ["Beras", "=banyak"], problems: [problem]))
        try workbook.add(QuarantinedRow(row: 9, cells: ["Gula"], problems: []))
        try workbook.close()
        let lines = try Sample.read(try UploadedFile.open(path: path, named: "a.xlsx"))
        let sentence = "\(words("sheets.empty", .indonesian)) \(words("sheets.pdf", .indonesian))"
        #expect(lines[0].cells == ["Baris", "nama", "harga", "Yang perlu diperbaiki"])
        #expect(lines[1].cells == ["7", "Beras", "=banyak", sentence])
        #expect(lines[1].kinds[2] == .text)
        #expect(lines[2].cells == ["9", "Gula"])
        let archive = try ZipArchive(RandomSource(path: path))
        #expect(try part(archive, "xl/comments1.xml").contains("ref=\"C2\""))
    }

    @Test("a template has the schema's headings, notes at them, and lists of what may be chosen")
    func template() throws {
        let path = Sample.path("xlsx")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let json = """
            {"fields": [{"name": "kec", "title": "Kecamatan", "type": "string", "constraints": {"required": true, "enum": ["Patrang", "Arjasa"]}},
              {"name": "jumlah", "type": "integer", "description": "Jumlah siswa", "example": 12, "pendopo:unit": "orang"},
              {"name": "aktif", "type": "boolean"}]}
            """
        let schema = try JSONDecoder().decode(TableSchema.self, from: Data(json.utf8))
        try TemplateWorkbook.write(schema, sheet: "Siswa", to: path, words: words(), language: .indonesian)
        let file = try UploadedFile.open(path: path, named: "a.xlsx")
        #expect(file.sheets.map(\.name) == ["Siswa", "Pilihan"])
        #expect(try Sample.read(file).map(\.cells) == [["Kecamatan", "jumlah", "aktif"]])
        #expect(try Sample.read(file, sheet: 1).map(\.cells) == [["Kecamatan", "aktif"], ["Patrang", "ya"], ["Arjasa", "tidak"]])
        let archive = try ZipArchive(RandomSource(path: path))
        let notes = try part(archive, "xl/comments1.xml")
        #expect(
            notes.contains("Jumlah siswa\nIsi dengan bilangan bulat") && notes.contains("Satuan: orang.") && notes.contains("Contoh: 12"))
        let sheet = try part(archive, "xl/worksheets/sheet1.xml")
        #expect(sheet.contains("'Pilihan'!$A$2:$A$3") && sheet.contains("'Pilihan'!$B$2:$B$3"))
    }
}
