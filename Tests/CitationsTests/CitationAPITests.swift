import Catalogue
import Columns
import Documents
import Foundation
import HTTPTypes
import Ingest
import Kernel
import Signing
import Storage
import TestSupport
import Testing
import Web

@testable import Citations

@Suite("Cited numbers for machines")
struct CitationAPITests {
    @Test("cite, read, take the deed, and have it checked")
    func all() async throws {
        let site = try await CitedSite()
        try await site.catalogue.published()
        let caller = TestCaller(site.catalogue.site, key: site.catalogue.site.key(site.catalogue.stranger))
        let made = try await caller.send(
            .post, "/api/citations",
            ["dataset": "harga-beras", "formula": "sum", "column": "harga", "filter": "tahun=eq.2025", "title": "Harga 2025"])
        #expect(made.status == 201)
        #expect(made["value"]?.string == "39000")
        let code = try #require(made["code"]?.string)
        let read = try await caller.get("/api/citations/\(code)")
        #expect(read["verdict"]?.string == "valid")
        #expect(read["newer"] == .null)
        let deed = try await caller.get("/api/citations/\(code)/deed")
        let checked = try await caller.send(.post, "/api/citations/verification", try deed.json())
        #expect(checked["verdict"]?.string == "valid")

        var bent = try deed.json().members!
        var payload = bent["payload"]!.members!
        payload["value"] = "40000"
        bent["payload"] = .object(payload)
        #expect(try await caller.send(.post, "/api/citations/verification", .object(bent))["verdict"]?.string == "altered")
        payload["value"] = .number(1.5)
        bent["payload"] = .object(payload)
        #expect(try await caller.send(.post, "/api/citations/verification", .object(bent))["verdict"]?.string == "altered")
        #expect(try await caller.get("/api/signing-keys").status == 200)
        // As it was shown before the next version: the number of then, by the same code.
        let before = site.catalogue.site.world.now.description
        site.catalogue.site.world.pass(days: 1)
        let dataset = try #require(site.catalogue.index.find("harga-beras")).dataset.id
        try await site.catalogue.publish(Array(CatalogueTestSite.prices.dropLast()), in: dataset)
        var asked: [String: JSONValue] = ["dataset": "harga-beras", "formula": "sum", "column": "harga", "filter": "tahun=eq.2025"]
        #expect(try await caller.send(.post, "/api/citations", .object(asked))["value"]?.string == "25900")
        asked["asOf"] = .string(before)
        let then = try await caller.send(.post, "/api/citations", .object(asked))
        #expect(then["value"]?.string == "39000" && then["code"]?.string == code)
        asked["asOf"] = "kemarin"
        #expect(try await caller.send(.post, "/api/citations", .object(asked)).issueFields == ["as_of"])
        #expect(try await caller.send(.post, "/api/citations", ["dataset": "tidak-ada", "formula": "count"]).status == 404)
        #expect(
            try await caller.send(.post, "/api/citations", ["dataset": "harga-beras", "formula": "cell", "column": "harga"]).issueFields
                == ["filter"])
    }

    @Test(
        "a saved copy of the verifier finds a deed valid, a changed one not, without a network",
        .enabled(if: SavedPage.isThere, "needs chromium"))
    func verifier() async throws {
        let site = try await CitedSite()
        let dataset = try await site.catalogue.published()
        let citation = try await site.cite(dataset, Formula(.sum, "harga"), "pasar=eq.Tanjung", title: "Tanjung")
        let browser = site.catalogue.site.browser()
        let page = try await browser.get("/angka/pemeriksa.html")
        #expect(page.header("Content-Disposition")?.contains("pemeriksa-akta.html") == true)
        let deed = try await browser.get("/angka/\(citation.code)/akta.json").text
        #expect(try SavedPage.verdict(page.text, deed) == "good")
        #expect(try SavedPage.verdict(page.text, deed.replacingOccurrences(of: "\"26300\"", with: "\"26301\"")) == "altered")
        #expect(try SavedPage.verdict(page.text, "{\"halo\": 1}") == "unreadable")
        try await site.desk.keys.withdraw(citation.key, reason: "Berkas kunci hilang bersama laptop", by: site.catalogue.steward)
        #expect(try SavedPage.verdict(try await browser.get("/angka/pemeriksa.html").text, deed) == "withdrawn_key")
    }
}
