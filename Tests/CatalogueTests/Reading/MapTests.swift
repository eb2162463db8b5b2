import Columns
import Foundation
import HTTPTypes
import Ingest
import Kernel
import TestSupport
import Testing
import Web

@testable import Catalogue

@Suite("Published data on a map") struct MapTests {
    private static let stops: TableSchema = {
        var schema = TableSchema([
            TableSchema.Field("nama", .string, title: "Nama halte"), TableSchema.Field("trayek", .string, title: "Trayek"),
            TableSchema.Field("lintang", .number, title: "Lintang"), TableSchema.Field("bujur", .number, title: "Bujur"),
        ])
        schema.primaryKey = ["nama"]
        return schema
    }()
    /// Two that lie together, one far away, one without a place.
    private static let rows: [[Datum]] = [
        [.text("Pasar <Tanjung>"), .text("A"), .number(Number("-8.17")!), .number(Number("113.70")!)],
        [.text("Alun-alun"), .text("A"), .number(Number("-8.1701")!), .number(Number("113.7001")!)],
        [.text("Puger"), .text("B"), .number(Number("-8.37")!), .number(Number("113.47")!)],
        [.text("Belum dipetakan"), .text("B"), .missing, .missing],
    ]

    @Test("areas are shaded by the newest period, and the address says so; the live map asks for the same")
    func areas() async throws {
        let site = try await CatalogueTestSite()
        let table = try await site.table(of: site.published("harga-beras").id).name
        let browser = site.site.browser()
        let first = try await browser.get("/data/harga-beras/peta")
        #expect(
            first.status == 303 && first.location?.contains("tahun=eq.2025") == true && first.location?.contains("_jenis=wilayah") == true)
        let answer = try await browser.get(first.location ?? "")
        let page = try answer.page()
        #expect(answer.status == 200 && page.all { $0["data-map"] == "areas" }.count == 1)
        #expect(Accessibility.faults(answer.text, isPage: true) == [])
        // Each area with a figure leads to its rows.
        #expect(answer.text.contains("13.400") && answer.text.contains("kode_kecamatan=eq.35.09.19"))
        let source = try #require(page.all { $0["data-map"] == "areas" }.first?["data-source"])
        let json = try await browser.get(source).json()
        let features = try #require(json["features"]?.array)
        let shown = features.compactMap { $0["properties"] }.filter { $0["value"] != .null }
        #expect(features.count == 3 && shown.count == 3)
        #expect(shown.first { $0["code"]?.string == "35.09.19" }?["value"] == .integer(13400))
        #expect(features.allSatisfy { ["Polygon", "MultiPolygon"].contains($0["geometry"]?["type"]?.string) })
        #expect(try await browser.get("/data/harga-beras").text.contains("/data/harga-beras/peta"))
        // Without a column to put together rows are counted.
        let counted = try await browser.get("/api/datasets/harga-beras/tables/\(table)/map?tahun=eq.2024").json()
        let counts = counted["features"]?.array?.compactMap { $0["properties"]?["value"] }
        #expect(counts?.filter { $0 == .integer(1) }.count == 3)
    }

    @Test("points that would cover each other are one with a count, and each leads to its row")
    func points() async throws {
        let site = try await CatalogueTestSite()
        let table = try await site.table(of: site.published(site.draft("halte"), rows: Self.rows, schema: Self.stops).id).name
        let browser = site.site.browser()
        let answer = try await browser.get("/data/halte/peta")
        #expect(answer.status == 200 && Accessibility.faults(answer.text, isPage: true) == [])
        let page = try answer.page()
        #expect(page.all { $0["class"] == "dot" }.count == 3 && page.all { $0["data-map"] == "records" }.count == 1)
        let map = "/api/datasets/halte/tables/\(table)/map"
        let far = try #require(try await browser.get("\(map)?zoom=8").json()["features"]?.array)
        #expect(far.compactMap { $0["properties"]?["count"] }.sorted { "\($0)" < "\($1)" } == [.integer(1), .integer(2)])
        let near = try #require(try await browser.get("\(map)?zoom=19&bbox=113.6,-8.2,113.8,-8.1").json()["features"]?.array)
        #expect(Set(near.compactMap { $0["properties"]?["title"]?.string }) == ["Pasar <Tanjung>", "Alun-alun"])
        let link = try #require(near.first?["properties"]?["url"]?.string)
        #expect(link.hasPrefix("/data/halte?_row=eq.") || link.hasPrefix("/data/halte?_row=between"))
        let row = try await browser.get(link.components(separatedBy: "#")[0])
        #expect(row.status == 200 && row.text.contains("1 baris"))
        #expect(try await browser.get("\(map)?trayek=eq.B&zoom=19").json()["features"]?.array?.count == 1)
    }

    @Test("what cannot be mapped is said, a bad box is passed over, and nobody gets a restricted map")
    func refusals() async throws {
        let site = try await CatalogueTestSite()
        var plain = TableSchema([TableSchema.Field("nama", .string), TableSchema.Field("harga", .integer)])
        plain.primaryKey = ["nama"]
        let table = try await site.table(
            of: site.published(site.draft("tanpa-tempat"), rows: [[.text("a"), .integer(1)]], schema: plain).id
        ).name
        try await site.published(site.restricted("terbatas"))
        try await site.published(site.draft("halte"), rows: Self.rows, schema: Self.stops)
        let browser = site.site.browser()
        #expect(try await browser.get("/data/tanpa-tempat/peta").status == 404)
        #expect(try await !browser.get("/data/tanpa-tempat").text.contains("/peta"))
        #expect(try await browser.get("/api/datasets/tanpa-tempat/tables/\(table)/map").status == 422)
        #expect([303, 401, 403, 404].contains(try await browser.get("/data/terbatas/peta").status))
        #expect([401, 403, 404].contains(try await browser.get("/api/datasets/terbatas/tables/\(table)/map").status))
        let map = "/api/datasets/halte/tables/\(table)/map"
        for query in ["bbox=1,2,3", "bbox=9,9,1,1", "bbox=nan,1,2,3"] {
            #expect(try await browser.get("\(map)?\(query)&zoom=19").json()["features"]?.array?.count == 3)
        }
        #expect(try await browser.get("\(map)?zoom=99").status == 422)
        #expect(try await browser.get("\(map)?_kind=areas").status == 422)
        #expect(try await browser.get("\(map)?gaji=eq.1").status == 422)
        #expect(try await browser.get("\(map)?_label=gaji").status == 422)
    }
}
