import Columns
import Foundation
import Kernel
import Testing

@testable import Ingest

/// Rows that fit nowhere, very many problems or keys, and an import that is stopped.
extension ImportTests {
    @Test("Rows with more cells than the table are kept apart")
    func beyond() throws {
        let many = (0..<30).map { "a\($0) | \($0)" }.joined(separator: "\n")
        let folder = try TestFolder()
        let rows = TextRows("nama | nilai\n" + many + "\nb | 5 | lebih")
        let inspection = try Inspection.of(rows.again, sheet: RawSheet(name: "x"), mostRows: 20)
        #expect(!inspection.isWhole)
        let outcome = try SheetImport(inspection).run(rows.again, csv: folder.path + "/a.csv")
        #expect(outcome.rowsWritten == 30)
        #expect(outcome.problems.map(\.kind) == [.beyondTable])
        #expect(outcome.problems[0].address == "C32")
    }

    @Test("Rows that the reader could not make sense of are kept apart with its words, and can be left out")
    func badRows() throws {
        let rows = TextRows("nama | nilai\na | 1\nb | \"dua\nc | 3")
        rows.faults = [3: "table.unclosed_quote"]
        let done = try Imported(rows)
        #expect(done.lines == ["nama,nilai", "a,1", "c,3"])
        #expect(done.outcome.problems.map(\.kind) == [.badRow])
        #expect(done.outcome.problems[0].problem == "table.unclosed_quote")
        #expect(done.quarantine.map(\.cells) == [["b", "\"dua"]])
        #expect(done.inspection.sample.first { $0.row == 3 }?.fate == .quarantined)
        let left = try Imported(rows, reading: Reading().fixing(.leaveOut(row: 3)))
        #expect(left.outcome.rowsLeftOut["fix"] == 1 && left.outcome.problems.isEmpty)
    }

    @Test("Problems are counted exactly though only the first are kept")
    func many() throws {
        var lines = [["nama", "nilai"]]
        for number in 0..<3000 { lines.append(["n\(number)", number < 1500 ? "\(number)" : "x\(number)"]) }
        let rows = TextRows(lines)
        let done = try Imported(
            rows, reading: Reading(schema: TableSchema([TableSchema.Field("nama"), TableSchema.Field("nilai", .integer)])))
        #expect(done.outcome.problems.count == SheetImport.mostProblems)
        #expect(done.outcome.problemCounts == [ProblemCount(kind: .notNumber, field: "nilai", count: 1500)])
        #expect(done.quarantine.count == 1500)
        #expect(done.outcome.rowsWritten == 1500)
    }

    @Test("An import can be stopped, and leaves nothing behind")
    func cancelled() throws {
        let folder = try TestFolder()
        var lines = [["a"]]
        for number in 0..<10_000 { lines.append(["\(number)"]) }
        let rows = TextRows(lines)
        let inspection = try Inspection.of(rows.again, sheet: RawSheet(name: "x"))
        var told = 0
        #expect(throws: AppError.conflict("ingest.cancelled")) {
            try SheetImport(inspection).run(
                rows.again, csv: folder.path + "/a.csv", quarantine: folder.path + "/q", isCancelled: { told > 0 }
            ) { _ in told += 1 }
        }
        #expect(told == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test("Many keys are remembered in a file")
    func manyKeys() throws {
        let folder = try TestFolder()
        let table = KeyTable(folder: folder.path)
        func key(_ number: Int) -> Fingerprint {
            var key = Fingerprint()
            let text = Array("\(number)".utf8)
            text.withUnsafeBufferPointer { key.add(ByteView($0.baseAddress!, $0.count)) }
            return key
        }
        var known = 0
        for number in 1...700_000 {
            if table.row(of: key(number)) != nil { known += 1 }
            try table.insert(key(number), row: number)
        }
        for number in stride(from: 1, through: 700_000, by: 997) { #expect(table.row(of: key(number)) == number) }
        #expect(known == 0)
        #expect(table.row(of: key(700_001)) == nil)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
}
