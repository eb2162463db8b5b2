import HTTPTypes
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Catalogue

/// Data standards are made and changed on their pages; what they said before stays readable.
@Suite("Data standards on their pages") struct StandardPageTests {
    private let schema = #"{"fields": [{"name": "kode", "type": "string", "title": "Kode"}, {"name": "nilai", "type": "number"}]}"#

    @Test("a standard is made of a dataset's columns, changed, and its versions stand side by side")
    func life() async throws {
        let site = try await CatalogueTestSite()
        try await site.published("harga-beras")
        let browser = site.site.browser()
        browser.signIn(site.steward)
        #expect(try await browser.get("/data/standar").text.contains("/data/kelola/standar/baru"))
        let form = try await browser.get("/data/kelola/standar/baru")
        _ = try form.page()
        let made = try await browser.submit(
            form.form(to: "/data/standar"), filling: ["name": "Harga eceran", "dataset": "harga-beras", "valid_from": "2026-01-01"])
        let path = try #require(made.location)
        let page = try await browser.follow(made)
        _ = try page.page()
        #expect(page.text.contains("Harga beras") && page.text.contains("pasar"))
        let id = String(path.dropFirst("/data/standar/".count))
        let edit = try await browser.get("/data/kelola/standar/\(id)/ubah")
        let changed = try await browser.submit(
            edit.form(to: "/data/kelola/standar/\(id)/ubah"), filling: ["name": "Harga <eceran>", "schema": schema])
        let now = try await browser.follow(changed)
        #expect(now.text.contains("Harga &lt;eceran&gt;") && now.text.contains("Kode") && now.text.contains("?versi=1"))
        let before = try await browser.get("/data/standar/\(id)?versi=1")
        _ = try before.page()
        #expect(before.text.contains("Harga eceran") && before.text.contains("pasar") && before.text.contains("bukan versi yang berlaku"))
        #expect(try await browser.get("/data/standar/\(id)?versi=9").status == 404)
        // The same again from an old form: somebody was quicker.
        let late = try await browser.submit(edit.form(to: "/data/kelola/standar/\(id)/ubah"), filling: ["name": "Lain", "schema": schema])
        #expect(late.status == 409)
        // And from one that does not say of what it was made, or says what is no version.
        for version in ["", "dua"] {
            let current = try await browser.get("/data/kelola/standar/\(id)/ubah").form(to: "/data/kelola/standar/\(id)/ubah")
            #expect(try await browser.submit(current, filling: ["name": "Lain", "version": version]).status == 409, "\(version)")
        }
        let versions = try await site.site.browser().get("/api/data-standards/\(id)/versions").json()["items"]?.array
        #expect(versions?.compactMap { $0["version"] } == [.integer(2), .integer(1)] && versions?[1]["name"]?.string == "Harga eceran")
        // Every version is what its event has sealed.
        let (digests, events) = try await site.desk.database.read { tx in
            let standard = try #require(try tx.dataStandard(Identifier(id)))
            return (try tx.versions(of: standard.id).map { standard.like($0).digest }, try tx.events(of: standard.reference).map(\.digest))
        }
        #expect(Array(digests.reversed()) == events.compactMap(\.self))
    }

    @Test("what is no schema is refused at its field with everything kept, and only who administers the catalogue may")
    func refused() async throws {
        let site = try await CatalogueTestSite()
        let browser = site.site.browser()
        browser.signIn(site.steward)
        let form = try await browser.get("/data/kelola/standar/baru").form(to: "/data/standar")
        for bad in ["", "{", "[]", #"{"fields": []}"#, #"{"fields": [{"name": "a"}, {"name": "a"}]}"#] {
            let answer = try await browser.submit(form, filling: ["name": "Harga eceran", "valid_from": "2026-01-01", "schema": bad])
            #expect(answer.status == 422 && answer.text.contains("Harga eceran"), "\(bad)")
        }
        #expect(try await browser.submit(form, filling: ["name": "Harga eceran", "dataset": "tidak-ada"]).status == 422)
        let clerk = site.site.browser()
        clerk.signIn(site.producer)
        #expect(try await clerk.get("/data/kelola/standar/baru").status == 403)
        #expect(try await !clerk.get("/data/standar").text.contains("/data/kelola/standar/baru"))
    }
}
