import HTTPTypes
import Innovations
import Kernel
import Masterplan
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Workshops

@Suite("From the room into the plan")
struct IntoPlanTests {
    @Test("an empty plan gets its vision, its initiatives with their years and their sheets, and a quick win is filled in already")
    func whole() async throws {
        let site = try await WorkshopSite()
        let plans = site.site.installation.services.get(MasterplanSite.self)
        let (desk, planner) = (site.desk, site.seat(site.planner))
        let cycle = try await site.opened(3)
        let card = try await site.candidate(cycle, round: 3)
        // Without a draft there is nowhere to go.
        await #expect(throws: AppError.invalid("edition", "error.not_offered")) {
            try await desk.writeVision("Pasuruan maju, mudah, dan melayani", in: "", of: cycle, by: planner)
        }
        let plan = try await plans.desk.draft(
            EditionDraft(.masterplan, title: "Rencana induk Pasuruan", fromYear: 2019, toYear: 2028), by: site.planner)
        let living = try await plans.desk.add(
            NodeDraft(.dimension, title: "Hidup cerdas", dimension: "living"), to: plan.id, by: site.planner)
        // Another draft that was worked on later is not meant.
        _ = try await plans.desk.draft(
            EditionDraft(.masterplan, title: "Rencana induk lain", fromYear: 2019, toYear: 2028), by: site.planner)
        let vision = try await desk.writeVision("Pasuruan maju, mudah, dan melayani", in: plan.id.text, of: cycle, by: planner)
        #expect(vision.level == .vision && vision.edition == plan.id)
        await #expect(throws: AppError.conflict("error.workshop_has_vision")) {
            try await desk.writeVision("Pasuruan yang lain sama sekali", in: plan.id.text, of: cycle, by: planner)
        }
        await #expect(throws: AppError.forbidden) {
            try await desk.writeVision("Visi dari petugas dinas", in: plan.id.text, of: cycle, by: site.seat(site.clerk))
        }

        _ = try await desk.place(card.id.text, on: 2020...2021, round: 3, of: cycle, by: planner)
        _ = try await desk.chooseQuickWin(card.id.text, true, round: 3, of: cycle, by: planner)
        let sheet = try await desk.makeSheet(card.id.text, lead: site.works.text, round: 3, of: cycle, by: planner)
        await #expect(throws: AppError.notFound) {
            try await desk.makeInitiative(card.id.text, in: plan.id.text, round: 3, of: cycle, by: site.seat(site.clerk))
        }
        let node = try await desk.makeInitiative(card.id.text, in: plan.id.text, round: 3, of: cycle, by: planner)
        #expect(node.parent == living.id && node.agency == site.works.text && node.dimension == "living" && node.subPillar == "kesehatan")
        let (schedule, connected) = try await site.database.read { tx in
            (try tx.schedule(of: node.reference), try tx.innovationSheet(sheet.id)?.node)
        }
        #expect(schedule.activities.keys.sorted() == [2020, 2021] && connected == node.id)
        await #expect(throws: AppError.conflict("error.workshop_has_initiative")) {
            try await desk.makeInitiative(card.id.text, in: plan.id.text, round: 3, of: cycle, by: planner)
        }
        // The other way round: a sheet that is made of what stands in the plan already is connected from its beginning.
        let second = try await site.candidate(cycle, "Ambulans desa", round: 3)
        _ = try await desk.place(second.id.text, on: 2022...2022, round: 3, of: cycle, by: planner)
        let initiative = try await desk.makeInitiative(second.id.text, in: plan.id.text, round: 3, of: cycle, by: planner)
        let late = try await desk.makeSheet(second.id.text, lead: site.works.text, round: 3, of: cycle, by: planner)
        #expect(late.node == initiative.id)

        // In the room the planner sees the way on; a clerk does not.
        let browser = site.site.browser()
        browser.signIn(site.planner)
        let third = try await site.candidate(cycle, "Sekolah ramah anak", round: 3)
        let room = "/lokakarya/\(cycle.code)/3"
        let page = try await browser.get("\(room)?kelompok=living")
        #expect(page.text.contains("/inovasi/quick-win/baru?lembar=\(sheet.code)") && page.text.contains(PlanPaths.node(node.id.text)))
        let action = "\(room)/kartu/\(third.id)/inisiatif"
        #expect(try await browser.submit(page.form(to: action), filling: ["edition": plan.id.text]).status == 303)
        #expect(try await site.database.read { tx in try tx.planNodes(of: plan.id, level: .initiative).count } == 3)
        #expect(try await browser.get("\(room)/hasil/unduh/kartu/csv").text.contains(PlanPaths.node(node.id.text)))
        let clerk = site.site.browser()
        clerk.signIn(site.clerk)
        #expect(try await !clerk.get("\(room)?kelompok=living").text.contains("/inisiatif\""))
    }

    @Test("key words become the vision on the outcome's page, and by the API")
    func vision() async throws {
        let site = try await WorkshopSite()
        let plans = site.site.installation.services.get(MasterplanSite.self)
        let cycle = try await site.opened(1)
        for word in ["maju", "melayani", "maju"] {
            _ = try await site.desk.add(.keyword, in: "nature", ["text": word], round: 1, of: cycle, by: site.seat(site.clerk))
        }
        let first = try await plans.desk.draft(
            EditionDraft(.masterplan, title: "Rencana induk", fromYear: 2019, toYear: 2028), by: site.planner)
        let browser = site.site.browser()
        browser.signIn(site.planner)
        let action = "/lokakarya/\(cycle.code)/1/visi"
        let form = try await browser.get("/lokakarya/\(cycle.code)/1/hasil").form(to: action)
        #expect(form.value("vision") == "maju, melayani" && form.value("edition") == first.id.text)
        #expect(try await browser.submit(form, filling: ["vision": "Maju"]).status == 422)
        let written = try await browser.submit(form, filling: ["vision": "Pasuruan maju dan melayani"])
        #expect(written.status == 303)
        #expect(
            try await site.database.read { tx in try tx.planNodes(of: first.id, level: .vision).map(\.title) } == [
                "Pasuruan maju dan melayani"
            ])
        let second = try await plans.desk.draft(
            EditionDraft(.masterplan, title: "Rencana induk kedua", fromYear: 2019, toYear: 2028), by: site.planner)
        // With two of them nothing is guessed.
        let choice = try await browser.get("/lokakarya/\(cycle.code)/1/hasil").form(to: action)
        #expect((choice.value("edition") ?? "").isEmpty)
        #expect(try await browser.submit(choice, filling: ["vision": "Pasuruan yang lain sama sekali"]).status == 422)
        let caller = TestCaller(site.site, key: site.site.key(site.planner))
        let answer = try await caller.send(
            .post, "/api/workshops/\(cycle.code)/rounds/1",
            ["act": "vision", "what": "Pasuruan maju dan melayani warga", "edition": .string(second.id.text)])
        #expect(answer.status == 200)
        #expect(try await site.database.read { tx in try tx.planNodes(of: second.id, level: .vision).count } == 1)
    }

    @Test("a programme's code is the nomenclature's: lost zeros are told with the code they probably were")
    func codes() async throws {
        let site = try await WorkshopSite()
        let cycle = try await site.opened(2)
        func put(_ code: String) async -> [Message] {
            do {
                _ = try await site.desk.add(
                    .programme, in: "living", ["text": "Program Upaya Kesehatan", "horizon": "medium", "code": code], round: 2, of: cycle,
                    by: site.seat(site.clerk))
                return []
            } catch let error as AppError {
                return error.issues.map(\.message)
            } catch {
                return ["?"]
            }
        }
        #expect(await put("1.02.02") == [])
        #expect(await put("1.2.2").map(\.values) == [["code": "1.2.2", "probable": "1.02.02"]])
        #expect(await put("kesehatan").map(\.key) == ["plan.error.code_form"])
    }

    @Test("a programme that is named leads to where it stands in the RPJMD and in a Renstra; one that is nowhere says so")
    func mapping() async throws {
        let site = try await WorkshopSite()
        let plans = site.site.installation.services.get(MasterplanSite.self)
        let rpjmd = try await plans.desk.draft(
            EditionDraft(.mediumTerm, title: "RPJMD 2019–2023", fromYear: 2019, toYear: 2023), by: .system)
        let node = try await plans.desk.add(
            NodeDraft(.programme, code: "1.02.02", title: "Pemenuhan upaya kesehatan"), to: rpjmd.id, by: .system)
        let cycle = try await site.opened(2)
        for (text, code) in [("Program Upaya Kesehatan", "1.02.02"), ("Program yang belum ada", "1.02.04")] {
            _ = try await site.desk.add(
                .programme, in: "living", ["text": text, "horizon": "medium", "code": code], round: 2, of: cycle, by: site.seat(site.clerk))
        }
        let browser = site.site.browser()
        browser.signIn(site.clerk)
        let room = "/lokakarya/\(cycle.code)/2?kelompok=living"
        // What only a draft has stands nowhere yet.
        #expect(try await !browser.get(room).text.contains("/rencana/simpul/\(node.id)"))
        try await plans.desk.adopt(rpjmd.id, legalBasis: "Perda 1/2019", on: Day("2019-03-01")!, by: .system)
        let page = try await browser.get(room).text
        #expect(page.contains("/rencana/simpul/\(node.id)") && page.contains("RPJMD 2019–2023"))
        #expect(page.contains("Belum ada di RPJMD dan Renstra yang berlaku"))
    }

    @Test("a thousand programmes are found at once, each where it stands: the RPJMD first, and not all forty agencies that have it")
    func manyProgrammes() async throws {
        let site = try await WorkshopSite()
        let world = site.desk.world
        let codes = (1...1000).map { "9.\($0 / 100 + 10).\($0 % 100 + 10)" }
        func adopt(_ kind: PlanEdition.Kind, _ title: String, _ codes: [String]) async throws {
            try await site.database.write { tx in
                var edition = PlanEdition(
                    id: world.newID(), kind: kind, title: title, fromYear: 2025, toYear: 2029, updatedAt: world.now())
                edition.status = .adopted
                try tx.insert(edition)
                for code in codes {
                    try tx.insert(
                        PlanNode(id: world.newID(), edition: edition.id, level: .programme, code: code, title: "Program \(code)"),
                        into: &edition)
                }
            }
        }
        for number in 1...7 { try await adopt(.strategic, "Renstra \(number)", [codes[0]]) }
        try await adopt(.mediumTerm, "RPJMD", codes)
        let found = try await site.database.read { tx in try tx.standingProgrammes(Set(codes + ["9.99.99"])) }
        #expect(found.count == 1000 && found["9.99.99"] == nil)
        #expect(found[codes[0]]?.first?.plan == "RPJMD" && found[codes[0]]?.count == 5)
        #expect(found[codes[999]]?.map(\.node.code) == [codes[999]])
    }

    @Test(
        "an initiative of a dimension that the plan has not written brings the dimension along, by page and API; the room says what is missing"
    )
    func dimensions() async throws {
        let site = try await WorkshopSite()
        let plans = site.site.installation.services.get(MasterplanSite.self).desk
        let cycle = try await site.opened(3)
        let first = try await site.candidate(cycle, round: 3)
        let second = try await site.candidate(cycle, "Ambulans desa", round: 3)
        let browser = site.site.browser()
        browser.signIn(site.planner)
        let room = "/lokakarya/\(cycle.code)/3"
        let empty = try await browser.get("\(room)?kelompok=living").text
        #expect(empty.contains("/rencana/baru?jenis=masterplan") && empty.contains("Taruh dulu pada tahun pelaksanaannya"))
        #expect(Accessibility.faults(empty, isPage: true) == [])
        let clerk = site.site.browser()
        clerk.signIn(site.clerk)
        #expect(try await !clerk.get("\(room)?kelompok=living").text.contains("/rencana/baru?jenis=masterplan"))
        let plan = try await plans.draft(
            EditionDraft(.masterplan, title: "Rencana induk", fromYear: 2019, toYear: 2028), by: site.planner)
        let vision = try await plans.add(NodeDraft(.vision, title: "Pasuruan maju dan melayani"), to: plan.id, by: site.planner)
        let form = try await browser.get("\(room)?kelompok=living").form(to: "\(room)/kartu/\(first.id)/inisiatif")
        #expect(try await browser.submit(form, filling: ["edition": plan.id.text]).status == 303)
        let caller = TestCaller(site.site, key: site.site.key(site.planner))
        let made = try await caller.send(
            .post, "/api/workshops/\(cycle.code)/rounds/3/cards/\(second.id)/acts", ["act": "initiative", "edition": .string(plan.id.text)])
        #expect(made.status == 200)
        let (dimensions, initiatives) = try await site.database.read { tx in
            (try tx.planNodes(of: plan.id, level: .dimension), try tx.planNodes(of: plan.id, level: .initiative))
        }
        #expect(dimensions.count == 1 && dimensions[0].dimension == "living" && dimensions[0].parent == vision.id)
        #expect(initiatives.count == 2 && initiatives.allSatisfy { $0.parent == dimensions[0].id })
        #expect(!dimensions[0].title.isEmpty && !dimensions[0].title.hasPrefix("plan."))
    }
}
