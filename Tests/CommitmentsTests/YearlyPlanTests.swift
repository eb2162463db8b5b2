import Directory
import Foundation
import Kernel
import Masterplan
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Commitments

@Suite("Action plans of agencies")
struct YearlyPlanTests {
    @Test("an action plan is proposed by the agency, checked by another person, published; its rows are checked")
    func actionPlan() async throws {
        let site = try await PromisedSite()
        let (_, clause, _) = try await site.inForce()
        let (works, desk) = (site.works, site.desk)
        let suggested = try await desk.suggestions(agency: works, year: 2026, for: site.clerk)
        #expect(suggested.map(\.months) == [[4], [11]] && suggested.allSatisfy { $0.clause == clause.code })
        let bad = ActionItemDraft(
            clause: "AAA-AAA-AA", activity: "Rapat", output: "", owner: works, months: [13], budgetCode: "2.16.3.2.02.38")
        #expect(
            await fields { try await desk.write([bad], agency: works, year: 2026, by: site.clerk) } == [
                "output.1", "months.1", "budget_code.1", "clause.1",
            ])
        await #expect(throws: AppError.forbidden) { try await desk.write(suggested, agency: works, year: 2026, by: site.stranger) }
        try await desk.write(suggested, agency: works, year: 2026, by: site.clerk)
        await #expect(throws: AppError.notFound) { try await desk.move("propose", agency: works, year: 2026, by: .visitor) }
        try await desk.move("propose", agency: works, year: 2026, by: site.clerk)
        let both = Actor(kind: .account, id: "clerk", grants: site.clerk.grants + site.planner.actor.grants)
        await #expect(throws: AppError(.forbidden, "error.own_action_plan")) {
            try await desk.move("publish", agency: works, year: 2026, by: both)
        }
        try await desk.move("return", agency: works, year: 2026, reason: "Sebutkan anggarannya.", by: site.planner.actor)
        try await desk.write(suggested, agency: works, year: 2026, by: site.clerk)
        try await desk.move("propose", agency: works, year: 2026, by: site.clerk)
        try await desk.move("publish", agency: works, year: 2026, by: site.planner.actor)
        await #expect(throws: AppError.self) { try await desk.write(suggested, agency: works, year: 2026, by: site.clerk) }
    }

    @Test("an empty action plan begins with what pledges, initiatives and findings ask of the year; who has none is told by name")
    func suggestions() async throws {
        let site = try await PromisedSite()
        _ = try await site.inForce()
        let (works, desk, world) = (site.works, site.desk, site.world.world)
        let plans = site.site.installation.services.get(MasterplanSite.self)
        let city = try await plans.desk.draft(
            EditionDraft(.masterplan, title: "Rencana induk", fromYear: 2026, toYear: 2030), by: .system)
        let node = try await plans.desk.add(NodeDraft(.initiative, title: "Lapor jalan rusak", agency: works), to: city.id, by: .system)
        try await site.database.write { tx in
            try tx.keepSchedule(
                PlanSchedule(subject: node.reference, activities: [2026: "Melatih mandor\nMembeli alat", 2027: "Memperluas"]),
                agency: works, by: .system, in: world)
        }
        let finding = try await plans.desk.find(
            at: node.id, "Laporan tertunda di musim hujan.", recommendation: "Tambah regu untuk musim hujan.", by: .system)
        // She works on plans too; her colleague does not, and sees nothing of drafts and findings.
        let reader = Actor(
            kind: .account, id: "reader", name: "Bu Ani", grants: [Grant(permissions: [.keepPledges, .readPlans], agencies: [works])])
        let rows = try await desk.suggestions(agency: works, year: 2026, for: reader)
        #expect(
            try await desk.suggestions(agency: works, year: 2026, for: site.clerk).map(\.source) == [.commitment, .commitment])
        #expect(rows.map(\.source) == [.commitment, .commitment, .masterplan, .masterplan, .finding])
        #expect(rows[2...3].map(\.activity) == ["Melatih mandor", "Membeli alat"] && rows[3].subject == node.reference)
        #expect(rows[4].activity == "Tambah regu untuk musim hujan." && rows[4].subject == finding.reference)
        #expect(try await desk.suggestions(agency: site.hospital, year: 2026, for: reader).allSatisfy { $0.source == .commitment })

        let visitor = site.site.browser()
        #expect(try await visitor.get("/rencana-aksi?tahun=2026").text.contains("Dinas Pekerjaan Umum"))
        var bad = rows[2]
        bad.subject = Reference("thing", "known-1")
        #expect(await fields { try await desk.write([bad], agency: works, year: 2026, by: site.clerk) }.contains("subject.1"))
        bad.subject = Reference("plan_node", "00000000-0000-7000-8000-000000000000")
        #expect(await fields { try await desk.write([bad], agency: works, year: 2026, by: site.clerk) } == ["subject.1"])
        #expect(
            await fields { try await desk.write(rows, agency: works, year: 2026, by: site.clerk) } == [
                "subject.3", "subject.4", "subject.5",
            ])
        try await desk.write(rows, agency: works, year: 2026, by: reader)
        // What is there she leaves there.
        let plan = try await desk.write(rows, agency: works, year: 2026, by: site.clerk)
        let kept = try await site.database.read { tx in try tx.actionItems(of: plan.id).map(\.draft.subject) }
        #expect(kept == rows.map(\.subject))
        // The codes of its rows are those of the nomenclature, zeros and all.
        bad.subject = nil
        bad.budgetCode = "1.3.10.2.1.5"
        do {
            try await desk.write([bad], agency: works, year: 2026, by: site.clerk)
            Testing.Issue.record("a code without its zeros was taken")
        } catch let error as AppError {
            #expect(error.issues.map(\.message.values) == [["code": "1.3.10.2.1.5", "probable": "1.03.10.2.01.0005"]])
        }
        try await desk.move("propose", agency: works, year: 2026, by: site.clerk)
        try await desk.move("publish", agency: works, year: 2026, by: site.planner.actor)
        let after = try await visitor.get("/rencana-aksi?tahun=2026").text
        #expect(after.contains("RSUD") && after.contains("id=\"belum-ada\""))
        let answer = try await site.database.read { tx in
            Set(try tx.actionPlans(year: 2026).filter { $0.state == .published }.map(\.agency))
        }
        #expect(answer == [works] && ActionPlan.expected(desk.directory).contains { $0.id.text == site.hospital })
    }
}
