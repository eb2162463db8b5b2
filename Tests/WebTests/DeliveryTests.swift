import CZlib
import Foundation
import HTTPTypes
import Kernel
import NIOCore
import TestSupport
import Testing

@testable import Storage
@testable import Web

@Suite struct DeliveryTests {
    @Test func aDefectIsLoggedByItsPlaceAndNotByWhatPeopleWrote() throws {
        enum Broken: Error { case withName(String), plain }
        struct Sent: Decodable { var name: Int }
        let failure = DatabaseFailure(
            code: "22P02", message: "invalid input syntax for type bigint: \"Siti Aminah\"", statement: "SELECT 1 FROM report WHERE id = $1"
        )
        let words = Defect.inWords(failure)
        #expect(words.contains("22P02") && words.contains("FROM report WHERE id") && !words.contains("Siti"))
        let nested = DatabaseFailure(
            code: "22P02", message: #"invalid input: "Siti "Ami\#nnah" Putri", near 'x'"#, statement: "SELECT 1")
        #expect(!Defect.inWords(nested).contains("Ami") && Defect.inWords(nested).contains("invalid input"))
        #expect(Defect.inWords(Broken.withName("Siti")).hasSuffix("Broken.withName"))
        #expect(Defect.inWords(Broken.plain).hasSuffix("Broken.plain"))
        let told = Defect.inWords(AppError(.unavailable, Message("error.mail_refused", ["why": "550 siti@example.org"])))
        #expect(told.contains("error.mail_refused") && !told.contains("siti@"))
        let wrong = #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Sent.self, from: Data(#"{"name": "Siti"}"#.utf8))
        }
        let decoding = Defect.inWords(try #require(wrong))
        #expect(decoding.contains("at name") && !decoding.contains("Siti"))
    }

    @Test func compressingComesBackWhole() throws {
        for size in [0, 1, 100, 70_000, 1_000_000] {
            let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 / 7) }
            #expect(try gunzip(gzip(bytes)) == bytes)
        }
    }

    @Test func textIsCompressedWhenAskedFor() async throws {
        let site = try await TestSite([Notes.capability])
        let plain = try await site.browser().get("/_patterns")
        let small = try await site.browser().get("/_patterns", headers: [.acceptEncoding: "br, gzip;q=0.8"])
        #expect(plain.header("Content-Encoding") == nil)
        #expect(small.header("Content-Encoding") == "gzip")
        #expect(small.header("Vary")?.contains("Accept-Encoding") == true)
        #expect(small.header("Content-Length") == String(small.bytes.readableBytes))
        #expect(small.bytes.readableBytes * 2 < plain.bytes.readableBytes)
        // Forms in it carry each browser's own token, so only the beginning can be compared.
        #expect(try gunzip(Array(buffer: small.bytes)).prefix(500) == Array(plain.text.utf8).prefix(500))
        let refused = try await site.browser().get("/_patterns", headers: [.acceptEncoding: "gzip;q=0"])
        #expect(refused.header("Content-Encoding") == nil)
        #expect(try await site.browser().get("/healthz", headers: [.acceptEncoding: "gzip"]).header("Content-Encoding") == nil)
    }

    @Test func streamsArriveWhole() async throws {
        let site = try await TestSite([Notes.capability])
        let wanted = (0..<20_000).map { "baris \($0)\n" }.joined()
        let plain = try await site.browser().get("/besar")
        #expect(plain.text == wanted)
        #expect(plain.header("Content-Disposition")?.contains("besar.csv") == true)
        let small = try await site.browser().get("/besar", headers: [.acceptEncoding: "gzip"])
        #expect(try String(decoding: gunzip(Array(buffer: small.bytes)), as: UTF8.self) == wanted)
    }

    @Test func anUnchangedPageIsNotSentAgainAndAChangedOneIs() async throws {
        let site = try await TestSite([Notes.capability])
        let browser = site.browser()
        let first = try await browser.get("/catatan")
        let tag = try #require(first.header("ETag"))
        let again = try await browser.get("/catatan", headers: [.ifNoneMatch: tag])
        #expect(again.status == 304)
        #expect(again.text.isEmpty)
        #expect(again.header("ETag") == tag)
        #expect(try await browser.get("/catatan", headers: [.ifNoneMatch: tag, .acceptLanguage: "en"]).status == 200)
        try await site.installation.database.write { tx in try tx.run("INSERT INTO note (id, title, size) VALUES ('1', 'Baru', 0)") }
        let changed = try await browser.get("/catatan", headers: [.ifNoneMatch: tag])
        #expect(changed.status == 200)
        #expect(changed.text.contains("Baru"))
        site.installation.use(words: site.installation.words.merging(Words([.indonesian: ["notes.title": "Tulisan"]])))
        #expect(try await browser.get("/catatan").text.contains("Tulisan"))
    }

    @Test func sheetsAndScriptsArePackedWithoutChangingWhatTheySay() {
        let sheet = "/* says\nwhat */ a  {\n  color : red ;\n}\n\nb > c { margin: 0 1px }\n"
        #expect(String(decoding: Packing.sheet(Array(sheet.utf8)), as: UTF8.self) == "a{color : red;}b > c{margin: 0 1px}")
        let script = "/** What it does.\n *  And why. */\nexport function a() {\n  // first\n  return 1 // one\n}\n\nconst url = \"//x\"\n"
        let packed = "export function a() {\nreturn 1 // one\n}\nconst url = \"//x\"\n"
        #expect(String(decoding: Packing.script(Array(script.utf8)), as: UTF8.self) == packed)
        // A text over several lines would lose its indents.
        let long = "const a = `one\n  two`\n"
        #expect(String(decoding: Packing.script(Array(long.utf8)), as: UTF8.self) == long)
    }

    @Test func assetsAreHashedLinkedAndCached() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pendopo-assets-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, content) in [("css/a.css", "b{background:url(\"../img/x.svg\")}"), ("img/x.svg", "<svg/>"), ("js/m.js", "export {}")] {
            let file = folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try content.write(to: file, atomically: true, encoding: .utf8)
        }
        let assets = try Assets.load([("", folder)])
        #expect(assets["css/a.css"].hasPrefix("/aset/css/a."))
        #expect(assets.importMap.markup.contains("\"/aset/js/m.js\":\"\(assets["js/m.js"])\""))
        let site = try await TestSite([Notes.capability], assets: assets)
        let sheet = try await site.browser().get(assets["css/a.css"])
        #expect(sheet.text == "b{background:url(\(assets["img/x.svg"]))}")
        #expect(sheet.header("Cache-Control")?.contains("immutable") == true)
        #expect(sheet.header("Content-Type") == "text/css; charset=utf-8")
        let plain = try await site.browser().get("/aset/js/m.js")
        #expect(plain.header("Cache-Control") == "no-cache")
        let hash = try #require(assets.importMapHash)
        #expect(plain.header("Content-Security-Policy")?.contains(hash) == true)
        #expect(try await site.browser().get("/aset/../Package.swift").status == 404)
    }

    @Test func aFolderOfSheetsIsServedAsOne() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pendopo-assets-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let parts = [
            ("css/a.css/2-two.css", "i > b\n  c {\n    background: url(../img/x.svg);\n  }\n"),
            ("css/a.css/1-one.css", "/* for readers */\nb{color:red}\n"),
            ("css/b.css", "/* kept */"), ("img/x.svg", "<svg/>"),
        ]
        for (name, content) in parts {
            let file = folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try content.write(to: file, atomically: true, encoding: .utf8)
        }
        let assets = try Assets.load([("", folder)])
        #expect(assets.names == ["css/a.css", "css/b.css", "img/x.svg"])
        let sheet = try #require(assets.file("css/a.css"))
        #expect(String(buffer: sheet.bytes) == "b{color:red}i > b c{background: url(\(assets["img/x.svg"]));}")
        #expect(assets.file("css/b.css").map { String(buffer: $0.bytes) } == "/* kept */")
    }

    @Test func theBrandsColoursAreServedUnderTheirHash() async throws {
        let site = try await TestSite([Notes.capability])
        let before = site.installation.brand.stylesheetURL
        let sheet = try await site.browser().get(before)
        #expect(sheet.text == site.installation.brand.stylesheet)
        #expect(sheet.header("Cache-Control")?.contains("immutable") == true)
        site.installation.use(brand: Brand(regencyName: "Kabupaten Bondowoso", primary: "#123456", accent: "red;}body{display:none"))
        #expect(site.installation.brand.stylesheetURL != before)
        #expect(!site.installation.brand.stylesheet.contains("display"))
    }

    @Test func whatAnAccountSeesIsNotKept() async throws {
        let site = try await TestSite([Notes.capability])
        let browser = site.browser()
        #expect(try await browser.get("/catatan/baru").header("Cache-Control") == "private, no-cache")
        browser.signIn(Notes.writer)
        #expect(try await browser.get("/catatan").header("Cache-Control") == "no-store")
    }

    @Test func healthReadinessAndMetrics() async throws {
        let site = try await TestSite([Notes.capability], settings: { $0.metricsKey = "geheim-12345" })
        #expect(try await site.browser().get("/healthz").text == "ok\n")
        #expect(try await site.browser().get("/readyz").status == 200)
        try await site.installation.database.write { tx in try tx.run("DELETE FROM schema_migration WHERE name = 'notes.1'") }
        let unready = try await site.browser().get("/readyz")
        #expect(unready.status == 503)
        #expect(unready.text.contains("notes.1"))

        _ = try await site.browser().get("/catatan")
        #expect(try await site.browser().get("/metrics").status == 404)
        let keyed = try await site.browser().get("/metrics", headers: [.authorization: "Bearer geheim-12345"])
        #expect(keyed.text.contains("pendopo_requests_total{route=\"GET /catatan\",status=\"200\"} 1"))
        #expect(keyed.text.contains("pendopo_request_seconds_count{route=\"GET /catatan\"} 1"))
        #expect(keyed.text.contains("pendopo_jobs_waiting 0.0"))
        #expect(try await site.browser(address: "127.0.0.1").get("/metrics").status == 200)
        #expect(try await site.browser().get("/metrics", headers: [.authorization: "Bearer wrong"]).status == 404)
    }

    private func gunzip(_ bytes: [UInt8]) throws -> [UInt8] {
        var stream = z_stream()
        var input = bytes
        #expect(inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK)
        defer { inflateEnd(&stream) }
        var output: [UInt8] = []
        input.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            var status = Z_OK
            while status == Z_OK {
                output += [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
                    stream.next_out = buffer.baseAddress
                    stream.avail_out = 1 << 16
                    status = inflate(&stream, Z_NO_FLUSH)
                    count = (1 << 16) - Int(stream.avail_out)
                }
            }
            #expect(status == Z_STREAM_END)
        }
        return output
    }
}
