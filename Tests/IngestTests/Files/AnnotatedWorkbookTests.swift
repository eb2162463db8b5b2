import Foundation
import FoundationXML
import Ingest
import Kernel
import Tables
import Testing

@Suite struct AnnotatedWorkbookTests {
    /// Writes the copy and gives both archives.
    private func annotate(_ original: String, _ remarks: [CellRemark]) throws -> (before: ZipArchive, after: ZipArchive, file: any RawFile)
    {
        let path = Sample.path("xlsx")
        let count = try AnnotatedWorkbook.write(original: original, to: path, remarks: remarks)
        #expect(count == Set(remarks.map { "\($0.sheet) \($0.row) \($0.column ?? 0)" }).count)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return (
            try ZipArchive(RandomSource(path: original)),
            try ZipArchive(RandomSource([UInt8](Data(contentsOf: URL(fileURLWithPath: path))))),
            try UploadedFile.open(path: path, named: "a.xlsx")
        )
    }

    private func fixture(_ name: String) -> String { Sample.folder.appendingPathComponent(name).path }

    private func content(_ archive: ZipArchive, _ name: String) throws -> [UInt8] {
        let stream = try #require(try archive.stream(name))
        var bytes: [UInt8] = []
        while case let piece = try stream.next(), !piece.isEmpty { bytes += piece }
        return bytes
    }

    private func text(_ archive: ZipArchive, _ name: String) throws -> String {
        String(decoding: try content(archive, name), as: UTF8.self)
    }

    private func isWellFormed(_ archive: ZipArchive) throws {
        for name in archive.names where name.hasSuffix(".xml") || name.hasSuffix(".rels") || name.hasSuffix(".vml") {
            let parser = XMLParser(data: Data(try content(archive, name)))
            #expect(parser.parse(), "\(name): \(String(describing: parser.parserError))")
        }
    }

    @Test("comments stand at their cells, new ones beside those that were there, and nothing else changes")
    func comments() throws {
        let original = fixture("berkomentar.xlsx")
        let (before, after, file) = try annotate(
            original,
            [
                CellRemark(sheet: 0, row: 1, column: 0, text: "juga ini"),
                CellRemark(sheet: 0, row: 5, column: 1, text: "\"banyak\" bukan <angka> & 1"),
                CellRemark(sheet: 0, row: 5, column: 1, text: "baris kedua"), CellRemark(sheet: 0, row: 3, column: 0, text: "kosong"),
                CellRemark(sheet: 0, row: 4, column: 2, text: "baris yang tidak ada"),
                CellRemark(sheet: 0, row: 9, column: 5, text: "di bawah"),
                CellRemark(sheet: 1, row: 1, column: nil, text: "lembar lain"),
            ])
        try isWellFormed(after)
        for name in before.names
        where !["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/styles.xml", "[Content_Types].xml"].contains(name) {
            guard !name.contains("comments"), !name.contains("vmlDrawing"), !name.contains("sheet2.xml.rels") else { continue }
            #expect(try content(before, name) == content(after, name), "\(name)")
        }
        let comments = try text(after, "xl/comments1.xml")
        #expect(comments.contains("Pakai nama resmi &lt;kecamatan&gt; &amp; desa"))
        #expect(comments.contains("juga ini") && comments.contains("&quot;banyak&quot; bukan &lt;angka&gt; &amp; 1\nbaris kedua"))
        #expect(comments.components(separatedBy: "<comment ").count - 1 == 5)
        #expect(comments.components(separatedBy: "ref=\"A1\"").count - 1 == 1)
        #expect(try text(after, "xl/drawings/vmlDrawing1.vml").components(separatedBy: "<v:shape ").count - 1 == 5)
        let sheet = try text(after, "xl/worksheets/sheet1.xml")
        #expect(sheet.contains("dataValidation") && sheet.components(separatedBy: "<legacyDrawing").count - 1 == 1)
        #expect(sheet.contains("<row r=\"9\"><c r=\"F9\" s="))
        let second = try text(after, "xl/worksheets/sheet2.xml")
        #expect(second.contains("<legacyDrawing xmlns:r="))
        #expect(try text(after, "xl/pendopo/comments2.xml").contains("<comment ref=\"A1\""))
        #expect(try text(after, "[Content_Types].xml").contains("/xl/pendopo/comments2.xml"))
        // What the cells say is what they said.
        let old = try Sample.read(try UploadedFile.open(path: original, named: "a.xlsx")).map(\.cells)
        let new = try Sample.read(file).map(\.cells)
        #expect(Array(new.prefix(old.count)) == old && new.dropFirst(old.count).allSatisfy { $0.allSatisfy(\.isEmpty) })
    }

    @Test("a marked cell keeps its format and gets a ground of its own colour")
    func styles() throws {
        let (_, after, _) = try annotate(fixture("berkomentar.xlsx"), [CellRemark(sheet: 0, row: 3, column: 1, text: "merah")])
        let styles = try text(after, "xl/styles.xml")
        #expect(styles.contains("FFFFC7CE"))
        let formats = styles.components(separatedBy: "<cellXfs")[1].components(separatedBy: "</cellXfs>")[0]
        let last = formats.components(separatedBy: "<xf ").last!
        #expect(last.contains("numFmtId=\"164\"") && last.contains("applyFill=\"1\""))
        let count = Int(formats.components(separatedBy: "count=\"")[1].prefix { $0.isNumber })
        #expect(count == formats.components(separatedBy: "<xf ").count - 1)
    }

    @Test(
        "every fixture survives comments in every row",
        arguments: [
            "sekolah-per-kecamatan.xlsx", "harga-pangan.xlsx", "anggaran-dinas.xlsx", "puskesmas-dan-kode.xlsx", "hitungan-1904.xlsx",
        ])
    func everyFixture(_ name: String) throws {
        let original = try Sample.fixture(name)
        let lines = try Sample.read(original)
        let remarks = lines.flatMap { line in
            [0, 2, 9].map { CellRemark(sheet: 0, row: line.number, column: $0, text: "baris \(line.number)") }
        }
        let (_, after, file) = try annotate(fixture(name), remarks)
        try isWellFormed(after)
        #expect(try Sample.read(file) == lines)
        #expect(file.sheets == original.sheets)
    }

    @Test("without styles there are comments and no colours; remarks that point nowhere are passed over")
    func bare() throws {
        let path = Sample.path("xlsx")
        let copy = Sample.path("xlsx")
        defer { [path, copy].forEach { try? FileManager.default.removeItem(atPath: $0) } }
        let sheet = "<worksheet><sheetData/><pageMargins left=\"1\"/><tableParts count=\"0\"/></worksheet>"
        try Data(Sample.workbook(sheet)).write(to: URL(fileURLWithPath: path))
        let remarks = [
            CellRemark(sheet: 0, row: 2, column: 1, text: "x"), CellRemark(sheet: 7, row: 1, column: 1, text: "y"),
            CellRemark(sheet: 0, row: 0, column: 1, text: "z"), CellRemark(sheet: 0, row: 1, column: 99_999, text: "w"),
        ]
        #expect(try AnnotatedWorkbook.write(original: path, to: copy, remarks: remarks) == 1)
        let archive = try ZipArchive(RandomSource(path: copy))
        #expect(try text(archive, "xl/worksheets/sheet1.xml").contains("r:id=\"rIdPendopoDrawing\"/><tableParts"))
        #expect(try text(archive, "xl/worksheets/_rels/sheet1.xml.rels").contains("/xl/pendopo/drawing1.vml"))
    }

    @Test("no more comments than a workbook can be opened with")
    func most() throws {
        let path = Sample.path("xlsx")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let remarks = (1...6000).map { CellRemark(sheet: 0, row: $0, column: 1, text: "salah") }
        let count = try AnnotatedWorkbook.write(original: fixture("berkomentar.xlsx"), to: path, remarks: remarks)
        #expect(count == AnnotatedWorkbook.mostRemarks)
        #expect(throws: AppError.self) { try AnnotatedWorkbook.write(original: "/nowhere.xlsx", to: path, remarks: remarks) }
    }
}
