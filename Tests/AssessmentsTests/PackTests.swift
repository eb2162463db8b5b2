import Documents
import Foundation
import Kernel
import NIOCore
import Storage
import Tables
import TestSupport
import Testing
import Web

@testable import Assessments

private let press = PaperPress.installed()

@Suite("Reports and packs")
struct PackTests {
    private static func parts(_ bytes: [UInt8]) throws -> [String: [UInt8]] {
        let archive = try ZipArchive(RandomSource(bytes))
        var parts: [String: [UInt8]] = [:]
        for name in archive.names {
            let stream = try #require(try archive.stream(name))
            var content: [UInt8] = []
            while case let piece = try stream.next(), !piece.isEmpty { content += piece }
            parts[name] = content
        }
        return parts
    }

    @Test("the pack has the report, every file under its own hash, and manifests that name them; the same state gives the same bytes")
    func pack() async throws {
        let site = try await AssessmentTestSite()
        let code = try await site.assessed().code
        let browser = try await site.browser(site.planner)
        let path = "/kerja/penilaian/\(code)/paket.zip"
        let answer = try await browser.get(path)
        #expect(answer.status == 200 && answer.header("Content-Type") == "application/zip")
        let bytes = Array(answer.bytes.readableBytesView)
        #expect(bytes == Array(try await browser.get(path).bytes.readableBytesView))
        let parts = try Self.parts(bytes)
        let folder = "penilaian-\(code)"
        let manifest = try JSONValue(parsing: try #require(parts["\(folder)/manifest.json"]))
        let named = (manifest["reports"]?.array ?? []) + (manifest["evidence"]?.array ?? [])
        #expect(manifest["evidence"]?.array?.count == 6)
        for entry in named {
            guard let path = entry["path"]?.string else {
                #expect(entry["record"]?.string == "thing:known-1")
                continue
            }
            let content = try #require(parts["\(folder)/\(path)"], "\(path)")
            #expect(FileStore.name(of: content) == entry["sha256"]?.string && content.count == entry["bytes"]?.integer)
        }
        #expect(Set(parts.keys).count == 2 + named.filter { $0["path"]?.string != nil }.count)
        #expect(String(decoding: parts["\(folder)/bukti/A/A.1/1-A.1.pdf"] ?? [], as: UTF8.self) == "%PDF-1.4 bukti A.1")
        let csv = String(decoding: try #require(parts["\(folder)/manifest.csv"]), as: UTF8.self)
        #expect(csv.split(separator: "\r\n").count == 1 + named.count)
        #expect(manifest["scores"]?.array?.last?["central"]?.string == "3.15")
        // Without Typst the report is HTML and DOCX.
        #expect(parts["\(folder)/laporan.html"] != nil && parts["\(folder)/laporan.docx"] != nil)
        // One act later it is another one.
        try await site.desk.move("close", code, by: site.planner.actor)
        #expect(bytes != Array(try await browser.get(path).bytes.readableBytesView))
    }

    @Test("the pack is offered to whoever may read all, not to an agency that answers every component")
    func offered() async throws {
        let site = try await AssessmentTestSite()
        let opened = try await site.desk.open(
            instrument: try await site.instrument().key, year: 2026, title: "Evaluasi", by: site.planner.actor)
        let due = Day("2026-03-31")!
        try await site.desk.handOut(
            [PartDraft("A", agencies: [site.works], due: due), PartDraft("B", agencies: [site.works], due: due)], of: opened.code,
            by: site.planner.actor)
        for (person, isOffered) in [(site.planner, true), (site.clerk, false)] {
            let page = try await site.browser(person).get("/kerja/penilaian/\(opened.code)/laporan")
            #expect(page.status == 200 && page.text.contains("paket.zip") == isOffered)
        }
    }

    @Test("with Typst the pack has a PDF, the same twice", .enabled(if: press != nil, "needs Typst: bin/setup"))
    func pdf() async throws {
        let site = try await AssessmentTestSite(press: press)
        let code = try await site.assessed().code
        let browser = try await site.browser(site.assessor)
        let path = "/kerja/penilaian/\(code)"
        let first = try await browser.get("\(path)/laporan.pdf")
        #expect(first.status == 200 && String(decoding: first.bytes.readableBytesView.prefix(5), as: UTF8.self) == "%PDF-")
        #expect(first.bytes == (try await browser.get("\(path)/laporan.pdf")).bytes)
        let parts = try Self.parts(Array(try await browser.get("\(path)/paket.zip").bytes.readableBytesView))
        #expect(parts["penilaian-\(code)/laporan.pdf"] == Array(first.bytes.readableBytesView))
        let readings = try await site.database.read {
            try $0.count("SELECT count(*) FROM event WHERE kind = 'assessment_reading.pack'")
        }
        #expect(readings == 1)
        if let folder = ProcessInfo.processInfo.environment["PENDOPO_SAMPLES"] {
            try Data(Array(first.bytes.readableBytesView)).write(to: URL(fileURLWithPath: "\(folder)/penilaian.pdf"))
        }
    }

    @Test("a file that is gone or damaged is said before the pack begins, or breaks it; names lead into no other folder")
    func damaged() async throws {
        let site = try await AssessmentTestSite()
        let code = try await site.assessed().code
        let file = try await site.desk.file(of: code, for: site.planner.actor)
        let evidence = try #require(file.evidence.values.joined().first { $0.file != nil })
        let path = try #require(site.desk.files.path(evidence.file!))
        try Data("lain".utf8).write(to: URL(fileURLWithPath: path))
        let pack = try await site.desk.pack(code, .indonesian, site.site.installation.words, for: site.planner.actor)
        #expect(try await site.failure { try await pack.write(from: site.desk.files) { _ in } }?.kind == .unavailable)
        try FileManager.default.removeItem(atPath: path)
        #expect(
            try await site.failure {
                _ = try await site.desk.pack(code, .indonesian, site.site.installation.words, for: site.planner.actor)
            }?
            .kind == .unavailable)
        #expect(AssessmentPack.safe("../../etc/passwd") == "_.._etc_passwd")
        #expect(AssessmentPack.safe("...") == "berkas" && AssessmentPack.safe("laporan akhir (2).pdf") == "laporan akhir (2).pdf")
        var large = file
        for key in large.evidence.keys { for index in large.evidence[key]!.indices { large.evidence[key]![index].bytes = 1 << 29 } }
        let tooLarge = large
        #expect(try await site.failure { _ = try AssessmentPack(tooLarge, reports: []) }?.kind == .tooLarge)
    }

    @Test("the report is a page, a document and a file, in both languages; another format is not found")
    func report() async throws {
        let site = try await AssessmentTestSite()
        let code = try await site.assessed().code
        let browser = try await site.browser(site.planner)
        let page = try await browser.get("/kerja/penilaian/\(code)/laporan")
        _ = try page.page()
        #expect(page.text.contains("Wawancara A.1") && page.text.contains("SHA-256"))
        #expect(try await browser.get("/kerja/penilaian/\(code)/laporan.html?bahasa=en").text.contains("Own score"))
        #expect(try await browser.get("/kerja/penilaian/\(code)/laporan.docx").status == 200)
        #expect(try await browser.get("/kerja/penilaian/\(code)/laporan.pdf").status == 503)
        #expect(try await browser.get("/kerja/penilaian/\(code)/laporan.exe").status == 404)
        // Those who see only their part get a report of their part.
        let own = try await site.browser(site.clerk).get("/kerja/penilaian/\(code)/laporan.html")
        #expect(own.text.contains("Wawancara A.1") && !own.text.contains("Wawancara B"))
    }
}
