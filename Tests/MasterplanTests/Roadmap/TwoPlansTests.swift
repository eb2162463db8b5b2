import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Masterplan

@Suite("Two smart-city plans that hold at once")
struct TwoPlansTests {
    @Test("each has a roadmap of its own: where none is named it is that of the one adopted last, and nothing of the other is mixed in")
    func apart() async throws {
        let plans = try await PlanSite()
        let (desk, planner, world) = (plans.plans.desk, plans.planner, plans.world)
        var points: [PlanNode] = []
        for (title, point, day) in [("Rencana lama", "Lapor jalan", "2026-01-05"), ("Rencana baru", "Zebra cross", "2026-02-05")] {
            let edition = try await desk.draft(EditionDraft(.masterplan, title: title, fromYear: 2025, toYear: 2034), by: planner)
            let node = try await desk.add(NodeDraft(.initiative, title: point, dimension: "living"), to: edition.id, by: planner)
            try await plans.database.write { tx in
                _ = try tx.keepSchedule(
                    PlanSchedule(subject: node.reference, activities: [2027: "Uji coba"]), agency: nil, by: planner, in: world)
            }
            try await desk.adopt(edition.id, legalBasis: "Perbup 1/2026", on: Day(day)!, by: planner)
            points.append(node)
        }
        let services = plans.site.installation.services
        let (board, sources) = (services.get(RoadmapBoard.self), services.get(RoadmapSources.self))
        let (old, new) = (points[0], points[1])
        #expect(try await board.items(for: planner).map(\.subject) == [new.reference])
        #expect(try await board.items(for: planner, of: old.edition).map(\.subject) == [old.reference])
        // What is done in a year is done under both: action plans take from both.
        let all = try await plans.database.read { tx in try sources.items(tx).map(\.subject) }
        #expect(Set(all) == [old.reference, new.reference])
        // And what is moved is looked at beside what is planned with it.
        let (item, _) = try await board.item(old.reference, for: planner)
        #expect(try await board.items(beside: item, for: planner).map(\.subject) == [old.reference])
        let page = try await plans.site.browser().get("/rencana/peta-jalan").text
        #expect(page.contains("Zebra cross") && !page.contains("Lapor jalan"))
    }
}
