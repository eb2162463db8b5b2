import Directory
import HTTPTypes
import Kernel
import Storage
import TestSupport
import Testing
import Web

@testable import Masterplan

@Suite("API of plans")
struct PlanAPITests {
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
