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
}
