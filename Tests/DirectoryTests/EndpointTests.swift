import Directory
import Foundation
import HTTPTypes
import Kernel
import NIOCore
import TestSupport
import Testing
import Web

@Suite struct EndpointTests {
    private struct Items: Decodable {
        struct Item: Decodable {
            var code: String?
            var name: String
        }
        var items: [Item]
        var next: String?
    }

    private func hall() async throws -> (TestSite, DirectoryFixtures) {
        let site = try await DirectoryFixtures.site()
        return (site, try await DirectoryFixtures(on: site))
    }

    private func key(_ fixtures: DirectoryFixtures, _ permissions: Set<Permission>) async throws -> HTTPFields {
        let (_, key) = try await EditClients(fixtures.directory, known: DirectoryFixtures.permissions).create(
            name: "Uji", permissions: permissions, by: .system)
        return [.authorization: "Bearer \(key)"]
    }

    @Test func placesAreOpenToEveryone() async throws {
        let (site, _) = try await hall()
        let browser = site.browser()
        let villages: Items = try await browser.get("/api/regions/35.09.19/villages").decoded()
        #expect(villages.items.map(\.name) == ["Mangli", "Sempusari"])
        let outlines = try await browser.get("/api/regions/35.09/boundaries")
        #expect(outlines.header("Content-Type") == "application/geo+json")
        #expect(outlines.text.contains("\"FeatureCollection\"") && outlines.text.contains("Kaliwates"))
        #expect(try await browser.get("/api/regions/99.99").status == 404)
        let placed = try await browser.get("/api/placements?latitude=-8.18&longitude=113.66")
        #expect(placed.text.contains("\"how\":\"boundary\"") && placed.text.contains("Mangli"))
        #expect(try await browser.get("/api/placements?latitude=-7.55&longitude=112.23").text.contains("Kabupaten Jombang"))
        #expect(try await browser.get("/api/placements?latitude=abc&longitude=1").status == 422)
    }

    @Test func listsGoOnByCursor() async throws {
        let (site, _) = try await hall()
        let browser = site.browser()
        var names: [String] = []
        var next: String?
        var pages = 0
        repeat {
            let items: Items = try await browser.get("/api/agencies?limit=4" + (next.map { "&cursor=\($0)" } ?? "")).decoded()
            names += items.items.compactMap(\.code)
            next = items.next
            pages += 1
        } while next != nil && pages < 9
        #expect(pages == 2)
        #expect(names == ["BAPPEDA", "DISKOMINFO", "DPU", "KEL-MANGLI", "RSUD", "UPTD-JALAN"])
        #expect(try await browser.get("/api/agencies?cursor=tebakan").status == 422)
    }

    @Test func addingAnAgencyNeedsAKeyAndHappensOnce() async throws {
        let (site, fixtures) = try await hall()
        let browser = site.browser()
        let body = ByteBuffer(string: #"{"code":"DISKAN","name":"Dinas Perikanan","kind":"agency"}"#)
        #expect(try await browser.send(.post, "/api/agencies", headers: [.contentType: "application/json"], body: body).status == 401)
        var headers = try await key(fixtures, [DirectoryPermission.agencies])
        headers[.contentType] = "application/json"
        headers[.init("Idempotency-Key")!] = "uji-sekali-01"
        let first = try await browser.send(.post, "/api/agencies", headers: headers, body: body)
        #expect(first.status == 201)
        let second = try await browser.send(.post, "/api/agencies", headers: headers, body: body)
        #expect(second.status == 201 && second.text == first.text)
        headers[.init("Idempotency-Key")!] = "uji-sekali-02"
        let third = try await browser.send(.post, "/api/agencies", headers: headers, body: body)
        #expect(third.status == 422 && third.text.contains("\"field\":\"code\""))
        #expect(fixtures.directory.agencies.all.filter { $0.code == "DISKAN" }.count == 1)
    }

    @Test func listsOfPeopleAndKeysNeedTheirPermission() async throws {
        let (site, fixtures) = try await hall()
        let browser = site.browser()
        let headers = try await key(fixtures, [DirectoryPermission.accounts, DirectoryPermission.view, DirectoryPermission.clients])
        for path in ["/api/accounts", "/api/roles", "/api/clients"] {
            #expect(try await browser.get(path).status == 401)
            #expect(try await browser.get(path, headers: headers).status == 200, "\(path)")
        }
        let key = try #require(headers[.authorization]?.split(separator: " ").last)
        #expect(!(try await browser.get("/api/clients", headers: headers).text.contains(key)))
        #expect(!(try await browser.get("/api/accounts", headers: headers).text.contains("scrypt")))
    }

    @Test func calendarsAreOpen() async throws {
        let (site, _) = try await hall()
        let browser = site.browser()
        #expect(try await browser.get("/api/holidays?year=2026").text.contains("2026-03-19"))
        let due = try await browser.get("/api/working-days?after=2026-03-18&count=1")
        #expect(due.text.contains("\"day\":\"2026-03-23\""))
    }
}
