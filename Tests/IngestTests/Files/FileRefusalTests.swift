import Foundation
import Kernel
import Tables
import Testing

@testable import Ingest

/// What cannot be read is refused with the sentence that helps, and costs no memory.
@Suite struct FileRefusalTests {
    private func refusal(_ bytes: [UInt8], _ name: String = "data.xlsx") -> AppError? {
        do {
            _ = try Sample.lines(bytes, name)
            return nil
        } catch { return error as? AppError }
    }

    private func zip(_ parts: String...) throws -> [UInt8] {
        let zip = ZipWriter()
        for part in parts { try zip.add(part, Array("application/x".utf8)) }
        try zip.finish()
        return zip.take()
    }

    @Test("workbooks that are locked, old, binary or of another program")
    func otherWorkbooks() throws {
        let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 3000)
        let locked = compound + "EncryptedPackage".utf16.flatMap { [UInt8($0 & 255), 0] } + [UInt8](repeating: 0, count: 500)
        #expect(refusal(compound, "data.xls") == AppError(.unsupported, "sheets.old_workbook"))
        #expect(refusal(locked) == AppError(.unsupported, "sheets.locked"))
        #expect(refusal(try zip("mimetype", "content.xml"))?.message == "sheets.open_document")
        #expect(refusal(try zip("[Content_Types].xml", "xl/workbook.bin"))?.message == "sheets.binary_workbook")
        #expect(refusal(try zip("[Content_Types].xml", "word/document.xml"))?.message == "sheets.document")
        #expect(refusal(try zip("data.csv"))?.message == "sheets.packed")
    }

    @Test(
        "files that are no tables",
        arguments: [
            ("%PDF-1.7 …", "sheets.pdf"), ("\u{1F}\u{8B}", "sheets.not_a_table"), ("SQLite format 3\0", "sheets.not_a_table"),
            ("<!DOCTYPE html><html><table><tr><td>1</td></tr></table></html>", "sheets.web_page"),
            ("<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>", "sheets.web_page"),
            ("<?xml version=\"1.0\"?><kml/>", "sheets.markup"), ("", "sheets.empty"), ("  \r\n\n ", "sheets.empty"),
            ("{\\rtf1 x}", "sheets.document"), ("\0\u{1}\u{2}\u{3}\0\u{5}abc", "sheets.not_a_table"),
        ])
    func otherFiles(_ text: String, _ key: String) {
        #expect(refusal(Array(text.utf8), "data.xls")?.message.key.id == key)
    }

    @Test("packed files and pictures by their first bytes")
    func signatures() {
        #expect(refusal([0x1F, 0x8B, 8, 0, 0])?.message == "sheets.packed")
        #expect(refusal([0x89, 0x50, 0x4E, 0x47, 13, 10])?.message == "sheets.picture")
        #expect(refusal([0xFF, 0xD8, 0xFF, 0xE0])?.message == "sheets.picture")
    }

    @Test("a table of 16,384 columns is read, one more is refused, in every format")
    func columns() throws {
        let wide = String(repeating: "a,", count: 16_383)
        #expect(try Sample.lines(wide + "b\n", "a.csv")[0].cells.count == 16_384)
        let tooMany = AppError.tooLarge(Message("table.too_many_columns", ["most": "16384"]))
        #expect(refusal(Array((wide + "b,c\n").utf8), "a.csv") == tooMany)
        let members = (0...16_384).map { "\"k\($0)\":1" }.joined(separator: ",")
        #expect(refusal(Array("[{\(members)}]".utf8), "a.json") == tooMany)
        let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row></sheetData></worksheet>"
        #expect(refusal(try Sample.workbook(sheet)) == tooMany)
        let last = "<worksheet><sheetData><row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row></sheetData></worksheet>"
        #expect(try Sample.lines(Sample.workbook(last), "a.xlsx")[0].cells.count == 16_384)
    }

    @Test("a table of more cells than anybody should wait for ends with words, at the row that is too much, in every format")
    func cells() throws {
        let rows = 1...10
        let csv = "a,b,c\n" + rows.map { "\($0),x,y\n" }.joined()
        let json = "[" + rows.map { "{\"a\":\($0),\"b\":\"x\",\"c\":\"y\"}" }.joined(separator: ",") + "]"
        let lines = rows.map { number -> String in
            let cells = ["A", "B", "C"].map { column in "<c r=\"\(column)\(number)\"><v>1</v></c>" }
            return "<row r=\"\(number)\">\(cells.joined())</row>"
        }
        let sheet = try Sample.workbook("<worksheet><sheetData>\(lines.joined())</sheetData></worksheet>")
        for (bytes, name) in [(Array(csv.utf8), "a.csv"), (Array(json.utf8), "a.json"), (sheet, "a.xlsx")] {
            try Sample.with(bytes, name) { file in
                let reader = try file.rows(ofSheet: 0)
                (reader as? CSVRows)?.mostCells = 12
                (reader as? JSONRows)?.mostCells = 12
                (reader as? WorkbookRows)?.mostCells = 12
                var row = RawRow()
                var read = 0
                let error = #expect(throws: AppError.self, "\(name)") { while try reader.next(into: &row) { read += 1 } }
                #expect(error?.kind == .tooLarge && error?.message.key == "sheets.too_many_cells", "\(name)")
                // Twelve cells are four rows; JSON's names are a row of their own that costs nothing.
                #expect(read == (name == "a.json" ? 5 : 4), "\(name)")
            }
        }
        #expect(Limits.cells >= 10_000_000 * 12, "ten million rows of twelve columns are a table")
    }

    @Test("a line that never ends")
    func endlessLine() {
        let endless = Array("a,b\n1,2\n".utf8) + [UInt8](repeating: 65, count: 6 << 20)
        #expect(refusal(endless, "a.csv") == AppError.tooLarge(Message("sheets.endless_line", ["line": "3"])))
    }

    @Test("a cell of more than a megabyte makes its row doubtful, not its file")
    func giantCell() throws {
        let giant = String(repeating: "x", count: 1 << 20 + 1)
        let lines = try Sample.lines("a,b\n1,\(giant)\n2,y\n", "a.csv")
        #expect(lines.map(\.fault) == [nil, "sheets.cell_too_long", nil])
        let json = try Sample.lines("[{\"a\":\"\(giant)\"},{\"a\":1}]", "a.json")
        #expect(json.map(\.fault) == [nil, "sheets.cell_too_long", nil])
    }

    @Test("a row that points at the same long text thousands of times")
    func amplifiedRow() throws {
        let cells = (0..<2000).map { _ in "<c t=\"s\"><v>0</v></c>" }.joined()
        let long = String(repeating: "x", count: 30_000)
        let bytes = try Sample.workbook(
            "<worksheet><sheetData><row>\(cells)</row></sheetData></worksheet>", strings: "<sst><si><t>\(long)</t></si></sst>")
        #expect(refusal(bytes) == AppError.tooLarge(Message("table.xlsx_row_too_large", ["row": "1"])))
    }

    @Test("a sheet that unpacks to absurd sizes, elements nested without end, a tag without end")
    func bombs() throws {
        let blanks = String(repeating: " ", count: 160 << 20)
        let bomb = try Sample.workbook("<worksheet><sheetData>\(blanks)</sheetData></worksheet>")
        #expect(bomb.count < 2 << 20)
        #expect(refusal(bomb) == AppError.tooLarge(Message("table.xlsx_too_large", ["part": "xl/worksheets/sheet1.xml"])))
        let damaged = AppError(.invalid, Message("table.xlsx_damaged", ["part": "xl/worksheets/sheet1.xml"]))
        #expect(refusal(try Sample.workbook(String(repeating: "<a>", count: 100_000))) == damaged)
        #expect(refusal(try Sample.workbook("<worksheet a=\"\(String(repeating: "x", count: 20 << 20))\"/>")) == damaged)
        let entities =
            "<!DOCTYPE a [<!ENTITY b \"bb\">]><worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>"
        #expect(refusal(try Sample.workbook(entities)) == damaged)
    }

    @Test("a damaged workbook is refused with its part's name")
    func damaged() throws {
        let bytes = try Sample.workbook("<worksheet><sheetData><row><c><v>1</v></c></row>")
        #expect(refusal(bytes) == AppError(.invalid, Message("table.xlsx_damaged", ["part": "xl/worksheets/sheet1.xml"])))
        #expect(refusal(Array(bytes.prefix(bytes.count / 2)))?.kind == .invalid)
    }

    @Test("JSON nested too deeply, cut off, or without records")
    func json() {
        let deep = "[{\"a\":" + String(repeating: "[", count: 500) + String(repeating: "]", count: 500) + "}]"
        #expect((try? Sample.lines(deep, "a.json"))?.last?.fault == Message("sheets.not_a_record", ["line": "1"]))
        #expect(refusal(Array("[{\"a\":1},\n{\"a\":".utf8), "a.json") == AppError.malformed(Message("table.json_malformed", ["line": "2"])))
        #expect(refusal(Array("[{\"a\":1} {\"a\":2}]".utf8), "a.json")?.message.key.id == "table.json_malformed")
        let endless = String(repeating: "{\"a\":", count: 200_000)
        #expect(refusal(Array(endless.utf8), "a.json")?.kind == .malformed)
        // libFuzzer found that a bracket or comma too many between values was read for ever.
        for values in ["{\"a\":1} {\"b\":2}}\n{\"c\":3}", "{\"a\":1},{\"b\":2},i", "{\"id\": 1}{\"rusak\": \"A\"}}\n{\"n\": 2}"] {
            #expect(refusal(Array(values.utf8), "a.json")?.kind == .malformed, "\(values)")
        }
    }

    @Test("the name of a member that is no text becomes text, and its record says that it cannot be read")
    func nameThatIsNoText() throws {
        let bytes = Array("[{\"na".utf8) + [0xFF] + Array("ma\":1},{\"na".utf8) + [0xFF] + Array("ma\":2}]".utf8)
        try Sample.with(bytes, "a.json") { file in
            let rows = try file.rows(ofSheet: 0)
            var row = RawRow()
            #expect(try rows.next(into: &row))
            #expect(String(validating: row.bytes, as: UTF8.self) == "na\u{FFFD}ma")
            #expect(try rows.next(into: &row))
            #expect(row.fault == "table.bad_encoding")
        }
    }
}
