import Columns
import Foundation
import Kernel
import Testing

@testable import Ingest

@Suite("Rows imported by a schema")
struct ImportTests {
    private func schema(_ change: (inout TableSchema) -> Void = { _ in }) -> TableSchema {
        var schema = TableSchema([TableSchema.Field("kode"), TableSchema.Field("kelas"), TableSchema.Field("nilai", .integer)])
        change(&schema)
        return schema
    }

    private let rows = TextRows("Kode | Kelas | Nilai\nA1 | baik | 5\nA2 | Baik | 7\nA1 | rusak | lima\nA1 | rusak | 9\n | baik | 3")

    @Test("Keys, lists and types each send their row to quarantine, and no other")
    func constraints() throws {
        let done = try Imported(
            rows,
            reading: Reading(
                schema: schema {
                    $0.primaryKey = ["kode"]
                    $0.fields[1].categories = [Labelled("baik"), Labelled("rusak")]
                }))
        #expect(done.lines == ["kode,kelas,nilai", "A1,baik,5"])
        #expect(done.outcome.problems.map(\.kind) == [.notListed, .notNumber, .primaryKey, .required])
        #expect(done.outcome.problems.map(\.address) == ["B3", "C4", "A5", "A6"])
        #expect(done.outcome.problems[2].problem.values["row"] == "2")
        #expect(done.outcome.problems[0].fixes.first == .replace(column: 1, value: "Baik", with: "baik"))
        #expect(done.outcome.problems[0].fixes.contains(.accept(column: 1, value: "Baik")))
        #expect(done.outcome.rowsInQuarantine == 4)
        #expect(done.quarantine.count == 4)
        #expect(done.outcome.problemCount == 4)
    }

    @Test("One press mends a cell, a value, a list, a type or leaves out a row")
    func fixes() throws {
        let strict = schema {
            $0.primaryKey = ["kode"]
            $0.fields[1].categories = [Labelled("baik"), Labelled("rusak")]
        }
        var reading = Reading(schema: strict).fixing(.replace(column: 1, value: "Baik", with: "baik")).fixing(
            .replaceCell(row: 6, column: 0, with: "A3"))
        reading = reading.fixing(.leaveOut(row: 5)).fixing(.replaceCell(row: 4, column: 0, with: "A4")).fixing(
            .missing(column: 2, value: "lima"))
        let done = try Imported(rows, reading: reading)
        #expect(done.lines == ["kode,kelas,nilai", "A1,baik,5", "A2,baik,7", "A4,rusak,", "A3,baik,3"])
        #expect(done.outcome.rowsLeftOut["fix"] == 1)
        let accepted = try Imported(rows, reading: Reading(schema: strict).fixing(.accept(column: 1, value: "Baik")))
        #expect(accepted.lines.count == 3)
        #expect(accepted.field("kelas")?.categories?.map(\.text) == ["baik", "rusak", "Baik"])
        let texts = try Imported(rows, reading: Reading(schema: schema()).fixing(.retype(column: 2, type: .string)))
        #expect(texts.lines.count == 6 && texts.field("nilai")?.type == .string)
        // The later of two decisions about the same cell holds.
        #expect(Reading().fixing(.missing(column: 2, value: "lima")).fixing(.replace(column: 2, value: "lima", with: "1")).fixes.count == 1)
        let again = try JSONDecoder().decode(Reading.self, from: JSONEncoder().encode(reading))
        #expect(again == reading)
    }

    @Test("Unique fields and combinations may be missing more than once")
    func unique() throws {
        let done = try Imported(
            TextRows("Kode | Kelas | Nilai\nA | x | 1\nB | x | 1\nC | y | 1\nA | z | 2\n | w | 3\n | v | 3"),
            reading: Reading(
                schema: schema {
                    $0.fields[0].constraints.unique = true
                    $0.uniqueKeys = [["kelas", "nilai"]]
                }))
        #expect(done.outcome.problems.map(\.kind) == [.uniqueKey, .unique])
        #expect(done.lines.count == 5)
    }

    private struct Codes: ReferenceValues {
        func keys(of resource: String, fields: [String]) throws(AppError) -> Set<[String]>? {
            resource == "kelas" ? [["baik"], ["rusak"]] : nil
        }
    }

    @Test("Foreign keys refer to what there is; where that is not known a note says so")
    func references() throws {
        let strict = schema {
            $0.foreignKeys = [
                ForeignKey(["kelas"], resource: "kelas", reference: ["kode"]), ForeignKey(["kode"], resource: "tiada", reference: ["kode"]),
            ]
        }
        let done = try Imported(rows, reading: Reading(schema: strict), references: Codes())
        #expect(done.outcome.problems.map(\.kind) == [.unknownReference, .notNumber])
        #expect(done.outcome.notes.map(\.key) == ["ingest.note.no_reference"])
    }

    @Test("References into the table itself may come before what they refer to; what refers to nothing is told")
    func ownReferences() throws {
        var tree = TableSchema([TableSchema.Field("kode"), TableSchema.Field("induk")])
        tree.foreignKeys = [ForeignKey(["induk"], resource: "", reference: ["kode"])]
        let whole = try Imported(TextRows("kode | induk\nb | a\na | \nc | b"), reading: Reading(schema: tree))
        #expect(whole.outcome.notes.isEmpty && whole.outcome.rowsWritten == 3)
        let broken = try Imported(TextRows("kode | induk\na | \nb | x\nc | y\nd | x"), reading: Reading(schema: tree))
        #expect(broken.outcome.notes == [Message("ingest.note.own_reference", ["fields": "induk", "count": "2", "row": "3"])])
        #expect(broken.outcome.rowsWritten == 4)
    }

    @Test("Columns are found by their headings in any order, and by hand where they are called otherwise")
    func columns() throws {
        let rows = TextRows("NILAI | lain-lain | Kelas sekolah | kode\n5 | ? | baik | A")
        let lost = try Inspection.of(rows, sheet: RawSheet(name: "x"), reading: Reading(schema: schema()))
        #expect(lost.notes.map(\.key) == ["ingest.field_not_in_sheet"])
        var reading = Reading(schema: schema())
        reading.columns[2] = "kelas"
        #expect(try Imported(rows, reading: reading).lines == ["kode,kelas,nilai", "A,baik,5"])
        reading.schema!.fieldsMatch = .equal
        let strict = try Inspection.of(rows.again, sheet: RawSheet(name: "x"), reading: reading)
        #expect(strict.problems.map(\.message.key) == ["ingest.column_not_in_schema"])
        #expect(throws: AppError.self) { try SheetImport(strict) }
        reading.columns[1] = ""
        #expect(try Imported(rows, reading: reading).lines.count == 2)
        reading.schema!.fieldsMatch = .exact
        #expect(
            try Inspection.of(rows.again, sheet: RawSheet(name: "x"), reading: reading).problems.map(\.message.key) == [
                "ingest.other_order"
            ])
    }

    @Test("A schema made from a sheet reads next month's file the same way, signs and all")
    func reuse() throws {
        let first = try Imported(TextRows(fixture: "penduduk-kecamatan.csv"))
        let again = try Imported(TextRows(fixture: "penduduk-kecamatan.csv"), reading: Reading(schema: first.inspection.schema))
        #expect(again.csv == first.csv)
        #expect(again.outcome.table.sha256 == first.outcome.table.sha256)
    }

    @Test("What was written is read again unchanged: a canonical CSV gives itself")
    func canonical() throws {
        for name in ["penduduk-kecamatan.csv", "harga-komoditas.csv", "produksi-triwulan.csv", "sekolah.csv", "bantuan.csv"] {
            let first = try Imported(TextRows(fixture: name))
            guard !first.csv.contains("\"") else { continue }
            let cells: [[String]] = first.lines.map { line in line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            }
            let again = try Imported(TextRows(cells), reading: Reading(schema: first.outcome.schema), places: nil)
            #expect(again.csv == first.csv, "\(name)")
        }
    }

    @Test("A column file can be built from what was written")
    func columnFile() throws {
        let folder = try TestFolder()
        let rows = try TextRows(fixture: "penduduk-kecamatan.csv")
        let inspection = try Inspection.of(rows.again, sheet: RawSheet(name: "x"), places: TestPlaces.jember)
        let outcome = try SheetImport(inspection, places: TestPlaces.jember).run(rows.again, csv: folder.path + "/a.csv")
        let table = try ColumnFileBuilder().build(
            csv: folder.path + "/a.csv", shape: outcome.schema.shape(), to: folder.path + "/a.columns")
        #expect(table == outcome.table)
    }
}
