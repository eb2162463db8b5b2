import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Commitments

@Suite("What the phone keeps of forms about pledges")
struct DraftOnPhoneTests {
    /// Sends a form that keeps a draft, and says whether the page after it tells the phone to forget exactly that draft, once.
    private func isForgotten(_ browser: TestBrowser, _ page: String, _ target: String, _ name: String, _ values: [String: String])
        async throws -> Bool
    {
        let shown = try await browser.get(page)
        #expect(shown.text.contains("data-draft=\"\(name)\""))
        let sent = try await browser.submit(try shown.form(to: target), filling: values)
        #expect(sent.status == 303)
        let after = try await browser.follow(sent)
        let again = try await browser.follow(sent)
        return after.text.contains("data-draft-sent=\"\(name)\"") && !again.text.contains("data-draft-sent")
    }

    @Test("a commitment's text and its clauses are kept on the phone until they are saved; what comes back with errors stays there")
    func texts() async throws {
        let site = try await PromisedSite()
        let commitment = try await site.drafted()
        let clause = try await site.database.read { tx in try tx.clauses(of: commitment.id)[0] }
        try await site.give(site.planner, [.draftCommitments], agency: false)
        let planner = try await site.browser(site.planner)
        let edit = "/kerja/komitmen/\(commitment.code)/butir/\(clause.code)"
        let refused = try await planner.submit(try await planner.get(edit).form(to: edit), filling: ["promise": ""])
        #expect(refused.status == 422 && !refused.text.contains("data-draft-sent"))
        let isDone = try await isForgotten(
            planner, edit, edit, "butir-\(commitment.code)-\(clause.code)", ["promise": "Jalan rusak diperbaiki dalam sebulan"])
        #expect(isDone)
        let text = "/kerja/komitmen/\(commitment.code)/ubah"
        let isKept = try await isForgotten(planner, text, text, "komitmen-\(commitment.code)", ["title": "Komitmen bersama Jember"])
        #expect(isKept)
    }

    @Test("who is told that somebody was quicker keeps her words and can then save them")
    func quicker() async throws {
        let site = try await PromisedSite()
        let commitment = try await site.drafted()
        let clause = try await site.database.read { tx in try tx.clauses(of: commitment.id)[0] }
        try await site.give(site.planner, [.draftCommitments], agency: false)
        let planner = try await site.browser(site.planner)
        let edit = "/kerja/komitmen/\(commitment.code)/butir/\(clause.code)"
        let form = try await planner.get(edit).form(to: edit)
        try await site.desk.put(
            site.clause("Jalan rusak diperbaiki dua bulan"), as: clause.code, in: commitment.code, by: site.planner.actor)
        let told = try await planner.submit(form, filling: ["promise": "Jalan rusak diperbaiki tiga minggu"])
        #expect(told.status == 409 && told.text.contains("Jalan rusak diperbaiki tiga minggu"))
        #expect(try await planner.submit(try told.form(to: edit)).status == 303)
        let now = try await site.database.read { tx in try tx.clause(code: clause.code) }
        #expect(now?.promise == "Jalan rusak diperbaiki tiga minggu")
    }

    @Test("proof of a step and an agency's plan for the year are kept likewise")
    func work() async throws {
        let site = try await PromisedSite()
        let (_, clause, steps) = try await site.inForce()
        try await site.give(site.head, [.keepPledges, .signCommitments], agency: true)
        let head = try await site.browser(site.head)
        let page = "/kerja/janji/\(clause.code)"
        let isProven = try await isForgotten(
            head, page, "\(page)/langkah/\(steps[0].id)/bukti", "bukti-\(steps[0].id)",
            ["done_on": "2026-03-01", "link": "quick_win:known-1"])
        #expect(isProven)
        let plan = "/kerja/rencana-aksi/2026/\(site.works)"
        let isPlanned = try await isForgotten(
            head, plan, plan, "rencana-aksi-2026-\(site.works)",
            ["activity.1": "Tambal jalan prioritas", "output.1": "40 km jalan", "owner.1": site.works, "months.1": "4"])
        #expect(isPlanned)
    }
}
