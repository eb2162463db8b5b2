import Directory
import Kernel
import Storage
import TestSupport
import Testing
import Work

@testable import Innovations

@Suite("Quick wins")
struct QuickWinTests {
    @Test("every criterion that is not met is named")
    func criteria() async throws {
        let site = try await InnovationSite()
        let today = site.directory.today
        let wrong: [((inout QuickWinDraft) -> Void, String)] = [
            ({ $0.title = "" }, "title"), ({ $0.service = "Baru" }, "service"), ({ $0.isExisting = false }, "is_existing"),
            ({ $0.contact = "" }, "contact"),
            ({ $0.startOn = nil }, "start_on"),
            ({ $0.endOn = today.adding(-50) }, "end_on"), ({ $0.endOn = today.adding(400) }, "end_on"), ({ $0.measure = "" }, "measure"),
            ({ $0.before = nil }, "before"), ({ $0.beforeOn = today }, "before_on"), ({ $0.unit = "" }, "unit"),
            ({ $0.presentation = "javascript:alert(1)" }, "presentation"),
        ]
        for (change, field) in wrong { #expect(site.quickWin(change).issues.map(\.field) == [field]) }
        #expect(site.quickWin().issues.isEmpty)
    }

    @Test("proposed by the lead, chosen by the planning agency, run, measured and measured again; one for each sheet")
    func life() async throws {
        let site = try await InnovationSite()
        let sheet = try await site.desk.createSheet(site.draft(), by: site.clerk)
        await #expect(throws: AppError.notFound) { try await site.desk.proposeQuickWin(site.quickWin(), on: sheet.id, by: site.nurse) }
        let win = try await site.desk.proposeQuickWin(site.quickWin(), on: sheet.id, by: site.clerk)
        #expect(win.code == "Q-0001")
        await #expect(throws: AppError.conflict("error.quick_win_there")) {
            try await site.desk.proposeQuickWin(site.quickWin(), on: sheet.id, by: site.clerk)
        }
        await #expect(throws: AppError.forbidden) { try await site.desk.perform(ChooseQuickWin(), on: win.recordID, by: site.clerk) }
        await #expect(throws: AppError.notFound) { try await site.desk.perform(StartQuickWin(), on: win.recordID, by: .visitor) }
        try await site.desk.perform(ChooseQuickWin(), on: win.recordID, by: site.planner)
        await #expect(throws: AppError.self) {
            try await site.desk.perform(MeasureQuickWin("3", on: site.directory.today), on: win.recordID, by: site.clerk)
        }
        try await site.desk.perform(StartQuickWin(), on: win.recordID, by: site.clerk)
        let owed = try await site.database.read { tx in try tx.obligations(of: win.reference) }
        #expect(owed.map(\.task) == ["quick_win.running"] && owed[0].dueAt.parts(offsetHours: 7).day == win.endOn)
        #expect(
            await fields {
                try await site.desk.perform(MeasureQuickWin("3", on: site.directory.today.adding(9)), on: win.recordID, by: site.clerk)
            } == ["after_on"])
        #expect(
            await fields { try await site.desk.perform(MeasureQuickWin(nil, on: nil), on: win.recordID, by: site.clerk) } == [
                "after", "after_on",
            ])
        // A figure that nothing shows is only said.
        #expect(
            await fields {
                try await site.desk.perform(MeasureQuickWin("9", on: site.directory.today), on: win.recordID, by: site.clerk)
            } == ["evidence"])
        let proof = Evidence(try await site.evidence(), note: "catatan antrean")
        let measured = try await site.desk.perform(
            MeasureQuickWin("9", on: site.directory.today, evidence: [proof], note: "Belum tiga hari"), on: win.recordID, by: site.clerk)
        #expect(measured.evidence == [proof] && measured.isExisting == true)
        #expect(measured.state == "measured" && measured.after == "9")
        let again = try await site.desk.perform(
            MeasureQuickWin("3", on: site.directory.today, again: true), on: win.recordID, by: site.clerk)
        #expect(again.after == "3" && again.state == "measured")
        let digest = try await site.database.read { tx in try tx.digest(tx.digest(of: again), withClocksOf: again.reference) }
        #expect(try await site.database.read { tx in try tx.events(of: win.reference).last?.digest } == digest)
    }

    @Test("one that was given up makes room for another; a dropped sheet has none")
    func room() async throws {
        let site = try await InnovationSite()
        let sheet = try await site.desk.createSheet(site.draft(), by: site.clerk)
        let win = try await site.desk.proposeQuickWin(site.quickWin(), on: sheet.id, by: site.clerk)
        try await site.desk.perform(DropQuickWin("Ukurannya tidak bisa diambil"), on: win.recordID, by: site.clerk)
        #expect(try await site.desk.proposeQuickWin(site.quickWin(), on: sheet.id, by: site.clerk).code == "Q-0002")
        try await site.desk.perform(DropSheet("Digabung ke lembar lain"), on: sheet.recordID, by: site.clerk)
        await #expect(throws: AppError.conflict("error.quick_win_dropped")) {
            try await site.desk.proposeQuickWin(site.quickWin(), on: sheet.id, by: site.clerk)
        }
    }
}
