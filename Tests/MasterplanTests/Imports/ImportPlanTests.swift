import Directory
import Foundation
import Kernel
import Storage
import Tables
import TestSupport
import Testing
import Web
import Work

@testable import Masterplan

@Suite("Renstra, RKPD and Renja brought as files")
struct ImportPlanTests {
    static let csv = """
        Nama SKPD;Kode Program;Nama Program;Kode Kegiatan;Nama Kegiatan;Kode Sub Kegiatan;Nama Sub Kegiatan;Indikator;Target;Satuan;Sumber Dana;Pagu
        Dinas Pekerjaan Umum;1.03.10;Program Jalan;1.03.10.2.01;Penyelenggaraan Jalan;1.03.10.2.01.0005;Pemeliharaan Jalan;Panjang jalan;12,5;km;DAU;2.000.000.000
        Dinas Pekerjaan Umum;1.03.10;Program Jalan;1.03.10.2.01;Penyelenggaraan Jalan;1.03.10.2.01.0006;Pelebaran Jalan;Panjang jalan;3;km;DAK;1.000.000.000
        RSUD dr. Soebandi;1.02.02;Program Upaya Kesehatan;1.02.02.2.01;Layanan;1.02.02.2.01.0001;Pelayanan;Pasien;9.000;orang;BLUD;500.000.000
        """

    static let scope = PlanScope(kind: .annualWork, years: 2027...2027)

    func keep(_ plans: PlanSite, _ csv: String = ImportPlanTests.csv, _ scope: PlanScope = ImportPlanTests.scope, by actor: Actor? = nil)
        async throws
        -> PlanImportReport
    {
        try await ImportPlan(plans.plans.directory).keep(
            .bytes(Array(csv.utf8)), scope, map: ColumnMap(), remembering: "SIPD", by: actor ?? plans.planner)
    }

    static func edition(_ plans: PlanSite, _ agency: String?, kind: PlanEdition.Kind = .annualWork) async throws -> PlanEdition? {
        try await plans.database.read { tx in try tx.planEditions(kind).first { $0.agency == agency && $0.isDraft } }
    }

    @Test("each agency gets its draft, with nodes below each other, indicators and money")
    func kept() async throws {
        let plans = try await PlanSite()
        let report = try await keep(plans)
        #expect(report.reading.problems.isEmpty && report.plans.added == 7 && report.isKept)
        let draft = try #require(try await Self.edition(plans, plans.worksID))
        #expect(draft.title == "Renja Dinas Pekerjaan Umum 2027" && draft.isDraft && draft.fromYear == 2027)
        let (nodes, indicators, money) = try await plans.database.read { tx in
            let nodes = try tx.planNodes(of: draft.id)
            return (
                nodes, try tx.planIndicators(in: draft.id), try tx.storedOutline(draft, agency: Identifier(plans.worksID)).outline.totals
            )
        }
        #expect(nodes.map(\.code) == ["1.03.10", "1.03.10.2.01", "1.03.10.2.01.0005", "1.03.10.2.01.0006"])
        #expect(nodes[1].parent == nodes[0].id && nodes[3].parent == nodes[1].id && nodes[0].parent == nil)
        #expect(nodes.allSatisfy { $0.agency == plans.worksID })
        #expect(indicators.map(\.targets).contains([2027: "12.5"]))
        #expect(money == [2027: 3_000_000_000])
        #expect(try await plans.faults() == [])
    }

    @Test("a workbook whose codes have lost their zeros and whose amounts are words of money is mended and kept")
    func workbook() async throws {
        let plans = try await PlanSite()
        let path = "/tmp/pendopo-renja-\(UInt64.random(in: 0 ... .max)).xlsx"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let writer = try XLSXWriter(path: path)
        let sheet = try writer.sheet(
            "Renja",
            headings: [
                "Nama SKPD", "Kode Program", "Nama Program", "Kode Kegiatan", "Nama Kegiatan", "Kode Sub Kegiatan", "Nama Sub Kegiatan",
                "Indikator", "Target", "Satuan", "Sumber Dana", "Pagu",
            ])
        try sheet.row([
            .text("Dinas Pekerjaan Umum"), .text("1.3.10"), .text("Program Jalan"), .text("1.3.10.2.1"), .text("Penyelenggaraan Jalan"),
            .text("1.3.10.2.1.5"), .text("Pemeliharaan Jalan"), .text("Panjang jalan"), .number(12.5), .text("km"), .text("DAU"),
            .text("Rp 2.000.000.000,00"),
        ])
        try writer.close()
        let bytes = try ByteSource(path: path).read(1 << 20)
        let report = try await ImportPlan(plans.plans.directory).keep(
            .bytes(bytes), Self.scope, map: ColumnMap(), remembering: "SIPD", by: plans.planner)
        #expect(report.isKept && report.reading.problems.isEmpty, "\(report.reading.problems)")
        let draft = try #require(try await Self.edition(plans, plans.worksID))
        try await plans.database.read { tx in
            #expect(try tx.planNodes(of: draft.id).map(\.code) == ["1.03.10", "1.03.10.2.01", "1.03.10.2.01.0005"])
            let stored = try tx.storedOutline(draft, agency: Identifier(plans.worksID))
            #expect(stored.outline.totals == [2027: 2_000_000_000])
            #expect(stored.outline.nodes.last?.indicators.first?.targets == [2027: "12.5"])
        }
    }

    @Test("a Renja is written for the RPJMD of its year")
    func basis() async throws {
        let plans = try await PlanSite()
        let desk = plans.plans.desk
        let rpjmd = try await desk.draft(DeskTests.rpjmd, by: plans.planner)
        try await desk.add(NodeDraft(.mission, title: "Misi satu"), to: rpjmd.id, by: plans.planner)
        try await desk.adopt(rpjmd.id, legalBasis: "Perda 3/2025", on: Day("2025-08-01")!, by: plans.planner)
        _ = try await keep(plans)
        #expect(try await Self.edition(plans, plans.worksID)?.basis == rpjmd.id)
        #expect(try await plans.faults() == [])
    }

    @Test("an agency brings its own plan only")
    func policy() async throws {
        let plans = try await PlanSite()
        let report = try await keep(plans, by: plans.works)
        #expect(report.refused == [Identifier(plans.hospitalID)])
        #expect(try await Self.edition(plans, plans.hospitalID) == nil)
        await #expect(throws: AppError.forbidden) {
            try await keep(plans, Self.csv, PlanScope(kind: .annualGovernment, years: 2027...2027), by: plans.works)
        }
        await #expect(throws: AppError.forbidden) {
            try await keep(
                plans, Self.csv, PlanScope(kind: .annualWork, years: 2027...2027, agency: Identifier(plans.hospitalID)), by: plans.works)
        }
        await #expect(throws: AppError.forbidden) { try await keep(plans, by: .visitor) }
        await #expect { try await keep(plans, Self.csv, PlanScope(kind: .annualWork, years: 2027...2031)) } throws: {
            ($0 as? AppError)?.issues.first?.field == "year"
        }
    }

    @Test("the RKPD is one plan of many agencies")
    func rkpd() async throws {
        let plans = try await PlanSite()
        let report = try await keep(plans, Self.csv, PlanScope(kind: .annualGovernment, years: 2027...2027))
        #expect(Set(report.plans.compactMap(\.edition)).count == 1)
        let draft = try #require(try await Self.edition(plans, nil, kind: .annualGovernment))
        #expect(draft.title == "RKPD 2027")
        #expect(try await plans.database.read { try $0.planNodes(of: draft.id).count } == 7)
        #expect(try await keep(plans, Self.csv, PlanScope(kind: .annualGovernment, years: 2027...2027)).plans.isSame)
        #expect(try await plans.faults() == [])
    }

    @Test("a row that cannot be taken deletes nothing of what is kept")
    func withheld() async throws {
        let plans = try await PlanSite()
        _ = try await keep(plans)
        let report = try await keep(plans, Self.csv.replacing("1.000.000.000", with: "satu miliar"))
        #expect(report.reading.problems.map(\.line) == [3] && report.plans.isSame)
        let draft = try #require(try await Self.edition(plans, plans.worksID))
        #expect(try await plans.database.read { try $0.planNodes(of: draft.id).count } == 4)
        #expect(try await plans.faults() == [])
    }

    @Test("nothing is kept of a file without a single good row")
    func nothing() async throws {
        let plans = try await PlanSite()
        await #expect { try await keep(plans, "Nama SKPD;Kode Kegiatan;Kode Sub Kegiatan;Pagu\nEntah;x;y;1\n") } throws: {
            ($0 as? AppError)?.issues.first?.message.key == "plan.import.nothing"
        }
        #expect(try await plans.database.read { try $0.planEditions() }.isEmpty)
    }
}
