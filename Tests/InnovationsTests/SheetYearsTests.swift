import Directory
import Kernel
import Masterplan
import Storage
import Tables
import TestSupport
import Testing
import Web
import Work

@testable import Innovations

@Suite("Years, money and codes of innovation sheets")
struct SheetYearsTests {
    @Test("who edits a sheet that was moved meanwhile is told the new years, and the move stays")
    func moved() async throws {
        let site = try await InnovationSite()
        let sheet = try await site.desk.createSheet(site.full(evidence: try await site.evidence()), by: site.clerk)
        let moved = try await site.desk.perform(ShiftSheet(by: 1), on: sheet.recordID, by: site.planner)
        #expect(moved.version == 2 && moved.years == 2028...2030)
        var mine = SheetDraft(sheet)
        mine.title = "Tambal jalan dalam dua hari"
        do {
            try await site.desk.perform(EditSheet(mine), on: sheet.recordID, by: site.clerk, expecting: 1)
            Issue.record("the edit put the sheet back into its old years")
        } catch let error as AppError {
            #expect(error.kind == .conflict && error.issues.map(\.field).contains("from_year"))
        }
        let now = try await site.sheet(sheet.recordID)
        #expect(now == moved)
        // Once seen, the words are written over the years that hold.
        var again = SheetDraft(now)
        again.title = mine.title
        let written = try await site.desk.perform(EditSheet(again), on: sheet.recordID, by: site.clerk, expecting: 2)
        #expect(written.title == mine.title && written.yearRows == moved.yearRows)
    }

    @Test("codes of sub-activities are those of the nomenclature in force; what stood there before it changed may stay")
    func codes() async throws {
        let site = try await InnovationSite()
        func draft(_ code: String) -> SheetDraft { site.draft { $0.answers["codes"] = .codes(SubActivities([code])) } }
        // Where none is kept, the form is all that can be checked.
        let early = try await site.desk.createSheet(draft("2.16.03.2.02.0009"), by: site.clerk)
        let report = try await ImportNomenclature(site.directory, edition: "2026").run(
            .bytes(
                Array(
                    """
                    level,kode,kode_induk,nama,kinerja,indikator,satuan,spm,jenis,kode_sebelumnya,source
                    urusan,2,,URUSAN,,,,,,,
                    bidang,2.16,2,KOMUNIKASI,,,,,,,
                    program,2.16.03,2.16,PROGRAM,,,,,,,
                    kegiatan,2.16.03.2.02,2.16.03,Kegiatan,,,,,,,
                    sub_kegiatan,2.16.03.2.02.0019,2.16.03.2.02,Kota Cerdas,,,,,,2.16.03.2.02.0009,
                    """.utf8)), by: .system)
        #expect(report.added == 5)
        do {
            try await site.desk.createSheet(draft("2.16.03.2.02.0009"), by: site.clerk)
            Issue.record("a replaced code was taken")
        } catch let error as AppError {
            #expect(error.issues.map(\.field) == ["f.codes"] && error.issues[0].message.values["now"] == "2.16.03.2.02.0019")
        }
        #expect(await fields { try await site.desk.createSheet(draft("2.16.03.2.02.0099"), by: site.clerk) } == ["f.codes"])
        #expect(await fields { try await site.desk.createSheet(draft("2.16.03.2.02.0019"), by: site.clerk) } == [])
        var kept = SheetDraft(early)
        kept.title = "Judul yang lain sekarang"
        #expect(await fields { try await site.desk.perform(EditSheet(kept), on: early.recordID, by: site.clerk) } == [])
    }

    @Test("moving by years takes activities, money and targets along; the roadmap moves single years and never loses an amount")
    func moving() async throws {
        let site = try await InnovationSite()
        let sheet = try await site.submitted()
        try await site.desk.perform(AcceptSheet(), on: sheet.recordID, by: site.planner)
        let moved = try await site.desk.perform(ShiftSheet(by: 2), on: sheet.recordID, by: site.planner)
        #expect(moved.years == 2029...2031 && moved.yearRows.map(\.year) == [2029, 2030, 2030])
        #expect(moved.money.rupiah == sheet.money.rupiah)
        guard case .indicators(let outputs)? = moved.answers["outputs"] else { throw AppError.notFound }
        #expect(outputs[0].targets == [2029: "4", 2030: "8"])
        #expect(await fields { try await site.desk.perform(ShiftSheet(by: 90), on: sheet.recordID, by: site.planner) } == ["years"])
        await #expect(throws: AppError.forbidden) { try await site.desk.perform(ShiftSheet(by: 1), on: sheet.recordID, by: site.clerk) }

        let item = moved.roadmapItem(supporters: [])
        #expect(item.activities[2030]?.split(separator: "\n").count == 2 && item.money.total == moved.money.rupiah)
        let rows = moved.rows(of: item.moved(year: 2030, by: 1))
        #expect(rows.map(\.year) == [2029, 2031, 2031] && rows.compactMap(\.amount).reduce(0, +) == moved.money.rupiah)
        // Joined with what is there, amounts stay with their activities.
        let joined = moved.rows(of: item.moved(year: 2029, by: 1))
        #expect(joined.map(\.year) == [2030, 2030, 2030] && joined.compactMap(\.amount).sorted() == [900_000_000, 1_200_000_000])
        #expect(joined.first { $0.activity == "Bentuk empat regu" }?.amount == 1_200_000_000)
        #expect(moved.rows(of: item) == moved.yearRows)
    }

    @Test("the roadmap has what is accepted, once beside its initiative; a move there is an act of the sheet, and one overtaken is refused")
    func roadmap() async throws {
        let site = try await InnovationSite()
        let board: RoadmapBoard = site.site.installation.services.get()
        let sheet = try await site.submitted()
        _ = try await site.desk.createSheet(site.draft("Draf yang belum jadi"), by: site.clerk)
        func own() async throws -> [RoadmapItem] {
            try await board.items(for: site.planner).filter { $0.subject.kind == InnovationSheet.kind }
        }
        #expect(try await own().isEmpty)
        try await site.desk.perform(AcceptSheet(), on: sheet.recordID, by: site.planner)
        let node = try await site.initiative()
        try await site.desk.perform(ConnectSheet(node.id), on: sheet.recordID, by: site.planner)
        let item = try await own()[0]
        #expect(item.covers == [node.reference] && item.lead == site.works && item.money.total == 2_100_000_000)
        try await board.keep(item.moved(year: 2027, by: 1), by: site.planner)
        let moved = try await site.sheet(sheet.recordID)
        #expect(moved.yearRows.map(\.year) == [2028, 2028, 2028] && moved.money.rupiah == 2_100_000_000)
        #expect(try await site.database.read { tx in try tx.events(of: sheet.reference).last?.kind } == "innovation_sheet.replan")
        await #expect(throws: AppError.self) { try await board.keep(item.moved(by: 1), by: site.planner) }
        await #expect(throws: AppError.self) { try await board.keep(try await own()[0].moved(by: 1), by: site.clerk) }
    }

    @Test("rows of years and codes beside the sheet are always those of its answers")
    func rows() async throws {
        let site = try await InnovationSite()
        let draft = site.full(evidence: try await site.evidence()) {
            $0.answers["codes"] = .codes(SubActivities(["2.16.03.2.02.0038", "2.16.03.2.02.0041", "2.16.03.2.02.0038"]))
        }
        let sheet = try await site.desk.createSheet(draft, by: site.clerk)
        func rows() async throws -> [String] {
            try await site.database.read { tx in
                try tx.rows("SELECT code AS v FROM innovation_sheet_code UNION ALL SELECT activity FROM innovation_sheet_year ORDER BY 1")
                    .map { $0.text("v") }
            }
        }
        #expect(
            try await rows() == ["2.16.03.2.02.0038", "2.16.03.2.02.0041", "Bentuk empat regu", "Bentuk empat regu lagi", "Latih mandor"])
        try await site.desk.perform(EditSheet(site.draft()), on: sheet.recordID, by: site.clerk)
        #expect(try await rows() == [])
    }
}
