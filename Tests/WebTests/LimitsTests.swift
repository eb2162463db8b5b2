import HTTPTypes
import Kernel
import NIOCore
import TestSupport
import Testing

@testable import Web

@Suite struct LimitsTests {
    private let now = Instant("2026-03-02T02:00:00Z")!

    @Test func aBucketEmptiesAndFillsAgain() {
        let limiter = RateLimiter()
        let limit = RateLimit("test", 3, per: 30)
        let first = (0..<3).map { _ in limiter.ask(limit, "a", at: now) }
        #expect(first.map(\.isAllowed) == [true, true, true])
        #expect(first.map(\.remaining) == [2, 1, 0])
        let refused = limiter.ask(limit, "a", at: now)
        #expect(!refused.isAllowed)
        #expect(refused.retryAfter == 10)
        #expect(limiter.ask(limit, "b", at: now).isAllowed)
        #expect(!limiter.ask(limit, "a", at: now.adding(seconds: 9)).isAllowed)
        #expect(limiter.ask(limit, "a", at: now.adding(seconds: 10.1)).isAllowed)
        #expect(!limiter.ask(limit, "a", at: now.adding(seconds: 10.2)).isAllowed)
    }

    @Test func aRouteRefusesWhoSendsTooMuch() async throws {
        let site = try await TestSite([Notes.capability])
        let browser = site.browser()
        let form = try await browser.get("/catatan/baru").form()
        for number in 0..<5 { #expect(try await browser.submit(form, filling: ["title": "n\(number)"]).status == 303) }
        let refused = try await browser.submit(form, filling: ["title": "n6"])
        #expect(refused.status == 429)
        #expect(refused.header("Retry-After") == "12")
        // What was typed is on the page, to be sent again with one press.
        #expect(try refused.form(to: "/catatan/baru").value("title") == "n6")
        #expect(try await Notes.titles(site).count == 5)
        #expect(try await browser.get("/catatan").status == 200)
    }

    @Test func aLimitInPlaceOfTheAddressCountsBeforeAnyFormIsChecked() async throws {
        let hall = RateLimit("hall", 2, per: 600, replacesAddress: true)
        let site = try await TestSite([
            Capability(
                name: "hall",
                pages: [.get("/balai", rate: hall) { _ in .text("balai") }, .post("/balai", rate: hall) { _ in .text("balai") }])
        ])
        let (forms, readers) = (site.browser(address: "203.0.113.21"), site.browser(address: "203.0.113.22"))
        // None of them has a token of ours.
        for isRefused in [false, false, true] { #expect(try await (forms.send(.post, "/balai").status == 429) == isRefused) }
        // Each is counted once.
        for status in [200, 200, 429] { #expect(try await readers.get("/balai").status == status) }
    }

    @Test func theAPISaysHowMuchIsLeft() async throws {
        let site = try await TestSite([Notes.capability])
        let headers: HTTPFields = [.authorization: "Bearer \(site.key(Notes.client))", .init("X-Forwarded-For")!: "203.0.113.9"]
        let first = try await site.send(.get, "/api/notes", headers: headers)
        #expect(first.header("RateLimit-Limit") == "600")
        #expect(first.header("RateLimit-Remaining") == "599")
        #expect(try await site.send(.get, "/api/notes", headers: headers).header("RateLimit-Remaining") == "598")
    }

    @Test func forwardedAddressesAreBelievedOnlyFromTrustedProxies() throws {
        let addresses = try ClientAddress(trusted: ["10.0.0.0/8", "2001:db8::/32"])
        let via: (String) -> HTTPFields = { [.init("X-Forwarded-For")!: $0] }
        #expect(addresses.find(peer: "203.0.113.1", headers: via("1.2.3.4")) == "203.0.113.1")
        #expect(addresses.find(peer: "10.1.2.3", headers: via("1.2.3.4")) == "1.2.3.4")
        // Whatever stands left of the last untrusted hop was written by the caller.
        #expect(addresses.find(peer: "10.1.2.3", headers: via("6.6.6.6, 1.2.3.4, 10.9.9.9")) == "1.2.3.4")
        #expect(addresses.find(peer: "10.1.2.3", headers: via("nonsense")) == "10.1.2.3")
        #expect(
            addresses.find(peer: "2001:db8::1", headers: [.init("Forwarded")!: "for=\"[2001:470::5]:443\";proto=https"]) == "2001:470::5")
        #expect(addresses.find(peer: "10.1.2.3", headers: [:]) == "10.1.2.3")
        #expect(throws: AppError.self) { try ClientAddress(trusted: ["10.0.0.0/33"]) }
        #expect(throws: AppError.self) { try ClientAddress(trusted: ["proxy.local"]) }
    }

    @Test func anIPv6HouseholdIsOneSubject() {
        #expect(ClientAddress.subject("2001:db8:1:2:3:4:5:6") == ClientAddress.subject("2001:db8:1:2::9"))
        #expect(ClientAddress.subject("2001:db8:1:2::1") != ClientAddress.subject("2001:db8:1:3::1"))
    }

    @Test func tooMuchIsRefusedBeforeItIsRead() async throws {
        let site = try await TestSite([Notes.capability])
        let browser = site.browser()
        let form = try await browser.get("/catatan/baru").form()
        let big = UploadedFile(field: "photo", filename: "a.jpg", claimedType: "image/jpeg", bytes: [UInt8](repeating: 0, count: 300_000))
        let answer = try await browser.submit(form, filling: ["title": "x"], files: [big])
        #expect(answer.status == 413)
        #expect(answer.text.contains("195 kB"))
        let headers: HTTPFields = [.authorization: "Bearer \(site.key(Notes.client))", .contentType: "application/json"]
        let long = try await site.send(
            .post, "/api/notes", headers: headers, body: ByteBuffer(string: String(repeating: "x", count: 2 << 20)))
        #expect(long.status == 413)
    }

    @Test("whoever sends a form that is too large to be read is told what to do, and led back to where it stands, never to another site")
    func tooMuchLeadsBack() async throws {
        let site = try await TestSite([Notes.capability], settings: { $0.publicURL = "https://lapor.example.go.id" })
        let browser = site.browser()
        let form = try await browser.get("/catatan/baru").form()
        let big = UploadedFile(field: "photo", filename: "a.jpg", claimedType: "image/jpeg", bytes: [UInt8](repeating: 0, count: 300_000))
        func back(_ page: String?) async throws -> String? {
            var headers: HTTPFields = [:]
            headers[.init("Referer")!] = page
            let answer = try await browser.submit(form, filling: ["title": "x"], files: [big], headers: headers)
            #expect(answer.status == 413 && answer.text.contains("Belum ada yang tersimpan"))
            let link = answer.text.firstMatch(of: /href="([^"]+)"[^>]*>Kembali ke formulir/)
            return link.map { String($0.1) }
        }
        #expect(try await back("https://lapor.example.go.id/catatan?dari=peta") == "/catatan?dari=peta")
        // A form that came back stands at its own address; others send nothing, or something that is not ours.
        #expect(try await back("https://lapor.example.go.id/catatan/baru") == "/catatan/baru")
        #expect(try await back(nil) == "/catatan/baru")
        #expect(try await back("https://lain.example/catatan") == "/catatan/baru")
        #expect(try await back("https://lapor.example.go.id//lain.example/catatan") == "/catatan/baru")
    }
}
