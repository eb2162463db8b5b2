import Kernel
import Masterplan
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Innovations

@Suite("What sheets serve beside their initiative")
struct ServedPlansTests {
    @Test(
        "a sheet names flagship programmes and plans of province and centre by their code, and its page leads there",
        arguments: [(PlanEdition.Kind.flagship, PlanLevel.flagship), (.province, .objective), (.national, .programme)])
    func served(_ kind: PlanEdition.Kind, _ level: PlanLevel) async throws {
        let site = try await InnovationSite()
        let desk = site.site.installation.services.get(MasterplanSite.self).desk
        let plan = try await desk.draft(EditionDraft(kind, title: "Rencana di atasnya", fromYear: 2025, toYear: 2029), by: .system)
        let node = try await desk.add(NodeDraft(level, code: "U-7", title: "Terang dan mulus"), to: plan.id, by: .system)
        let sheet = try await site.desk.createSheet(site.draft(), by: site.clerk)
        let browser = site.site.browser()
        browser.signIn(site.planner)
        let address = "/inovasi/lembar/\(sheet.code)"
        func write() async throws -> TestSupport.Answer {
            let form = try await browser.get("\(address)/ubah").form(to: "\(address)/ubah")
            return try await browser.submit(form, filling: ["f.plans.new": "U-7 – bagian penerangan"])
        }
        // What only a draft has cannot be named by its code.
        #expect(try await write().status == 422)
        try await desk.adopt(plan.id, legalBasis: "Perda 3/2025", on: Day("2025-08-20")!, by: .system)
        #expect(try await write().status == 303)
        guard case .evidence(let rows)? = try await site.sheet(sheet.recordID).answers["plans"] else { throw AppError.notFound }
        #expect(rows == [Evidence(node.reference, note: "bagian penerangan")])
        let page = try await browser.get(address)
        #expect(page.text.contains(PlanPaths.node(node.id.text)) && page.text.contains("Terang dan mulus"))
    }

    @Test("the point of an accepted sheet that names a flagship programme shows it in the matrix; a sheet being written does not count")
    func matrix() async throws {
        let plans = try await PlanJoinTests.Plans()
        let (site, desk) = (plans.innovations, plans.innovations.desk)
        let edition = try await plans.site.desk.draft(
            EditionDraft(.flagship, title: "Program unggulan", fromYear: 2025, toYear: 2029), by: .system)
        let programme = try await plans.site.desk.add(NodeDraft(.flagship, code: "U-1", title: "Jember mulus"), to: edition.id, by: .system)
        try await plans.site.desk.adopt(edition.id, legalBasis: "Perda 3/2025", on: Day("2025-08-20")!, by: .system)
        let draft = site.full(evidence: try await site.evidence()) { $0.answers["plans"] = .evidence([Evidence(programme.reference)]) }
        let sheet = try await desk.createSheet(draft, node: plans.point.id, by: site.clerk)
        try await desk.perform(SubmitSheet(), on: sheet.recordID, by: site.clerk)
        #expect(try await plans.site.flagships.current().served(by: plans.point).isEmpty)
        try await desk.perform(AcceptSheet(), on: sheet.recordID, by: site.planner)
        #expect(try await plans.site.flagships.current().served(by: plans.point).map(\.id) == [programme.id])
    }
}
