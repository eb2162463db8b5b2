import Kernel
import Storage
import TestSupport
import Testing
import Web

@testable import Masterplan

@Suite("Stages of the way to the books")
struct StageTests {
    @Test("whoever leads the planning is told the next step until all stages are done, by page and API alike; nobody else is")
    func next() async throws {
        let plans = try await PlanSite()
        let planner = plans.site.browser()
        planner.signIn(plans.planner)
        let empty = try await planner.get("/rencana")
        #expect(empty.text.contains("Langkah berikutnya: RPJMD yang berlaku") && empty.text.contains("0 dari 4 selesai"))
        #expect(Accessibility.faults(empty.text, isPage: true) == [])
        let blank = try await planner.get("/rencana/baru?jenis=masterplan").form(to: "/rencana/baru")
        #expect(blank.value("kind") == "masterplan" && blank.value("toYear") == "2035")

        let rpjmd = try await plans.stored(.mediumTerm, from: 2025, to: 2029) { edition in
            [plans.node(edition, .objective, "Jalan yang mantap")]
        }
        #expect(try await planner.get("/rencana").text.contains("masih rancangan"))
        _ = try await plans.plans.desk.adopt(rpjmd.id, legalBasis: "Perda 3/2025", on: Day("2026-03-02")!, by: plans.planner)
        #expect(try await planner.get("/rencana").text.contains("Langkah berikutnya: Rancangan rencana induk"))

        let city = try await plans.stored(.masterplan, from: 2026, to: 2035) { edition in
            [plans.node(edition, .initiative, "Lapor jalan rusak", agency: plans.worksID)]
        }
        let page = try await planner.get("/rencana/\(city.id)")
        #expect(page.text.contains("Langkah berikutnya: Menutup lubang keselarasan") && page.text.contains("5 lubang pada 1 butir"))
        let caller = TestCaller(plans.site, key: plans.site.key(plans.planner))
        let answer = try await caller.get("/api/plan-stages")
        let stages = answer["items"]?.array ?? []
        #expect(stages.compactMap { $0["name"]?.string } == ["basis", "draft", "alignment", "adoption"])
        #expect(stages.compactMap { $0["state"]?.string } == ["done", "done", "begun", "begun"])
        #expect(stages.dropFirst(2).first?["page"]?.string == "/rencana/keselarasan?rencana=\(city.id)")

        let clerk = plans.site.browser()
        clerk.signIn(plans.works)
        #expect(try await !clerk.get("/rencana").text.contains("Langkah berikutnya"))
        #expect(try await TestCaller(plans.site, key: plans.site.key(plans.works)).get("/api/plan-stages").status == 403)
    }

    @Test("stages of other capabilities stand in their place whatever the order they were added in")
    func order() async throws {
        let plans = try await PlanSite()
        let stages: PlanStages = plans.site.installation.services.get()
        stages.add { _, _, _ in PlanStage(.books, .waiting, "plan.stage.books", link: "/buku") }
        stages.add { _, _, _ in PlanStage(.team, .done, "plan.stage.team", link: "/lokakarya/tim") }
        let planner = plans.planner
        let found = try await plans.database.read { tx in try stages.all(tx, planner, on: Day("2026-03-02")!) }
        #expect(found.map(\.name) == [.basis, .draft, .team, .alignment, .adoption, .books])
    }

    @Test("a plan that begins anew beside an older one is told apart; the first plan and a further edition carry on with what there is")
    func fresh() async throws {
        let world = TestWorld()
        let plans = try await PlanSite(world: world)
        let (planner, desk) = (plans.planner, plans.plans.desk)
        func fresh() async throws -> String? {
            world.now = world.now.adding(days: 1)
            return try await plans.database.read { tx in try tx.freshPlan(planner, Day("2026-03-02")!)?.title }
        }
        let first = try await plans.stored(.masterplan, from: 2026, to: 2035) { edition in
            [plans.node(edition, .initiative, "Lapor jalan rusak")]
        }
        #expect(try await fresh() == nil)
        _ = try await desk.adopt(first.id, legalBasis: "Perbup 9/2025", on: Day("2026-03-02")!, by: planner)
        #expect(try await fresh() == nil)
        func draft(_ title: String) -> EditionDraft { EditionDraft(.masterplan, title: title, fromYear: 2026, toYear: 2035) }
        _ = try await desk.follow(first.id, with: draft("Edisi kedua"), by: planner)
        #expect(try await fresh() == nil)
        _ = try await desk.draft(draft("Rencana lain"), by: planner)
        #expect(try await fresh() == "Rencana lain")
    }

    @Test("every stage and state has its sentences") func words() throws {
        let words = try MasterplanWords.load()
        let keys = PlanStage.Name.allCases.flatMap { [$0.title, $0.step] } + PlanStage.State.allCases.map(\.label)
        for key in keys { #expect(words.sentence(key, .indonesian) != nil, "\(key)") }
    }
}
