import Columns
import Foundation
import Kernel
import Testing

@Suite struct ExportTests {
    private func text(_ export: RowExport) throws -> String {
        var bytes: [UInt8] = []
        while export.next({ bytes += Array($0) }) {}
        return try #require(String(validating: bytes, as: UTF8.self))
    }

    @Test(arguments: [0, 1, 300, 4097])
    func allRowsAsCanonicalCSVAreTheVersionItself(rows: Int) throws {
        let table = try TestTable(seed: 13, rows: rows)
        let bytes = try String(contentsOfFile: table.csv, encoding: .utf8)
        #expect(try text(RowExport(table.file, .matching(.everything), as: .csv)) == bytes)
        #expect(try text(RowExport(table.file, .set(RowSet(all: rows)), as: .csv, canonical: table.csv)) == bytes)
        #expect(try text(RowExport(table.file, .rows(Array(0..<rows)), as: .csv)) == bytes)
    }

    @Test func anyRowsAndColumnsComeAsTheyAre() throws {
        let table = try TestTable(seed: 14, rows: 2500)
        var chance = Chance(1)
        for _ in 0..<25 {
            let filter = RandomFilter.any(table, &chance)
            let rows = Naive.rows(filter, table)
            let indices = (0..<Int.random(in: 1...5, using: &chance)).map { _ in
                Int.random(in: 0..<table.shape.columns.count, using: &chance)
            }
            let names = indices.map { table.shape.columns[$0].name }
            let set = try table.file.rows(matching: filter)
            let lines = rows.map { row in indices.map { table.rows[row][$0] } }
            for source in [RowSource.matching(filter), .set(set), .rows(rows)] {
                let lean = try text(RowExport(table.file, source, columns: names, as: .ndjson))
                #expect(
                    try read(lean.split(separator: "\n").map { "[\($0)]" }.joined(separator: "\n"), names)
                        == lines.map { reduced($0, names) })
                let arrays = try text(RowExport(table.file, source, columns: names, as: .jsonArrays))
                let parsed = try #require(try JSONSerialization.jsonObject(with: Data(arrays.utf8)) as? [[Any]])
                #expect(parsed.count == rows.count)
            }
            var style = ExportFormat.CSVStyle()
            style.delimiter = UInt8(ascii: ";")
            style.hasCarriageReturns = true
            style.guardsFormulas = true
            style.hasByteOrderMark = true
            let csv = try text(RowExport(table.file, .set(set), columns: names, as: .csv(style)))
            #expect(csv == "\u{FEFF}" + ([names.map { Optional($0) }] + lines.map { $0.map { guarded($0) } }).map(line).joined())
        }
    }

    private func read(_ text: String, _ names: [String]) throws -> [[String: String]] {
        try text.split(separator: "\n").map { line in
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [[String: Any]])[0]
            return object.mapValues { $0 is NSNull ? "null" : $0 is String ? "\"\($0)\"" : "there" }
        }
    }

    private func reduced(_ row: [Datum], _ names: [String]) -> [String: String] {
        Dictionary(
            zip(names, row).map { name, value in
                switch value {
                case .missing: (name, "null")
                case .text, .day, .instant: (name, "\"\(value.text!)\"")
                default: (name, "there")
                }
            }
        ) { first, _ in first }
    }

    private func guarded(_ value: Datum) -> String? {
        guard case .text(let text) = value, let first = text.utf8.first, "=@+-\t\r".utf8.contains(first), text != "-5" else {
            return value.text
        }
        return "'" + text
    }

    private func line(_ values: [String?]) -> String {
        values.map { value in
            guard let value else { return "" }
            let needsQuotes = value.isEmpty || value.utf8.contains { ",;\"\r\n".utf8.contains($0) }
            return needsQuotes ? "\"\(value.replacingOccurrences(of: "\"", with: "\"\""))\"" : value
        }.joined(separator: ";") + "\r\n"
    }

    @Test func jsonKeepsNumbersExactly() throws {
        let table = try TestTable(
            [.init("n", .number), .init("i", .integer), .init("y", .year), .init("t", .string)],
            [
                [.number(Number("12345678901234567890.5")!), .integer(9_007_199_254_740_993), .year(7), .text("a\u{1}\"\\\n")],
                [.missing, .missing, .missing, .missing],
            ])
        #expect(
            try text(RowExport(table.file, .set(RowSet(all: 2)), as: .json))
                == "[{\"n\":12345678901234567890.5,\"i\":9007199254740993,\"y\":7,\"t\":\"a\\u0001\\\"\\\\\\n\"},\n"
                + "{\"n\":null,\"i\":null,\"y\":null,\"t\":null}]")
        #expect(try text(RowExport(table.file, .rows([]), as: .json)) == "[]")
        #expect(try text(RowExport(table.file, .rows([1]), as: .ndjson)) == "{\"n\":null,\"i\":null,\"y\":null,\"t\":null}\n")
    }

    @Test func nothingIsWrittenBeforeItIsAskedFor() throws {
        let rows = (0..<20_000).map { [Datum.text("catatan nomor \($0)")] }
        let table = try TestTable([.init("a", .string)], rows)
        let export = try RowExport(table.file, .matching(.compare("a", .notEqual, "x")), as: .ndjson)
        var pieces: [Int] = []
        let hasMore = export.next { pieces.append($0.count) }
        #expect(hasMore)
        #expect(pieces.count == 1)
        #expect(pieces[0] < RowExport.piece * 2)
        struct Gone: Error {}
        #expect(throws: Gone.self) { _ = try export.next { _ in throw Gone() } }
        #expect(throws: AppError.self) { try RowExport(table.file, .rows([20_000]), as: .csv) }
        #expect(throws: AppError.self) { try RowExport(table.file, .rows([0]), columns: ["b"], as: .csv) }
        #expect(throws: AppError.self) { try RowExport(table.file, .rows([0]), columns: [], as: .csv) }
    }
}
