import Directory
import HTTPTypes
import Kernel
import Storage
import TestSupport
import Testing
import Web

@testable import Masterplan

@Suite("Pages of plans")
struct PlanPageTests {
    @Test("a planner writes a plan by the forms, an agency answers by hers, and the matrix loses its holes")
    func journey() async throws {
        let plans = try await PlanSite()
        let planner = plans.site.browser()
        planner.signIn(plans.planner)
        let blank = try await planner.get("/rencana/baru")
        let bad = try await planner.submit(
            blank.form(to: "/rencana/baru"),
            filling: ["kind": "masterplan", "title": "Rencana induk kota cerdas", "fromYear": "2026", "toYear": "2020"])
        #expect(bad.status == 422)
        #expect(try bad.form(to: "/rencana/baru").value("title") == "Rencana induk kota cerdas")
        let made = try await planner.submit(bad.form(to: "/rencana/baru"), filling: ["toYear": "2035"])
        let path = try #require(made.location)
        let page = try await planner.get(path)
        let added = try await planner.submit(
            page.form(to: "\(path)/simpul"),
            filling: [
                "level": "initiative", "title": "Lapor jalan rusak", "agency": plans.worksID, "dimension": "living",
                "subPillar": "mobilitas",
            ])
        #expect(added.status == 303)
        let node = try await plans.database.read { tx in try tx.rows("SELECT * FROM plan_node").map(PlanNode.init(row:))[0] }

        // The lead invites, the hospital finds it on "who waits for whom" and accepts.
        let works = plans.site.browser()
        works.signIn(plans.works)
        let detail = try await works.get("/rencana/simpul/\(node.id)")
        #expect(detail.text.contains("Masih satu OPD"))
        // What the point lacks leads to the form that adds it, which is open then.
        #expect(detail.text.contains("/rencana/simpul/\(node.id)?buka=peran#peran"))
        #expect(try await works.get("/rencana/simpul/\(node.id)?buka=peran").text.contains("id=\"peran\" open"))
        let invited = try await works.submit(
            detail.form(to: "/rencana/simpul/\(node.id)/peran"), filling: ["agency": plans.hospitalID, "share": "25"])
        #expect(invited.status == 303)
        let hospital = plans.site.browser()
        hospital.signIn(plans.hospital)
        let waiting = try await hospital.get("/rencana/menunggu")
        #expect(waiting.text.contains("Lapor jalan rusak"))
        let part = try await plans.database.read { tx in try tx.participations(of: node.reference)[0] }
        let proposal = try await hospital.get("/rencana/peran/\(part.id)")
        let wordless = try await hospital.submit(proposal.form(to: "/rencana/peran/\(part.id)/decline"), filling: ["text": ""])
        #expect(wordless.status == 422)
        for version in ["", "dua"] {
            let lost = try await hospital.submit(proposal.form(to: "/rencana/peran/\(part.id)/accept"), filling: ["version": version])
            #expect(lost.status == 409, "\(version)")
        }
        #expect(try await hospital.submit(proposal.form(to: "/rencana/peran/\(part.id)/accept")).status == 303)
        #expect(try await hospital.submit(proposal.form(to: "/rencana/peran/\(part.id)/accept")).status == 409)
        #expect(try await !works.get("/rencana/simpul/\(node.id)").text.contains("Masih satu OPD"))

        let matrix = try await planner.get("/rencana/keselarasan")
        #expect(matrix.text.contains("Lapor jalan rusak") && matrix.text.contains("Kaitkan dengan sasaran RPJMD"))
        let csv = try await planner.get("/rencana/keselarasan/unduh/csv")
        #expect(csv.text.contains("Lapor jalan rusak") && csv.text.contains("Kaitkan dengan sasaran RPJMD"))
        #expect(try await planner.get("/rencana/keselarasan/unduh/xlsx").status == 200)
        #expect(try await planner.get("/rencana/belum-terhubung").text.contains("Lapor jalan rusak"))

        // Nobody else may read it before it is adopted.
        let visitor = plans.site.browser()
        #expect(try await visitor.get(path).status == 404)
        #expect(try await visitor.get("/rencana/simpul/\(node.id)").status == 404)
        let adopting = try await planner.get(path)
        let adopted = try await planner.submit(
            adopting.form(to: "\(path)/penetapan"), filling: ["legalBasis": "Perbup 57/2026", "adoptedOn": "2026-03-02"])
        #expect(adopted.status == 303)
        #expect(try await visitor.get(path).text.contains("Lapor jalan rusak"))
        #expect(try await visitor.get("/rencana").text.contains("Rencana induk kota cerdas"))
        #expect(try await visitor.get("/rencana/keselarasan").text.contains("Lapor jalan rusak"))
    }

    @Test("what a plan is written for is chosen by the form and the API, and must be of the kind that stands above it")
    func basis() async throws {
        let plans = try await PlanSite()
        let (planner, desk) = (plans.site.browser(), plans.plans.desk)
        planner.signIn(plans.planner)
        let rpjmd = try await desk.draft(DeskTests.rpjmd, by: plans.planner)
        try await desk.add(NodeDraft(.mission, title: "Misi satu"), to: rpjmd.id, by: plans.planner)
        try await desk.adopt(rpjmd.id, legalBasis: "Perda 3/2025", on: Day("2025-08-01")!, by: plans.planner)
        let blank = try await planner.get("/rencana/baru").form(to: "/rencana/baru")
        // Nothing is chosen beforehand that the kind may not take.
        #expect(blank.value("basis") != rpjmd.id.text)
        let filling = ["title": "Rencana yang salah dasar", "fromYear": "2026", "toYear": "2030"]
        let wrong = try await planner.submit(
            blank, filling: filling.merging(["kind": "medium_term", "basis": rpjmd.id.text]) { $1 })
        #expect(wrong.status == 422)
        let next = try await planner.submit(try wrong.form(to: "/rencana/baru"), filling: ["kind": "medium_term", "basis": ""])
        #expect(next.status == 303)
        // The RPJMD that holds now is what most plans are written for.
        let fresh = try await planner.get("/rencana/baru").form(to: "/rencana/baru")
        let made = try await planner.submit(fresh, filling: filling.merging(["kind": "masterplan"]) { $1 })
        let path = try #require(made.location)
        let id = Identifier<PlanEdition>(String(path.split(separator: "/").last!))
        func basis() async throws -> Identifier<PlanEdition>? { try await plans.database.read { tx in try tx.planEdition(id)?.basis } }
        #expect(try await basis() == rpjmd.id)
        let change = try await planner.get(path).form(to: "\(path)/ubah")
        #expect(try await planner.submit(change, filling: ["title": "Rencana induk"]).status == 303)
        #expect(try await basis() == rpjmd.id)
        let caller = TestCaller(plans.site, key: plans.site.key(plans.planner))
        #expect(try await caller.send(.patch, "/api/plans/\(id)", ["basis": .null])["basis"] == .null)
        #expect(try await caller.send(.patch, "/api/plans/\(id)", ["basis": .string(id.text)]).issueFields == ["basis"])
        #expect(try await caller.send(.patch, "/api/plans/\(id)", ["basis": .string(rpjmd.id.text)]).status == 200)
        #expect(try await basis() == rpjmd.id)
        let national = try await caller.send(
            .post, "/api/plans",
            ["kind": "national", "title": "RPJMN", "fromYear": 2025, "toYear": 2029, "basis": .string(rpjmd.id.text)])
        #expect(national.status == 422)
    }

    @Test("two who change a node by its form: the second reads what is different now, with her words kept")
    func overtaken() async throws {
        let plans = try await PlanSite()
        let edition = try await plans.plans.desk.draft(DeskTests.rpjmd, by: plans.planner)
        let node = try await plans.plans.desk.add(NodeDraft(.mission, title: "Misi satu"), to: edition.id, by: plans.planner)
        let (first, second) = (plans.site.browser(), plans.site.browser())
        first.signIn(plans.planner)
        second.signIn(plans.planner)
        let action = "/rencana/simpul/\(node.id)/ubah"
        let (mine, hers) = (
            try await first.get("/rencana/simpul/\(node.id)").form(to: action),
            try await second.get("/rencana/simpul/\(node.id)").form(to: action)
        )
        #expect(try await first.submit(mine, filling: ["title": "Misi pertama"]).status == 303)
        let late = try await second.submit(hers, filling: ["title": "Misi lain"])
        #expect(late.status == 409)
        #expect(late.text.contains("Sekarang: Misi pertama"))
        let again = try late.form(to: action)
        #expect(again.value("title") == "Misi lain")
        // She has been told, and may save over it.
        #expect(try await second.submit(again).status == 303)
    }

    @Test("every page is well-formed and accessible, in both languages")
    func accessible() async throws {
        let chain = try await AlignmentTests.Chain()
        let plans = chain.plans
        try await plans.plans.desk.addIndicator(
            IndicatorDraft(name: "Laporan selesai", unit: "persen", baseline: "40", baselineYear: 2024, targets: [2026: "60"]),
            to: chain.point.id, by: plans.works)
        let link = try await plans.links.link(LinkDraft(from: chain.subActivity.id, to: chain.point.id, kind: .finances), by: plans.works)
        let part = try await plans.links.propose(ParticipationDraft(chain.point.reference, agency: plans.hospitalID), by: plans.works)
        _ = try await NomenclatureTests.run(plans, NomenclatureTests.small, edition: "2026")
        let browser = plans.site.browser()
        browser.signIn(plans.planner)
        let new = try await plans.plans.desk.follow(
            chain.city.id, with: EditionDraft(.masterplan, title: "Edisi kedua", fromYear: 2026, toYear: 2035), by: plans.planner)
        for path in [
            "/rencana", "/rencana/baru", "/rencana/\(chain.city.id)", "/rencana/simpul/\(chain.point.id)?cari=jalan",
            "/rencana/kaitan/\(link.id)", "/rencana/peran/\(part.id)", "/rencana/keselarasan", "/rencana/belum-terhubung",
            "/rencana/menunggu", "/rencana/nomenklatur", "/rencana/nomenklatur?cari=kota", "/rencana/nomenklatur?kode=2.16.03",
            "/rencana/nomenklatur/impor", "/rencana/\(new.edition.id)/perbandingan", "/rencana/baru?dari=\(chain.city.id)",
        ] {
            for language in ["id", "en"] {
                let answer = try await browser.get(path + (path.contains("?") ? "&" : "?") + "bahasa=\(language)")
                #expect(answer.status == 200, "\(path)")
                #expect(Accessibility.faults(answer.text, isPage: true) == [], "\(path)")
                #expect(
                    !answer.text.contains("plan.field.") && !answer.text.contains("alignment.step."),
                    "\(path)")
            }
        }
    }
}
