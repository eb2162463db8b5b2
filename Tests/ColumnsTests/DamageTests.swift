import Columns
import Foundation
import Kernel
import Testing

@Suite struct DamageTests {
    /// Everything the file says, as text.
    private func answers(_ file: ColumnFile) throws -> String {
        var answers = "\(file.rowCount) \(file.sha256) \(file.csvLength)"
        for column in file.columns {
            answers += "\n\(column.name) \(column.type) \(column.statistics)"
            for row in 0..<file.rowCount { answers += " \(column.value(row))" }
            answers += "\(try file.facet(column.name, in: RowSet(all: file.rowCount), top: 50))"
            answers += "\(try file.rows(matching: .isPresent(column.name)).rows(offset: 0, limit: 9))"
            answers += "\(try file.page(RowSet(all: file.rowCount), sortedBy: [RowOrder(column.name)], offset: 0, limit: 9))"
        }
        return answers
    }

    private func opened(_ bytes: Data, _ path: String) throws -> ColumnFile? {
        try bytes.write(to: URL(fileURLWithPath: path))
        do { return try ColumnFile(path: path) } catch {
            #expect(error.kind == .unavailable)
            return nil
        }
    }

    /// Small, with a column of each way of keeping values.
    private func table() throws -> TestTable {
        try TestTable(
            [.init("a", .string), .init("n", .number), .init("d", .date), .init("i", .integer)],
            [
                [.text("ya"), .number(Number("2.5")!), .day(Day("2024-02-29")!), .integer(70_000_000_000)],
                [.missing, .number(Number("12e30")!), .missing, .integer(-5)],
                [.text("é"), .missing, .day(Day("2024-03-01")!), .integer(5)],
            ])
    }

    @Test func noFlippedByteChangesAnAnswer() throws {
        let table = try table()
        let expected = try answers(table.file)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: table.path))
        let path = table.folder + "/damaged"
        var refused = 0
        for index in bytes.indices {
            var damaged = bytes
            damaged[index] ^= index % 2 == 0 ? 0xFF : 0x01
            if let file = try opened(damaged, path) { #expect(try answers(file) == expected, "byte \(index)") } else { refused += 1 }
        }
        #expect(refused > bytes.count / 2, "only the filling between sections may change unseen")
    }

    @Test func noCutOffFileIsOpened() throws {
        let table = try TestTable(seed: 78, rows: 20)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: table.path))
        for length in stride(from: 0, to: bytes.count, by: 13) {
            #expect(try opened(bytes.prefix(length), table.folder + "/cut") == nil)
        }
        #expect(try opened(bytes + [0], table.folder + "/long") == nil)
    }

    /// Headers and directories that were written by somebody who knows the checksums.
    @Test func aDirectoryThatLiesIsRefusedOrHarmless() throws {
        let table = try table()
        let bytes = try Data(contentsOf: URL(fileURLWithPath: table.path))
        let start = Int(bytes[32..<40].enumerated().reduce(UInt64(0)) { $0 | UInt64($1.element) << UInt64($1.offset * 8) })
        for index in start..<bytes.count {
            var forged = bytes
            forged[index] = index % 3 == 0 ? 0xFF : forged[index] &+ 1
            reseal(&forged, directory: start)
            if let file = try opened(forged, table.folder + "/forged") { _ = try answers(file) }
        }
    }

    private func reseal(_ bytes: inout Data, directory start: Int) {
        func put(_ value: UInt64, at offset: Int) {
            for index in 0..<8 { bytes[offset + index] = UInt8(truncatingIfNeeded: value >> UInt64(index * 8)) }
        }
        put(Checksum.ofSection(Array(bytes[start...])), at: 48)
        put(Checksum.of(Array(bytes[..<120])), at: 120)
    }

    @Test func otherFilesAreToldApart() throws {
        let path = NSTemporaryDirectory() + "/other-" + UUID().uuidString
        defer { unlink(path) }
        func key(_ text: String) throws -> String {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            do {
                _ = try ColumnFile(path: path)
                return "opened"
            } catch { return error.message.key.id }
        }
        #expect(try key("") == "columns.not_a_column_file")
        #expect(try key("a,b\n1,2\n") == "columns.not_a_column_file")
        #expect(try key("PENDOCOL" + String(repeating: "x", count: 300)) == "columns.bad_header")
        #expect(throws: AppError.self) { try ColumnFile(path: path + ".none") }
        #expect(throws: AppError.self) { try ColumnFile(path: NSTemporaryDirectory()) }
    }

    @Test func checksumsAreThoseOfTheStandard() {
        #expect(Checksum.of([]) == 0xEF46_DB37_51D8_E999)
        #expect(Checksum.of(Array("a".utf8)) == 0xD24E_C4F1_A98C_6E5B)
        #expect(Checksum.of(Array("abc".utf8)) == 0x44BC_2CF5_AD77_0999)
        #expect(Checksum.of(Array("Nobody inspects the spammish repetition".utf8)) == 0xFBCE_A83C_8A37_8BF1)
    }
}
