import Catalogue
import Citations
import Columns
import Directory
import Foundation
import HTTPTypes
import Ingest
import Kernel
import Logging
import NIOCore
import Portals
import Rows
import Storage
import TestSupport
import Testing
import Web

@testable import Sharing

/// One agreement, every way in: what it does not open comes out nowhere.
@Suite("An agreement at every door")
struct EveryDoorTests {
    /// Stands only in rows, columns and values that the agreement does not open.
    private static let sentinels = [
        "SENTINELBARIS", "SENTINELKOLOM", "SENTINELMASKA", "987654321", "987.654.321", "987654320", "987.654.320",
        "123454321", "123.454.321",
    ]
    /// Stands in rows that it opens.
    private static let shown = "TERBUKA 1"

    /// Doors that lead to rows: each must open, and show what the agreement opens.
    private static func open(_ id: String) -> [(path: String, asMachine: Bool)] {
        let api = "/api/datasets/rahasia-dinas/tables/data"
        let machine = [
            "\(api)/rows", "\(api)/rows?version=1", "\(api)/rows?as_of=2100-01-01", "\(api)/rows?facet=nama&sort=kasus.desc",
            "\(api)/facets?facet=nama", "\(api)/groups?group=nama&select=nama,max(kasus)", "\(api)/export.csv", "\(api)/export.json",
            "\(api)/export.ndjson", "\(api)/export.tsv", "\(api)/export.xlsx", "\(api)/export.geojson", "\(api)/export.sqlite",
            "\(api)/changes?from=1&to=2", "\(api)/sql?sql=SELECT+*+FROM+tabel",
            "/api/3/action/datastore_search?resource_id=\(id)", "/api/3/action/datastore_search?resource_id=\(id)&records_format=csv",
            "/api/3/action/datastore_search?resource_id=\(id)&q=terbuka",
            "/api/3/action/datastore_search_sql?sql=SELECT+*+FROM+%22\(id)%22",
            "/datastore/dump/\(id)", "/datastore/dump/\(id)?format=json", "/datastore/dump/\(id)?format=tsv",
            "/datastore/dump/\(id)?format=xml", "/resource/\(id).json", "/resource/\(id).json?$select=nama,kasus&$order=kasus",
            "/resource/\(id).csv",
        ].map { ($0, true) }
        let pages = [
            "/data/rahasia-dinas", "/data/rahasia-dinas?kasus=gt.1", "/data/rahasia-dinas?_versi=1",
            "/data/rahasia-dinas/unduh?format=csv", "/data/rahasia-dinas/unduh?format=json", "/data/rahasia-dinas/unduh?format=ndjson",
        ].map { ($0, false) }
        return machine + pages
    }

    /// Further doors, of which some stay shut; none of them may say more.
    private static func other(_ id: String) -> [(path: String, asMachine: Bool)] {
        let api = "/api/datasets/rahasia-dinas"
        let machine = [
            "\(api)/tables/data/rows?alasan=like.*SENTINEL*", "\(api)/tables/data/rows?nama=eq.SENTINELBARIS",
            "\(api)/tables/data/groups?select=max(kasus),sum(besar),min(kasus)", "\(api)/tables/data/groups?group=telepon&select=count()",
            "\(api)/tables/data/rows?or=(tahun.eq.2024,kasus.gt.0)", "\(api)/tables/data/rows?q=sentinelbaris",
            "\(api)/tables/data/sql?sql=SELECT+alasan+FROM+tabel", "\(api)/tables/data/sql?sql=SELECT+max(kasus)+FROM+tabel",
            "\(api)/tables/data/versions", "\(api)/openapi.json", api,
            "/api/3/action/datastore_search?resource_id=\(id)&q=sentinelbaris",
            "/api/3/action/datastore_search?resource_id=\(id)&filters=%7B%22tahun%22%3A2024%7D",
            "\(api)/tables/data/profile", "\(api)/tables/data/map", "\(api)/tables/data/map?kind=points",
            "/api/ogc/collections/rahasia-dinas/items",
            "/api/3/action/datastore_info?id=\(id)", "/api/3/action/package_show?id=rahasia-dinas",
            "/api/3/action/resource_search?query=name:data", "/api/ogc/collections/rahasia-dinas",
            "/api/ogc/collections/rahasia-dinas/items?tahun=2024", "/api/ogc/collections/rahasia-dinas/items/9",
            "/dataset/rahasia-dinas/resource/\(id)/download/data.csv", "/dataset/rahasia-dinas.jsonld", "/data.json",
            "/data/rahasia-dinas/datapackage.json", "/data/rahasia-dinas/datapackage.zip", "/data/rahasia-dinas/perubahan.atom",
            "/data/rahasia-dinas/perubahan.atom?watch=rows", "/resource/\(id).json?$where=tahun%3D2024",
            "/resource/\(id).json?$select=max(kasus)",
        ].map { ($0, true) }
        let pages = [
            "/data/rahasia-dinas?tahun=eq.2024", "/data/rahasia-dinas/bagan",
            "/data/rahasia-dinas/bagan?_jenis=batang&_menurut=nama&_nilai=kasus&_hitung=tertinggi",
            "/data/rahasia-dinas/peta", "/data/rahasia-dinas/peta?_jenis=titik", "/data/rahasia-dinas/kolom", "/data/rahasia-dinas/riwayat",
            "/data/rahasia-dinas/banding", "/data/rahasia-dinas/mutu", "/data/rahasia-dinas/pakai", "/data/rahasia-dinas/tanya",
            "/data?q=SENTINELBARIS", "/kerja/berbagi/baru?data=rahasia-dinas", "/langganan/baru?data=rahasia-dinas",
        ].map { ($0, false) }
        return machine + pages
    }

    @Test("no row, no column and no masked value of it comes out of any page, chart, map, export, protocol or query")
    func sentinels() async throws {
        let house = try await house()
        let id = house.table.id.text
        for door in Self.open(id) {
            let answer = try await house.get(door.path, asMachine: door.asMachine)
            #expect(answer.status == 200, "\(door.path)")
            let text = try Self.text(of: answer, door.path)
            #expect(text.uppercased().contains(Self.shown), "\(door.path) shows nothing, so that it proves nothing")
            for sentinel in Self.sentinels { #expect(!text.contains(sentinel), "\(sentinel) at \(door.path)") }
        }
        for door in Self.other(id) {
            var answer = try await house.get(door.path, asMachine: door.asMachine)
            // An address that is none would prove nothing. Collections of features are of open data alone: there is none of these.
            let isCollection = door.path.hasPrefix("/api/ogc/collections/")
            #expect((answer.status == 404) == isCollection && answer.status != 405, "\(door.path): \(answer.status)")
            if let location = answer.location, answer.status == 303 { answer = try await house.get(location, asMachine: door.asMachine) }
            #expect(answer.status < 500, "\(door.path)")
            // What was asked for may be said back in the answer; what was found may not be there.
            let asked = door.path.uppercased().contains("SENTINELBARIS")
            let text = try Self.text(of: answer, door.path)
            for sentinel in Self.sentinels where !(asked && sentinel == "SENTINELBARIS") {
                #expect(!text.contains(sentinel), "\(sentinel) at \(door.path)")
            }
        }
        #expect(try await house.get("/data/rahasia-dinas/pintu-yang-tidak-ada", asMachine: false).status == 404)
        // Who has an agreement is not told that there is none.
        let package = try await house.get("/data/rahasia-dinas/datapackage.zip", asMachine: true)
        #expect(package.status == 403 && package.text.contains("membuka sebagian data ini"))
        // Nor the name of the whole file, by which somebody could test what she guesses.
        let versions = try await house.site.database.read { tx in try tx.versions(of: house.table.id) }
        for path in [
            "/api/datasets/rahasia-dinas/tables/data/rows", "/api/datasets/rahasia-dinas/tables/data/versions",
            "/data/rahasia-dinas/riwayat",
        ] {
            let answer = try await house.get(path, asMachine: path.hasPrefix("/api"))
            for version in versions {
                #expect(!answer.text.contains(version.hash), "\(path)")
                #expect(answer.header("X-Version") != version.hash && answer.header("ETag")?.contains(version.hash) != true)
            }
        }
    }

    @Test("without it every one of those doors is shut, and its rate and its end hold over HTTP as well")
    func shut() async throws {
        var limited = Self.terms
        limited.rate = 2
        let house = try await house(limited)
        let id = house.table.id.text
        let stranger = house.site.catalogue.site.key(house.site.catalogue.stranger)
        for door in Self.open(id) where door.asMachine {
            let answer = try await house.site.catalogue.site.send(
                .get, door.path, headers: [.authorization: "Bearer \(stranger)"])
            #expect([403, 404, 409].contains(answer.status), "\(door.path): \(answer.status)")
            #expect(!(try Self.text(of: answer, door.path)).contains(Self.shown), "\(door.path)")
        }
        let rows = "/api/datasets/rahasia-dinas/tables/data/rows"
        #expect(try await house.get(rows, asMachine: true).status == 200)
        #expect(try await house.get("/datastore/dump/\(id)", asMachine: true).status == 200)
        let third = try await house.get(rows, asMachine: true)
        #expect(third.status == 429 && third.header("Retry-After") != nil)
        house.site.world.now = house.site.world.now.adding(seconds: 3700)
        #expect(try await house.get(rows, asMachine: true).status == 200)
        house.site.world.set("2026-12-31T17:00:01Z")
        #expect(try await house.get(rows, asMachine: true).status == 403)
    }

    @Test("who reads by agreement stands among the users of the data, by the agency's name and only while it reads")
    func users() async throws {
        let site = try await SharedSite()
        let (_, table) = try await site.restricted()
        let hospital = site.catalogue.directory.agencies.name(site.catalogue.hospital.text)
        func isNamed() async throws -> Bool {
            let page = try await site.catalogue.site.browser().get("/data/keluarga-miskin/pakai")
            return page.status == 200 && page.text.contains("Membaca dengan perjanjian") && page.text.contains(hospital)
        }
        #expect(try await !isNamed())
        try await site.agreed(table)
        #expect(try await isNamed())
        site.world.set("2027-01-02T02:00:00Z")
        #expect(try await !isNamed())
    }

    @Test("Socrata's address takes the key where that system's clients send it, and knows nobody by her browser")
    func socrata() async throws {
        let house = try await house()
        let path = "/resource/\(house.table.id.text).json"
        func status(_ path: String, _ headers: HTTPFields = [:]) async throws -> (Int, String) {
            let answer = try await house.site.catalogue.site.send(.get, path, headers: headers)
            return (answer.status, answer.text)
        }
        let token = HTTPField.Name("X-App-Token")!
        let opened: [(String, HTTPFields)] = [
            (path, [token: house.key]), (path, [.authorization: "Bearer \(house.key)"]), (path, [.authorization: "OAuth \(house.key)"]),
            ("\(path)?$$app_token=\(house.key)", [:]),
            ("\(path)?$limit=1&$$app_token=\(house.key)", [.authorization: "Basic eDp5"]),
        ]
        for (path, headers) in opened {
            let (code, text) = try await status(path, headers)
            #expect(code == 200 && text.uppercased().contains(Self.shown), "\(headers)")
            for sentinel in Self.sentinels { #expect(!text.contains(sentinel)) }
        }
        let refused: [(String, HTTPFields)] = [
            (path, [:]), (path, [token: "nobody-knows-it"]), ("\(path)?$$app_token=nobody-knows-it", [:]),
        ]
        for (path, headers) in refused {
            let (code, text) = try await status(path, headers)
            #expect(code == 401 && text.contains("authentication_required"), "\(path) \(headers): \(code)")
        }
        #expect(try await house.get(path, asMachine: false).status == 401)
    }

    /// An answer as text, also what is packed in a workbook or an archive.
    private static func text(of answer: Answer, _ path: String) throws -> String {
        let bytes = Data(answer.bytes.readableBytesView)
        guard bytes.starts(with: [0x50, 0x4B]) else { return String(decoding: bytes, as: UTF8.self) }
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("door-\(UUID().uuidString).zip")
        defer { try? FileManager.default.removeItem(at: file) }
        try bytes.write(to: file)
        let unpacked = try ChildCommand(
            "python3",
            [
                "-c",
                "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); [sys.stdout.buffer.write(z.read(n)) for n in z.namelist()]",
                file.path,
            ]
        ).run(errors: .ours)
        #expect(unpacked.end == .code(0), "\(path)")
        return unpacked.text
    }
}
