import Directory
import Foundation
import Kernel
import Tables
import Testing

@testable import Masterplan

@Suite struct PlanReaderTests {
    static let ict = Agency(
        id: Identifier("00000000-0000-7000-8000-000000000001"), code: "DISKOMINFO", name: "Dinas Komunikasi dan Informatika", kind: .agency,
        governmentFunctions: ["2.16"], validFrom: Day("2020-01-01")!)
    static let works = Agency(
        id: Identifier("00000000-0000-7000-8000-000000000002"), code: "DPU", name: "Dinas Pekerjaan Umum", kind: .agency,
        governmentFunctions: ["1.03"], validFrom: Day("2020-01-01")!)

    private func read(
        _ csv: String, kind: PlanEdition.Kind = .annualWork, years: ClosedRange<Int> = 2027...2027, agency: Agency? = nil,
        map: ColumnMap = ColumnMap(), nomenclature: NomenclatureTable = NomenclatureTable()
    ) throws -> PlanReading {
        try PlanReader.read(
            SheetRows(Array(csv.utf8)), PlanScope(kind: kind, years: years, agency: agency?.id), map: map,
            agencies: [PlanReaderTests.ict, PlanReaderTests.works], nomenclature: nomenclature)
    }

    /// As SIPD lists sub-activities: titles above, everything in columns, several sources of money.
    private static let flatTable = """
        PEMERINTAH KABUPATEN;;;;;;;;;;;;
        RENCANA KERJA TAHUN 2027;;;;;;;;;;;;
        No;Kode SKPD;Nama SKPD;Kode Program;Nama Program;Kode Kegiatan;Nama Kegiatan;Kode Sub Kegiatan;Nama Sub Kegiatan;Indikator;Target;Satuan;Sumber Dana;Pagu
        1;2.16.0.00.0.00.01.0000;Dinas Komunikasi dan Informatika;2.16.02;Program Informasi;2.16.02.2.01;Pengelolaan Informasi;2.16.02.2.01.0028;Pengelolaan Pengaduan Masyarakat;Jumlah aduan;1.200;Aduan;PAD;Rp 100.000.000,00
        2;2.16.0.00.0.00.01.0000;Dinas Komunikasi dan Informatika;2.16.02;Program Informasi;2.16.02.2.01;Pengelolaan Informasi;2.16.02.2.01.0028;Pengelolaan Pengaduan Masyarakat;Jumlah aduan;1.200;Aduan;DAK Non Fisik;50.000.000
        3;1.03.0.00.0.00.01.0000;Dinas Pekerjaan Umum;1.03.10;Program Jalan;1.03.10.2.01;Penyelenggaraan Jalan;1.03.10.2.01.0005;Pemeliharaan Jalan;Panjang jalan;12,5;km;DAU;2.000.000.000
        Jumlah;;;;;;;;;;;;;2.150.000.000
        """

    @Test("an export of SIPD is read without a word about its columns")
    func flat() throws {
        let reading = try read(PlanReaderTests.flatTable)
        #expect(reading.problems.isEmpty)
        #expect(reading.headingLine == 3)
        #expect(reading.rows == 3 && reading.taken == 3)
        let ict = try #require(reading.outlines[PlanReaderTests.ict.id])
        #expect(ict.nodes.map(\.code.text) == ["2.16.02", "2.16.02.2.01", "2.16.02.2.01.0028"])
        let sub = ict.nodes[2]
        #expect(sub.indicators == [OutlineIndicator(name: "Jumlah aduan", unit: "Aduan", targets: [2027: "1200"])])
        #expect(sub.money.map(\.source) == [.national, .regency])
        #expect(ict.totals == [2027: 150_000_000])
        #expect(reading.totals[PlanReaderTests.works.id] == [2027: 2_000_000_000])
        #expect(reading.outlines[PlanReaderTests.works.id]?.nodes.last?.indicators.first?.targets == [2027: "12.5"])
    }

    @Test("levels below each other, years under wide headings, sums that only repeat their parts")
    func nested() throws {
        let csv = """
            Kode,Program/Kegiatan/Sub Kegiatan,Indikator Kinerja,Satuan,Target,,Pagu Indikatif (Rp),
            ,,,,2026,2027,2026,2027
            1,2,3,4,5,6,7,8
            2.16.0.00.0.00.01.0000,Dinas Komunikasi dan Informatika,,,,,,
            2.16.02,Program Informasi,Indeks layanan,indeks,"3,1","3,3",300,400
            2.16.02.2.01,Pengelolaan Informasi,,,,,300,400
            2.16.02.2.01.0028,Pengelolaan Pengaduan,Aduan selesai,%,80,85,100,150
            ,,Waktu tengah,hari,6,5,100,150
            2.16.02.2.01.0029,Pemantauan Opini,Laporan,dokumen,12,12,200,251
            """
        let reading = try read(csv, kind: .strategic, years: 2026...2030)
        #expect(reading.problems.isEmpty)
        let outline = try #require(reading.outlines[PlanReaderTests.ict.id])
        #expect(outline.nodes.map(\.code.text) == ["2.16.02", "2.16.02.2.01", "2.16.02.2.01.0028", "2.16.02.2.01.0029"])
        #expect(outline.nodes[0].indicators.first?.targets == [2026: "3.1", 2027: "3.3"])
        #expect(outline.nodes[2].indicators.map(\.name) == ["Aduan selesai", "Waktu tengah"])
        // Sums of programme and activity are not counted beside their parts, nor the budget again for the second indicator.
        #expect(outline.totals == [2026: 300, 2027: 401])
        let keys = reading.remarks.map(\.problem.key.id)
        #expect(keys.contains("plan.import.money_repeated"))
        #expect(keys.filter { $0 == "plan.import.sum_differs" }.count == 2)
    }

    @Test("bad rows are named with line, column and what was expected; good ones are never lost")
    func badRows() throws {
        let csv = """
            Nama SKPD,Kode Sub Kegiatan,Nama Sub Kegiatan,Indikator,Target,Satuan,Pagu
            Dinas Komunikasi dan Informatika,2.16.02.2.01.0028,Pengaduan,Aduan,10,Aduan,1.000
            Dinas Antah Berantah,2.16.02.2.01.0029,Opini,Laporan,10,Dokumen,1.000
            Dinas Komunikasi dan Informatika,dua satu,Opini,Laporan,10,Dokumen,1.000
            Dinas Komunikasi dan Informatika,2.16.02.2.01.0030,Data,Laporan,banyak,Dokumen,1.000
            Dinas Komunikasi dan Informatika,2.16.02.2.01.0031,Data,Laporan,1,Dokumen,-5
            Dinas Komunikasi dan Informatika,2.16.02.2.01.0032,Data,Laporan,1,Dokumen,99.000.000.000.000
            Dinas Komunikasi dan Informatika,2.16.02.2.01.0033,,Laporan,1,Dokumen,5
            Dinas Komunikasi dan Informatika,2.16.02,Informasi,Laporan,1,Dokumen,5
            Dinas Komunikasi dan Informatika,2.16.2.2.1.34,Arsip,Laporan,2 Dokumen,,7.000
            Dinas Komunikasi dan Informatika,2.16.2.2.1.34,Arsip,Laporan,2 Dokumen,,7.000
            """
        let map = ColumnMap().correcting(["Kode Sub Kegiatan": .subActivityCode, "Nama Sub Kegiatan": .subActivityTitle])
        let reading = try read(csv, map: map)
        #expect(reading.problems.map(\.line) == [3, 4, 5, 6, 7, 8, 9])
        #expect(
            reading.problems.map(\.problem.key.id) == [
                "plan.import.unknown_agency", "plan.import.bad_code", "plan.import.bad_target", "plan.money.negative", "plan.money.absurd",
                "plan.import.no_title", "plan.import.other_level",
            ])
        #expect(reading.problems[2].column == "Target")
        #expect(reading.problems[2].found == "banyak")
        #expect(reading.problems[4].column == "Pagu")
        #expect(reading.outlines[PlanReaderTests.ict.id]?.nodes.map(\.code.text) == ["2.16.02.2.01.0028", "2.16.02.2.01.0034"])
        #expect(reading.remarks.map(\.problem.key.id) == ["plan.import.zeros_lost", "plan.import.same_row"])
        #expect(reading.outlines[PlanReaderTests.ict.id]?.nodes[1].indicators.first?.unit == "Dokumen")
        #expect(reading.outlines[PlanReaderTests.ict.id]?.totals == [2027: 8000])
    }

    @Test("X.XX becomes the agency's own field, and codes are held against the nomenclature")
    func nomenclature() throws {
        let csv = """
            Kode,Uraian,Pagu 2027
            X.XX.01,Program Penunjang,10
            X.XX.01.2.01.0008,Walidata Pendukung,10
            2.16.02.2.01.0001,Yang lama,20
            2.16.02.2.01.0999,Yang tidak ada,30
            2.16.02.2.01.0028,,40
            """
        let table = NomenclatureTable(
            titles: ["X.XX.01": "Penunjang", "X.XX.01.2.01.0008": "Walidata", "2.16.02.2.01.0028": "Pengelolaan Pengaduan Masyarakat"],
            replaced: ["2.16.02.2.01.0001": "2.16.02.2.01.0028"])
        let reading = try read(csv, agency: PlanReaderTests.ict, nomenclature: table)
        #expect(reading.problems.isEmpty)
        let outline = try #require(reading.outlines[PlanReaderTests.ict.id])
        #expect(outline.nodes.first?.code.text == "2.16.01")
        #expect(outline.nodes.last?.title == "Yang tidak ada")
        #expect(outline.nodes.first { $0.code.text == "2.16.02.2.01.0028" }?.title == "Pengelolaan Pengaduan Masyarakat")
        #expect(reading.remarks.map(\.problem.key.id) == ["plan.import.replaced_code", "plan.import.unknown_code"])
        #expect(reading.remarks.first?.expected.values["code"] == "2.16.02.2.01.0028")
    }

    @Test("a file of other years, without headings or without codes is refused in words")
    func refused() {
        #expect { try read("Nama SKPD,Kode Sub Kegiatan,Pagu 2025\nA,2.16.02.2.01.0028,5\n") } throws: {
            ($0 as? AppError)?.issues.first?.message.key == "plan.import.other_years"
        }
        #expect { try read("a,b\n1,2\n") } throws: { ($0 as? AppError)?.issues.first?.message.key == "plan.import.no_headings" }
        #expect { try read("Nama SKPD,Indikator,Pagu\nA,B,5\n") } throws: {
            ($0 as? AppError)?.issues.first?.message.key == "plan.import.no_codes"
        }
        #expect { try read("Kode Sub Kegiatan,Kode Kegiatan,Pagu\n2.16.02.2.01.0028,2.16.02.2.01,5\n") } throws: {
            ($0 as? AppError)?.issues.first?.field == "agency"
        }
    }

    @Test("a workbook is read as its CSV is, its numbers as numbers")
    func workbook() throws {
        let path = "/tmp/pendopo-plan-\(UInt64.random(in: 0 ... .max)).xlsx"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let writer = try XLSXWriter(path: path)
        let sheet = try writer.sheet(
            "Renja", headings: ["Nama SKPD", "Kode Sub Kegiatan", "Kode Kegiatan", "Nama Sub Kegiatan", "Indikator", "Target", "Pagu"])
        try sheet.row([
            .text("Dinas Pekerjaan Umum"), .text("1.03.10.2.01.0005"), .text("1.03.10.2.01"), .text("Pemeliharaan"), .text("Panjang"),
            .number(1.234), .number(2_000_000_000),
        ])
        try writer.close()
        let bytes = try ByteSource(path: path).read(1 << 20)
        let table = NomenclatureTable(titles: ["1.03.10.2.01": "Penyelenggaraan Jalan"])
        let reading = try PlanReader.read(
            SheetRows(bytes), PlanScope(kind: .annualWork, years: 2027...2027), map: ColumnMap(),
            agencies: [PlanReaderTests.works], nomenclature: table)
        let outline = try #require(reading.outlines[PlanReaderTests.works.id])
        #expect(outline.nodes.last?.indicators.first?.targets == [2027: "1.234"])
        #expect(outline.totals == [2027: 2_000_000_000])
        #expect(outline.nodes.first?.title == "Penyelenggaraan Jalan")
    }

    @Test("a corrected column is remembered for the next year's table")
    func remembered() throws {
        let corrected = ColumnMap().correcting(["Alokasi 2026": .money, "Besaran": .skipped])
        let again = ColumnMap(json: corrected.json)
        #expect(again == corrected)
        let placed = again.place(["Kode", "Uraian", "ALOKASI 2027"], years: 2027...2027)
        #expect(placed.last?.column == .money)
        #expect(placed.last?.year == 2027)
    }
}
