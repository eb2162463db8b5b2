import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Reports
import Storage
import TestSupport
import Testing
import Web

/// Every answer is checked against its schema by ``TestSite``.
@Suite struct PublicAPITests {
    private let headers: HTTPFields = [.contentType: "application/json"]

    private func body(_ change: [String: JSONValue] = [:]) throws -> ByteBuffer {
        let plain: [String: JSONValue] = [
            "category": .string(ReportTestSite.roads), "text": "Jalan berlubang di depan pasar.",
            "place": ["village": .string(ReportTestSite.village)],
            "reporter": ["name": "Siti", "mail": "siti@example.org"],
        ]
        return ByteBuffer(bytes: try encodeJSON(JSONValue.object(plain.merging(change) { $1 })))
    }

    @Test func `a report goes in with a photo, is followed and judged with its secret`() async throws {
        let site = try await ReportTestSite()
        let browser = site.site.browser()
        let file = UploadedFile(field: "photo", filename: "a.png", claimedType: "image/png", bytes: Pictures.scene(5))
        let upload = try await browser.send(
            .post, "/api/photos", headers: [.contentType: "multipart/form-data; boundary=\(MultipartBody.boundary)"],
            body: try await MultipartBody.body([], [file]))
        #expect(upload.status == 201)
        let photo = try #require(try upload.json()["photo"])
        let sent = try await browser.send(.post, "/api/reports", headers: headers, body: try body(["photos": [photo]]))
        #expect(sent.status == 201)
        let code = try #require(try sent.json()["code"]?.string)
        let secret = try #require(try sent.json()["secret"]?.string)
        let own: HTTPFields = [.contentType: "application/json", .init("Report-Secret")!: secret]
        let standing = try await browser.get("/api/reports/\(code)/follow-up", headers: own)
        #expect(try standing.json()["state"]?.string == "received" && standing.json()["timeline"]?[0]?["photos"]?.array?.count == 1)
        #expect(try await browser.get("/api/reports/\(code)").status == 404)
        #expect(try await browser.get("/api/reports/\(code)/follow-up").status == 401)
        #expect(try await browser.get("/api/reports/\(code)/follow-up", headers: [.init("Report-Secret")!: "x"]).status == 404)

        try await site.verify(try await site.desk.file(code: code, for: site.triage).report.id)
        let added = try await browser.send(
            .post, "/api/reports/\(code)/additions", headers: own, body: ByteBuffer(string: #"{"text": "Makin lebar."}"#))
        #expect(added.status == 200)
        let early = try await browser.send(
            .post, "/api/reports/\(code)/acceptance", headers: own, body: ByteBuffer(string: #"{"stars": 5}"#))
        #expect(early.status == 409)
        let reading = try await browser.get("/api/reports/\(code)")
        #expect(try reading.json()["status"]?.string == "waiting" && reading.json()["photos"]?.array?.isEmpty == true)
        #expect(try await browser.get("/api/reports/\(code)/timeline").json()["items"]?.array?.count == 2)
        let withdrawn = try await browser.send(.post, "/api/reports/\(code)/withdrawal", headers: own, body: ByteBuffer(string: "{}"))
        #expect(try withdrawn.json()["state"]?.string == "withdrawn")
        #expect(try await browser.get("/api/reports/\(code)").status == 404)
    }

    @Test(arguments: ["phone-4711-a", "019af3c2-a1b4-7cde-8123-456789abcdef"])
    func `the same key makes one report, and another content under it is refused`(key: String) async throws {
        let site = try await ReportTestSite()
        let browser = site.site.browser()
        var keyed = headers
        keyed[.init("Idempotency-Key")!] = key
        let first = try await browser.send(.post, "/api/reports", headers: keyed, body: try body())
        let second = try await browser.send(.post, "/api/reports", headers: keyed, body: try body())
        #expect(try first.json()["code"] == second.json()["code"])
        #expect(try await site.desk.database.read { try $0.count("SELECT count(*) FROM report") } == 1)
        #expect(
            try await browser.send(.post, "/api/reports", headers: keyed, body: try body(["text": "Lain sama sekali isinya."])).status
                == 422)
        keyed[.init("Idempotency-Key")!] = key.replacing("a", with: "b")
        #expect(try await browser.send(.post, "/api/reports", headers: keyed, body: try body()).json()["code"] != first.json()["code"])
        // Whoever reads the database can send nothing under a key she finds there.
        let kept = try await site.desk.database.read { tx in try tx.rows("SELECT client_key FROM report").map { $0.text("client_key") } }
        #expect(kept.count == 2 && kept.allSatisfy { !$0.contains(key) && $0.utf8.count >= 44 })
    }

    @Test func `bad input names the JSON path and what to do`() async throws {
        let site = try await ReportTestSite()
        let browser = site.site.browser()
        func fields(_ buffer: ByteBuffer) async throws -> (Int, [String]) {
            let answer = try await browser.send(.post, "/api/reports", headers: headers, body: buffer)
            #expect(answer.header("Content-Type") == "application/problem+json")
            return (answer.status, try answer.json()["issues"]?.array?.compactMap { $0["field"]?.string } ?? [])
        }
        #expect(try await fields(ByteBuffer(string: "{\"category\": ")).0 == 400)
        #expect(try await fields(ByteBuffer(bytes: Array("{\"text\": \"".utf8) + [0xff] + Array("\"}".utf8))).0 == 400)
        #expect(try await fields(try body(["category": 7])) == (422, ["category"]))
        #expect(try await fields(try body(["category": "nope"])) == (422, ["category"]))
        #expect(try await fields(try body(["colour": "red"])) == (422, ["colour"]))
        #expect(try await fields(try body(["place": ["latitude": .number(-7.55), "longitude": .number(112.23)]])) == (422, ["place"]))
        #expect(try await fields(try body(["photos": ["1.bm9wZQ"]])) == (422, ["photos[0]"]))
        #expect(try await fields(try body(["text": .string(String(repeating: "a", count: 6000))])) == (422, ["text"]))
        #expect(try await fields(try body(["category": .string(ReportTestSite.lamps)])) == (422, ["answer.pole"]))
        #expect(try await fields(ByteBuffer(string: "{\"text\": \"\(String(repeating: "b", count: 2 << 20))\"}")).0 == 413)
        #expect(try await browser.get("/api/reports?limit=0").status == 422)
        #expect(try await browser.get("/api/reports/map?bbox=1,2").status == 422)
        #expect(try await browser.get("/api/statistics/agency?from=2026-13").status == 422)
        #expect(try await browser.get("/api/statistics/colour").status == 404)
        let text = UploadedFile(field: "photo", filename: "foto.jpg", claimedType: "image/jpeg", bytes: Array("bukan foto".utf8))
        let refused = try await browser.send(
            .post, "/api/photos", headers: [.contentType: "multipart/form-data; boundary=\(MultipartBody.boundary)"],
            body: try await MultipartBody.body([], [text]))
        #expect(refused.status == 415)
    }

    @Test func `a key must have been given the right to send reports in`() async throws {
        let site = try await ReportTestSite()
        let reading = site.site.key(Actor(kind: .client, id: "c1", grants: [Grant(permissions: [.readReports])]))
        let sending = site.site.key(Actor(kind: .client, id: "c2", grants: [Grant(permissions: [.submitReports])]))
        var keyed = headers
        keyed[.authorization] = "Bearer \(reading)"
        #expect(try await site.site.browser().send(.post, "/api/reports", headers: keyed, body: try body()).status == 403)
        keyed[.authorization] = "Bearer \(sending)"
        #expect(try await site.site.browser().send(.post, "/api/reports", headers: keyed, body: try body()).status == 201)
    }

    @Test func `lists, map, figures and categories answer what their schemas promise`() async throws {
        let site = try await ReportTestSite()
        for number in 1...7 {
            try await site.verify(try await site.desk.submit(site.submission("Laporan nomor \(number) tentang jalan."), by: .visitor))
        }
        _ = try await site.checked()
        let browser = site.site.browser()
        let first = try await browser.get("/api/reports?limit=5")
        #expect(try first.json()["items"]?.array?.count == 5)
        let next = try #require(try first.json()["next"]?.string)
        let second = try await browser.get("/api/reports?limit=5&cursor=\(next)")
        #expect(try second.json()["items"]?.array?.count == 3 && second.json()["next"] == .null)
        #expect(try await browser.get("/api/reports?q=nomor&limit=5").json()["next"]?.string != nil)
        #expect(
            try await browser.get("/api/reports?status=checked&agency=\(site.publicWorks)&from=2026-03-01").json()["items"]?.array?.count
                == 1)
        let map = try await browser.get("/api/reports/map?zoom=10")
        #expect(try map.json()["features"]?[0]?["properties"]?["count"] == 8)
        for dimension in ["agency", "subdistrict", "category"] {
            #expect(try await browser.get("/api/statistics/\(dimension)?from=2026-01&to=2026-12").json()["total"]?["received"] == 8)
        }
        #expect(try await browser.get("/api/categories").json()["items"]?.array?.count == 4)
        #expect(try await browser.get("/api/regions/outlines").json()["features"]?.array?.count == 3)
        #expect(
            try await browser.get("/api/regions/locate?lat=-8.18&lon=113.66").json()["village"]?["code"]?.string == ReportTestSite.village)
        #expect(try await browser.get("/api/regions/locate?lat=-7.55&lon=112.23").json()["outside"]?.string == "Kabupaten Jombang")
    }
}
