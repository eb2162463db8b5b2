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

    @Test("whatever a page does an endpoint does")
    func besideAPI() throws {
        let capability = try Capability.commitments()
        let endpoints = Set(capability.endpoints.map { "\($0.method.rawValue) \($0.path)" })
        let c = "/api/commitments/{code}"
        let beside: [String: [String]] = [
            "GET /janji": ["GET /api/pledges"], "GET /janji.csv": ["GET /api/pledges.csv"], "GET /janji.xlsx": ["GET /api/pledges.xlsx"],
            "GET /janji/{code}": ["GET /api/pledges/{code}"], "GET /janji/{code}/bukti/{id}": ["GET /api/pledges/{code}/evidence/{id}"],
            "GET /janji/{code}/bukti/{id}/kecil": ["GET /api/pledges/{code}/evidence/{id}"], "GET /komitmen": ["GET /api/commitments"],
            "GET /komitmen/{code}": ["GET \(c)"], "GET /komitmen/{code}/upacara": ["GET \(c)"],
            "GET /komitmen/{code}/upacara/aliran": ["GET \(c)/stream"], "GET /komitmen/{code}/akta.json": ["GET \(c)/deed"],
            "GET /komitmen/{code}/qr.svg": ["GET \(c)"], "GET /komitmen/{code}/naskah.pdf": ["GET \(c)/paper"],
            "GET /komitmen/{code}/naskah.docx": ["GET \(c)/paper"],
            "GET /komitmen/{code}/naskah.html": ["GET \(c)/paper"], "GET /komitmen/kunci.json": ["GET /api/holder-keys"],
            "GET /komitmen/pemeriksa": ["GET /api/holder-keys"], "GET /komitmen/pemeriksa.html": ["GET /api/holder-keys"],
            "GET /komitmen/periksa": ["POST /api/commitments/verification"],
            "POST /komitmen/periksa": ["POST /api/commitments/verification"],
            "GET /komitmen/unduh/{format}": ["GET /api/commitments.csv"],
            "GET /komitmen/{code}/unduh/{list}/{format}": ["GET \(c)/signatories.csv", "GET \(c)/milestones.xlsx"],
            "GET /rencana-aksi/{year}/unduh/{format}": ["GET /api/action-plans/{year}.csv"], "GET /rencana-aksi": ["GET /api/action-plans"],
            "GET /rencana-aksi/{year}/{agency}": ["GET /api/action-plans/{year}/{agency}"],
            "GET /kerja/komitmen": ["GET /api/commitments"], "GET /kerja/komitmen/baru": ["POST /api/commitments"],
            "POST /kerja/komitmen/baru": ["POST /api/commitments"], "GET /kerja/komitmen/{code}": ["GET \(c)"],
            "GET /kerja/komitmen/{code}/naskah": ["GET \(c)"], "GET /kerja/komitmen/{code}/ubah": ["GET \(c)"],
            "POST /kerja/komitmen/{code}/ubah": ["PUT \(c)"],
            "POST /kerja/komitmen/{code}/{noun}": ["POST \(c)/state"], "GET /kerja/komitmen/{code}/butir/baru": ["POST \(c)/clauses"],
            "POST /kerja/komitmen/{code}/butir/baru": ["POST \(c)/clauses"], "GET /kerja/komitmen/{code}/butir/{clause}": ["GET \(c)"],
            "POST /kerja/komitmen/{code}/butir/{clause}": ["PUT \(c)/clauses/{clause}"],
            "POST /kerja/komitmen/{code}/butir/{clause}/hapus": ["DELETE \(c)/clauses/{clause}"],
            "POST /kerja/komitmen/{code}/penanda-tangan": ["POST \(c)/signatories"],
            "POST /kerja/komitmen/{code}/penanda-tangan/{id}/{noun}": ["PUT \(c)/signatories/{id}", "DELETE \(c)/signatories/{id}"],
            "GET /kerja/komitmen/{code}/tanda-tangan": ["GET \(c)/deed"],
            "POST /kerja/komitmen/{code}/tanda-tangan": ["POST \(c)/signature"],
            "GET /kerja/komitmen/{code}/pewarisan": ["GET \(c)"],
            "POST /kerja/komitmen/{code}/pewarisan/{id}/penerus": ["POST \(c)/signatories/{id}/successor"],
            "POST /kerja/komitmen/{code}/pewarisan/{id}/jawaban": ["POST \(c)/signatories/{id}/inheritance"],
            "GET /kerja/kunci-saya": ["GET /api/holder-keys"], "POST /kerja/kunci-saya": ["POST /api/holder-keys"],
            "POST /kerja/kunci-saya/{id}/pencabutan": ["POST /api/holder-keys/{id}/withdrawal"], "GET /kerja/janji": ["GET /api/pledges"],
            "GET /kerja/janji/{code}": ["GET /api/pledges/{code}"],
            "POST /kerja/janji/{code}/langkah": ["PUT /api/pledges/{code}/milestones"],
            "POST /kerja/janji/{code}/langkah/{id}/{noun}": [
                "POST /api/pledges/{code}/milestones/{id}/claim", "POST /api/pledges/{code}/milestones/{id}/judgement",
            ],
            "POST /kerja/janji/{code}/perubahan": ["POST /api/pledges/{code}/change"], "GET /kerja/rencana-aksi": ["GET /api/action-plans"],
            "GET /kerja/rencana-aksi/{year}/{agency}": ["GET /api/action-plans/{year}/{agency}"],
            "POST /kerja/rencana-aksi/{year}/{agency}": ["PUT /api/action-plans/{year}/{agency}"],
            "POST /kerja/rencana-aksi/{year}/{agency}/{noun}": ["POST /api/action-plans/{year}/{agency}/state"],
        ]
        let pages = Set(capability.pages.map { "\($0.method.rawValue) \($0.path)" })
        #expect(pages.subtracting(beside.keys).sorted() == [], "pages without an endpoint")
        #expect(Set(beside.keys).subtracting(pages).sorted() == [], "pages that are gone")
        #expect(Set(beside.values.flatMap { $0 }).subtracting(endpoints).sorted() == [], "endpoints that are gone")
    }
}
