import Catalogue
import Directory
import HTTPTypes
import Ingest
import Kernel
import Storage
import TestSupport
import Testing
import Web

/// The catalogue's API; every answer is checked against its schema by the site.
@Suite struct CatalogueAPITests {
    private func caller(_ site: CatalogueTestSite, _ actor: Actor) -> TestCaller {
        TestCaller(site.site, key: site.site.key(Actor(kind: .client, id: actor.id, grants: actor.grants)))
    }

    private let body: JSONValue = [
        "title": "Harga Beras", "description": "Harga eceran beras medium di pasar pantauan.", "themes": ["ECON"],
        "tags": ["beras", "harga"],
        "frequency": "monthly", "bps": ["keg.4.6": "9", "keg.3.2": "Memantau harga."],
    ]

    @Test func `a dataset is made, changed, given a table, and goes through its life over the API`() async throws {
        let site = try await CatalogueTestSite()
        let producer = caller(site, site.producer)
        let steward = caller(site, site.steward)
        guard case .object(var object) = body else { return }
        object["producer"] = .string(site.works.text)
        let made = try await producer.send(.post, "/api/datasets", .object(object))
        #expect(made.status == 201)
        let dataset = try made.json()
        #expect(
            dataset["name"]?.string == "harga-beras" && dataset["bps"]?["keg.4.6"]?.string == "9"
                && dataset["frequency"]?.string == "monthly")
        #expect(try await site.site.browser().get("/api/datasets/harga-beras").status == 404)
        #expect(try await producer.get("/api/datasets/harga-beras").status == 200)

        let changed = try await producer.send(.patch, "/api/datasets/harga-beras", ["titleEnglish": "Rice prices", "version": 1])
        #expect(try changed.json()["titleEnglish"]?.string == "Rice prices")
        #expect(try changed.json()["tags"]?.array?.count == 2)
        #expect(try await producer.send(.patch, "/api/datasets/harga-beras", ["title": "Lain", "version": 1]).status == 409)
        #expect(try await producer.send(.patch, "/api/datasets/harga-beras", ["titel": "Lain"]).status == 422)
        let table = try await producer.send(
            .post, "/api/datasets/harga-beras/tables", ["title": "Harga bulanan", "schema": ["fields": [["name": "a"]]]])
        #expect(table.status == 201)
        #expect(try table.json()["tables"]?.array?.count == 2)

        let found = try #require(try await site.desk.database.read { tx in try tx.dataset(named: "harga-beras") })
        let submission = try await site.received(try await site.table(of: found.id).id)
        let path = "/api/submissions/\(submission.id)"
        #expect(try await producer.send(.post, "\(path)/request", ["note": "Pertama"]).status == 200)
        #expect(try await producer.send(.post, "\(path)/publication", [:]).status == 403)
        #expect(try await steward.get("/api/submissions").json()["items"]?.array?.count == 1)
        #expect(
            try await steward.send(.post, "\(path)/return", ["reasons": [["row": 3, "column": "harga", "text": "Terlalu tinggi."]]]).status
                == 200)
        let returned = try await producer.get(path).json()
        #expect(returned["state"]?.string == "returned" && returned["reasons"]?[0]?["column"]?.string == "harga")

        try await site.publish(in: found.id)
        let open = try await site.site.browser().get("/api/datasets?q=harga&theme=ECON,EDUC")
        #expect(try open.json()["total"]?.integer == 1)
        let versions = try await site.site.browser().get("/api/datasets/harga-beras/tables/data/versions")
        #expect(try versions.json()["items"]?.array?.count == 1)
        let closed = try await steward.send(
            .put, "/api/datasets/harga-beras/access",
            ["access": "closed", "reason": "UU 14/2008 pasal 17 huruf h.", "reviewOn": .string(site.directory.today.adding(9).description)])
        #expect(try closed.json()["access"]?.string == "closed")
        #expect(try await steward.send(.post, "/api/datasets/harga-beras/withdrawal", ["reason": "Angkanya keliru semua."]).status == 200)
        #expect(try await steward.send(.delete, "/api/datasets/harga-beras/withdrawal").status == 200)
    }

    @Test func `a standard is kept once and followed by tables`() async throws {
        let site = try await CatalogueTestSite()
        let steward = caller(site, site.steward)
        let dataset = try await site.desk.create(site.draft(), by: site.producer)
        let standard: JSONValue = [
            "code": "SD00001.00.00", "name": "Harga komoditas", "validFrom": "2026-01-01",
            "schema": ["fields": [["name": "harga", "type": "integer"]]],
        ]
        #expect(try await caller(site, site.producer).send(.post, "/api/data-standards", standard).status == 403)
        let made = try await steward.send(.post, "/api/data-standards", standard)
        #expect(made.status == 201)
        let id = try #require(try made.json()["id"]?.string)
        let follow = try await caller(site, site.producer).send(
            .patch, "/api/datasets/\(dataset.name)/tables/data", ["standard": .string(id)])
        #expect(follow.status == 200)
        #expect(try await site.table(of: dataset.id).schema.fields.map(\.name) == ["harga"])
        guard case .object(var object) = standard else { return }
        object["code"] = "harga"
        #expect(try await steward.send(.post, "/api/data-standards", .object(object)).status == 422)
        #expect(try await site.site.browser().get("/api/data-standards").json()["items"]?.array?.count == 1)
    }
}
