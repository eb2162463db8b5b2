import Catalogue
import Columns
import HTTPTypes
import Kernel
import NIOCore
import TestSupport
import Testing
import Web

@testable import Portals

@Suite("CKAN's datastore")
struct DatastoreTests {
    @Test("rows come with their fields, their total and the links old and new clients follow")
    func search() async throws {
        let site = try await PortalTestSite()
        let id = site.table("harga-beras")
        let result = try await site.action("datastore_search", "resource_id=\(id)&limit=2")
        #expect(result["total"]?.integer == 6)
        #expect(result["total_was_estimated"] == false)
        #expect(result["include_total"] == true)
        #expect(result["resource_id"]?.string == id)
        #expect(result["fields"]?.array?.compactMap { $0["id"]?.string } == ["_id", "kode_kecamatan", "pasar", "tahun", "harga"])
        #expect(result["fields"]?.array?.compactMap { $0["type"]?.string } == ["int", "text", "text", "int", "int"])
        #expect(result["fields"]?[4]?["info"]?["label"]?.string == "Harga beras")
        #expect(result["records"]?[0] == ["_id": 1, "kode_kecamatan": "35.09.01", "pasar": "Jombang", "tahun": 2024, "harga": 12_000])
        #expect(result["_links"]?["next"]?.string?.contains("offset=2") == true)
        let answer = try await site.get("/api/3/action/datastore_search?resource_id=\(id)&limit=1")
        #expect(answer.text.contains("{\"_id\":1,\"kode_kecamatan\""))
        #expect(try await site.action("datastore_search", "id=harga-beras&limit=0")["records"]?.array == [])
        #expect(try await site.action("datastore_search", "resource_id=\(id)&limit=99999")["limit"]?.integer == 32_000)
        #expect(try await site.action("datastore_search", "resource_id=\(id)&include_total=false")["total"] == nil)
    }

    @Test("as_of reaches what was shown on a day by search, dump and features; a dump and features are sent once to who has them")
    func past() async throws {
        let site = try await PortalTestSite()
        let before = site.site.world.now
        site.site.world.pass(days: 10)
        let dataset = try #require(site.catalogue.index.find("halte")).dataset.id
        var rows = PortalTestSite.stops
        rows[0][0] = .text("Alun-alun Baru")
        try await site.catalogue.publish(rows, schema: PortalTestSite.stopSchema, in: dataset)
        let id = site.table("halte")
        let day = before.parts(offsetHours: 7).day.description
        for path in [
            "/api/3/action/datastore_search?resource_id=\(id)", "/datastore/dump/\(id)", "/api/ogc/collections/halte/items",
            "/dataset/\(dataset)/resource/\(id)/download/halte.csv",
        ] {
            let mark = path.contains("?") ? "&" : "?"
            #expect(try await site.get(path).text.contains("Alun-alun Baru"), "\(path)")
            let past = try await site.get("\(path)\(mark)as_of=\(day)")
            #expect(past.status == 200 && past.text.contains("Alun-alun") && !past.text.contains("Alun-alun Baru"), "\(path)")
            #expect(try await [400, 409, 422].contains(site.get("\(path)\(mark)as_of=kemarin").status), "\(path)")
        }
        let then = try await site.action("datastore_info", "id=\(id)&as_of=\(day)")["meta"]?["size"]?.integer
        let now = try await site.action("datastore_info", "id=\(id)")["meta"]?["size"]?.integer
        #expect(then != nil && now != nil && then != now)
        for path in ["/datastore/dump/\(id)", "/api/ogc/collections/halte/items"] {
            let first = try await site.get(path)
            let tag = try #require(first.header("ETag"))
            #expect(try await site.get(path, [.ifNoneMatch: tag]).status == 304, "\(path)")
        }
    }

    @Test("filters, words, fields, sort and distinct narrow the rows")
    func narrowed() async throws {
        let site = try await PortalTestSite()
        func records(_ body: String) async throws -> [JSONValue] {
            let answer = try await site.post("datastore_search", body)
            guard answer.status == 200 else { throw PortalTestSite.Unexpected(answer: answer.text, status: answer.status) }
            return try answer.json()["result"]?["records"]?.array ?? []
        }
        let id = site.table("harga-beras")
        #expect(try await records("{\"resource_id\":\"\(id)\",\"filters\":{\"tahun\":2025}}").count == 3)
        #expect(
            try await records("{\"resource_id\":\"\(id)\",\"filters\":{\"pasar\":[\"Jombang\",\"Gebang\"],\"tahun\":\"2024\"}}").count == 2)
        #expect(try await records("{\"resource_id\":\"\(id)\",\"filters\":{\"harga\":{\"gte\":12900,\"lt\":13400}}}").count == 2)
        #expect(
            try await records("{\"resource_id\":\"\(id)\",\"filters\":{\"$or\":[{\"pasar\":\"Jombang\"},{\"harga\":13400}]}}").count == 3)
        #expect(try await records("{\"resource_id\":\"\(id)\",\"filters\":{\"_id\":{\"gt\":4}}}").count == 2)
        #expect(try await records("{\"resource_id\":\"\(id)\",\"q\":\"tanjung\"}").count == 2)
        #expect(try await records("{\"resource_id\":\"\(id)\",\"q\":{\"pasar\":\"geb\"},\"plain\":true}").count <= 2)
        let sorted = try await records(
            "{\"resource_id\":\"\(id)\",\"fields\":\"pasar,harga\",\"sort\":\"harga desc nulls last, pasar\",\"limit\":2}")
        #expect(sorted == [["pasar": "Tanjung", "harga": 13_400], ["pasar": "Gebang", "harga": 13_100]])
        #expect(try await records("{\"resource_id\":\"\(id)\",\"fields\":[\"pasar\"],\"distinct\":true}").count == 3)
        let form = try await site.get(
            "/api/3/action/datastore_search?resource_id=\(id)&filters=%7B%22tahun%22%3A2025%7D&records_format=csv&fields=pasar,harga")
        #expect(try form.json()["result"]?["records"]?.string == "Jombang,12500\nTanjung,13400\nGebang,13100\n")
        let lists = try await site.action("datastore_search", "resource_id=\(id)&records_format=lists&limit=1")
        #expect(lists["records"]?[0] == [1, "35.09.01", "Jombang", 2024, 12_000])
        let next = try await site.action("datastore_search", "resource_id=\(id)&limit=2&include_next_page=true")
        #expect(next["next_page"] == ["_id": ["gt": 2]])
    }

    @Test("the columns are told with what the datastore would have made of them")
    func info() async throws {
        let site = try await PortalTestSite()
        let info = try await site.action("datastore_info", "id=\(site.table("halte"))")
        #expect(info["meta"]?["count"]?.integer == 4)
        #expect(info["meta"]?["aliases"]?.texts == ["halte"])
        #expect(info["fields"]?.array?.compactMap { $0["type"]?.string } == ["text", "numeric", "numeric", "date", "bool"])
        #expect(info["fields"]?[0]?["schema"]?["native_type"]?.string == "text")
        let tables = try await site.action("datastore_search", "resource_id=_table_metadata")
        #expect(tables["total"]?.integer == 2)
    }

    @Test("a dump has every row in the form that is asked for")
    func dump() async throws {
        let site = try await PortalTestSite()
        let id = site.table("halte")
        let csv = try await site.get("/datastore/dump/\(id)")
        #expect(csv.header("Content-Disposition") == "attachment; filename=\"\(id).csv\"")
        #expect(
            csv.text == """
                _id,nama,latitude,longitude,dibangun,aktif\r
                1,Alun-alun,-8.169,113.702,2019-05-01,true\r
                2,Tawang Alun,-8.195,113.624,2015-03-17,true\r
                3,"Pakusari ""Timur"", baru",-8.172,113.78,2024-11-30,false\r
                4,Tanpa letak,,,,false\r\n
                """)
        #expect(try await site.get("/datastore/dump/\(id)?bom=true&limit=1").text.hasPrefix("\u{FEFF}_id,nama"))
        #expect(try await site.get("/datastore/dump/\(id)?format=tsv&fields=nama&limit=1").text == "nama\r\nAlun-alun\r\n")
        let json = try await site.get("/datastore/dump/\(id)?format=json&filters=%7B%22aktif%22%3Atrue%7D").json()
        #expect(json["fields"]?[1]?["id"]?.string == "nama")
        #expect(json["records"]?.array?.count == 2)
        #expect(json["records"]?[0]?[1]?.string == "Alun-alun")
        let xml = try await site.get("/datastore/dump/\(id)?format=xml")
        #expect(xml.text.contains("<row _id=\"3\"><nama>Pakusari &quot;Timur&quot;, baru</nama>"))
        #expect(xml.text.contains("<latitude xsi:nil=\"true\"/>"))
        #expect(xml.text.hasSuffix("</data>\n"))
        let sorted = try await site.get("/datastore/dump/\(id)?sort=nama+desc&fields=nama&offset=1&limit=2")
        #expect(sorted.text == "nama\r\nTanpa letak\r\n\"Pakusari \"\"Timur\"\", baru\"\r\n")
    }

    @Test("a dump that cannot be is told of before the first byte, with a page")
    func badDumps() async throws {
        let site = try await PortalTestSite()
        let id = site.table("halte")
        for (query, status) in [("?format=yaml", 400), ("?filters=%7B", 400), ("?sort=nope", 400), ("?limit=x", 400), ("?foo=1", 400)] {
            let answer = try await site.get("/datastore/dump/\(id)\(query)")
            #expect(answer.status == status, "\(query)")
            #expect(answer.header("Content-Type")?.hasPrefix("text/html") == true)
        }
        #expect(try await site.get("/datastore/dump/zz").status == 404)
        #expect(try await site.get("/datastore/dump/\(site.table("keluarga-miskin"))").status == 404)
        let key = site.site.key(site.catalogue.planner)
        #expect(try await site.get("/datastore/dump/\(site.table("keluarga-miskin"))", [.authorization: key]).status == 200)
    }

    @Test("names of columns become names of elements, each its own")
    func elements() {
        #expect(
            XMLNames.unique(["nama", "Nama Desa", "1 tahun", "xml_a", "é", "é", "nama"]) == [
                "nama", "Nama_Desa", "_tahun", "c_xml_a", "c_", "c__0", "nama_0",
            ])
    }
}
