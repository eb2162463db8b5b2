import Catalogue
import Directory
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

    @Test("a clerk has the file of her own table fetched, by form and by API, and stops it; of others' tables nobody but the administrator")
    func follow() async throws {
        let site = try await HarvestTestSite()
        func clerk(_ agency: String) -> Actor {
            Actor(kind: .account, id: agency, name: "Bambang", grants: [Grant(permissions: [.produceData], agencies: [agency])])
        }
        let (own, other) = (clerk(site.agency.text), clerk(site.desk.directory.agencies.find(code: "RSUD")!.id.text))
        var draft = DatasetDraft()
        (draft.name, draft.title) = ("harga-pasar", "Harga di Pasar")
        draft.description = "Harga bahan pokok di pasar pantauan."
        draft.producer = site.agency
        draft.themes = ["ECON"]
        let dataset = try await site.desk.create(draft, by: own)
        let table = try await site.desk.database.read { try $0.distributions(of: dataset.id)[0] }
        let url = "https://pasar.contoh.id/harga.csv"
        site.site.world.web = [url: .init("a,b\n1,2\n", name: "harga.csv")]
        await #expect(throws: AppError.forbidden) { try await site.harvests.follow(table.id, url: url, hours: 24, by: other) }

        let browser = site.site.browser()
        browser.signIn(own)
        let (path, send) = ("/data/kelola/dataset/harga-pasar", "/data/kelola/dataset/harga-pasar/sumber")
        let form = try await browser.get(path).form(to: send)
        let wrong = try await browser.submit(form, filling: ["source_table": table.id.text, "source_url": "bukan alamat"])
        #expect(wrong.status == 422 && wrong.text.contains("http://"))
        #expect(try await browser.submit(form, filling: ["source_table": table.id.text, "source_url": url]).status == 303)
        let source = try #require(try await site.desk.database.read { try $0.fileSource(of: table.id) })
        #expect(source.hours == 24 && source.isEnabled)
        try await site.harvests.startDue()
        #expect(try await site.finish(source).changed == 1)
        // It waits for her like anything that is sent in.
        #expect(try await site.submissions(dataset.id).map(\.state) == ["received"])
        // Its note is published with it, so the address, which may hold a secret, is not in there.
        #expect(try await site.submissions(dataset.id).map(\.note) == ["pasar.contoh.id"])
        #expect(try await browser.get(path).text.contains("Diambil setiap 24 jam dari \(url)"))

        let caller = TestCaller(site.site, key: site.site.key(Actor(kind: .client, id: "k", grants: own.grants)))
        let api = "/api/datasets/harga-pasar/tables/\(table.name)/source"
        #expect(try await caller.get(api).json()["url"]?.string == url)
        let changed = try await caller.send(.put, api, ["url": .string(url), "hours": .integer(6)])
        #expect(changed.status == 200)
        #expect(try changed.json()["id"]?.string == source.id.text)
        #expect(try await caller.send(.put, api, ["url": .string("ftp://x")]).status == 422)
        let stranger = TestCaller(site.site, key: site.site.key(Actor(kind: .client, id: "s", grants: other.grants)))
        #expect(try await stranger.send(.put, api, ["url": .string(url)]).status == 404)

        let stop = try await browser.get(path).text
        #expect(stop.contains("Diambil setiap 6 jam"))
        try await site.harvests.follow(table.id, url: url, hours: 6, isEnabled: false, by: own)
        #expect(try await !browser.get(path).text.contains("Diambil setiap"))
        site.site.world.pass(days: 3)
        try await site.harvests.startDue()
        #expect(try await site.desk.database.read { try $0.harvestRuns(of: source.id).count } == 1)
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
