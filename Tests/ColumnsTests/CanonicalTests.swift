import Columns
import Crypto
import Foundation
import Kernel
import Testing

@Suite struct CanonicalTests {
    @Test func theBytesAreTheseAndNoOthers() throws {
        let table = try TestTable(
            [
                .init("a,b", .string), .init("n", .number), .init("d", .date), .init("s", .datetime), .init("y", .year),
                .init("t", .boolean),
                .init("i", .integer),
            ],
            [
                [
                    .text(""), .number(Number("-01.50")!), .day(Day("2024-02-29")!), .instant(Instant("2024-02-29T07:00:00+07:00")!),
                    .year(98), .boolean(true), .integer(-7),
                ],
                [.missing, .missing, .missing, .missing, .missing, .missing, .missing],
                [
                    .text("x\"\n"), .number(Number("1.5e3")!), .day(Day("0001-01-01")!), .instant(Instant("2024-02-29T07:00:00.250Z")!),
                    .year(2024), .boolean(false), .integer(.min),
                ],
            ])
        let text =
            "\"a,b\",n,d,s,y,t,i\n\"\",-1.5,2024-02-29,2024-02-29T00:00:00Z,0098,true,-7\n,,,,,,\n"
            + "\"x\"\"\n\",1500,0001-01-01,2024-02-29T07:00:00.250Z,2024,false,-9223372036854775808\n"
        let bytes = try Data(contentsOf: URL(fileURLWithPath: table.csv))
        #expect(String(decoding: bytes, as: UTF8.self) == text)
        #expect(table.table.sha256 == Array(SHA256.hash(data: bytes)))
        #expect(table.table.rows == 3)
        #expect(table.table.length == bytes.count)
    }

    @Test(arguments: [0, 1, 500])
    func theReaderGivesBackWhatWasWritten(rows: Int) throws {
        let table = try TestTable(seed: 9, rows: rows)
        let reader = try CanonicalReader(path: table.csv, shape: table.shape)
        var read = 0
        while let row = try reader.next() {
            #expect(zip(row, table.rows[read]).allSatisfy { Naive.same($0, $1) })
            read += 1
        }
        #expect(read == rows)
    }

    @Test func textIsBroughtIntoCanonicalForm() throws {
        let shape = try TableShape([.init("i", .integer), .init("n", .number), .init("s", .datetime), .init("t", .string)])
        let path = NSTemporaryDirectory() + "/canonical-" + UUID().uuidString
        defer { unlink(path) }
        let writer = try CanonicalWriter(path: path, shape: shape)
        func add(_ text: String) throws { try Array(text.utf8).withUnsafeBufferPointer { try writer.add(text: $0) } }
        for text in ["+007", "1e-2", "2024-03-01T10:00:00+07:00", "a,b"] { try add(text) }
        try writer.endRow()
        for text in ["", "", "2024-03-01 10:00:00", ""] { try add(text) }
        try writer.endRow()
        #expect(throws: AppError.self) { try add("1.5") }
        #expect(throws: AppError.self) { try writer.endRow() }
        for text in ["1", "2"] { try add(text) }
        #expect(throws: AppError.self) { try add("2024-03-01T10:00:00.1234Z") }
        try add("2024-03-01")
        try add("é")
        #expect(throws: AppError.self) { try add("mehr") }
        try writer.endRow()
        _ = try writer.finish()
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text == "i,n,s,t\n7,0.01,2024-03-01T03:00:00Z,\"a,b\"\n,,2024-03-01T10:00:00Z,\"\"\n1,2,2024-03-01T00:00:00Z,é\n")
    }

    @Test func decimalsHaveOneTextEach() throws {
        for (text, canonical) in [
            ("0", "0"), ("-0", "0"), ("-0.00", "0"), ("1.50", "1.5"), ("+.5", "0.5"), ("5.", "5"), ("00012", "12"), ("1e3", "1000"),
            ("1.25E-3", "0.00125"),
            ("12345678901234567890123456789.000", "12345678901234567890123456789"),
        ] { #expect(Number(text)?.text == canonical) }
        for text in ["", "-", ".", "1e", "e5", "1,5", "NaN", "inf", "1 ", "0x1", "1e999999", "--1"] {
            #expect(Number(text) == nil, "\(text)")
        }
        let ordered = ["-1e30", "-10", "-9.5", "-9.49", "-0.001", "0", "0.0005", "0.001", "1", "1.05", "1.5", "9", "10", "1e30"].map {
            Number($0)!
        }
        for (a, b) in zip(ordered, ordered.dropFirst()) {
            #expect(a < b)
            #expect(!(b < a))
        }
    }

    @Test func shapesThatCannotBeAreRefused() {
        #expect(throws: AppError.self) { try TableShape([]) }
        #expect(throws: AppError.self) { try TableShape([.init("", .string)]) }
        #expect(throws: AppError.self) { try TableShape([.init("a", .string), .init("a", .date)]) }
        #expect(throws: AppError.self) { try TableShape((0...16_384).map { .init("k\($0)", .string) }) }
    }
}
