import HTTPTypes
import Kernel
import NIOCore
import Reports
import Storage
import TestSupport
import Testing
import Web

/// The log says what was asked for and how it went, and nothing that people wrote.
@Suite struct LogTests {
    @Test func `a report's whole way leaves no name, number, word, code or secret in the log`() async throws {
        let log = TestLog()
        let site = try await ReportTestSite(log: log)
        let browser = site.site.browser(address: "198.51.100.77")
        let photo = UploadedFile(field: "photos", filename: "rumah-siti.jpg", claimedType: "image/jpeg", bytes: Pictures.scene(4))
        let filled = [
            "category": ReportTestSite.roads, "text": "Lubang di depan rumah Pak Sumarno.", "village": ReportTestSite.village,
            "place_note": "pagar hijau toska", "name": "Siti Zulaikhah", "phone": "0813-9999-8888", "mail": "siti.z@example.org",
        ]
        let form = try await browser.get("/lapor").form(to: "/lapor")
        _ = try await browser.submit(form, filling: filled.merging(["mail": "bukan surel Zulaikhah"]) { $1 })
        let sent = try await browser.submit(form, filling: filled, files: [photo])
        #expect(sent.status == 303)
        let receipt = try #require(sent.location)
        _ = try await browser.get(receipt)
        let parts = receipt.split(separator: "/")
        let (code, secret) = (String(parts[parts.count - 2]), String(parts[parts.count - 1]))
        _ = try await browser.get("/ikuti/\(code)/\(secret)")
        _ = try await browser.get("/ikuti/\(code)/salah\(secret)")
        _ = try await browser.get("/laporan?cari=Sumarno")
        _ = try await browser.get("/lacak?kode=\(code)")
        _ = try await browser.get("/api/reports/\(code)/follow-up", headers: [.init("Report-Secret")!: secret])
        _ = try await browser.send(
            .post, "/api/reports", headers: [.contentType: "application/json"],
            body: ByteBuffer(string: #"{"category": "road", "text": "Sumarno", "reporter": {"name": "Siti Zulaikhah"}}"#))
        let requests = log.lines.filter { $0.contains("route=") }
        #expect(requests.count >= 8, "every request has its line")
        #expect(requests.allSatisfy { $0.contains("id=") && !$0.contains("id= ") })
        #expect(Set(requests.compactMap { $0.firstMatch(of: /\sid=(\S+)/).map { String($0.1) } }).count == requests.count)
        let all = log.lines.joined(separator: "\n")
        for personal in [
            "Zulaikhah", "0813", "siti.z", "Sumarno", "toska", "rumah-siti", code, secret, "198.51.100.77",
        ] {
            #expect(!all.contains(personal), "\(personal) is in the log")
        }
    }
}
