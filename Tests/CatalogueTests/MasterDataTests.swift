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
    @Test func `areas, agencies and days off are published, and again only when they changed`() async throws {
        let site = try await CatalogueTestSite()
        let data = MasterData(site.desk)
        #expect(try await Set(data.publish()) == ["kode-wilayah", "perangkat-daerah", "hari-libur"])
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
