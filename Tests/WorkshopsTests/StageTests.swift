import Directory
import Innovations
import Kernel
import Masterplan
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Workshops

@Suite("Stages of one plan beside another")
struct WorkshopStageTests {
    /// How a plan's stages stand, by their names.
    private func stages(_ site: WorkshopSite, of plan: PlanEdition) async throws -> [String: String] {
        let caller = TestCaller(site.site, key: site.site.key(site.planner))
        let items = try await caller.get("/api/plan-stages?plan=\(plan.id)")["items"]?.array ?? []
        return Dictionary(items.map { ($0["name"]?.string ?? "", $0["state"]?.string ?? "") }) { $1 }
    }

    @Test("workshops and sheets of an older plan say nothing of a new one; each room's pages lead on to its own plan")
    func twoPlans() async throws {
        let site = try await WorkshopSite()
        let plans = site.site.installation.services.get(MasterplanSite.self).desk
        func plan(_ title: String) async throws -> PlanEdition {
            try await plans.draft(EditionDraft(.masterplan, title: title, fromYear: 2019, toYear: 2028), by: site.planner)
        }
        let old = try await plan("Rencana induk yang lama")
        let held = try await site.opened(4)
        _ = try await site.desk.set(.closed, round: 4, of: held, by: site.planner)
        var sheet = SheetDraft()
        sheet.title = "Antre dari rumah"
        (sheet.dimension, sheet.pillar, sheet.lead, sheet.fromYear, sheet.toYear) = ("living", "kesehatan", site.works, 2020, 2021)
        _ = try await site.desk.innovations.createSheet(sheet, by: site.clerk)
        let before = try await stages(site, of: old)
        #expect(before["workshops"] == "done" && before["sheets"] == "begun")

        let new = try await plan("Rencana induk dari kosong")
        let empty = try await stages(site, of: new)
        #expect(empty["workshops"] == "waiting" && empty["sheets"] == "waiting" && empty["draft"] == "done")
        // Its own four, for the same years.
        let cycle = try await site.prepared()
        _ = try await site.desk.set(.open, round: 1, of: cycle, by: site.planner)
        #expect(try await stages(site, of: new)["workshops"] == "begun")
        #expect(try await stages(site, of: old)["workshops"] == "done")
        // A sheet that is written for a point of the old plan stays the old one's.
        let point = try await plans.add(
            NodeDraft(.initiative, title: "Layanan tanpa antre", dimension: "living"), to: old.id, by: site.planner)
        _ = try await site.desk.innovations.createSheet(sheet, node: point.id, by: site.clerk)
        #expect(try await stages(site, of: new)["sheets"] == "waiting")
        _ = try await site.desk.innovations.createSheet(sheet, by: site.clerk)
        #expect(try await stages(site, of: new)["sheets"] == "begun")

        let browser = site.site.browser()
        browser.signIn(site.planner)
        let earlier = try await browser.get("/lokakarya/\(held.code)/4/hasil").text
        #expect(earlier.contains("Rencana induk yang lama") && !earlier.contains("Rencana induk dari kosong"))
        #expect(try await browser.get("/rencana").text.contains("Rencana induk dari kosong"))
    }

    @Test("who prepares workshops finds the years of the plan that is worked on")
    func years() async throws {
        let site = try await WorkshopSite()
        let browser = site.site.browser()
        browser.signIn(site.planner)
        #expect(try await (browser.get("/lokakarya/baru").form(to: "/lokakarya/baru").value("from_year") ?? "").isEmpty)
        let plans = site.site.installation.services.get(MasterplanSite.self).desk
        _ = try await plans.draft(EditionDraft(.masterplan, title: "Rencana induk", fromYear: 2027, toYear: 2036), by: site.planner)
        let form = try await browser.get("/lokakarya/baru").form(to: "/lokakarya/baru")
        #expect(form.value("from_year") == "2027" && form.value("to_year") == "2036")
    }
}
