import Catalogue
import Directory
import Kernel
import Storage
import TestSupport
import Testing
import Work

@Suite("Kinds of sources") struct HarvestSourceTests {
    private typealias Site = HarvestTestSite

    @Test("one file brings versions of a table on its schedule, only when it has changed")
    func file() async throws {
        let site = try await Site()
        var draft = DatasetDraft()
        (draft.title, draft.description, draft.producer) = ("Harga Harian", "Harga yang diambil setiap hari dari pasar.", site.agency)
        let dataset = try await site.desk.create(draft, by: site.administrator)
        let table = try await site.desk.database.read { try $0.distributions(of: dataset.id)[0] }
        let url = "https://pasar.contoh.id/harga.csv"
        site.site.world.web = [url: .init("a,b\n1,2\n", name: "harga.csv")]
        let source = try await site.harvests.add(
            .init(title: "Pasar", kind: .file, url: url, agency: nil, table: table.id, hours: 24), by: site.administrator)
        #expect(source.agency == site.agency)
        try await site.harvests.startDue()
        #expect(try await site.finish(source).changed == 1)
        #expect(try await site.submissions(dataset.id).map(\.filename) == ["harga.csv"])
        try await site.harvests.startDue()
        #expect(try await site.desk.database.read { try $0.harvestRuns(of: source.id) }.count == 1)
        site.site.world.pass(days: 1)
        try await site.harvests.startDue()
        #expect(try await site.finish(source).changed == 0)
        #expect(try await site.submissions(dataset.id).count == 1)
    }

    @Test("DCAT in JSON-LD, page by page, and data.json", arguments: [HarvestSource.Kind.dcat, .dataJSON])
    func dcat(_ kind: HarvestSource.Kind) async throws {
        let site = try await Site()
        let url = "https://katalog.contoh.id/catalog.json"
        let source = try await site.harvests.add(.init(title: "Katalog", kind: kind, url: url, agency: site.agency), by: site.administrator)
        if kind == .dataJSON {
            site.site.world.web[url] = .init(
                """
                {"conformsTo": "https://project-open-data.cio.gov/v1.1/schema", "dataset": [
                  {"identifier": "x1", "title": "Jumlah Sekolah", "description": "Jumlah sekolah di tiap kecamatan.", "keyword": ["sekolah"],
                   "license": "https://creativecommons.org/publicdomain/zero/1.0/",
                   "distribution": [{"downloadURL": "https://katalog.contoh.id/s.csv", "mediaType": "text/csv", "title": "Sekolah"}]}]}
                """)
        } else {
            site.site.world.web[url] = .init(
                """
                {"@graph": [{"@id": "cat", "@type": "dcat:Catalog", "dcat:dataset": {"@id": "urn:x1"}},
                  {"@id": "urn:x1", "@type": "dcat:Dataset", "dct:title": {"@value": "Jumlah Sekolah", "@language": "id"},
                   "dct:description": "Jumlah sekolah di tiap kecamatan.", "dct:license": {"@id": "https://creativecommons.org/publicdomain/zero/1.0/"},
                   "dcat:keyword": ["sekolah"], "dcat:distribution": [{"@id": "urn:f1"}]},
                  {"@id": "urn:f1", "@type": "dcat:Distribution", "dct:title": "Sekolah", "dcat:downloadURL": {"@id": "https://katalog.contoh.id/s.csv"},
                   "dcat:mediaType": "text/csv"},
                  {"@id": "page", "@type": "hydra:PagedCollection", "hydra:next": "https://katalog.contoh.id/catalog.json?page=2"}]}
                """)
            site.site.world.web["\(url)?page=2"] = .init(
                "[{\"@id\": \"urn:x2\", \"@type\": [\"http://www.w3.org/ns/dcat#Dataset\"], \"title\": \"Jumlah Guru\"}]")
        }
        site.site.world.web["https://katalog.contoh.id/s.csv"] = .init("kecamatan,jumlah\nPatrang,12\n")
        let run = try await site.run(source)
        #expect(run.state == .done && run.failed == 0 && run.added == (kind == .dcat ? 2 : 1))
        let dataset = try await site.desk.database.read { try $0.dataset(named: "jumlah-sekolah") }
        #expect(dataset?.licence == "CC0-1.0" && dataset?.tags == ["sekolah"])
        #expect(try await site.submissions(dataset?.id).count == 1)
    }

    @Test("two sources that call different things alike get two datasets")
    func sameTitle() async throws {
        let site = try await Site()
        let source = try await site.ckan()
        site.site.world.web = [
            Site.address(): Site.list([Site.dataset("a", "Harga"), Site.dataset("b", "Harga"), Site.dataset("c", "!!")])
        ]
        let run = try await site.run(source)
        #expect(run.added == 3)
        #expect(try await site.desk.database.read { try $0.dataset(named: "harga-2") } != nil)
    }
}
