import Foundation
import Ingest
import Kernel
import Testing

@Suite struct RawFileTests {
    @Test("content decides what a file is; its name only where the content leaves it open")
    func formats() throws {
        func format(_ text: String, _ name: String) throws -> String { try Sample.with(Array(text.utf8), name) { $0.format } }
        #expect(try format("a,b\n1,2\n", "data.xlsx") == "csv")
        #expect(try format("a\tb\n1\t2\n", "data.csv") == "tsv")
        #expect(try format("[{\"a\":1}]", "data.csv") == "json")
        #expect(try format("{\"a\":1}\n{\"a\":2}\n", "data.json") == "ndjson")
        #expect(try format("{\"type\":\"FeatureCollection\",\"features\":[]}", "data.json") == "geojson")
        #expect(try format("[catatan];nilai\n1;2\n", "data.csv") == "csv")
        #expect(try format("<5 tahun;>5 tahun\n1;2\n", "umur.csv") == "csv")
    }

    @Test("delimiters, with a title above the table", arguments: [",", ";", "\t", "|"])
    func delimiters(_ delimiter: String) throws {
        let rows = [["kode", "nama", "nilai"], ["1", "Patrang", "2"], ["2", "Arjasa", "3"]]
        let text = "DATA KECAMATAN\n" + rows.map { $0.joined(separator: delimiter) }.joined(separator: "\r\n")
        #expect(try Sample.lines(text, "a.csv").map(\.cells) == [["DATA KECAMATAN"]] + rows)
    }

    @Test("blank lines are rows without cells; empty cells are empty; line ends of three kinds", arguments: ["\n", "\r\n", "\r"])
    func lines(_ end: String) throws {
        let text = ["a,b", "", ",", "\"x\(end)y\",2", "3,4"].joined(separator: end)
        let lines = try Sample.lines(text, "a.csv")
        #expect(lines.map(\.cells) == [["a", "b"], [], ["", ""], ["x\(end)y", "2"], ["3", "4"]])
        #expect(lines.map(\.number) == [1, 2, 3, 4, 6])
        #expect(lines[2].kinds == [.empty, .empty])
    }

    @Test("rows with broken quotes and bytes that are no text are marked, the others kept")
    func faults() throws {
        let lines = try Sample.lines("a,b\n1,\"open\n2,\"x\"y\n3,\0\n4,5\n", "a.csv")
        #expect(lines.map(\.fault?.key) == [nil, "table.text_after_quote", "table.bad_encoding", nil])
        let open = try Sample.lines("a,b\n1,\"open\n2,3\n4,5\n", "a.csv")
        #expect(open.map(\.fault?.key) == [nil, "table.unclosed_quote", nil, nil])
        #expect(open.map(\.cells) == [["a", "b"], ["1", "\"open"], ["2", "3"], ["4", "5"]])
    }

    @Test("UTF-16 without its mark", arguments: [false, true])
    func unmarked(_ bigEndian: Bool) throws {
        let bytes = "kode;nama\r\n01;Café\r\n".utf16.flatMap {
            bigEndian ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)]
        }
        #expect(try Sample.lines(bytes, "a.csv").map(\.cells) == [["kode", "nama"], ["01", "Café"]])
    }

    @Test("the same cells, whatever pieces a file of many megabytes is read in")
    func pieces() throws {
        var generator = Dice(state: 3)
        var text = "a,b,c\n"
        var expected: [[String]] = [["a", "b", "c"]]
        let alphabet = ["x", ",", "\"", "\n", "\r\n", "é", "🙂", "1"]
        for _ in 0..<20_000 {
            let cells = (0..<3).map { _ in
                "y" + (0..<Int.random(in: 0..<30, using: &generator)).map { _ in alphabet.randomElement(using: &generator)! }.joined()
            }
            text += cells.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") + "\n"
            expected.append(cells)
        }
        #expect(text.utf8.count > 1 << 20)
        let lines = try Sample.lines(text, "a.csv")
        try #require(lines.map(\.cells) == expected)
        let lineFeeds = { (text: String) in text.utf8.count { $0 == 10 } }
        #expect(lines.last!.number == lineFeeds(text) - lineFeeds(expected.last!.joined()))
    }

    @Test("numbers as workbooks store them, without loss")
    func numbers() throws {
        let stored = [
            "0.1", "1234.5599999999999", "0.30000000000000004", "9007199254740993", "1.5E-3", "-2.5e10", "3509012345670000", "1E+300",
            "100", "-0.05",
        ]
        let cells = stored.map { "<c><v>\($0)</v></c>" }.joined()
        let lines = try Sample.lines(Sample.workbook("<worksheet><sheetData><row>\(cells)</row></sheetData></worksheet>"), "a.xlsx")
        #expect(
            lines[0].cells
                == [
                    "0.1", "1234.56", "0.30000000000000004", "9007199254740993", "0.0015", "-25000000000", "3509012345670000", "1e+300",
                    "100",
                    "-0.05",
                ])
        #expect(lines[0].kinds.allSatisfy { $0 == .number })
    }

    @Test("times of day, hours past midnight, and formats that only look like codes")
    func formats2() throws {
        let styles = """
            <styleSheet><numFmts><numFmt numFmtId="164" formatCode="[h]:mm:ss"/><numFmt numFmtId="165" formatCode="hh:mm"/>
            <numFmt numFmtId="166" formatCode="0.00"/><numFmt numFmtId="167" formatCode="00\\-00"/></numFmts><cellXfs><xf numFmtId="164"/>
            <xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/></cellXfs></styleSheet>
            """
        let sheet =
            "<row><c s=\"0\"><v>1.5</v></c><c s=\"1\"><v>0.3125</v></c><c s=\"2\"><v>7</v></c><c s=\"3\"><v>123</v></c><c s=\"3\"><v>1.5</v></c></row>"
        let lines = try Sample.lines(Sample.workbook("<worksheet><sheetData>\(sheet)</sheetData></worksheet>", styles: styles), "a.xlsx")
        #expect(lines[0].cells == ["36:00:00", "07:30:00", "7", "01-23", "1.5"])
        #expect(lines[0].kinds == [.text, .text, .number, .text, .number])
    }

    @Test("cells in any order, one of them twice")
    func unordered() throws {
        let row = "<row r=\"1\"><c r=\"C1\"><v>3</v></c><c r=\"A1\"><v>1</v></c><c r=\"C1\"><v>4</v></c></row>"
        let lines = try Sample.lines(Sample.workbook("<worksheet><sheetData>\(row)</sheetData></worksheet>"), "a.xlsx")
        #expect(lines[0].cells == ["1", "", "4"])
    }

    @Test("more shared text than is kept in memory")
    func manyTexts() throws {
        let texts = (0..<3000).map { "<si><t>\($0) \(String(repeating: "z", count: 10_000))</t></si>" }.joined()
        let rows = stride(from: 0, to: 3000, by: 250).map { "<row><c t=\"s\"><v>\($0)</v></c></row>" }.joined()
        let bytes = try Sample.workbook("<worksheet><sheetData>\(rows)</sheetData></worksheet>", strings: "<sst>\(texts)</sst>")
        let lines = try Sample.lines(bytes, "a.xlsx")
        #expect(lines.map { $0.cells[0].split(separator: " ")[0] } == stride(from: 0, to: 3000, by: 250).map { "\($0)" })
        #expect(lines.allSatisfy { $0.cells[0].hasSuffix("zzz") && $0.cells[0].count > 10_000 })
    }

    @Test("JSON: names in the order in which they occur, the last of doubled members, text with escapes")
    func json() throws {
        let lines = try Sample.lines(
            #"[{"b":1,"a":"x\n\u00e9\ud83d\ude42"}, {"c":true,"a":null,"a":"zwei","b":-1.50e3}, {}, 5]"#, "a.json")
        #expect(lines[0].cells == ["b", "a", "c"])
        #expect(lines[1].cells == ["1", "x\né🙂", ""])
        #expect(lines[2].cells == ["-1.50e3", "zwei", "true"])
        #expect(lines[2].kinds == [.number, .text, .boolean])
        #expect(lines[3].cells == ["", "", ""])
        #expect(lines[4].fault?.key == "sheets.not_a_record")
    }

    @Test("an object with arrays in it has a sheet for each, the largest first, however deep")
    func tables() throws {
        let text = #"{"success":true,"result":{"fields":[{"id":"a"}],"records":[{"a":1,"b":2},{"a":3,"b":4}],"none":[1,2]}}"#
        try Sample.with(Array(text.utf8), "ckan.json") { (file: any RawFile) throws in
            #expect(file.sheets.map(\.name) == ["records", "fields"])
            #expect(try Sample.read(file).map(\.cells) == [["a", "b"], ["1", "2"], ["3", "4"]])
            #expect(try Sample.read(file, sheet: 1).map(\.cells) == [["id"], ["a"]])
        }
        #expect(try Sample.lines("[[\"a\",\"b\"],[1,null]]", "a.json").map(\.cells) == [["a", "b"], ["1", ""]])
        #expect(try Sample.lines("{\"a\": 1}", "a.json").map(\.cells) == [["a"], ["1"]])
    }
}

/// A generator with a seed, so that a failure comes again.
private struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state >> 32) | (state << 32)
    }
}
