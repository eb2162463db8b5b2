import Catalogue
import Directory
import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Storage
import Tables
import TestSupport
import Testing
import Web

@testable import Portals

@Suite("The catalogue as linked data, packages and feeds")
struct LinkedDataTests {
    @Test("every dataset in three formats, by name and by id, and by what a reader accepts")
    func dataset() async throws {
        let site = try await PortalTestSite()
        let id = site.catalogue.index.find("halte")!.dataset.id.text
        for (ending, type) in [("ttl", "text/turtle"), ("xml", "application/rdf+xml"), ("jsonld", "application/ld+json")] {
            let answer = try await site.get("/dataset/halte.\(ending)")
            #expect(answer.status == 200)
            #expect(answer.header("Content-Type")?.hasPrefix(type) == true)
            #expect(answer.text.contains("Halte Angkutan Kota"))
            #expect(try await site.get("/dataset/\(id).\(ending)").text == answer.text)
            #expect(try await site.get("/dataset/halte", [.accept: type]).text == answer.text)
            #expect(try await site.get("/dataset/zz.\(ending)").status == 404)
            let tag = try #require(answer.header("ETag"))
            #expect(try await site.get("/dataset/halte.\(ending)", [.ifNoneMatch: tag]).status == 304)
        }
        let page = try await site.get("/dataset/halte", [.accept: "text/html"])
        #expect(page.status == 303)
        #expect(page.location == "/data/halte")
        #expect(page.header("Vary")?.contains("Accept") == true)
        let turtle = try await site.get("/dataset/halte.ttl").text
        for part in [
            "a dcat:Dataset", "a vcard:Kind, vcard:Organization", "a skos:Concept", "a foaf:Agent, foaf:Organization",
            "a dct:LinguisticSystem",
            "a dct:LicenseDocument", "a dct:PeriodOfTime", "a dct:Frequency", "spdx:checksumValue",
            "dcat:startDate \"2025-01-01\"^^xsd:date",
            "<mailto:dishub@jemberkab.go.id>", "data-theme/TRAN", "access-right/PUBLIC",
            // By these a CKAN knows the licence and the format.
            "dct:title \"Creative Commons Attribution\"@en", "rdfs:label \"text/csv\"",
        ] { #expect(turtle.contains(part), "\(part)") }
        let restricted = try await site.get("/dataset/keluarga-miskin.ttl").text
        #expect(restricted.contains("access-right/RESTRICTED"))
        #expect(!restricted.contains("downloadURL"))
        #expect(!restricted.contains("checksum"))
    }

    @Test("the catalogue's pages are linked, and may be narrowed to what changed")
    func catalogue() async throws {
        let site = try await PortalTestSite()
        let turtle = try await site.get("/catalog.ttl").text
        #expect(turtle.contains("a dcat:Catalog"))
        #expect(turtle.contains("hydra:totalItems \"3\"^^xsd:integer"))
        #expect(!turtle.contains("hydra:next "))
        #expect(turtle.components(separatedBy: "a dcat:Dataset").count == 4)
        let none = try await site.get("/catalog.ttl?modified_since=2026-11-01").text
        #expect(!none.contains("a dcat:Dataset"))
        #expect(try await site.get("/catalog.jsonld?q=halte").text.contains("Halte Angkutan Kota"))
        #expect(!(try await site.get("/catalog.xml?fq=tags:beras").text.contains("Halte Angkutan Kota")))
        for query in ["page=0", "page=x&page=0", "modified_since=kemarin", "q=%7B!x%7D", "fq=title:("] {
            let answer = try await site.get("/catalog.ttl?\(query)")
            #expect(answer.status == 422 || query.hasPrefix("page=x"), "\(query) \(answer.status)")
        }
        #expect(try await site.get("/catalog", [.accept: "application/rdf+xml"]).location == "/catalog.xml")
        #expect(try await site.get("/catalog").location == "/data")
    }

    @Test("a box is written as the polygon around it")
    func box() {
        let corners = "113.1 -8.6, 114.2 -8.6, 114.2 -7.9, 113.1 -7.9, 113.1 -8.6"
        var box = Box()
        box.include(Position(latitude: -8.6, longitude: 113.1))
        box.include(Position(latitude: -7.9, longitude: 114.2))
        #expect(box.wkt == "POLYGON((\(corners)))")
    }

    @Test("pages of a large catalogue lead to each other")
    func paging() throws {
        var graph = DatasetGraph(address: PortalAddress(base: "http://x"))
        graph.add(
            CataloguePage(
                title: "t", about: "a", publisher: "p", datasets: [], number: 2, pages: 3, total: 250, modifiedAt: nil,
                link: { "http://x/catalog.ttl?page=\($0)" }))
        let text = Turtle.text(graph.graph)
        for part in [
            "hydra:next \"http://x/catalog.ttl?page=3\"", "hydra:nextPage \"http://x/catalog.ttl?page=3\"",
            "hydra:previous \"http://x/catalog.ttl?page=1\"", "hydra:first \"http://x/catalog.ttl?page=1\"",
            "hydra:last \"http://x/catalog.ttl?page=3\"", "hydra:PagedCollection",
        ] { #expect(text.contains(part), "\(part)") }
    }

    @Test("a data package describes the files as they are")
    func package() async throws {
        let site = try await PortalTestSite()
        let package = try await site.get("/data/halte/datapackage.json").json()
        #expect(package["name"]?.string == "halte")
        let resource = try #require(package["resources"]?[0])
        #expect(
            resource["schema"]?["fields"]?.array?.compactMap { $0["type"]?.string } == ["string", "number", "number", "date", "boolean"])
        #expect(resource["schema"]?["primaryKey"] != nil)
        #expect(resource["hash"]?.string?.hasPrefix("sha256:") == true)
        let zip = try await site.get("/data/halte/datapackage.zip")
        #expect(zip.status == 200)
        #expect(zip.bytes.readableBytesView.starts(with: [0x50, 0x4B, 3, 4]))
        #expect(try await site.get("/data/zz/datapackage.json").status == 404)
    }

    @Test("a dataset as it was on a day, as package, zip and linked data; nothing of a version that stays shut")
    func past() async throws {
        let site = try await PortalTestSite()
        let catalogue = site.catalogue
        let dataset = try #require(catalogue.index.find("halte")).dataset.id
        let table = site.table("halte")
        let first = try await catalogue.desk.database.read { tx in try tx.versions(of: Identifier(table), limit: 1)[0] }
        let day = site.site.world.now.parts(offsetHours: 7).day
        site.site.world.pass(days: 10)
        let second = try await catalogue.publish(Array(PortalTestSite.stops.dropLast()), schema: PortalTestSite.stopSchema, in: dataset)
        let doors = ["/data/halte/datapackage.json", "/dataset/halte.ttl", "/dataset/halte.xml", "/dataset/halte.jsonld"]
        for path in doors {
            #expect(try await site.get(path).text.contains(second.hash), "\(path)")
            let past = try await site.get("\(path)?as_of=\(day)")
            #expect(past.status == 200 && past.text.contains(first.hash) && !past.text.contains(second.hash), "\(path)")
            #expect(past.text.contains(".csv?as_of=\(day)"), "\(path)")
            #expect(try await site.get("\(path)?as_of=\(day.adding(-400))").status == 404, "\(path)")
            #expect(try await [400, 409, 422].contains(site.get("\(path)?as_of=kemarin").status), "\(path)")
        }
        let package = try await site.get("/data/halte/datapackage.json?as_of=\(day)").json()
        let file = try #require(package["resources"]?[0]?["path"]?.string).replacing("http://127.0.0.1:8080", with: "")
        #expect(try await site.get(file).bytes.readableBytes == first.bytes)
        let (zip, now) = (try await site.get("/data/halte/datapackage.zip?as_of=\(day)"), try await site.get("/data/halte/datapackage.zip"))
        #expect(zip.status == 200 && zip.bytes.readableBytes != now.bytes.readableBytes)
        #expect(try await site.get("/dataset/halte?as_of=\(day)").location == "/data/halte?as_of=\(day)")

        // Opened since, without the version in which people were found.
        let opened = try await catalogue.desk.create(catalogue.restricted("penerima"), by: catalogue.producer)
        let people = try await catalogue.received(try await catalogue.table(of: opened.id).id, findings: 3)
        try await catalogue.desk.perform(SubmitForCheck(), on: people.id, by: catalogue.producer)
        try await catalogue.desk.perform(PublishSubmission(), on: people.id, by: catalogue.steward)
        let then = site.site.world.now.parts(offsetHours: 7).day
        site.site.world.pass(days: 3)
        try await catalogue.publish(Array(CatalogueTestSite.prices.dropLast()), in: opened.id)
        try await catalogue.desk.perform(ChangeAccess(.open), on: opened.id, by: catalogue.steward)
        for path in ["/data/penerima/datapackage.json", "/data/penerima/datapackage.zip", "/dataset/penerima.ttl"] {
            #expect(try await site.get(path).status == 200, "\(path)")
            let shut = try await site.get("\(path)?as_of=\(then)")
            #expect([401, 403].contains(shut.status) && !shut.text.contains(people.outcome!.hash), "\(path): \(shut.status)")
        }
    }

    @Test("search engines get schema.org, a sitemap and robots nothing that breaks out of it")
    func schemaOrg() async throws {
        let site = try await PortalTestSite()
        let view = try await PortalView.now(site.site.installation)
        let dataset = try #require(view.find("halte"))
        let block = SchemaOrg.block(dataset, PortalAddress(base: "http://x")).markup
        #expect(block.hasPrefix("<script type=\"application/ld+json\">{"))
        #expect(block.hasSuffix("}</script>"))
        #expect(block.count { $0 == "<" } == 2)
        let json = try JSONValue(
            parsing: Array(block.dropFirst("<script type=\"application/ld+json\">".count).dropLast("</script>".count).utf8))
        #expect(json["@type"]?.string == "Dataset")
        #expect(json["description"]?.string == dataset.description)
        #expect(
            json["distribution"]?[0]?["contentUrl"]?.string?.hasSuffix("halte.csv") == true
                || json["distribution"]?[0]?["contentUrl"] != nil)
        #expect(json["temporalCoverage"]?.string == "2025-01-01/2025-12-31")
        let sitemap = try await site.get("/sitemap.xml")
        #expect(sitemap.text.contains("<loc>http://127.0.0.1:8080/data/halte</loc><lastmod>"))
        for number in ["2", "0", "-1", "\(Int.min)", "\(Int.max)"] { #expect(try await site.get("/sitemap/\(number)").status == 404) }
        #expect(Sitemap.index([("http://x/a?b&c", nil)]).contains("<loc>http://x/a?b&amp;c</loc>"))
    }

    @Test("a feed tells of every version, newest first")
    func feeds() async throws {
        let site = try await PortalTestSite()
        let feed = try await site.get("/data/perubahan.atom").text
        #expect(feed.components(separatedBy: "<entry>").count == 4)
        let dataset = site.catalogue.index.find("harga-beras")!.dataset.id
        try await site.catalogue.publish([CatalogueTestSite.prices[0]], in: dataset)
        let one = try await site.get("/data/harga-beras/perubahan.atom").text
        #expect(one.components(separatedBy: "<entry>").count == 3)
        let second = try #require(one.firstRange(of: "Versi 2"))
        #expect(second.lowerBound < one.firstRange(of: "Versi 1")!.lowerBound)
        #expect(try await site.get("/data.json").json()["dataset"]?.array?.count == 3)
    }
}
