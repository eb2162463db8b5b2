import Catalogue
import Columns
import Directory
import Foundation
import Kernel
import TestSupport
import Testing

@testable import Portals

@Suite("Feeds of what somebody watches") struct WatchedFeedTests {
    private func entries(_ answer: Answer) -> Int { answer.text.components(separatedBy: "<entry>").count - 1 }

    @Test("a feed of rows tells of the versions in which those rows differ, a feed of columns of those with other columns")
    func watched() async throws {
        let site = try await PortalTestSite()
        let dataset = site.catalogue.index.find("harga-beras")!.dataset.id
        let path = "/data/harga-beras/perubahan.atom"
        // The second version changes a row of Jombang, the third one of Gebang, the fourth nothing but the order.
        var rows = CatalogueTestSite.prices
        rows[1][3] = .integer(12_600)
        try await site.catalogue.publish(rows, in: dataset)
        rows[5][3] = .integer(13_200)
        try await site.catalogue.publish(rows, in: dataset)
        try await site.catalogue.publish(rows.reversed(), in: dataset)
        #expect(entries(try await site.get(path)) == 4)
        #expect(entries(try await site.get("\(path)?watch=version")) == 4)
        let jombang = try await site.get("\(path)?watch=rows&filter=pasar%3Deq.Jombang")
        #expect(entries(jombang) == 2 && jombang.text.contains("Versi 2") && !jombang.text.contains("Versi 3"))
        #expect(jombang.text.contains("watch=rows") && jombang.text.contains("filter=pasar"))
        #expect(entries(try await site.get("\(path)?watch=rows")) == 3)
        #expect(entries(try await site.get("\(path)?watch=columns")) == 1)
        // Asked again nothing is compared anew, and the answer is the same.
        #expect(try await site.get("\(path)?watch=rows").text == (try await site.get("\(path)?watch=rows")).text)
    }

    @Test("of a version that stays shut though the dataset was opened no feed tells")
    func withheld() async throws {
        let site = try await PortalTestSite()
        let catalogue = site.catalogue
        let dataset = try await catalogue.desk.create(catalogue.restricted("penerima"), by: catalogue.producer)
        let first = try await catalogue.received(try await catalogue.table(of: dataset.id).id, findings: 3)
        try await catalogue.desk.perform(SubmitForCheck(), on: first.id, by: catalogue.producer)
        try await catalogue.desk.perform(PublishSubmission(), on: first.id, by: catalogue.steward)
        try await catalogue.publish(Array(CatalogueTestSite.prices.dropLast()), in: dataset.id)
        try await catalogue.desk.perform(ChangeAccess(.open), on: dataset.id, by: catalogue.steward)
        for query in ["", "?watch=version", "?watch=rows"] {
            let feed = try await site.get("/data/penerima/perubahan.atom\(query)")
            #expect(entries(feed) == 1 && feed.text.contains("Versi 2") && !feed.text.contains("Versi 1"), "\(query)")
        }
    }

    @Test("a filter that is none, a table that is not there, and what is not open")
    func refused() async throws {
        let site = try await PortalTestSite()
        try await site.catalogue.published(site.catalogue.restricted("terbatas-sekali"))
        let path = "/data/harga-beras/perubahan.atom"
        #expect(try await site.get("\(path)?watch=rows&filter=gaji%3Deq.1").status == 422)
        #expect(try await site.get("\(path)?watch=rows&filter=tahun").status == 422)
        #expect(try await site.get("\(path)?watch=semua").status == 422)
        #expect(try await site.get("\(path)?watch=rows&table=tidak-ada").status == 404)
        #expect([401, 403, 404].contains(try await site.get("/data/terbatas-sekali/perubahan.atom?watch=rows").status))
    }
}
