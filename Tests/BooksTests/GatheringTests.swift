import Directory
import Kernel
import Masterplan
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Books

@Suite("Gathering what books say")
struct GatheringTests {
    /// A masterplan with a vision, a strategy, an initiative on the roadmap and one that is nowhere, going by an RPJMD.
    private func site() async throws -> TestSite {
        let site = try await TestSite([CatalogueTestSite.directory, .masterplan(), .books()])
        let world = site.installation.world
        let works = site.installation.services.get(DirectoryIndex.self).agencies.find(code: "DPU")!
        try await site.installation.database.write { tx in
            var government = PlanEdition(
                id: world.newID(), kind: .mediumTerm, title: "RPJMD 2025–2029", legalBasis: "Perda 3/2025", fromYear: 2025, toYear: 2029,
                updatedAt: world.now())
            try tx.insert(government)
            let objective = PlanNode(
                id: world.newID(), edition: government.id, level: .objective, code: "1.1", title: "Layanan cepat", agency: works.id.text)
            try tx.insert(
                [
                    PlanNode(id: world.newID(), edition: government.id, level: .vision, title: "Jember maju"),
                    PlanNode(id: world.newID(), edition: government.id, level: .mission, title: "Tata kelola terbuka"), objective,
                ], into: &government)
            try tx.insert(
                [
                    PlanIndicator(
                        id: world.newID(), edition: government.id, node: objective.id, name: "Tepat waktu", unit: "%", baseline: "61.5",
                        baselineYear: 2024, targets: [2029: "95"])
                ], into: &government)
            try tx.run("UPDATE plan_edition SET content = \(government.content.text) WHERE id = \(government.id)")
            var plan = PlanEdition(
                id: world.newID(), kind: .masterplan, title: "Rencana Induk", fromYear: 2026, toYear: 2030, basis: government.id,
                updatedAt: world.now())
            try tx.insert(plan)
            let planned = PlanNode(
                id: world.newID(), edition: plan.id, level: .initiative, code: "I-1", title: "Lapor tanpa antre", agency: works.id.text,
                dimension: "governance")
            try tx.insert(
                [
                    PlanNode(id: world.newID(), edition: plan.id, level: .vision, title: "Jember yang terhubung"),
                    PlanNode(id: world.newID(), edition: plan.id, level: .cityStrategy, title: "Satu pintu", dimension: "governance"),
                    planned,
                    PlanNode(
                        id: world.newID(), edition: plan.id, level: .initiative, code: "I-2", title: "Tanpa tahun", dimension: "economy"),
                ], into: &plan)
            try tx.run("UPDATE plan_edition SET content = \(plan.content.text) WHERE id = \(plan.id)")
            try tx.keepSchedule(
                PlanSchedule(
                    subject: planned.reference, activities: [2027: "Uji coba"],
                    money: [
                        MoneyLine(year: 2027, source: .regency, amount: 200_000_000),
                        MoneyLine(year: 2027, source: .village, amount: 50_000_000),
                        MoneyLine(year: 2028, source: .regency, amount: 100_000_000),
                    ]), agency: works.id.text, by: .system, in: world)
        }
        return site
    }

    private func gathered(_ site: TestSite) async throws -> BookData {
        let desk = site.installation.services.get(BookSite.self).desk
        return try await site.installation.database.read { try desk.gather(.indonesian, $0) }
    }

    @Test("the plan, the RPJMD it goes by, dimensions with strategies, and initiatives with years and money are gathered in words")
    func plans() async throws {
        let data = try await gathered(try await site())
        #expect(data.regency == "Kabupaten Jember" && data.gatheredOn == Day("2026-03-02"))
        #expect(data.plan?.title == "Rencana Induk" && data.plan?.visions == ["Jember yang terhubung"] && data.plan?.isAdopted == false)
        #expect(data.government?.missions.map(\.title) == ["Tata kelola terbuka"])
        #expect(data.government?.objectives.first?.indicators.first?.targets == ["2029": "95"])
        #expect(data.dimensions.count == 6 && data.dimensions.allSatisfy { $0.pillars.count == 3 && !$0.name.hasPrefix("plan.") })
        #expect(data.dimensions.first { $0.id == "governance" }?.strategies.map(\.title) == ["Satu pintu"])
        let initiative = try #require(data.initiatives.first { $0.code == "I-1" })
        #expect(initiative.fromYear == 2027 && initiative.toYear == 2028 && !initiative.isInPlan && !initiative.lead.isEmpty)
        #expect(initiative.years.map(\.amount) == [200_000_000, 50_000_000, 100_000_000])
        #expect(initiative.years.map(\.activity) == ["Uji coba", "", ""] && !initiative.years[0].source.hasPrefix("plan."))
        #expect(data.money == 350_000_000 && data.money(in: 2027) == 250_000_000)
    }

    @Test("a template's preview is gathered as whoever looks: of a draft that she may not read it says nothing")
    func asReader() async throws {
        let site = try await site()
        let desk = site.installation.services.get(BookSite.self).desk
        func reader(_ permissions: Set<Permission>) -> Actor {
            Actor(kind: .account, id: "reader", name: "Tata", grants: [Grant(permissions: permissions)])
        }
        func gathered(_ actor: Actor) async throws -> BookData {
            try await site.installation.database.read { tx in try desk.gather(.indonesian, as: actor, tx) }
        }
        let blind = try await gathered(reader([.editBookTemplates]))
        #expect(blind.plan == nil && blind.government == nil && blind.initiatives.isEmpty)
        #expect(blind.dimensions.allSatisfy(\.strategies.isEmpty) && !blind.json.contains("Lapor tanpa antre"))
        #expect(try await gathered(reader([.editBookTemplates, .readPlans])).plan?.title == "Rencana Induk")
        func shown(_ permissions: Set<Permission>) async throws -> String {
            let browser = site.browser()
            browser.signIn(reader(permissions))
            let path = BookPaths.template("masterplan")
            let form = try await browser.get(path).form(to: path).with("lihat", "1")
            let answer = try await browser.submit(form)
            return answer.text
        }
        let blindly = try await shown([.editBookTemplates])
        #expect(!blindly.contains("Satu pintu"))
        #expect(try await shown([.editBookTemplates, .readPlans]).contains("Satu pintu"))
    }

    @Test("what is missing is said with its next step and whose it is")
    func holes() async throws {
        let data = try await gathered(try await site())
        let works = try #require(data.initiatives.first { $0.code == "I-1" }).lead
        #expect(
            data.gaps.contains { $0.subject == "I-1 Lapor tanpa antre" && $0.what == "masih satu perangkat daerah" && $0.agency == works })
        #expect(data.gaps.contains { $0.subject == "I-2 Tanpa tahun" && $0.what == "belum ditempatkan pada tahun" })
        #expect(data.gaps.contains { $0.subject == "I-2 Tanpa tahun" && $0.what == "belum ada pelaksana utama" })
        #expect(data.gaps.filter { $0.what == "belum ada strategi" }.count == 5)
        // Where no agency leads, it is the planning agency's.
        #expect(data.gaps.filter { $0.what == "belum ada strategi" }.allSatisfy { $0.agency == "Badan perencanaan" })
        #expect(data.gaps.allSatisfy { !$0.agency.isEmpty })
        #expect(!data.gaps.contains { $0.subject == "Layanan cepat" })
        #expect(data.gaps.allSatisfy { !$0.what.hasPrefix("books.") && !$0.next.hasPrefix("books.") })
    }

    @Test("a book of a real plan is made, and an installation without plans says that there are none")
    func made() async throws {
        let site = try await site()
        let desk = site.installation.services.get(BookSite.self).desk
        for kind in [Book.Kind.analysis, .masterplan, .summary, .roadmap] {
            let book = try await desk.order(kind, language: .english, by: .system)
            try await desk.make(book.id)
            #expect(try await desk.find(book.id.text, for: .system).book.state == .ready, "\(kind)")
        }
        let empty = try await TestSite([CatalogueTestSite.directory, .masterplan(), .books()])
        let none = empty.installation.services.get(BookSite.self).desk
        let book = try await none.order(.masterplan, language: .english, by: .system)
        try await none.make(book.id)
        #expect(try await none.find(book.id.text, for: .system).book.failure?.key == "books.error.nothing")
    }

    @Test("a book tells of the plan that was asked for and of nothing of another one; the stage of the books counts that plan's only")
    func plansApart() async throws {
        let site = try await site()
        let services = site.installation.services
        let (books, plans) = (services.get(BookSite.self).desk, services.get(MasterplanSite.self).desk)
        let (database, world) = (site.installation.database, site.installation.world)
        let old = try #require(try await database.read { tx in try tx.planEditions(.masterplan).first })
        _ = try await plans.adopt(old.id, legalBasis: "Perbup 7/2026", on: Day("2026-03-02")!, by: .system)
        let new = try await plans.draft(
            EditionDraft(.masterplan, title: "Rencana dari kosong", fromYear: 2026, toYear: 2035), by: .system)
        let point = try await plans.add(
            NodeDraft(.initiative, code: "N-1", title: "Antre dari rumah", dimension: "living"), to: new.id, by: .system)
        try await database.write { tx in
            _ = try tx.keepSchedule(
                PlanSchedule(subject: point.reference, activities: [2028: "Uji coba"]), agency: nil, by: .system, in: world)
        }
        let usual = try await database.read { tx in try books.gather(.indonesian, tx) }
        #expect(usual.plan?.title == "Rencana Induk" && Set(usual.initiatives.map(\.code)) == ["I-1", "I-2"])
        let own = try await database.read { tx in try books.gather(.indonesian, of: new.id, tx) }
        #expect(own.plan?.title == "Rencana dari kosong" && own.initiatives.map(\.code) == ["N-1"])

        func stage(_ plan: PlanEdition) async throws -> PlanStage.State {
            try await database.read { tx in try BookStage.look(tx, tx.planWay(.system, on: Day("2026-03-02")!, to: plan.id)).state }
        }
        for kind in [Book.Kind.analysis, .masterplan, .summary] {
            let book = try await books.order(kind, language: .indonesian, of: new.id, by: .system)
            try await books.make(book.id)
            #expect(try await books.find(book.id.text, for: .system).book.plan == new.id)
        }
        #expect(try await stage(new) == .done)
        #expect(try await stage(old) == .waiting)
        let book = try await books.order(.summary, language: .indonesian, by: .system)
        try await books.make(book.id)
        #expect(try await books.find(book.id.text, for: .system).book.plan == old.id)
        #expect(try await stage(old) == .begun)
        // What was printed of the draft is not the adopted plan's.
        _ = try await plans.adopt(new.id, legalBasis: "Perbup 9/2026", on: Day("2026-03-02")!, by: .system)
        #expect(try await stage(new) == .waiting)
        await #expect(throws: AppError.invalid("plan", "error.not_offered")) {
            try await books.order(.summary, language: .indonesian, of: Identifier("00000000-0000-7000-8000-000000000000"), by: .system)
        }
        let digest = try #require(BooksDigests.all.first)
        try await database.read { tx in
            for (id, now) in try digest.digests(tx, digest.ids(tx, "", 10)) {
                #expect(try tx.events(of: Reference(digest.kind, id)).last?.digest == now)
            }
        }
        // One from before books kept their plan counts for the adopted plan.
        let earlier = try await books.order(.summary, language: .indonesian, of: new.id, by: .system)
        try await books.make(earlier.id)
        try await database.write { tx in try tx.run("UPDATE book SET plan_id = NULL WHERE id = \(earlier.id)") }
        #expect(try await stage(new) == .begun)
    }

    @Test("whoever asks for a book chooses the plan where there are several, and comes from a plan's stages to that plan")
    func choice() async throws {
        let site = try await site()
        let plans = site.installation.services.get(MasterplanSite.self).desk
        let planner = Actor(
            kind: .account, id: "planner", name: "Dewi",
            grants: [Grant(permissions: [.readBooks, .makeBooks, .stewardPlans, .readPlans])])
        let browser = site.browser()
        browser.signIn(planner)
        let only = try await browser.get("/buku").form(to: "/buku")
        let old = try #require(try await site.installation.database.read { tx in try tx.planEditions(.masterplan).first })
        #expect(only.value("plan") == old.id.text)
        let new = try await plans.draft(
            EditionDraft(.masterplan, title: "Rencana dari kosong", fromYear: 2026, toYear: 2035), by: .system)
        let page = try await browser.get("/buku?rencana=\(new.id)")
        #expect(page.text.contains("Rencana dari kosong (Rancangan)") && Accessibility.faults(page.text, isPage: true) == [])
        #expect(page.text.contains("Langkah berikutnya"))
        let form = try page.form(to: "/buku")
        #expect(form.value("plan") == new.id.text)
        let asked = try await browser.submit(form, filling: ["kind": "summary", "language": "id"])
        #expect(asked.status == 303)
        let made = try await site.installation.database.read { tx in try tx.books(isPublic: false, limit: 1).first }
        #expect(made?.plan == new.id)
        #expect(try await browser.follow(asked).text.contains("Rencana dari kosong"))
        // Published, it has its page for everybody, without the way to a page of the draft that is not.
        let book = try #require(made)
        try await site.installation.database.write { [now = site.installation.world.now()] tx in
            try tx.run("UPDATE book SET published_at = \(now) WHERE id = \(book.id)")
        }
        let published = try await site.browser().get("/buku/\(book.id)")
        #expect(published.status == 200 && !published.text.contains("/rencana/\(new.id)"))
    }
}
