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
        // Holes that are closed over months keep nobody from what comes next; and the pages she is led to lead on.
        #expect(page.text.contains("Sementara itu boleh lanjut:"))
        for path in ["/rencana/keselarasan?rencana=\(city.id)", "/rencana/\(rpjmd.id)"] {
            let there = try await planner.get(path).text
            #expect(there.contains("Menutup lubang keselarasan") && there.contains("id=\"tahap\""), "\(path)")
        }
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
        stages.add { _, _ in PlanStage(.books, .waiting, "plan.stage.books", link: "/buku") }
        stages.add { _, _ in PlanStage(.team, .done, "plan.stage.team", link: "/lokakarya/tim") }
        let planner = plans.planner
        let found = try await plans.database.read { tx in try stages.all(tx, tx.planWay(planner, on: Day("2026-03-02")!)) }
        #expect(found.map(\.name) == [.basis, .draft, .team, .alignment, .adoption, .books])
    }

    @Test("a record that names no plan belongs to the one it was made for: by its years, and by which plan was begun last before it")
    func owners() async throws {
        let time = TestWorld(start: "2025-01-10T02:00:00Z")
        let plans = try await PlanSite(world: time)
        func later() { time.now = time.now.adding(days: 30) }
        let before = time.now
        later()
        let old = try await plans.stored(.masterplan, from: 2025, to: 2034)
        later()
        let between = time.now
        later()
        let new = try await plans.stored(.masterplan, from: 2026, to: 2035)
        later()
        let planner = plans.planner
        let today = Day("2025-06-02")!
        func way(_ plan: PlanEdition) async throws -> PlanWay {
            try await plans.database.read { tx in try tx.planWay(planner, on: today, to: plan.id) }
        }
        let (first, second) = (try await way(old), try await way(new))
        for (moment, isFirst) in [(before, true), (between, true), (time.now, false)] {
            #expect(first.owns(2027...2029, madeAt: moment) == isFirst)
            #expect(second.owns(2027...2029, madeAt: moment) == !isFirst)
        }
        // Workshops are held for the plan whose years they name, whenever they were prepared.
        for (years, moment, isFirst) in [(2025...2034, time.now, true), (2026...2035, between, false)] {
            #expect(first.owns(years, madeAt: moment, isOfWholePlan: true) == isFirst)
            #expect(second.owns(years, madeAt: moment, isOfWholePlan: true) == !isFirst)
        }
        #expect(!first.owns(2040...2041, madeAt: time.now) && !second.owns(2040...2041, madeAt: time.now))
        // What is asked for without a plan is the youngest draft; a later edition keeps what belonged to the one it follows.
        let worked = try await plans.database.read { tx in try tx.planWay(planner, on: today) }
        #expect(worked.plan?.id == new.id)
        let room = try await plans.database.read { tx in
            try tx.planWay(planner, on: today, for: (years: 2025...2034, madeAt: between))
        }
        #expect(room.plan?.id == old.id)
        let next = try await plans.plans.desk.follow(
            old.id, with: EditionDraft(.masterplan, title: "Rencana induk, perubahan", fromYear: 2025, toYear: 2034), by: planner
        ).edition
        #expect(try await way(next).owns(2027...2029, madeAt: between))
        let visitor = plans.visitor
        await #expect(throws: AppError.notFound) {
            try await plans.database.read { tx in try tx.planWay(visitor, on: today, to: new.id) }
        }
    }

    @Test("a plan's own page tells its own stages, also while another draft is worked on") func ownPage() async throws {
        let plans = try await PlanSite()
        let old = try await plans.stored(.masterplan, from: 2026, to: 2035) { edition in
            [plans.node(edition, .initiative, "Lapor jalan rusak", agency: plans.worksID)]
        }
        _ = try await plans.plans.desk.adopt(old.id, legalBasis: "Perbup 7/2026", on: Day("2026-03-02")!, by: plans.planner)
        let new = try await plans.stored(.masterplan, from: 2027, to: 2036)
        let planner = plans.site.browser()
        planner.signIn(plans.planner)
        #expect(try await planner.get("/rencana/\(old.id)").text.contains("Ditetapkan dengan Perbup 7/2026"))
        #expect(try await !planner.get("/rencana/\(new.id)").text.contains("Perbup 7/2026"))
        let caller = TestCaller(plans.site, key: plans.site.key(plans.planner))
        func adoption(_ plan: PlanEdition) async throws -> String? {
            let items = try await caller.get("/api/plan-stages?plan=\(plan.id)")["items"]?.array ?? []
            return items.first { $0["name"]?.string == "adoption" }?["state"]?.string
        }
        #expect(try await adoption(old) == "done")
        #expect(try await adoption(new) == "begun")
        #expect(try await caller.get("/api/plan-stages?plan=00000000-0000-7000-8000-000000000000").status == 404)
        // The same of years and money: a draft's are looked at by naming it, while the adopted plan is what everybody means.
        let roadmap = try await planner.get("/rencana/peta-jalan").text
        #expect(roadmap.contains("Lapor jalan rusak") && roadmap.contains("<option value=\"\(new.id)\""))
        #expect(try await !planner.get("/rencana/peta-jalan?rencana=\(new.id)").text.contains("Lapor jalan rusak"))
        #expect(try await planner.get("/rencana/anggaran?rencana=\(new.id)").status == 200)
        // A draft is nobody else's, whatever address was handed on.
        let visitor = plans.site.browser()
        #expect(try await visitor.get("/rencana/peta-jalan?rencana=\(old.id)").text.contains("Lapor jalan rusak"))
        for path in ["/rencana/peta-jalan", "/rencana/anggaran", "/api/plans/roadmap"] {
            #expect(try await visitor.get("\(path)?rencana=\(new.id)").status == 404, "\(path)")
        }
        // Adopted in its turn, the later one is meant, by the matrix as by the roadmap.
        let later = try await plans.stored(.masterplan, from: 2026, to: 2035) { edition in
            [plans.node(edition, .initiative, "Antre dari rumah", agency: plans.worksID)]
        }
        _ = try await plans.plans.desk.adopt(later.id, legalBasis: "Perbup 8/2026", on: Day("2026-03-03")!, by: plans.planner)
        for path in ["/rencana/peta-jalan", "/rencana/keselarasan"] {
            let text = try await planner.get(path).text
            #expect(text.contains("Antre dari rumah") && !text.contains(">Lapor jalan rusak<"), "\(path)")
        }
        #expect(try await planner.get("/rencana/peta-jalan?rencana=00000000-0000-7000-8000-000000000000").status == 404)
    }

    @Test("every stage and state has its sentences") func words() throws {
        let words = try MasterplanWords.load()
        let keys = PlanStage.Name.allCases.flatMap { [$0.title, $0.step] } + PlanStage.State.allCases.map(\.label)
        for key in keys { #expect(words.sentence(key, .indonesian) != nil, "\(key)") }
    }
}
