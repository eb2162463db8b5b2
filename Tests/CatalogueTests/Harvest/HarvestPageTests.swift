import Catalogue
import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Storage
import TestSupport
import Testing
import Web

@Suite("Sources, page and API") struct HarvestPageTests {
    @Test("a source is added by form, run, and its troubles are shown; without the permission there is nothing to see")
    func pages() async throws {
        let site = try await HarvestTestSite()
        let browser = site.site.browser()
        browser.signIn(site.administrator)
        let empty = try await browser.get("/data/kelola/sumber/baru")
        let wrong = try await browser.submit(
            empty.form(to: "/data/kelola/sumber"), filling: ["title": "Portal", "url": "bukan alamat", "kind": "ckan"])
        #expect(wrong.status == 422)
        let added = try await browser.submit(
            empty.form(to: "/data/kelola/sumber"),
            filling: ["title": "Portal <b>", "url": HarvestTestSite.portal, "agency": site.agency.text, "hours": "24"])
        let page = try await browser.follow(added)
        #expect(page.status == 200 && page.text.contains("Portal &lt;b&gt;"))
        let source = try #require(try await site.desk.database.read { try $0.harvestSources().first })
        site.site.world.web = [HarvestTestSite.address(): HarvestTestSite.list([HarvestTestSite.dataset("a", "Harga", files: ["x.csv"])])]
        let sent = try await browser.submit(page.form(to: "/data/kelola/sumber/\(source.id)/jalankan"), filling: [:])
        let started = try await browser.follow(sent)
        #expect(started.status == 200)
        _ = try await site.finish(source)
        let shown = try await browser.get("/data/kelola/sumber/\(source.id)")
        #expect(shown.text.contains("gagal") && shown.text.contains("Harga"))
        #expect(try await browser.get("/data/kelola/sumber").text.contains("Portal &lt;b&gt;"))
        let stranger = site.site.browser()
        stranger.signIn(Actor(kind: .account, id: "x", name: "X", grants: [Grant(permissions: [.produceData])]))
        #expect(try await stranger.get("/data/kelola/sumber").status == 403)
    }

    @Test("over the API the same is done with the same checks")
    func api() async throws {
        let site = try await HarvestTestSite()
        let caller = TestCaller(site.site, key: site.site.key(site.administrator))
        let made = try await caller.send(
            .post, "/api/harvest-sources",
            .object([
                "title": .string("Portal"), "kind": .string("ckan"), "url": .string(HarvestTestSite.portal),
                "agencyId": .string(site.agency.text), "tableId": .null, "hours": .integer(6), "isEnabled": .bool(true),
            ]))
        #expect(made.status == 201)
        let id = try #require(try made.json()["id"]?.string)
        let wrong = try await caller.send(
            .patch, "/api/harvest-sources/\(id)", .object(["url": .string("bukan alamat"), "version": .integer(1)]))
        #expect(wrong.status == 422 && wrong.text.contains("url"))
        #expect(
            try await caller.send(.patch, "/api/harvest-sources/\(id)", .object(["hours": .integer(12), "version": .integer(1)])).status
                == 200)
        #expect(
            try await caller.send(.patch, "/api/harvest-sources/\(id)", .object(["hours": .integer(13), "version": .integer(1)])).status
                == 409)
        site.site.world.web = [HarvestTestSite.address(): HarvestTestSite.list([HarvestTestSite.dataset("a", "Harga", files: ["x.csv"])])]
        #expect(try await caller.send(.post, "/api/harvest-sources/\(id)/runs").status == 201)
        let source = try #require(try await site.desk.database.read { try $0.harvestSources().first })
        _ = try await site.finish(source)
        let failed = try await caller.get("/api/harvest-sources/\(id)/objects?state=failed").json()
        #expect(failed["items"]?[0]?["key"] == .string("a"))
        #expect(try await caller.get("/api/harvest-sources/\(id)").json()["runs"]?[0]?["failed"] == .integer(1))
        #expect(try await caller.get("/api/harvest-sources").status == 200)
    }
}
