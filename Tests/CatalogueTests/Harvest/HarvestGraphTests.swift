import Directory
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Catalogue

@Suite("Harvesting linked data") struct HarvestGraphTests {
    private static let address = "https://data.contoh.go.id/katalog"

    private static let turtle = """
        @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
        @prefix hydra: <http://www.w3.org/ns/hydra/core#> .
        <> a dcat:Catalog ; dcat:dataset <#beras>, <#hujan> .
        <?page=1> a hydra:PagedCollection ; hydra:nextPage <?page=2> .
        <#beras> a dcat:Dataset ; dct:title "Rice prices"@en , "Harga Beras"@id ; dct:identifier "beras-1" ;
          dct:description "<p>Harga beras di pasar pantauan kabupaten.</p>"@id ; dcat:keyword "pangan"@id, "harga" ;
          dct:license <https://creativecommons.org/licenses/by/4.0/> ; dcat:landingPage <beras.html> ;
          dcat:distribution [ a dcat:Distribution ; dct:title "Harga" ; dcat:downloadURL <beras.csv> ;
            dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv> ] .
        <#hujan> a dcat:Dataset .
        """

    private static let xml = """
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#"
          xmlns:dct="http://purl.org/dc/terms/"><dcat:Dataset rdf:about="#gula"><dct:title>Harga Gula</dct:title>
          <dcat:distribution><dcat:Distribution><dcat:accessURL rdf:resource="gula.xlsx"/><dct:format>XLSX</dct:format>
          </dcat:Distribution></dcat:distribution></dcat:Dataset></rdf:RDF>
        """

    private func source(_ site: HarvestTestSite) async throws -> HarvestSource {
        try await site.harvests.add(
            .init(title: "Provinsi Contoh", kind: .dcat, url: Self.address, agency: site.agency, hours: 24), by: site.administrator)
    }

    @Test("Turtle with a page of RDF/XML behind it becomes datasets with their words and files")
    func both() async throws {
        let site = try await HarvestTestSite()
        let source = try await source(site)
        site.site.world.web = [
            Self.address: .init(Self.turtle), Self.address + "?page=2": .init(Self.xml),
            "https://data.contoh.go.id/beras.csv": .init("bulan,harga\n2024-01,12000\n"),
        ]
        let run = try await site.run(source)
        // One dataset has no title; the workbook is not there.
        #expect(run.state == .done && run.seen == 3 && run.added == 1 && run.failed == 2)
        let objects = try await site.objects(source)
        let beras = try #require(objects.first { $0.key == "beras-1" })
        #expect(beras.record.title == "Harga Beras" && beras.record.tags.sorted() == ["harga", "pangan"])
        #expect(beras.record.page == "https://data.contoh.go.id/beras.html" && beras.record.licence.contains("licenses/by/4.0"))
        #expect(beras.record.files.map(\.format) == ["text/csv"] && !beras.record.description.contains("<"))
        let gula = try #require(objects.first { $0.title == "Harga Gula" })
        #expect(gula.key == "https://data.contoh.go.id/katalog?page=2#gula" && gula.record.files.first?.url.hasSuffix("/gula.xlsx") == true)
        let dataset = try await site.desk.database.read { try $0.dataset(named: "harga-beras") }
        #expect(dataset?.licence == "CC-BY-4.0" && dataset?.tags.sorted() == ["harga", "pangan"])
    }

    @Test(
        "what is no catalogue fails the run with a sentence, and nothing counts as vanished",
        arguments: [
            "<html><body>Tidak ada</body></html>", "@prefix a <b> .", "<a> <http://b.id/c> \"d\" .",
            "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"/>",
        ])
    func bad(_ text: String) async throws {
        let site = try await HarvestTestSite()
        let source = try await source(site)
        site.site.world.web = [Self.address: .init(text)]
        let run = try await site.run(source)
        #expect(run.state == .failed && run.failure != nil && run.vanished == 0)
        let words = try CatalogueWords.load()
        #expect(!words(try #require(run.failure), .indonesian).isEmpty)
    }

    @Test("what vanished at its source says so on its page, with the day, until it is back")
    func vanished() async throws {
        let site = try await HarvestTestSite()
        let source = try await site.ckan()
        let both = HarvestTestSite.list([HarvestTestSite.dataset("a", "Harga Beras"), HarvestTestSite.dataset("b", "Curah Hujan")])
        site.site.world.web = [HarvestTestSite.address(): both]
        _ = try await site.run(source)
        let browser = site.site.browser()
        browser.signIn(site.administrator)
        let fresh = try await browser.get("/data/harga-beras")
        #expect(fresh.status == 200 && fresh.text.contains("Provinsi Contoh") && !fresh.text.contains("tidak lagi tercantum"))
        site.site.world.web = [HarvestTestSite.address(): HarvestTestSite.list([HarvestTestSite.dataset("b", "Curah Hujan")])]
        _ = try await site.run(source)
        let gone = try await browser.get("/data/harga-beras")
        _ = try gone.page()
        #expect(
            gone.text.contains("Dataset ini sudah tidak ada di sumbernya") && gone.text.contains("tidak lagi tercantum di Provinsi Contoh"))
        #expect(try await !browser.get("/data/curah-hujan").text.contains("tidak lagi tercantum"))
        let caller = TestCaller(site.site, key: site.site.key(Actor(kind: .client, id: "c", grants: site.administrator.grants)))
        let origin = try await caller.get("/api/datasets/harga-beras/origin")
        #expect(origin.status == 200 && origin["state"]?.string == "vanished" && origin["vanishedAt"]?.string != nil)
        #expect(try await caller.get("/api/datasets/curah-hujan/origin")["vanishedAt"] == .null)
        #expect(try await caller.get("/api/datasets/tidak-ada/origin").status == 404)
        site.site.world.web = [HarvestTestSite.address(): both]
        _ = try await site.run(source)
        #expect(try await !browser.get("/data/harga-beras").text.contains("tidak lagi tercantum"))
    }
}
