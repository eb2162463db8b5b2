import Columns
import Kernel
import TestSupport
import Testing
import Web

@testable import Catalogue

/// Earlier versions by day, on the regency's clocks.
@Suite("A table as it was on a day")
struct AsOfTests {
    @Test("pages, charts, downloads and the row API show what was shown then, and their links stay there")
    func pages() async throws {
        let site = try await CatalogueTestSite()
        // Half past six in the evening of UTC is half past one of the next day here.
        site.site.world.set("2026-03-03T18:30:00Z")
        let dataset = try await site.published()
        site.site.world.set("2026-03-20T03:00:00Z")
        var rows = CatalogueTestSite.prices
        rows[0][1] = .text("Pasar Baru")
        try await site.publish(rows, in: dataset.id)
        let browser = site.site.browser()
        func text(_ path: String) async throws -> String { try await browser.get(path).text }

        let then = try await text("/data/harga-beras?as_of=2026-03-10")
        #expect(!then.contains("Pasar Baru") && then.contains("bukan versi terbaru") && then.contains("as_of=2026-03-10"))
        #expect(try await text("/data/harga-beras").contains("Pasar Baru"))
        #expect(try await text("/data/harga-beras?as_of=2026-03-20").contains("Pasar Baru"))
        let chart = "/data/harga-beras/bagan?_jenis=batang&_menurut=pasar&_nilai=harga&_hitung=jumlah"
        #expect(try await text(chart).contains("Pasar Baru"))
        #expect(try await !text("\(chart)&as_of=2026-03-10").contains("Pasar Baru"))
        #expect(try await !text("/data/harga-beras/unduh?format=csv&as_of=2026-03-10").contains("Pasar Baru"))
        let api = "/api/datasets/harga-beras/tables/data/rows"
        #expect(try await !text("\(api)?as_of=2026-03-10").contains("Pasar Baru"))
        // Every file that is linked there is of that day too, or of that version.
        for query in ["as_of=2026-03-10", "_versi=1"] {
            let links = try await browser.get("/data/harga-beras?\(query)").page().all("a").compactMap { $0["href"] }
            let files = links.filter { $0.contains("/export.") }
            #expect(files.contains { $0.contains("export.xlsx") } && files.contains { $0.contains("export.sqlite") }, "\(links)")
            for file in files {
                #expect(file.contains("as_of=2026-03-10") || file.contains("version=1"), "\(file)")
                let answer = try await browser.get(file)
                #expect(answer.status == 200, "\(file)")
                #expect(answer.header("Content-Disposition")?.contains("harga-beras-data-1.") == true, "\(file)")
            }
        }
        // On the fourth of March here, the third in London.
        for path in ["/data/harga-beras", api] {
            #expect(try await browser.get("\(path)?as_of=2026-03-04").status == 200, "\(path)")
            #expect(try await browser.get("\(path)?as_of=2026-03-03").status == 404, "\(path)")
            #expect(try await browser.get("\(path)?as_of=kemarin").status == 422, "\(path)")
        }
    }
}
