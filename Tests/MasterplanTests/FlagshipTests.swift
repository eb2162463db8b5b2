import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Masterplan

@Suite("Flagship programmes in the alignment matrix")
struct FlagshipTests {
    /// Two of the regent's programmes, adopted.
    private func programmes(_ plans: PlanSite) async throws -> [PlanNode] {
        let desk = plans.plans.desk
        let edition = try await desk.draft(
            EditionDraft(.flagship, title: "Program unggulan Bupati", fromYear: 2025, toYear: 2029), by: plans.planner)
        let smooth = try await desk.add(NodeDraft(.flagship, code: "U-1", title: "Jember mulus"), to: edition.id, by: plans.planner)
        let bright = try await desk.add(
            NodeDraft(.flagship, code: "U-2", title: "Jember terang", agency: plans.hospitalID), to: edition.id, by: plans.planner)
        try await desk.adopt(edition.id, legalBasis: "Perda 3/2025", on: Day("2025-08-20")!, by: plans.planner)
        return [smooth, bright]
    }

    /// Ids of programmes that no point of a plan serves.
    private func unserved(_ plans: PlanSite, in edition: PlanEdition) async throws -> [Identifier<PlanNode>] {
        let found = try await plans.plans.flagships.current()
        return try await plans.database.read { tx in try tx.unserved(found, in: edition.id).map(\.id) }
    }

    @Test("a point shows the programme it is linked with, on the page, in the file and by API, and can be looked for by it")
    func column() async throws {
        let chain = try await AlignmentTests.Chain()
        let plans = chain.plans
        let both = try await programmes(plans)
        let (smooth, bright) = (both[0], both[1])
        try await plans.links.link(LinkDraft(from: chain.point.id, to: smooth.id, kind: .supports), by: plans.works)
        let found = try await plans.plans.flagships.current()
        #expect(found.served(by: chain.point).map(\.id) == [smooth.id] && found.served(by: chain.hole).isEmpty)
        #expect(try await unserved(plans, in: chain.city) == [bright.id])
        let browser = plans.site.browser()
        browser.signIn(plans.planner)
        let page = try await browser.get("/rencana/keselarasan").text
        #expect(page.contains("U-1 Jember mulus") && page.contains("U-2 Jember terang"))
        #expect(page.contains("Program unggulan yang belum didukung"))
        let filtered = try await browser.get("/rencana/keselarasan?unggulan=\(smooth.id)").text
        #expect(filtered.contains("/rencana/simpul/\(chain.point.id)") && !filtered.contains("/rencana/simpul/\(chain.hole.id)"))
        let csv = try await browser.get("/rencana/keselarasan/unduh/csv?unggulan=\(smooth.id)").text
        #expect(csv.contains("Program unggulan") && csv.contains("U-1 Jember mulus") && !csv.contains("Gagasan baru"))
        let caller = TestCaller(plans.site, key: plans.site.key(plans.planner))
        let answer = try await caller.get("/api/plans/\(chain.city.id)/alignment?flagship=\(smooth.id)")
        #expect(answer["items"]?.array?.map { $0["flagships"]?.array?.first?["title"]?.string } == ["U-1 Jember mulus"])
        #expect(try await caller.get("/api/plans/\(chain.city.id)/alignment?flagship=\(bright.id)")["items"]?.array?.isEmpty == true)
        // Of another plan no point serves either: what this one does is not that one's doing.
        let other = try await plans.plans.desk.draft(
            EditionDraft(.masterplan, title: "Rencana lain", fromYear: 2026, toYear: 2035), by: plans.planner)
        #expect(try await unserved(plans, in: other) == [smooth.id, bright.id])
    }

    @Test("a point of another plan that is linked with a programme does not count as one of the smart-city plan")
    func otherPlans() async throws {
        let chain = try await AlignmentTests.Chain()
        let plans = chain.plans
        let smooth = try await programmes(plans)[0]
        let link = try await plans.links.link(LinkDraft(from: chain.subActivity.id, to: smooth.id, kind: .supports), by: plans.works)
        #expect(link.state == .accepted)
        #expect(try await unserved(plans, in: chain.city).contains(smooth.id))
    }

    @Test("what a draft of the smart-city plan is linked with says nothing of the same point in the adopted plan")
    func drafted() async throws {
        let chain = try await AlignmentTests.Chain()
        let plans = chain.plans
        let smooth = try await programmes(plans)[0]
        let next = try await plans.plans.desk.follow(
            chain.city.id, with: EditionDraft(.masterplan, title: "Rencana induk, perubahan", fromYear: 2025, toYear: 2029),
            by: plans.planner
        ).edition
        let nodes = try await plans.database.read { tx in try tx.planNodes(of: next.id, level: .initiative) }
        let point = try #require(nodes.first { $0.key == chain.point.key })
        try await plans.links.link(LinkDraft(from: point.id, to: smooth.id, kind: .supports), by: plans.works)
        let found = try await plans.plans.flagships.current()
        #expect(found.served(by: point).map(\.id) == [smooth.id] && found.served(by: chain.point).isEmpty)
        #expect(try await unserved(plans, in: chain.city).contains(smooth.id))
        #expect(try await !unserved(plans, in: next).contains(smooth.id))
    }

    @Test("a later edition of the programmes keeps what serves them; what is only proposed serves nothing")
    func follows() async throws {
        let chain = try await AlignmentTests.Chain()
        let plans = chain.plans
        let both = try await programmes(plans)
        let smooth = both[0]
        try await plans.links.link(LinkDraft(from: chain.point.id, to: smooth.id, kind: .supports), by: plans.works)
        let asked = try await plans.links.link(LinkDraft(from: chain.point.id, to: both[1].id, kind: .supports), by: plans.works)
        #expect(asked.state == .proposed)
        let next = try await plans.plans.desk.follow(
            smooth.edition, with: EditionDraft(.flagship, title: "Program unggulan, perubahan", fromYear: 2025, toYear: 2029),
            by: plans.planner
        ).edition
        try await plans.plans.desk.adopt(next.id, legalBasis: "Perda 9/2026", on: Day("2026-03-01")!, by: plans.planner)
        let found = try await plans.plans.flagships.current()
        #expect(found.programmes.map(\.edition) == [next.id, next.id])
        #expect(found.served(by: chain.point).map(\.key) == [smooth.key])
    }
}
