import Innovations
import Kernel
import Masterplan
import Storage
import TestSupport
import Testing
import Web

@testable import Workshops

@Suite("Workshops of a plan that begins anew")
struct FreshPlanTests {
    @Test("what was held for an older plan is not held for one that begins anew beside it; what is held since is")
    func anew() async throws {
        let site = try await WorkshopSite()
        let (desk, planner) = (site.site.installation.services.get(MasterplanSite.self).desk, site.planner)
        func later() { site.site.world.now = site.site.world.now.adding(days: 1) }
        func state() async throws -> PlanStage.State {
            try await site.database.read { tx in try WorkshopStages.workshops(tx, tx.planWay(planner, on: Day("2026-03-02")!)).state }
        }
        func hold() async throws {
            let cycle = try await site.opened(4)
            _ = try await site.desk.set(.closed, round: 4, of: cycle, by: planner)
        }
        let old = try await desk.draft(EditionDraft(.masterplan, title: "Rencana lama", fromYear: 2025, toYear: 2034), by: .system)
        try await desk.add(NodeDraft(.vision, title: "Visi yang lama"), to: old.id, by: .system)
        try await desk.adopt(old.id, legalBasis: "Perbup 1/2025", on: Day("2026-01-05")!, by: .system)
        later()
        #expect(try await state() == .waiting)
        try await hold()
        #expect(try await state() == .done)
        later()
        _ = try await desk.draft(EditionDraft(.masterplan, title: "Rencana baru", fromYear: 2027, toYear: 2036), by: .system)
        #expect(try await state() == .waiting)
        later()
        try await hold()
        #expect(try await state() == .done)
    }
}
