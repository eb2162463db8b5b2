import Foundation
import Kernel
import Tables
import Testing

@Suite struct CSVReaderTests {
    private func rows(_ text: String, header: Bool = true) throws -> [TableRow] { try rows(Array(text.utf8), header: header) }

    private func rows(_ bytes: [UInt8], header: Bool = true) throws -> [TableRow] {
        let reader = try CSVReader(bytes, header: header)
        var rows: [TableRow] = []
        while let row = try reader.next() { rows.append(row) }
        return rows
    }

    @Test(arguments: [",", ";", "\t"])
    func findsTheDelimiter(_ delimiter: String) throws {
        let text = ["kode|nama|catatan", "35.09.01|Jombang|\"a, b; c\td\"", "35.09.02|Kencong|"].joined(separator: "\n")
        let found = try rows(text.replacingOccurrences(of: "|", with: delimiter))
        #expect(found.map(\.cells) == [["35.09.01", "Jombang", "a, b; c\td"], ["35.09.02", "Kencong", ""]])
        #expect(found[1]["nama"] == "Kencong")
    }

    @Test func semicolonsWithDecimalCommas() throws {
        let found = try rows("kode;nama;luas\r\n1;Patrang;35,71\r\n2;Kaliwates;24,94\r\n")
        #expect(found.map(\.cells) == [["1", "Patrang", "35,71"], ["2", "Kaliwates", "24,94"]])
    }

    @Test func namedSeparatorOfExcel() throws {
        let found = try rows("\u{FEFF}sep=;\r\na;b\r\n1,1;2\r\n")
        #expect(found[0]["a"] == "1,1")
        #expect(found[0].line == 3)
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func linesAreThoseOfTheFileBehindCellsWithLineEnds(_ end: String) throws {
        let text = "a,b\n1,\"x\ny\nz\"\n\n2,\"say \"\"hi\"\"\"\n3,last"
        let found = try rows(text.replacingOccurrences(of: "\n", with: end))
        #expect(found.map(\.line) == [2, 6, 7])
        #expect(found[0].exact(1) == "x\(end)y\(end)z")
        #expect(found[1][1] == "say \"hi\"")
        #expect(found[2]["b"] == "last")
    }

    @Test func headingsMatchWhateverTheirForm() throws {
        let found = try rows("\u{FEFF}KODE Kecamatan, Nama_Résmi \nx, y \n")
        #expect(found[0]["kode_kecamatan"] == "x")
        #expect(found[0]["nama", "NAMA RESMI"] == "y")
        #expect(found[0]["tidak ada"] == nil)
        #expect(found[0].exact(1) == " y ")
    }

    @Test func missingColumnNamesThoseFound() throws {
        let reader = try CSVReader(Array("kode,nama\n1,2\n".utf8))
        #expect(try reader.column("code", or: "kode").index == 0)
        #expect(throws: AppError.invalid("luas", Message("table.no_column", ["column": "luas", "found": "kode, nama"]))) {
            try reader.column("luas")
        }
        #expect(reader.optionalColumn("luas", "nama")?.name == "nama")
    }

    @Test func shortRowsReadEmptyAndLongRowsAreProblems() throws {
        let found = try rows("a,b,c\n1\n1,2,3,,\n1,2,3,4\n")
        #expect(found[0]["c"] == "")
        #expect(found[1].problem == nil)
        #expect(found[2].problem?.problem == Message("table.too_many_cells", ["count": "4", "columns": "3"]))
        #expect(found[2].problem?.line == 4)
    }

    @Test func windows1252IsReadAndSaid() throws {
        let bytes = Array("nama\nPatrang\n".utf8) + [0x93, 0x43, 0x61, 0x66, 0xE9, 0x94, 10] + Array("Café\n".utf8)
        let reader = try CSVReader(bytes)
        var names: [String?] = []
        while let row = try reader.next() { names.append(row["nama"]) }
        #expect(names == ["Patrang", "“Café”", "Café"])
        #expect(reader.notes == [Message("table.note_windows1252", ["count": "1", "line": "3"])])
    }

    @Test func binaryIsAProblemNotText() throws {
        #expect(try rows(Array("a,b\n1,".utf8) + [0, 10])[0].problem?.problem == "table.bad_encoding")
        #expect(try rows(Array("a,b\n1,".utf8) + [0x81, 10])[0].problem?.problem == "table.bad_encoding")
    }

    @Test(arguments: [true, false])
    func utf16ByItsMark(_ bigEndian: Bool) throws {
        let text = "kode\tnama\r\n1\tRambipuji 🙂\r\n"
        let units = [0xFEFF] + Array(text.utf16)
        let bytes = units.flatMap { bigEndian ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)] }
        #expect(try rows(bytes)[0]["nama"] == "Rambipuji 🙂")
    }

    @Test func openQuoteIsReportedWhereItOpensAndCostsNoOtherRow() throws {
        let found = try rows("a,b\n1,2\n3,\"never closed\n4,5\n6,7\n")
        #expect(found.map(\.problem?.problem) == [nil, "table.unclosed_quote", nil, nil])
        #expect(found.map(\.line) == [2, 3, 4, 5])
        #expect(found[1].cells == ["3", "\"never closed"] && found[3].cells == ["6", "7"])
        #expect(try rows("a,b\n\"1\"x,2\n3,4\n").map(\.problem?.problem) == ["table.text_after_quote", nil])
    }

    @Test func rowsWithoutEndStopReading() throws {
        let endless = [UInt8](repeating: 65, count: 9 << 20)
        #expect(try rows(Array("a,b\n\"".utf8) + endless).map(\.problem?.problem) == ["table.unclosed_quote"])
        #expect(try rows(Array("a,b\n".utf8) + endless).map(\.problem?.problem) == ["table.too_long"])
    }

    @Test(arguments: ["", "\n\n", "\u{FEFF}", "kode", "kode\n"])
    func emptyFilesHaveNoRows(_ text: String) throws {
        #expect(try rows(text).isEmpty)
    }

    /// Cells of every awkward kind, written and read back through pieces far smaller than the file.
    @Test(arguments: [",", ";", "\t"])
    func whatIsWrittenIsReadBack(_ delimiter: Character) throws {
        var generator = Seeded(state: 7)
        let alphabet: [Character] = ["a", ",", ";", "\"", "\n", "\r\n", " ", "é", "🙂", "\t", "1", "="]
        let table = (0..<15_000).map { _ in
            (0..<4).map { _ in
                "x" + String((0..<Int.random(in: 0...40, using: &generator)).map { _ in alphabet.randomElement(using: &generator)! })
            }
        }
        var writer = CSVWriter(delimiter: delimiter, guardsFormulas: false)
        table.forEach { writer.row($0) }
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("pendopo-\(UUID().uuidString).csv")
        try Data(writer.take()).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let reader = try CSVReader(path: file.path, header: false, dialect: CSVDialect(delimiter: delimiter.asciiValue!))
        for cells in table {
            let row = try #require(try reader.next())
            try #require((0..<row.count).map { row.exact($0) } == cells)
        }
        #expect(try reader.next() == nil)
        #expect(reader.progress == 1)
    }

    @Test func noSuchFileIsSaid() {
        #expect(throws: AppError(.notFound, Message("table.no_file", ["path": "/nowhere.csv"]))) { try CSVReader(path: "/nowhere.csv") }
        #expect(throws: AppError.self) { try CSVReader(path: "/tmp") }
    }
}

/// A small generator with a seed, so that a failure comes again.
struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
