import Directory
import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Storage
import TestSupport
import Testing
import Web

@testable import Assessments

@Suite("API of assessments")
struct AssessmentAPITests {
    private func caller(_ site: AssessmentTestSite, _ permissions: Set<Permission>, _ agency: String? = nil) async throws -> TestCaller {
        let known = Set(Permission.ofAssessments + DirectoryPermission.all)
        let key = try await EditClients(site.desk.directory, known: known).create(
            name: "\(permissions.count) \(agency ?? "")", permissions: permissions, agency: agency.map { Identifier($0) }, by: .system
        ).key
        return TestCaller(site.site, key: key)
    }

    @Test("the API does what the pages do, with the same policy")
    func api() async throws {
        let site = try await AssessmentTestSite()
        let instrument = try await site.instrument()
        let planner = try await caller(site, [.openAssessments, .coordinateAssessments, .shapeInstruments])
        let clerk = try await caller(site, [.openAssessments, .answerAssessments], site.works)
        let nurse = try await caller(site, [.openAssessments, .answerAssessments], site.hospital)
        #expect(try await planner.get("/api/assessment-instruments")["items"]?.array?.count == 4)
        let opened = try await planner.send(
            .post, "/api/assessments", ["instrument": .string(instrument.key), "year": 2026, "title": "Evaluasi 2026"])
        #expect(opened.status == 201)
        let path = try #require(opened.location)
        let handed = try await planner.send(
            .put, "\(path)/parts",
            [
                "parts": [
                    ["component": "A", "agencies": [.string(site.works)], "due": "2026-03-31"],
                    ["component": "B", "agencies": [.string(site.hospital)], "due": "2026-03-31"],
                ]
            ])
        #expect(handed.status == 200)
        #expect(try await clerk.get(path)["parts"]?.array?.count == 1)
        let bad = try await clerk.send(.put, "\(path)/answers/A.1", ["score": "9", "reason": "Ada."])
        #expect(bad.status == 422 && bad.issueFields == ["score"])
        let stale = try await clerk.send(.put, "\(path)/answers/A.1", ["score": "3", "reason": "Ada.", "version": 7])
        #expect(stale.status == 409)
        #expect(try await clerk.send(.put, "\(path)/answers/B", ["score": "3", "reason": "Ada."]).status == 404)
        let sent = try await clerk.upload(
            "\(path)/answers/A.1/evidence", Array("%PDF-1.4 sk".utf8), field: "files",
            with: [("score", "3.5"), ("reason", "Sudah ada aturannya.")])
        // Its name has no ending; PDF is known by its content.
        #expect(sent.status == 200)
        #expect(
            try await clerk.send(.put, "\(path)/answers/A.1", ["score": "3.5", "reason": "Sudah ada aturannya.", "links": ["K"]]).status
                == 200)
        #expect(
            try await clerk.send(.put, "\(path)/answers/A.2", ["score": "2", "reason": "Anggaran masih kecil.", "links": ["K"]]).status
                == 200)
        #expect(try await clerk.send(.post, "\(path)/parts/A/state", ["act": "hand_in"]).status == 200)
        #expect(
            try await nurse.send(.put, "\(path)/answers/B", ["score": "4", "reason": "Dirasakan warga.", "links": ["K"]]).status == 200)
        #expect(try await nurse.send(.post, "\(path)/parts/B/state", ["act": "hand_in"]).status == 200)
        let returned = try await planner.send(.post, "\(path)/parts/B/state", ["act": "return", "reason": "Lengkapi buktinya dahulu."])
        #expect(returned["state"]?.string == "draft")
        #expect(try await nurse.send(.post, "\(path)/parts/B/state", ["act": "hand_in"]).status == 200)
        #expect(
            try await planner.send(
                .post, "\(path)/assessors", ["account": .string(site.assessor.account.id.text), "until": "2026-06-30"]
            ).status == 200)
        let moved = try await planner.send(.post, "\(path)/state", ["act": "submit"])
        #expect(moved["state"]?.string == "submitted")
        // A key is nobody of the central team.
        let stranger = try await caller(site, [.openAssessments, .scoreAssessments])
        #expect(try await stranger.get(path).status == 404)
        #expect(try await stranger.send(.put, "\(path)/answers/A.1/central-score", ["score": "3"]).status == 404)
        #expect(try await planner.send(.put, "\(path)/answers/A.1/central-score", ["score": "3"]).status == 403)
        let code = try #require(path.split(separator: "/").last.map(String.init))
        for (item, score) in [("A.1", 300), ("A.2", 200), ("B", 400)] {
            try await site.desk.score(
                item, of: code, CentralDraft(score: Hundredths(score), reason: "Menurut bukti yang ada."), by: site.assessor.actor)
        }
        try await site.desk.move("conclude", code, by: site.assessor.actor)
        #expect(try await planner.send(.post, "\(path)/state", ["act": "close"])["state"]?.string == "closed")
        #expect(try await planner.send(.post, "\(path)/state", ["act": "publish"])["isPublic"] == .bool(true))
        let visitor = try await site.site.send(.get, "/api/assessment-results/\(code)")
        #expect(visitor.status == 200 && visitor["scores"]?.array?.count == 3)
        #expect(try await site.site.send(.get, "/api/assessments").status == 401)
        #expect(try await planner.get("\(path)/pack").status == 200)
        #expect(try await planner.get("\(path)/report?format=docx").status == 200)
        #expect(try await clerk.get("\(path)/pack").status == 403)
        #expect(try await planner.send(.put, "\(path)/parts", ["parts": []]).status == 409)
    }

    @Test("instruments by the API: a draft, its items from a file, publication, the next edition")
    func instrumentAPI() async throws {
        let site = try await AssessmentTestSite()
        let known = Set(Permission.ofAssessments + DirectoryPermission.all)
        let key = try await EditClients(site.desk.directory, known: known).create(
            name: "penyusun", permissions: [.shapeInstruments], agency: nil, by: .system
        ).key
        let caller = TestCaller(site.site, key: key)
        let body: JSONValue = [
            "code": "lewat-api", "purpose": "selection", "title": "Lewat API", "source": "Uji", "validFrom": "2026-01-01", "lowest": "0",
            "highest": "4", "rounding": "down", "items": [["code": "A", "title": "Satu", "weight": "60"]],
        ]
        let made = try await caller.send(.post, "/api/assessment-instruments", body)
        #expect(made.status == 201 && made["openWeights"]?.array?.count == 1)
        let path = try #require(made.location)
        let refused = try await caller.send(.post, "\(path)/publication", [:])
        #expect(refused.status == 422 && refused.issueFields == ["weights"])
        #expect(try await caller.upload("\(path)/items", "kode,judul,bobot_persen\nA,Satu,60\nB,Dua,40\n").status == 200)
        #expect(try await caller.get("\(path)/items").text.contains("B,,Dua"))
        #expect(try await caller.send(.post, "\(path)/publication", ["version": 1]).status == 409)
        #expect(try await caller.send(.post, "\(path)/publication", [:])["state"]?.string == "published")
        var edit = body.members ?? [:]
        edit["code"] = nil
        #expect(try await caller.send(.put, path, .object(edit)).status == 409)
        let next = try await caller.send(.post, "\(path)/edition")
        #expect(next.status == 201 && next["edition"]?.integer == 2)
        edit["title"] = "Edisi dua"
        #expect(try await caller.send(.put, next.location ?? "", .object(edit))["title"]?.string == "Edisi dua")
        edit["items"] = [["code": "A", "title": "Satu", "weight": "banyak"]]
        #expect(try await caller.send(.put, next.location ?? "", .object(edit)).issueFields == ["items[0].weight"])
    }
}
