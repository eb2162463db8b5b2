import Catalogue
import Columns
import Foundation
import HTTPTypes
import Ingest
import Kernel
import Logging
import NIOCore
import Rows
import Tables
import TestSupport
import Testing
import Web

@Suite("Rows over the API")
struct RowsAPITests {
    private static let base = "/api/datasets/harga-beras/tables/data"

    private func json(_ site: CatalogueTestSite, _ path: String, _ key: String? = nil) async throws -> (Answer, JSONText) {
        let answer = try await get(site, path, key)
        return (answer, JSONText(answer.text) ?? .null)
    }

    private func get(_ site: CatalogueTestSite, _ path: String, _ key: String? = nil, _ more: HTTPFields = [:]) async throws -> Answer {
        var headers = more
        if let key { headers[.authorization] = "Bearer \(key)" }
        return try await site.site.send(.get, path, headers: headers)
    }

    @Test("a page has its rows, the exact total, facets and the version as validator")
    func page() async throws {
        let site = try await CatalogueTestSite()
        try await site.published()
        let (answer, body) = try await json(site, Self.base + "/rows?tahun=eq.2024&facet=pasar&sort=harga.desc&fields=pasar,harga&limit=2")
        #expect(answer.status == 200)
        #expect(body["total"] == .number("3"))
        #expect(body["rows"] == JSONText(#"[{"pasar":"Tanjung","harga":12900},{"pasar":"Jombang","harga":12000}]"#))
        #expect(body["facets"]?["pasar"]?["distinct"] == .number("3"))
        let tag = try #require(answer.headers[.eTag])
        #expect(body["version"]?["hash"] == .text(String(tag.dropFirst().dropLast())))
        let again = try await get(site, Self.base + "/rows", nil, [.ifNoneMatch: tag])
        #expect(again.status == 304)
        guard case .text(let next)? = body["next"] else { Testing.Issue.record("no next page"); return }
        let (_, rest) = try await json(
            site, Self.base + "/rows?tahun=eq.2024&facet=pasar&sort=harga.desc&fields=pasar,harga&limit=2&cursor=\(next)")
        #expect(rest["rows"] == JSONText(#"[{"pasar":"Gebang","harga":null}]"#) && rest["next"] == .null)
    }

    @Test("groups, facets and profiles are answered; what cannot be asked is said in the field")
    func others() async throws {
        let site = try await CatalogueTestSite()
        try await site.published()
        let (_, groups) = try await json(site, Self.base + "/groups?group=tahun&select=tahun,rata:avg(harga),count()&sort=tahun.desc")
        #expect(groups["rows"] == JSONText(#"[{"tahun":2025,"rata":13000,"count":3},{"tahun":2024,"rata":12450,"count":3}]"#))
        let (_, facets) = try await json(site, Self.base + "/facets?facet=tahun")
        #expect(facets["rows"] == .list([]) && facets["total"] == .number("6"))
        let (answer, profile) = try await json(site, Self.base + "/profile")
        #expect(answer.status == 200 && profile["rows"] == .number("6"))
        let (wrong, problem) = try await json(site, Self.base + "/rows?hrga=eq.1")
        #expect(wrong.status == 422 && problem != .null)
        #expect(try await get(site, Self.base + "/groups").status == 422)
        #expect(try await get(site, Self.base + "/rows?version=9").status == 404)
        #expect(try await get(site, "/api/datasets/nope/tables/data/rows").status == 404)
        #expect(try await get(site, "/api/datasets/harga-beras/tables/nope/rows").status == 404)
    }

    @Test("earlier versions stay reachable by number and by day, are kept for ever, and are compared row by row")
    func versions() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.published()
        let first = site.site.world.now
        site.site.world.pass(days: 2)
        var rows = CatalogueTestSite.prices
        rows[0][3] = .integer(99)
        rows.removeLast()
        rows.append([.text("35.09.30"), .text("Baru"), .year(2025), .integer(1)])
        try await site.publish(rows, in: dataset.id)
        let (pinned, old) = try await json(site, Self.base + "/rows?version=1&harga=eq.12000")
        #expect(old["total"] == .number("1") && pinned.headers[.cacheControl] == "public, max-age=31536000, immutable")
        let (_, asOf) = try await json(site, Self.base + "/rows?as_of=\(first.description)&harga=eq.12000")
        #expect(asOf["total"] == .number("1"))
        let (today, new) = try await json(site, Self.base + "/rows?harga=eq.12000")
        #expect(new["total"] == .number("0") && today.headers[.cacheControl] == "public, no-cache")
        let (_, changes) = try await json(site, Self.base + "/changes")
        #expect(changes["added"] == .number("1") && changes["removed"] == .number("1") && changes["changed"] == .number("1"))
        guard case .list(let list)? = changes["changes"] else { return }
        #expect(list.contains { $0["before"] == JSONText(#"{"harga":12000}"#) && $0["after"] == JSONText(#"{"harga":99}"#) })
    }

    @Test("files come in every form; the whole CSV is the version's own file, also in parts")
    func exports() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.published()
        let table = try await site.table(of: dataset.id)
        let version = try #require(site.index.find("harga-beras")?.versions[table.id])
        let own = try await String(contentsOfFile: site.reader.files.csv(version.hash), encoding: .utf8)
        let csv = try await get(site, Self.base + "/export.csv")
        #expect(csv.text == own && csv.headers[.contentLength] == "\(own.utf8.count)")
        let part = try await get(site, Self.base + "/export.csv", nil, [.range: "bytes=5-9"])
        #expect(part.status == 206 && part.text == String(own.dropFirst(5).prefix(5)))
        #expect(part.headers[.contentRange] == "bytes 5-9/\(own.utf8.count)")
        #expect(try await get(site, Self.base + "/export.csv", nil, [.range: "bytes=-3"]).text == String(own.suffix(3)))
        #expect(try await get(site, Self.base + "/export.csv", nil, [.range: "bytes=99999-"]).status == 416)
        #expect(try await get(site, Self.base + "/export.csv", nil, [.range: "bytes=5-9", .ifRange: "\"other\""]).text == own)
        let filtered = try await get(site, Self.base + "/export.tsv?tahun=eq.2024&fields=pasar,harga&sort=pasar")
        #expect(filtered.text == "pasar\tharga\nGebang\t\nJombang\t12000\nTanjung\t12900\n")
        let excel = try await get(site, Self.base + "/export.csv?guard=true&delimiter=;&fields=pasar&limit=1")
        #expect(excel.text == "\u{FEFF}pasar\r\nJombang\r\n")
        let lines = try await get(site, Self.base + "/export.ndjson?group=tahun&select=tahun,n:count()")
        #expect(lines.text == "{\"tahun\":2024,\"n\":3}\n{\"tahun\":2025,\"n\":3}\n")
        let list = try await get(site, Self.base + "/export.json?fields=harga&limit=2")
        #expect(JSONText(list.text) == JSONText(#"[{"harga":12000},{"harga":12500}]"#))
        let book = try await get(site, Self.base + "/export.xlsx?tahun=eq.2024")
        #expect(book.status == 200 && book.bytes.getString(at: 0, length: 2) == "PK")
        #expect(try await get(site, Self.base + "/export.geojson").status == 422)
        #expect(try await get(site, Self.base + "/export.parquet").status == 404)
        let database = try await get(site, Self.base + "/export.sqlite")
        #expect(database.status == 200 && database.bytes.getString(at: 0, length: 15) == "SQLite format 3")
        #expect(database.headers[.contentLength] == "\(database.bytes.readableBytes)")
        #expect(database.headers[.contentDisposition]?.contains("harga-beras-data-1.sqlite") == true)
        #expect(try await get(site, Self.base + "/export.sqlite?tahun=eq.2024").status == 422)
    }

    @Test("restricted rows are nobody's but those of the agency and of an agreement, which sees what it says and no more")
    func restricted() async throws {
        let site = try await CatalogueTestSite()
        try await site.published(site.restricted())
        let base = "/api/datasets/keluarga-miskin/tables/data"
        let agreement = Actor(kind: .client, id: "mitra", name: "Mitra")
        site.site.installation.services.put(
            AgreementLookup { _, _, actor in
                actor.id == "mitra"
                    ? ReadingRule(
                        columns: ["pasar", "tahun", "harga"], filter: .compare("tahun", .equal, "2024"),
                        masks: ["harga": .rounded(to: 1000)],
                        agreement: "a1") : nil
            })
        site.site.installation.services.put(ReadingLog { _ in })
        let key = site.site.key(agreement)
        for path in ["/rows", "/export.csv", "/profile", "/facets?facet=tahun", "/groups?select=count()", "/sql?sql=SELECT+1"] {
            #expect(try await get(site, base + path).status == 401, "\(path)")
            #expect(try await get(site, base + path, site.site.key(site.stranger)).status == 403, "\(path)")
        }
        let (answer, body) = try await json(site, base + "/rows", key)
        #expect(answer.headers[.cacheControl] == "private, no-cache")
        let shown = [("Jombang", "12000"), ("Tanjung", "13000"), ("Gebang", "null")].map {
            "{\"pasar\":\"\($0)\",\"tahun\":2024,\"harga\":\($1)}"
        }
        #expect(body["rows"] == JSONText("[\(shown.joined(separator: ","))]"))
        #expect(body["total"] == .number("3"))
        let csv = try await get(site, base + "/export.csv", key)
        #expect(csv.text == "pasar,tahun,harga\nJombang,2024,12000\nTanjung,2024,13000\nGebang,2024,\n")
        let sheet = try await get(site, base + "/export.json", key)
        #expect(JSONText(sheet.text) == body["rows"])
        for path in [
            "/rows?kode_kecamatan=eq.35.09.01", "/rows?fields=kode_kecamatan", "/rows?sort=kode_kecamatan", "/facets?facet=kode_kecamatan",
        ] {
            #expect(try await get(site, base + path, key).status == 422, "\(path)")
        }
        // Asking by a masked column asks by what is shown of it.
        #expect(try await json(site, base + "/rows?harga=eq.12900", key).1["total"] == .number("0"))
        #expect(try await json(site, base + "/rows?harga=eq.13000", key).1["total"] == .number("1"))
        #expect(try await json(site, base + "/groups?select=max(harga)", key).1["rows"] == JSONText(#"[{"max_harga":13000}]"#))
        let (_, facets) = try await json(site, base + "/facets?facet=tahun", key)
        #expect(facets["facets"]?["tahun"]?["values"] == JSONText(#"[{"value":2024,"count":3}]"#))
        let (_, profile) = try await json(site, base + "/profile", key)
        #expect(profile["rows"] == .number("3"))
        #expect(try await get(site, base + "/changes", key).status == 422)
    }

    @Test("Socrata's dialect has its headers, its numbers as texts, and its errors")
    func socrata() async throws {
        let site = try await CatalogueTestSite()
        try await site.published()
        let (answer, body) = try await json(
            site, "/resource/harga-beras.json?$select=pasar,sum(harga)%20as%20total&$group=pasar&$order=total%20desc&$where=tahun%3E2020")
        let totals = [("Tanjung", 26300), ("Jombang", 24500), ("Gebang", 13100)].map { "{\"pasar\":\"\($0)\",\"total\":\"\($1)\"}" }
        #expect(body == JSONText("[\(totals.joined(separator: ","))]"))
        #expect(answer.headers[HTTPField.Name("X-SODA2-Types")!] == "[\"text\",\"number\"]")
        let (wrong, problem) = try await json(site, "/resource/harga-beras.json?$where=nope=1")
        #expect(wrong.status == 400 && problem["code"] == .text("query.soql.no-such-column") && problem["error"] == .boolean(true))
        #expect(try await get(site, "/resource/nope.json").status == 404)
        let csv = try await get(site, "/resource/harga-beras.csv?$limit=1&$select=pasar,harga")
        #expect(csv.text == "pasar,harga\nJombang,12000\n")
    }

    @Test("SQL reaches the one table by its names, and within an agreement only its columns and rows")
    func sql() async throws {
        let site = try await CatalogueTestSite()
        try await site.published()
        let folder = site.site.installation.settings.dataFolder.appendingPathComponent("sql").path
        site.site.installation.services.put(
            TableSQL(
                tables: DerivedTables(folder: folder),
                workers: SQLWorkers(command: [TestProgram.path("RowsWorker")], log: Logger(label: "test")))
        )
        let (answer, body) = try await json(site, Self.base + "/sql?sql=SELECT+tahun,+sum(harga)+AS+s+FROM+tabel+GROUP+BY+1+ORDER+BY+1")
        #expect(answer.status == 200)
        #expect(body["rows"] == JSONText("[[2024,24900],[2025,39000]]"))
        let (_, named) = try await json(site, Self.base + "/sql?sql=SELECT+count(*)+FROM+%22harga-beras%22")
        #expect(named["rows"] == JSONText("[[6]]"))
        #expect(try await get(site, Self.base + "/sql?sql=DROP+TABLE+data").status == 403)
        #expect(try await get(site, Self.base + "/sql?sql=SELEC").status == 422)
        #expect(try await get(site, Self.base + "/sql").status == 422)
    }

    @Test(
        "a dataset describes itself for tools, with its columns as parameters",
        .enabled(if: OpenAPIValidator.isThere, "needs openapi-spec-validator (bin/setup --test)"))
    func openAPI() async throws {
        let site = try await CatalogueTestSite()
        try await site.published()
        let (answer, body) = try await json(site, "/api/datasets/harga-beras/openapi.json")
        #expect(answer.status == 200 && body["openapi"] == .text("3.1.0"))
        let rows = body["paths"]?[Self.base + "/rows"]?["get"]
        guard case .list(let parameters)? = rows?["parameters"] else { Testing.Issue.record("no rows"); return }
        for name in ["harga", "version", "as_of", "facet"] { #expect(parameters.contains { $0["name"] == .text(name) }, "\(name)") }
        // Every door there is to a table, each with what it answers and what it refuses.
        let doors = ["rows", "facets", "groups", "profile", "changes", "sql", "map"].map { "/\($0)" }
        for door in doors + ["csv", "tsv", "json", "ndjson", "xlsx", "geojson", "sqlite"].map({ "/export.\($0)" }) {
            let responses = body["paths"]?[Self.base + door]?["get"]?["responses"]
            #expect(responses?["422"]?["content"]?["application/problem+json"] != nil, "\(door)")
            guard doors.contains(door) else { continue }
            #expect(responses?["200"]?["content"]?["application/json"]?["schema"]?["properties"] != nil, "\(door)")
        }
        guard case .list(let whole)? = body["paths"]?[Self.base + "/export.sqlite"]?["get"]?["parameters"] else {
            Testing.Issue.record("no database file")
            return
        }
        #expect(whole.compactMap { $0["name"] } == [.text("version"), .text("as_of")])
        let complaint = try OpenAPIValidator.complaint(about: answer.text)
        #expect(complaint == nil)
        #expect(try await get(site, "/api/datasets/nope/openapi.json").status == 404)
    }
}
