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
        #expect(try late.form(to: action).value("title") == "Misi lain")
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

    @Test("the same by the API, with cycles and strangers refused")
    func api() async throws {
        let plans = try await PlanSite()
        let planner = TestCaller(plans.site, key: plans.site.key(plans.planner))
        let works = TestCaller(plans.site, key: plans.site.key(plans.works))
        let made = try await planner.send(
            .post, "/api/plans", ["kind": "medium_term", "title": "RPJMD 2025–2029", "fromYear": 2025, "toYear": 2029])
        #expect(made.status == 201)
        let id = try #require(made["id"]?.string)
        let mission = try await planner.send(.post, "/api/plans/\(id)/nodes", ["level": "mission", "title": "Misi satu"])
        let above = try #require(mission["id"]?.string)
        let goal = try await planner.send(
            .post, "/api/plans/\(id)/nodes",
            ["level": "goal", "title": "Tujuan", "parent": .string(above), "agency": .string(plans.worksID)])
        let below = try #require(goal["id"]?.string)
        let cycle = try await planner.send(.patch, "/api/plan-nodes/\(above)", ["parent": .string(below)])
        #expect(cycle.status == 422 && cycle.issueFields == ["parent"])
        let two = try await planner.send(.patch, "/api/plan-nodes/\(below)", ["parent": [.string(above), .string(below)]])
        #expect(two.status == 422 && two.issueFields == ["parent"])
        let stale = try await planner.send(.patch, "/api/plan-nodes/\(below)", ["title": "Tujuan baru", "version": 7])
        #expect(stale.status == 409)
        #expect(try await works.send(.patch, "/api/plan-nodes/\(above)", ["title": "Bukan milik kami"]).status == 403)
        #expect(try await works.send(.patch, "/api/plan-nodes/\(below)", ["title": "Tujuan kami"])["title"]?.string == "Tujuan kami")
        let indicator = try await works.send(
            .post, "/api/plan-nodes/\(below)/indicators", ["name": "Indeks", "unit": "nilai", "targets": ["2026": "3,5"]])
        #expect(indicator["targets"]?["2026"]?.string == "3.5")
        let whole = try await planner.get("/api/plan-nodes/\(below)")
        #expect(whole["indicators"]?.array?.count == 1)
        let part = try await works.send(
            .post, "/api/plan-participations",
            ["subject": ["kind": "plan_node", "id": .string(below)], "agency": .string(plans.hospitalID)])
        #expect(part.status == 201 && part["state"]?.string == "proposed")
        let hospital = TestCaller(plans.site, key: plans.site.key(plans.hospital))
        #expect(try await hospital.get("/api/plan-participations")["items"]?.array?.count == 1)
        let answer = "/api/plan-participations/\(part["id"]?.string ?? "")/acts"
        #expect(try await hospital.send(.post, answer, ["act": "accept"])["state"]?.string == "accepted")
        #expect(try await planner.get("/api/plans/\(id)/nodes")["items"]?.array?.count == 2)
        #expect(
            try await planner.send(.post, "/api/plans/\(id)/adoption", ["legalBasis": "Perda 3/2025", "on": "2025-08-20"]).status == 200)
        #expect(try await planner.send(.patch, "/api/plan-nodes/\(below)", ["title": "Terlambat"]).status == 409)
        let next = try await planner.send(
            .post, "/api/plans/\(id)/successor", ["title": "Perubahan RPJMD", "fromYear": 2025, "toYear": 2029])
        #expect(next.status == 201 && next["nodes"]?.integer == 2)
        let newID = next["plan"]?["id"]?.string ?? ""
        #expect(try await planner.get("/api/plans/\(newID)/comparison")["sentence"]?.string == "Nothing has changed")
        let table = try await planner.upload("/api/tables/nomenclature", NomenclatureTests.small)
        #expect(table["added"]?.integer == 7)
        let named = try await planner.upload("/api/tables/nomenclature?edition=2031&from=2031-01-01", NomenclatureTests.small)
        #expect(named["added"]?.integer == 7)
        #expect(try await planner.get("/api/nomenclature?edition=2031&q=cerdas")["items"]?.array?.count == 1)
        #expect(try await planner.get("/api/nomenclature?q=cerdas")["items"]?.array?.count == 1)
    }

    @Test("every page of plans has the operation that does the same")
    func besides() throws {
        let table: [String: [String]] = [
            "GET /rencana": ["GET /api/plans", "GET /api/plan-stages"], "GET /rencana/baru": ["GET /api/plans"],
            "POST /rencana/baru": ["POST /api/plans", "POST /api/plans/{edition}/successor"],
            "GET /rencana/{edition}": [
                "GET /api/plans/{edition}", "GET /api/plans/{edition}/nodes", "GET /api/plans/{edition}/lost-links",
            ],
            "POST /rencana/{edition}/simpul": ["POST /api/plans/{edition}/nodes"],
            "POST /rencana/{edition}/ubah": ["PATCH /api/plans/{edition}"],
            "POST /rencana/{edition}/penetapan": ["POST /api/plans/{edition}/adoption"],
            "GET /rencana/{edition}/perbandingan": ["GET /api/plans/{edition}/comparison"],
            "GET /rencana/simpul/{id}": ["GET /api/plan-nodes/{id}"],
            "POST /rencana/simpul/{id}/{act}": [
                "PATCH /api/plan-nodes/{id}", "DELETE /api/plan-nodes/{id}", "POST /api/plan-nodes/{id}/indicators", "POST /api/plan-links",
                "POST /api/plan-participations",
            ],
            "POST /rencana/indikator/{id}/{act}": ["PATCH /api/plan-indicators/{id}", "DELETE /api/plan-indicators/{id}"],
            "GET /rencana/kaitan/{id}": ["GET /api/plan-links/{id}"], "POST /rencana/kaitan/{id}/{act}": ["POST /api/plan-links/{id}/acts"],
            "GET /rencana/peran/{id}": ["GET /api/plan-participations/{id}"],
            "POST /rencana/peran/{id}/{act}": ["POST /api/plan-participations/{id}/acts"],
            "GET /rencana/keselarasan": ["GET /api/plans/{edition}/alignment"],
            "GET /rencana/keselarasan/unduh/{format}": [
                "GET /api/plans/{edition}/alignment.csv", "GET /api/plans/{edition}/alignment.xlsx",
            ],
            "GET /rencana/belum-terhubung": ["GET /api/plans/{edition}/loose-nodes"],
            "GET /rencana/menunggu": ["GET /api/plan-links", "GET /api/plan-participations"],
            "GET /rencana/nomenklatur": ["GET /api/nomenclature"], "GET /rencana/nomenklatur/impor": ["POST /api/tables/nomenclature"],
            "POST /rencana/nomenklatur/impor": ["POST /api/tables/nomenclature"],
            "GET /rencana/{edition}/temuan": ["GET /api/plans/{edition}/findings"],
            "GET /rencana/{edition}/temuan/unduh/{format}": ["GET /api/plans/{edition}/findings.csv"],
            "GET /rencana/simpul/{id}/temuan": ["GET /api/plans/{edition}/findings"],
            "POST /rencana/simpul/{id}/temuan": ["POST /api/plan-nodes/{id}/findings"],
            "POST /rencana/temuan/{id}/{place}": ["POST /api/plan-findings/{id}/acts"],
            "GET /rencana/unduh/{list}/{format}": [
                "GET /api/plans.csv", "GET /api/plans/{edition}/nodes.csv", "GET /api/plans/{edition}/comparison.xlsx",
                "GET /api/plans/{edition}/loose-nodes.csv", "GET /api/plan-proposals.csv", "GET /api/nomenclature.xlsx",
            ],
        ]
        // All that there is, but what `MoneyPagesBesideAPITests` holds.
        let capability = try Capability.masterplan()
        let endpoints = Set(capability.endpoints.map { "\($0.method.rawValue) \($0.path)" })
        let money = Set(MoneyParts.pages.map { "\($0.method.rawValue) \($0.path)" })
        let pages = Set(capability.pages.map { "\($0.method.rawValue) \($0.path)" })
        #expect(pages.subtracting(money) == Set(table.keys))
        for (page, besides) in table { for endpoint in besides { #expect(endpoints.contains(endpoint), "\(page): no \(endpoint)") } }
    }
}
