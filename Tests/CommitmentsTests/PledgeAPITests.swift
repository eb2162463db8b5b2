import Directory
import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Commitments

@Suite("API of pledges")
struct PledgeAPITests {
    @Test("what pages do the API does, and answers fit their schemas")
    func api() async throws {
        let site = try await PromisedSite()
        let (commitment, clause, _) = try await site.inForce()
        let nobody = site.site.browser()
        #expect(try await nobody.get("/api/pledges?dimension=living&state=on_track")["items"]?[0]?["code"]?.string == clause.code)
        #expect(try await nobody.get("/api/pledges/\(clause.code)")["milestones"]?.array?.count == 2)
        #expect(try await nobody.get("/api/commitments")["items"]?.array?.count == 1)
        #expect(try await nobody.get("/api/commitments/\(commitment.code)")["signatories"]?[0]?["verdict"]?.string == "valid")
        #expect(try await nobody.get("/api/commitments/\(commitment.code)/deed")["text_sha256"]?.string == commitment.textHash)
        #expect(try await nobody.get("/api/holder-keys")["keys"]?.array?.count == 2)
        #expect(try await nobody.get("/api/action-plans?year=2026")["items"]?.array?.count == 0)
        #expect(
            try await site.site.send(
                .post, "/api/commitments/\(commitment.code)/signature", headers: [.contentType: "application/json"],
                body: ByteBuffer(string: "{\"seen\":\"x\"}")
            ).status == 401)
        let planner = TestCaller(
            site.site, key: try await site.apiKey([.draftCommitments, .verifyPledges, .checkActionPlans], agency: nil))
        // Another system cannot sign, whatever it may do besides.
        #expect(
            try await planner.send(.post, "/api/commitments/\(commitment.code)/signature", ["seen": .string(commitment.textHash)]).status
                == 403)
        let made = try await planner.send(
            .post, "/api/commitments",
            ["title": "Ikrar kedua", "preamble": "Kami berjanji lagi kepada warga.", "startsOn": "2026-01-01", "endsOn": "2026-12-31"])
        #expect(made.status == 201)
        let code = try #require(made["code"]?.string)
        #expect(try await nobody.get("/api/commitments/\(code)").status == 404)
        let wrong = try await planner.send(
            .post, "/api/commitments/\(code)/clauses",
            [
                "text": "Menambal jalan.", "promise": "Jalan ditambal semua", "lead": .string(site.works), "due": "2027-12-31",
                "target": ["value": "banyak"],
            ])
        #expect(wrong.issueFields == ["target.value"])
        let fine = try await planner.send(
            .post, "/api/commitments/\(code)/clauses",
            [
                "text": "Menambal jalan.", "promise": "Jalan ditambal semua", "lead": .string(site.works), "due": "2026-12-31",
                "target": ["value": "100", "unit": "%"], "subject": "quick_win:known-2",
            ])
        #expect(fine.status == 201 && fine["subject"]?.string == "quick_win:known-2")
        let clerk = TestCaller(site.site, key: try await site.apiKey([.keepPledges, .changePledges], agency: site.works))
        let changed = try await clerk.send(
            .post, "/api/pledges/\(clause.code)/change", ["target": ["value": "50", "unit": "%"], "reason": "Anggaran dipotong pusat."])
        #expect(changed["state"]?.string == "changed" && changed["changes"]?[0]?["kind"]?.string == "lowered")
        let plan = try await clerk.send(
            .put, "/api/action-plans/2026/\(site.works)",
            ["items": [["activity": "Menambal jalan", "output": "10 km", "owner": .string(site.works), "months": [3, 4]]]])
        #expect(plan["state"]?.string == "draft")
        #expect(
            try await clerk.send(.post, "/api/action-plans/2026/\(site.works)/state", ["act": "propose"])["state"]?.string == "proposed")
        #expect(
            try await planner.send(.post, "/api/action-plans/2026/\(site.works)/state", ["act": "publish"])["state"]?.string == "published")
        for year in ["2026", "\(Int.max)", "\(Int.min)", "1999"] {
            let answer = try await site.site.browser().get("/rencana-aksi?tahun=\(year)")
            #expect(answer.status == 200 && answer.text.contains("Dinas Pekerjaan Umum"), "\(year)")
        }
        #expect(try await site.site.browser().get("/rencana-aksi/2026/\(site.works)").text.contains("Menambal jalan"))
    }
}
