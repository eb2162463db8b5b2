import Foundation
import Kernel
import Testing

@testable import Ingest

@Suite("From an uploaded file to a table")
struct FileImportTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures/workbooks")

    struct Read {
        var inspection: Inspection
        var outcome: ImportOutcome
        var lines: [String]

        init(_ name: String, sheet: Int = 0) throws {
            let folder = try TestFolder()
            let path = FileImportTests.folder.appendingPathComponent(name).path
            let file = try UploadedFile.open(path: path, named: name)
            inspection = try Inspection.of(file, reading: Reading(sheet: sheet), places: TestPlaces.jember)
            outcome = try SheetImport(inspection, places: TestPlaces.jember)
                .run(try file.rows(ofSheet: sheet), csv: folder.path + "/a.csv", quarantine: folder.path + "/q")
            lines = try folder.text("a.csv").split(separator: "\n").map(String.init)
        }
    }

    @Test("Groups, sub-totals and codes of a budget")
    func budget() throws {
        let read = try Read("anggaran-dinas.xlsx")
        #expect(read.lines[2] == "Dinas Kesehatan,Imunisasi,740000000,701500000,0.947972972972973")
        #expect(read.outcome.rowsLeftOut == ["header": 1, "totals": 2])
        #expect(try Read("anggaran-dinas.xlsx", sheet: 1).lines == ["kode,nama", "1.02,Dinas Kesehatan"])
        #expect(try Read("anggaran-dinas.xlsx", sheet: 1).outcome.schema["kode"]?.type == .string)
        #expect(try Read("anggaran-dinas.xlsx", sheet: 2).lines == ["bulan,realisasi", "Januari,100.5", "Februari,201", "Maret,301.5"])
    }

    @Test("Prices as they are typed, from a workbook and from a CSV with semicolons")
    func prices() throws {
        let read = try Read("harga-pangan.xlsx")
        #expect(read.lines[2] == "2024-03-12,Pasar Tanjung,Cabai Rawit,62000,87.25,-0.05")
        #expect(read.outcome.problems.map(\.address) == ["A8", "D9"])
        #expect(read.inspection.guesses.first { $0.id == "missing:E" }?.message.values["marks"] == "“-”, “n/a”, “tidak ada”")
        #expect(try Read("harga-titik-koma.csv").lines[1] == "2024-03-12,Beras; medium,13500,1234.5")
    }

    @Test("A heading of merged cells, titles, numbers of columns, a sum and a source")
    func schools() throws {
        let read = try Read("sekolah-per-kecamatan.xlsx")
        #expect(read.lines[0] == "no,kecamatan,sd_negeri,sd_swasta,smp_negeri,smp_swasta,jumlah_siswa,keterangan")
        #expect(read.outcome.rowsLeftOut == ["titles": 2, "header": 2, "numbering": 1, "totals": 1, "notes": 1, "blank": 2])
        #expect(read.outcome.rowsWritten == 7)
    }

    @Test("Zeros in front, identity numbers, a failed formula, repeated and empty headings, moments")
    func centres() throws {
        let read = try Read("puskesmas-dan-kode.xlsx")
        #expect(read.lines[0] == "kode,kode_wilayah,nama,nama_2,kolom_e,nik_kepala,telepon,rawat_inap,rasio,dibuka")
        #expect(
            read.lines[1] == "00007,35.09.01,Puskesmas Patrang,dr. Gnartap,x,3509014105850001,081234567800,true,1.75,2001-05-02T00:30:00Z")
        #expect(read.outcome.problems.map(\.kind) == [.formulaError])
        #expect(read.outcome.privacy.map(\.kind) == [.nationalID, .phone])
    }

    @Test("Numbers with one word among them, places and lines of JSON, one of them broken")
    func others() throws {
        let noted = try Read("berkomentar.xlsx")
        #expect(noted.outcome.schema["jumlah"]?.type == .number)
        #expect(noted.outcome.problems.map(\.address) == ["B5"])
        let lines = try Read("catatan.ndjson")
        #expect(lines.outcome.problems.map(\.kind) == [.badRow])
        #expect(lines.lines[1].hasPrefix("9007199254740993,Satu,"))
        #expect(try Read("tempat.geojson").outcome.schema["geometry"]?.type == .geojson)
    }
}
