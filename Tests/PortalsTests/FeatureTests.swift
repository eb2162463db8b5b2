import Directory
import Kernel
import Tables
import TestSupport
import Testing
import Web

@testable import Portals

@Suite("OGC API Features")
struct FeatureTests {
    private func items(_ site: PortalTestSite, _ path: String) async throws -> JSONValue {
        let answer = try await site.get("/api/ogc/collections/\(path)")
        guard answer.status == 200 else { throw PortalTestSite.Unexpected(answer: answer.text, status: answer.status) }
        return try answer.json()
    }

    @Test("from the landing page everything is found")
    func landing() async throws {
        let site = try await PortalTestSite()
        let landing = try await site.get("/api/ogc").json()
        #expect(landing["links"]?.array?.compactMap { $0["rel"]?.string } == ["self", "service-desc", "conformance", "data"])
        #expect(try await site.get("/api/ogc/conformance").json()["conformsTo"]?.array?.count == 3)
        let collections = try await site.get("/api/ogc/collections").json()
        #expect(
            collections["collections"]?.array?.compactMap { $0["id"]?.string } == ["batas-kecamatan", "batas-desa", "halte", "harga-beras"])
        let api = try await site.get("/api/ogc/api")
        #expect(api.header("Content-Type") == "application/vnd.oai.openapi+json;version=3.0")
        let names = try api.json()["paths"]?["/collections/halte/items"]?["get"]?["parameters"]?.array?.compactMap { $0["name"]?.string }
        #expect(names == ["limit", "offset", "bbox", "datetime", "as_of", "nama", "latitude", "longitude", "dibangun", "aktif"])
        #expect(try await site.get("/api/ogc/collections/halte").json()["crs"]?.texts == ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"])
        #expect(try await site.get("/api/ogc/collections/zz").json()["code"]?.string == "NotFound")
    }

    @Test("points come with numberMatched, pages and a place that may be missing")
    func points() async throws {
        let site = try await PortalTestSite()
        let all = try await items(site, "halte/items")
        #expect(all["numberMatched"]?.integer == 4)
        #expect(all["numberReturned"]?.integer == 4)
        #expect(all["features"]?[0]?["geometry"]?["coordinates"] == [.number(113.702), .number(-8.169)])
        #expect(all["features"]?[0]?["properties"]?["nama"]?.string == "Alun-alun")
        #expect(all["features"]?[3]?["geometry"] == .null)
        let page = try await items(site, "halte/items?limit=2&offset=1")
        #expect(page["features"]?.array?.compactMap { $0["id"]?.integer } == [2, 3])
        let links = page["links"]?.array?.compactMap { $0["rel"]?.string }
        #expect(links == ["self", "next", "prev", "collection"])
        let next = try #require(page["links"]?[1]?["href"]?.string)
        #expect(next.hasSuffix("/api/ogc/collections/halte/items?limit=2&offset=3"))
        let one = try await items(site, "halte/items/3")
        #expect(one["properties"]?["nama"]?.string == "Pakusari \"Timur\", baru")
        #expect(one["links"]?.array?.count == 2)
        #expect(try await site.get("/api/ogc/collections/halte/items/99").status == 404)
    }

    @Test("a box, a time and values narrow the features, and all pages keep them")
    func narrowed() async throws {
        let site = try await PortalTestSite()
        #expect(try await items(site, "halte/items?bbox=113.69,-8.18,113.79,-8.16")["numberMatched"]?.integer == 2)
        #expect(try await items(site, "halte/items?bbox=113.69,-8.18,0,113.79,-8.16,9")["numberMatched"]?.integer == 2)
        #expect(try await items(site, "halte/items?bbox=170,-9,114,0")["numberMatched"]?.integer == 3)
        #expect(try await items(site, "halte/items?datetime=2015-01-01/2020-01-01")["numberMatched"]?.integer == 2)
        #expect(try await items(site, "halte/items?datetime=2024-11-30")["numberMatched"]?.integer == 1)
        #expect(try await items(site, "halte/items?datetime=../2015-12-31")["numberMatched"]?.integer == 1)
        #expect(try await items(site, "halte/items?aktif=true&nama=Tawang%20Alun")["numberMatched"]?.integer == 1)
        let kept = try await items(site, "halte/items?aktif=true&limit=1")
        #expect(kept["links"]?[1]?["href"]?.string?.hasSuffix("items?aktif=true&limit=1&offset=1") == true)
    }

    @Test("codes of areas are joined with the boundaries")
    func areas() async throws {
        let site = try await PortalTestSite()
        let all = try await items(site, "harga-beras/items?limit=100")
        #expect(all["numberMatched"]?.integer == 6)
        #expect(all["features"]?[0]?["geometry"]?["type"]?.string == "MultiPolygon")
        #expect(try await items(site, "harga-beras/items?bbox=113.3,-8.3,113.4,-8.2")["numberMatched"]?.integer == 2)
        #expect(try await items(site, "harga-beras/items?tahun=2025&bbox=113.3,-8.3,113.4,-8.2")["numberMatched"]?.integer == 1)
        #expect(try await items(site, "harga-beras/items?datetime=2025-06-01")["numberMatched"]?.integer == 3)
        let subdistricts = try await items(site, "batas-kecamatan/items")
        #expect(subdistricts["features"]?.array?.compactMap { $0["id"]?.string } == ["35.09.01", "35.09.19", "35.09.21"])
        #expect(try await items(site, "batas-kecamatan/items?name=Patrang")["numberMatched"]?.integer == 1)
        #expect(try await items(site, "batas-kecamatan/items?bbox=113.3,-8.3,113.4,-8.2")["numberMatched"]?.integer == 1)
        #expect(try await items(site, "batas-desa/items/35.09.19.1001")["properties"]?["name"]?.string == "Mangli")
    }

    @Test("what cannot be asked is refused with words")
    func refused() async throws {
        let site = try await PortalTestSite()
        for query in [
            "bbox=1,2,3", "bbox=a,b,c,d", "bbox=0,10,1,5", "bbox=0,-100,1,5", "limit=0", "limit=x", "offset=-1", "datetime=kemarin",
            "datetime=a/b/c", "nope=1", "latitude=utara", "crs=EPSG:4326", "f=html",
        ] {
            let answer = try await site.get("/api/ogc/collections/halte/items?\(query)")
            #expect(answer.status == 400, "\(query): \(answer.text)")
            #expect(try answer.json()["code"]?.string == "InvalidParameterValue", "\(query)")
        }
    }

    @Test(
        "points are read as people and programs write them",
        arguments: [
            ("113.7, -8.17", 113.7, -8.17), ("[113.7,-8.17]", 113.7, -8.17), ("{\"lon\": 113.7, \"lat\": -8.17}", 113.7, -8.17),
            ("{\"lat\": -8.17, \"lon\": 113.7}", 113.7, -8.17), ("1.137e2,-8.17", 113.7, -8.17),
        ])
    func pointTexts(_ text: String, _ longitude: Double, _ latitude: Double) {
        #expect(PointText.read(text) == Position(longitude: longitude, latitude: latitude))
    }

    @Test("what is no point and no geometry has no place", arguments: ["", "113.7", "1,2,3", "200,1", "x,y", "-8.17,113.7"])
    func noPoints(_ text: String) {
        #expect(PointText.read(text) == nil)
        #expect(GeometryText.box(text) == nil)
    }

    @Test("a geometry must be GeoJSON before it may stand in an answer")
    func geometries() {
        #expect(GeometryText.box("{\"type\":\"LineString\",\"coordinates\":[[113,-8],[114,-9]]}")?.west == 113)
        #expect(
            GeometryText.box("{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"coordinates\":[1,2]}]}")?.north == 2)
        for text in [
            "{\"type\":\"Point\",\"coordinates\":[999,0]}", "{\"type\":\"Point\"}", "{}", "null",
            "{\"type\":\"Point\",\"coordinates\":[1,2]},{}",
        ] {
            #expect(GeometryText.box(text) == nil, "\(text)")
        }
    }
}
