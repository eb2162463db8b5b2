import Catalogue
import Directory
import HTTPTypes
import Kernel
import NIOCore
import Storage
import TestSupport
import Testing
import Web

@testable import Portals

@Suite("CKAN's API: reading")
struct ActionReadingTests {
    @Test("a package has CKAN's keys in CKAN's order, and everything a strict reader wants")
    func package() async throws {
        let site = try await PortalTestSite()
        let answer = try await site.get("/api/3/action/package_show?id=halte")
        let result = try #require(try answer.json()["result"])
        let keys = [
            "author", "author_email", "creator_user_id", "id", "isopen", "license_id", "license_title", "license_url", "maintainer",
            "maintainer_email", "metadata_created", "metadata_modified", "name", "notes", "num_resources", "num_tags", "organization",
            "owner_org", "private", "state", "title", "type", "url", "version", "extras", "groups", "resources", "tags",
            "relationships_as_subject", "relationships_as_object",
        ]
        #expect(Set(result.members!.keys) == Set(keys))
        var rest = answer.text[...]
        for key in keys {
            let found = try #require(rest.firstRange(of: "\"\(key)\":"), "\(key) out of order")
            // What is nested before it does not matter; the next key is looked for behind it.
            if !["organization", "extras", "groups", "resources", "tags"].contains(key) { rest = rest[found.upperBound...] }
        }
        #expect(result["notes"]?.string == "Letak halte angkutan kota, \"dengan\" <tanda> & baris\nkedua.")
        #expect(result["organization"]?["name"]?.string == "dpu")
        #expect(result["organization"]?["revision_id"]?.string != nil)
        #expect(result["owner_org"] == result["organization"]?["id"])
        #expect(result["isopen"] == true)
        #expect(result["license_id"]?.string == "cc-by")
        #expect(result["tags"]?.array?.compactMap { $0["name"]?.string } == ["angkutan", "halte"])
        #expect(result["groups"]?.array?.compactMap { $0["name"]?.string }.sorted() == ["smart-living", "tran"])
        #expect(result["metadata_modified"]?.string?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}/) != nil)
        let resource = try #require(result["resources"]?[0])
        #expect(
            Set(resource.members!.keys) == [
                "cache_last_updated", "cache_url", "created", "datastore_active", "description", "format", "hash", "id", "last_modified",
                "metadata_modified", "mimetype", "mimetype_inner", "name", "package_id", "position", "resource_type", "size", "state",
                "url",
                "url_type",
            ])
        #expect(resource["format"]?.string == "CSV")
        #expect(resource["package_id"] == result["id"])
        // A copy of the package keeps the address: of an upload CKAN would keep a name of its own.
        #expect(resource["url_type"]?.string == "")
        #expect(try await site.action("package_show", "id=\(result["id"]!.string!)") == result)
        #expect(try await site.action("resource_show", "id=\(resource["id"]!.string!)") == resource)
    }

    @Test("a tag or a contact for which a CKAN would refuse the dataset is told in a form it takes")
    func taken() async throws {
        let site = try await PortalTestSite()
        let draft = site.catalogue.draft("usaha-mikro") {
            $0.tags = ["UMKM/IKM", "usaha"]
            $0.contact = "@disperindagjember"
        }
        try await site.catalogue.published(draft)
        let result = try await site.action("package_show", "id=usaha-mikro")
        #expect(result["tags"]?.array?.compactMap { $0["name"]?.string } == ["UMKM IKM", "usaha"])
        #expect(result["num_tags"]?.integer == 2)
        for key in ["author_email", "maintainer_email"] { #expect(result[key]?.string?.contains("@disperindagjember") == false) }
        // As what it is it is still told.
        let contact = result["extras"]?.array?.first { $0["key"]?.string == "contact" }
        #expect(contact?["value"]?.string == "@disperindagjember")
        #expect(try await site.get("/dataset/usaha-mikro.ttl").text.contains("\"UMKM IKM\"@id"))
    }

    @Test("how often its pages were opened is told when asked for")
    func tracking() async throws {
        let site = try await PortalTestSite()
        let services = site.site.installation.services
        let (counter, today) = (services.get(UseCounter.self), site.catalogue.directory.today)
        let stops = try #require(site.catalogue.index.find("halte")).dataset.id
        for day in [today, today, today.adding(-13), today.adding(-14)] { counter.count(.page, of: stops, on: day) }
        counter.count(.export, of: stops, on: today)
        try await counter.write(to: site.site.installation.database)
        let tracking = try await site.action("package_show", "id=halte&include_tracking=true")["tracking_summary"]
        let expected: JSONValue = ["total": .integer(4), "recent": .integer(3)]
        #expect(tracking == expected)
        #expect(try await site.action("package_show", "id=halte")["tracking_summary"] == nil)
        let shut = try #require(site.catalogue.index.find("keluarga-miskin")).dataset.id
        counter.count(.page, of: shut, on: today)
        try await counter.write(to: site.site.installation.database)
        #expect(try await site.action("package_show", "id=keluarga-miskin&include_tracking=true")["tracking_summary"] == nil)
    }

    @Test("what the resource's address gives is what its hash and size say")
    func file() async throws {
        let site = try await PortalTestSite()
        let resource = try #require(try await site.action("package_show", "id=halte")["resources"]?[0])
        let path = try #require(resource["url"]?.string).replacing("http://127.0.0.1:8080", with: "")
        let answer = try await site.get(path)
        #expect(answer.status == 200)
        #expect(answer.header("Content-Type") == "text/csv; charset=utf-8")
        #expect(answer.bytes.readableBytes == resource["size"]?.integer)
        #expect(answer.header("ETag") == "\"\(resource["hash"]!.string!)\"")
        #expect(answer.text.hasPrefix("nama,latitude,longitude,dibangun,aktif\n"))
        #expect(try await site.get(path, [.ifNoneMatch: "\"\(resource["hash"]!.string!)\""]).status == 304)
    }

    @Test("resources are found by any of their fields, in an order, and a part of them")
    func resources() async throws {
        let site = try await PortalTestSite()
        let open = try await site.action("resource_search", "query=name:ha&order_by=id")
        let ids = open["results"]?.array?.compactMap { $0["id"]?.string } ?? []
        #expect(open["count"]?.integer == ids.count && ids.contains(site.table("halte")) && ids == ids.sorted())
        #expect(!ids.contains(site.table("rahasia")))
        let id = site.table("harga-beras")
        let one = try await site.action("resource_search", "query=id:\(id)")
        #expect(one["results"]?.array?.count == 1 && one["results"]?[0]?["format"]?.string == "CSV")
        let hash = try #require(one["results"]?[0]?["hash"]?.string)
        #expect(try await site.action("resource_search", "query=hash:\(hash.prefix(12))")["count"]?.integer == 1)
        #expect(try await site.action("resource_search", "query=name:ha&limit=1&offset=1")["results"]?.array?.count == 1)
        #expect(try await site.action("resource_search", "query=name:tidak-ada")["count"]?.integer == 0)
    }

    @Test("a restricted dataset is described and its rows are not; a closed one is refused by CKAN's calls and not there elsewhere")
    func restricted() async throws {
        let site = try await PortalTestSite()
        let result = try await site.action("package_show", "id=keluarga-miskin")
        let resource = try #require(result["resources"]?[0])
        #expect(resource["datastore_active"] == false)
        #expect(resource["format"]?.string == "HTML")
        #expect(resource["hash"]?.string == "")
        #expect(resource["url"]?.string == "http://127.0.0.1:8080/data/keluarga-miskin")
        #expect(result["isopen"] == false)
        // Neither its hash nor its length, wherever it is described.
        let dataset = try #require(site.catalogue.index.find("keluarga-miskin")).dataset.id
        // Rows of its own: an open dataset with the same ones would have the same hash, and may say so.
        let version = try await site.catalogue.publish(Array(CatalogueTestSite.prices.dropLast(2)), in: dataset)
        for path in [
            "/api/3/action/package_show?id=keluarga-miskin", "/api/3/action/resource_search?query=name:ha", "/data.json",
            "/dataset/keluarga-miskin.ttl", "/dataset/keluarga-miskin.jsonld", "/data/keluarga-miskin/datapackage.json",
            "/data/keluarga-miskin/perubahan.atom", "/data/keluarga-miskin",
        ] {
            let answer = try await site.get(path)
            #expect(answer.status == 200 && !answer.text.contains(version.hash), "\(path)")
        }
        let id = resource["id"]!.string!
        for path in [
            "/datastore/dump/\(id)", "/data/keluarga-miskin/datapackage.zip",
            "/api/ogc/collections/keluarga-miskin/items",
        ] { #expect(try await site.get(path).status >= 400, "\(path)") }
        // People are led to the page where they sign in.
        let file = try await site.get("/dataset/keluarga-miskin/resource/\(id)/download/x.csv")
        #expect(file.status == 303)
        #expect(file.location?.hasPrefix("/masuk") == true)
        for path in [
            "/dataset/rahasia.ttl", "/dataset/rahasia", "/data/rahasia/datapackage.json",
            "/data/rahasia/perubahan.atom", "/api/ogc/collections/rahasia", "/datastore/dump/\(site.table("rahasia"))",
        ] { #expect(try await site.get(path).status == 404, "\(path)") }
        // CKAN says of a private one that it may not be read, by whichever of its names; of a draft nothing at all.
        let (closed, draft) = (site.table("rahasia"), try await site.catalogue.desk.create(site.catalogue.draft("konsep"), by: .system))
        for call in [
            "package_show?id=rahasia", "resource_show?id=\(closed)", "resource_view_list?id=\(closed)", "datastore_info?id=\(closed)",
            "datastore_search?resource_id=\(closed)", "datastore_search_sql?sql=SELECT%20*%20FROM%20%22\(closed)%22",
        ] {
            let answer = try await site.get("/api/3/action/\(call)")
            #expect(answer.status == 403, "\(call)")
            #expect(try answer.json()["error"]?["__type"]?.string == "Authorization Error", "\(call)")
        }
        #expect(try await site.get("/api/3/action/package_show?id=\(draft.name)").status == 404)
        for path in ["/catalog.ttl", "/sitemap.xml", "/data/perubahan.atom", "/data.json", "/api/3/action/package_search?rows=100"] {
            let text = try await site.get(path).text
            #expect(!text.contains("rahasia"), "\(path)")
            #expect(text.contains("keluarga-miskin"), "\(path)")
        }
    }

    @Test("lists go by pages")
    func lists() async throws {
        let site = try await PortalTestSite()
        #expect(try await site.action("package_list", "limit=1&offset=1").texts == ["harga-beras"])
        // ckanapi sends these and must not be refused.
        #expect(try await site.action("package_list", "include_private=true&include_drafts=true&include_deleted=false").texts.count == 3)
        let current = try await site.action("current_package_list_with_resources", "limit=1")
        #expect(current.array?.count == 1)
        #expect(current[0]?["name"]?.string == "halte")
        #expect(try await site.action("current_package_list_with_resources", "limit=1&page=2")[0]?["name"]?.string != "halte")
        #expect(
            try await site.action("license_list").array?.contains {
                $0["id"]?.string == "cc-by" && $0["is_okd_compliant"]?.string == "True"
            } == true)
        #expect(try await site.action("tag_list").texts == ["angkutan", "beras", "halte", "harga"])
        #expect(try await site.action("tag_list", "query=ha").texts == ["halte", "harga"])
        #expect(try await site.action("tag_show", "id=halte&include_datasets=true")["packages"]?.array?.count == 1)
        #expect(try await site.action("resource_view_list", "id=\(site.table("halte"))").array == [])
        #expect(try await site.action("vocabulary_list").array == [])
        let status = try await site.action("status_show")
        #expect(status["extensions"]?.texts.contains("datastore") == true)
        #expect(status["ckan_version"]?.string?.hasPrefix("2.11") == true)
        #expect(try await site.action("help_show", "name=package_search").string?.contains("facet.field") == true)
    }

    @Test("organizations and groups are listed, shown and counted")
    func organizations() async throws {
        let site = try await PortalTestSite()
        #expect(try await site.action("organization_list").texts == ["dpu"])
        let all = try await site.action("organization_list", "all_fields=true")
        #expect(all[0]?["package_count"]?.integer == 3)
        let shown = try await site.action("organization_show", "id=dpu&include_datasets=true")
        #expect(shown["packages"]?.array?.count == 3)
        #expect(shown["is_organization"] == true)
        #expect(shown["users"] == nil)
        #expect(
            try await site.action("organization_show", "id=\(shown["id"]!.string!)&include_dataset_count=false")["package_count"] == nil)
        let groups = try await site.action("group_list", "sort=package_count").texts
        #expect(groups.count == 18)
        #expect(groups[0] == "econ" || groups[0] == "smart-economy")
        #expect(try await site.action("group_list", "groups=tran,educ").texts.sorted() == ["educ", "tran"])
        #expect(try await site.action("group_show", "id=tran")["package_count"]?.integer == 1)
        #expect(try await site.action("group_package_show", "id=tran")[0]?["name"]?.string == "halte")
    }

    @Test("searching finds, sorts, counts facets and gives single fields")
    func search() async throws {
        let site = try await PortalTestSite()
        let all = try await site.action("package_search", "facet.field=%5B%22organization%22,%22tags%22,%22license_id%22%5D&rows=0")
        #expect(all["count"]?.integer == 3)
        #expect(all["results"]?.array == [])
        #expect(all["sort"]?.string == "score desc, metadata_modified desc")
        #expect(all["facets"]?["organization"]?["dpu"]?.integer == 3)
        #expect(all["search_facets"]?["organization"]?["items"]?[0]?["display_name"]?.string == "Dinas Pekerjaan Umum")
        let titles = try #require(all["search_facets"]?["tags"]?["items"]?.array).compactMap { $0["display_name"]?.string }
        #expect(titles == titles.sorted().reversed())
        #expect(try await site.action("package_search", "q=halte")["results"]?[0]?["name"]?.string == "halte")
        #expect(try await site.action("package_search", "fq=tags:beras&fq_list=%5B%22organization:dpu%22%5D")["count"]?.integer == 2)
        #expect(try await site.action("package_search", "fq=res_format:HTML")["results"]?[0]?["name"]?.string == "keluarga-miskin")
        #expect(try await site.action("package_search", "ext_foo=1&include_private=true&rows=5000")["count"]?.integer == 3)
        let raw = try await site.action("package_search", "q=name:halte&fl=id,name,tags")
        #expect(Set(raw["results"]![0]!.members!.keys) == ["id", "name", "tags"])
        let several = try await site.action("package_search", "facet.field=tags&facet.field=groups&rows=0")
        #expect(Set(several["facets"]!.members!.keys) == ["tags", "groups"])
        let posted = try await site.post(
            "package_search", "{\"q\":\"*:*\",\"rows\":2,\"start\":1,\"sort\":\"name asc\",\"facet.field\":[\"tags\"]}")
        #expect(try posted.json()["result"]?["results"]?.array?.compactMap { $0["name"]?.string } == ["harga-beras", "keluarga-miskin"])
    }

    @Test("ckanext-harvest's pages end with an empty one, and what did not change is left out")
    func harvest() async throws {
        let site = try await PortalTestSite()
        let first = try await site.get("/api/3/action/package_search?rows=100&start=0&sort=id+asc")
        #expect(try first.json()["result"]?["results"]?.array?.count == 3)
        let second = try await site.get("/api/3/action/package_search?rows=100&start=100&sort=id+asc")
        #expect(try second.json()["result"]?["results"]?.array == [])
        #expect(first.text != second.text)
        let new = try await site.action(
            "package_search", "rows=100&start=0&sort=id+asc&fq=metadata_modified%3A%5B2026-11-21T16%3A46%3A53.853123Z+TO+*%5D")
        #expect(new["count"]?.integer == 0)
        let old = try await site.action(
            "package_search", "fq=metadata_modified%3A%5B2026-03-01T16%3A46%3A53.853123Z+TO+*%5D+organization:dpu+-groups:tran")
        #expect(old["count"]?.integer == 2)
    }
}
