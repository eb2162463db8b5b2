import Catalogue
import Columns
import Directory
import Ingest
import Kernel
import Storage
import TestSupport
import Testing

/// What the directory keeps, published as reference data.
@Suite struct MasterDataTests {
    @Test func `areas, agencies, days off and fields of business are published, and again only when they changed`() async throws {
        let site = try await CatalogueTestSite()
        let data = MasterData(site.desk)
        #expect(try await Set(data.publish()) == ["kode-wilayah", "perangkat-daerah", "hari-libur", "kbli-kategori"])
        #expect(try await data.publish() == [])
        let areas = try await site.reader.open(dataset: "kode-wilayah", for: .visitor, purpose: .api)
        #expect(areas.file.rowCount == 8 && areas.isPublic)
        #expect(areas.schema.primaryKey == ["kode"])
        try await site.directory.database.write { tx in
            try RegionStore(tx).save(
                Region(code: RegionCode("35.09.21.1002")!, name: "Jember Lor", latitude: -8.1, longitude: 113.7), now: site.site.world.now)
            try tx.touch(.regions)
        }
        try await site.directory.refresh()
        #expect(try await data.publish() == ["kode-wilayah"])
        #expect(site.index.find("kode-wilayah")?.versions.values.first?.number == 2)
    }

    @Test func `every division of KBLI lies in one category, and a column may refer to the categories`() async throws {
        let site = try await CatalogueTestSite()
        try await MasterData(site.desk).publish()
        let opened = try await site.reader.open(dataset: "kbli-kategori", for: .visitor, purpose: .api)
        let all = RowSet(all: opened.file.rowCount).rows(offset: 0, limit: opened.file.rowCount)
        let rows = opened.file.values(rows: all, columns: opened.file.columns).map { $0.map { $0.text ?? "" } }
        #expect(rows.map { $0[0] } == "ABCDEFGHIJKLMNOPQRSTUV".map(String.init))
        // Divisions are texts of two digits that only grow from category to category.
        let bounds = rows.flatMap { [$0[2], $0[3]] }
        #expect(bounds == bounds.sorted() && bounds.allSatisfy { $0.count == 2 && Int($0) != nil })
        #expect(zip(rows, rows.dropFirst()).allSatisfy { $0[3] < $1[2] })
        var schema = CatalogueTestSite.priceSchema
        schema.foreignKeys = [ForeignKey(["pasar"], resource: "kbli-kategori", reference: ["kode"])]
        let keys = try #require(try await site.desk.referenceValues(for: schema).keys(of: "kbli-kategori", fields: ["kode"]))
        #expect(keys.contains(["G"]) && !keys.contains(["W"]))
    }

    @Test func `an area says since when it is there, and one that is no more stays in the list with its last day`() async throws {
        let site = try await CatalogueTestSite()
        let data = MasterData(site.desk)
        try await data.publish()
        func validity(_ code: String) async throws -> [String?] {
            let opened = try await site.reader.open(dataset: "kode-wilayah", for: .visitor, purpose: .api)
            let rows = try opened.file.rows(matching: .compare("kode", .equal, code))
            let columns = opened.file.columns.filter { $0.name.hasPrefix("berlaku") }
            return opened.file.values(rows: rows.rows(offset: 0, limit: 1), columns: columns).first?.map(\.text) ?? ["none"]
        }
        #expect(try await validity("35.09.19.1001") == [nil, nil])
        site.site.world.pass(days: 40)
        let came = site.directory.today
        let region = Region(code: RegionCode("35.09.21.1002")!, name: "Jember Lor", latitude: -8.1, longitude: 113.7)
        try await site.directory.database.write { tx in
            try RegionStore(tx).save(region, now: site.site.world.now)
            try tx.touch(.regions)
        }
        try await site.directory.refresh()
        try await data.publish()
        #expect(try await validity("35.09.21.1002") == [came.description, nil])
        site.site.world.pass(days: 10)
        try await site.directory.database.write { tx in
            try tx.run("DELETE FROM region WHERE code = '35.09.21.1002'")
            try tx.touch(.regions)
        }
        try await site.directory.refresh()
        #expect(try await data.publish() == ["kode-wilayah"])
        #expect(try await validity("35.09.21.1002") == [came.description, site.directory.today.adding(-1).description])
        // It does not go a second time.
        site.site.world.pass(days: 5)
        #expect(try await data.publish() == [])
        var schema = CatalogueTestSite.priceSchema
        schema.foreignKeys = [ForeignKey(["kode_kecamatan"], resource: "kode-wilayah", reference: ["kode"])]
        #expect(
            try #require(try await site.desk.referenceValues(for: schema).keys(of: "kode-wilayah", fields: ["kode"])).contains([
                "35.09.21.1002"
            ]))
    }

    @Test func `a directory without areas ends none of those that were published`() async throws {
        let site = try await CatalogueTestSite()
        let data = MasterData(site.desk)
        try await data.publish()
        try await site.directory.database.write { tx in
            try tx.run("UPDATE agency SET region_code = NULL")
            try tx.run("DELETE FROM region")
            try tx.touch(.regions)
        }
        try await site.directory.refresh()
        #expect(site.directory.places.now.regency == nil)
        #expect(try await data.publish() == [])
        #expect(site.index.find("kode-wilayah")?.versions.values.first?.number == 1)
    }

    @Test func `what refers to a dataset by a foreign key stands among its users, as long as it is published`() async throws {
        let site = try await CatalogueTestSite()
        try await MasterData(site.desk).publish()
        var schema = CatalogueTestSite.priceSchema
        schema.foreignKeys = [ForeignKey(["kode_kecamatan"], resource: "kode-wilayah", reference: ["kode"])]
        let prices = try await site.published(site.draft(), schema: schema)
        try await site.published("tanpa-rujukan")
        func referring() -> [String] { site.index.snapshot.referring(to: "kode-wilayah").map(\.dataset.name) }
        #expect(referring() == ["harga-beras"])
        let browser = site.site.browser()
        let page = try await browser.get("/data/kode-wilayah/pakai").text
        #expect(page.contains("Merujuk ke data ini") && page.contains("<a href=\"/data/harga-beras\">"))
        #expect(try await !browser.get("/data/harga-beras/pakai").text.contains("Merujuk ke data ini"))
        try await site.desk.perform(WithdrawDataset(reason: "Diganti oleh data lain."), on: prices.id, by: site.steward)
        #expect(referring() == [])
    }

    @Test func `their keys are what foreign keys may point at, open tables only`() async throws {
        let site = try await CatalogueTestSite()
        try await MasterData(site.desk).publish()
        try await site.published(site.restricted("rahasia"))
        var schema = CatalogueTestSite.priceSchema
        schema.foreignKeys = [
            ForeignKey(["kode_kecamatan"], resource: "kode-wilayah", reference: ["kode"]),
            ForeignKey(["pasar"], resource: "rahasia", reference: ["pasar"]),
            ForeignKey(["pasar"], resource: "tidak-ada", reference: ["x"]),
        ]
        let keys = try await site.desk.referenceValues(for: schema)
        let areas = try #require(try keys.keys(of: "kode-wilayah", fields: ["kode"]))
        #expect(areas.contains(["35.09.01"]) && !areas.contains(["35.09.99"]))
        #expect(try keys.keys(of: "rahasia", fields: ["pasar"]) == nil)
        #expect(try keys.keys(of: "tidak-ada", fields: ["x"]) == nil)
    }
}
