import Columns
import Kernel
import TestSupport
import Testing
import Web

@testable import Catalogue

/// Comparisons with more changes than one answer shows.
@Suite("Every change between two versions can be reached")
struct ManyChangesTests {
    private func site() async throws -> CatalogueTestSite {
        let site = try await CatalogueTestSite()
        var rows: [[Datum]] = (0..<2500).map { [.text("35.09.01"), .text("Pasar \($0)"), .year(2025), .integer(Int64($0))] }
        let dataset = try await site.published("harga-beras", rows: rows)
        for index in rows.indices { rows[index][3] = .integer(Int64(index + 1)) }
        try await site.publish(rows, in: dataset.id)
        return site
    }

    @Test("over the API from one answer to the next, each once")
    func api() async throws {
        let site = try await site()
        var names: [String] = []
        var next: Int? = 0
        var answers = 0
        while let offset = next {
            let json = try await site.site.browser().get("/api/datasets/harga-beras/tables/data/changes?offset=\(offset)").json()
            #expect(json["changed"]?.integer == 2500)
            names += json["changes"]?.array?.compactMap { $0["key"]?["pasar"]?.string } ?? []
            next = json["next"]?.integer
            answers += 1
            if answers > 10 { break }
        }
        #expect(answers == 3 && names.count == 2500 && Set(names).count == 2500)
    }

    @Test("on the page from one to the next, and by the columns somebody names")
    func page() async throws {
        let site = try await site()
        let browser = site.site.browser()
        let path = "/data/harga-beras/banding"
        let first = try await browser.get(path)
        _ = try first.page()
        #expect(first.text.contains("mulai=200"))
        let second = try await browser.get("\(path)?mulai=2400")
        #expect(second.status == 200 && !second.text.contains("mulai=2500") && second.text.contains("mulai=2200"))
        // By the market alone the rows are the same ones; by the price most have come and gone.
        let chosen = try await browser.get("\(path)?kunci=pasar")
        #expect(chosen.status == 200 && chosen.text.contains("kunci=pasar"))
        #expect(try await browser.get("\(path)?kunci=gaji").status == 422)
    }
}
