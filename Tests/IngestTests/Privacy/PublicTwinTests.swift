import Columns
import Foundation
import Kernel
import Testing

@testable import Ingest

@Suite("Public twins")
struct PublicTwinTests {
    private func made(_ rows: TextRows, _ twin: PublicTwin) throws -> ([String], PublicTwin.Made) {
        let folder = try TestFolder()
        let inspection = try Inspection.of(rows.again, sheet: RawSheet(name: "x"))
        let outcome = try SheetImport(inspection).run(rows.again, csv: folder.path + "/a.csv")
        let made = try twin.make(csv: folder.path + "/a.csv", schema: outcome.schema, to: folder.path + "/b.csv")
        return (try folder.text("b.csv").split(separator: "\n").map(String.init), made)
    }

    @Test("Rows are counted and summed by fields; small groups, and the one that would give them away, are empty")
    func counted() throws {
        var rows = [["kecamatan", "kelas", "bantuan"]]
        for (area, kind, count) in [
            ("Patrang", "a", 12), ("Patrang", "b", 3), ("Patrang", "c", 7), ("Kencong", "a", 5), ("Kencong", "b", 6),
        ] {
            for number in 0..<count { rows.append([area, kind, "\(number).5"]) }
        }
        let (lines, made) = try made(TextRows(rows), PublicTwin(by: ["kecamatan", "kelas"], sums: ["bantuan"]))
        #expect(
            lines == [
                "kecamatan,kelas,jumlah,jumlah_bantuan", "Kencong,a,5,12.5", "Kencong,b,6,18", "Patrang,a,12,72", "Patrang,b,,",
                "Patrang,c,,",
            ])
        #expect(made.groups == 5 && made.suppressed == 2)
        #expect(made.schema.fields.map(\.type) == [.string, .string, .integer, .number])
    }

    @Test("What cannot be is refused with a sentence")
    func refused() throws {
        let rows = TextRows("a | b\nx | 1")
        #expect(throws: AppError.self) { try made(rows, PublicTwin(by: ["tiada"])) }
        #expect(throws: AppError.self) { try made(rows, PublicTwin(by: [])) }
        #expect(throws: AppError.self) { try made(rows, PublicTwin(by: ["b"], sums: ["a"])) }
        // Counted by single people it would be their list, whatever is left out beside them.
        var people = [["nama", "kecamatan"]]
        for number in 0..<20 { people.append(["Warga \(number)", "Patrang"]) }
        let tooSmall = Message("ingest.twin.too_small", ["small": "20", "groups": "20", "least": "5"])
        #expect(throws: AppError.invalid("by", tooSmall)) { try made(TextRows(people), PublicTwin(by: ["nama"])) }
        #expect(try made(TextRows(people), PublicTwin(by: ["kecamatan"])).1.suppressed == 0)
    }
}
