import Catalogue
import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Storage
import Tables
import TestSupport
import Testing
import Web

/// What comes back to the producer: her own workbook, with the checker's reasons at the cells they are about.
@Suite("Files that came back") struct ReturnedFileTests {
    private func read(_ site: CatalogueTestSite, _ id: Identifier<Submission>) async throws -> Submission {
        let now = try #require(try await site.desk.database.read { tx in try tx.submission(id) })
        try await ReadUploads(site.desk).read(id, version: now.version)
        return try #require(try await site.desk.database.read { tx in try tx.submission(id) })
    }

    /// A messy workbook that was read and submitted.
    private func submitted(_ name: String = "harga-pangan.xlsx", _ bytes: [UInt8]? = nil) async throws -> (CatalogueTestSite, Submission) {
        let site = try await CatalogueTestSite()
        let dataset = try await site.desk.create(site.draft(), by: site.producer)
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../Fixtures/workbooks")
        let content = try bytes ?? Array(Data(contentsOf: folder.appendingPathComponent(name)))
        let hash = try await site.site.installation.files.put(content)
        let received = try await site.desk.receive(
            ReceiveUpload(table: try await site.table(of: dataset.id).id, filename: name, fileHash: hash, fileBytes: content.count),
            by: site.producer)
        let seen = try await read(site, received.id)
        #expect(seen.state == "read")
        return (site, try await site.desk.perform(SubmitForCheck(), on: seen.id, by: site.producer))
    }

    /// The words at each cell.
    private func comments(_ answer: Answer) throws -> [String: String] {
        let archive = try ZipArchive(RandomSource(Array(buffer: answer.bytes)))
        let name = try #require(archive.names.first { $0.contains("comments") })
        let stream = try #require(try archive.stream(name))
        var bytes: [UInt8] = []
        while case let piece = try stream.next(), !piece.isEmpty { bytes += piece }
        var found: [String: String] = [:]
        for part in String(decoding: bytes, as: UTF8.self).components(separatedBy: "<comment ").dropFirst() {
            let cell = part.components(separatedBy: "ref=\"")[1].prefix { $0 != "\"" }
            found[String(cell)] = part.replacing(/<[^>]*>/, with: "")
        }
        return found
    }

    @Test("reasons stand at their cells, at the heading of their column, and at the first cell; what cannot be placed is said in words")
    func reasons() async throws {
        let (site, submission) = try await submitted()
        try await site.desk.perform(
            ReturnSubmission([
                .init(row: 6, column: "pasar", text: "Pasar ini sudah pindah."),
                .init(column: "harga", text: "Per kilogram atau per karung?"),
                .init(text: "Mohon tulis sumbernya."), .init(row: 2_000_000, column: "stok", text: "Baris ini aneh."),
            ]), on: submission.id, by: site.steward)
        let browser = site.site.browser()
        browser.signIn(site.producer)
        let path = "/data/kelola/kiriman/\(submission.id)"
        let page = try await browser.get(path)
        _ = try page.page()
        #expect(page.text.contains("<strong>B6, Pasar:</strong> Pasar ini sudah pindah.") && page.text.contains("\(path)/perbaikan"))
        let remarks = try comments(try await browser.get("\(path)/perbaikan"))
        #expect(remarks["B6"]?.contains("Dari pemeriksa: Pasar ini sudah pindah.") == true)
        #expect(remarks["D1"]?.contains("Per kilogram") == true && remarks["A1"]?.contains("Mohon tulis sumbernya.") == true)
        #expect(remarks["E1"]?.contains("baris 2000000: Stok: Baris ini aneh.") == true)
        // What could not be read stands there as before.
        #expect(remarks["D9"] != nil && remarks["A8"] != nil)
        // Over the API the same file.
        let caller = TestCaller(site.site, key: site.site.key(Actor(kind: .client, id: "c", grants: site.producer.grants)))
        let file = try await caller.get("/api/submissions/\(submission.id)/corrections")
        #expect(file.status == 200)
        #expect(try comments(file)["B6"]?.contains("Pasar ini sudah pindah.") == true)
        let stranger = TestCaller(site.site, key: site.site.key(Actor(kind: .client, id: "s", grants: site.stranger.grants)))
        #expect(try await stranger.get("/api/submissions/\(submission.id)/corrections").status == 404)
        #expect(try await caller.get("/api/submissions/\(submission.id)/quarantine").text.contains("tiga puluh ribu"))
    }

    @Test("reasons stay while the file is read anew, and are the steward's to look back on once it is submitted again")
    func again() async throws {
        let (site, submission) = try await submitted()
        try await site.desk.perform(
            ReturnSubmission([.init(row: 6, column: "pasar", text: "Pasar ini sudah pindah.")]), on: submission.id, by: site.steward)
        let returned = try #require(try await site.desk.database.read { tx in try tx.submission(submission.id) })
        try await site.desk.perform(ChangeReading(returned.reading), on: submission.id, by: site.producer)
        let path = "/data/kelola/kiriman/\(submission.id)"
        let clerk = site.site.browser()
        clerk.signIn(site.producer)
        #expect(try await clerk.get(path).text.contains("Pasar ini sudah pindah."))
        _ = try await read(site, submission.id)
        #expect(try await clerk.get(path).text.contains("Pasar ini sudah pindah."))
        #expect(try comments(try await clerk.get("\(path)/perbaikan"))["B6"] != nil)
        try await site.desk.perform(SubmitForCheck(), on: submission.id, by: site.producer)
        let steward = site.site.browser()
        steward.signIn(site.steward)
        let check = try await steward.get(path)
        _ = try check.page()
        #expect(check.text.contains("Yang diminta diperbaiki sebelumnya") && check.text.contains("Pasar ini sudah pindah."))
        // Then the file has only what could not be read.
        #expect(try comments(try await clerk.get("\(path)/perbaikan"))["B6"] == nil)
    }

    @Test("a file without room for comments comes back as a list of its cells")
    func list() async throws {
        let text = "pasar;harga\nTanjung;13.000\nMangli;12.500\nGebang;12.750\nBintoro;13.100\n"
        let (site, submission) = try await submitted("harga.csv", Array(text.utf8))
        try await site.desk.perform(
            ReturnSubmission([.init(row: 3, column: "harga", text: "Terlalu rendah, mohon dicek.")]), on: submission.id, by: site.steward)
        let browser = site.site.browser()
        browser.signIn(site.producer)
        let list = try await browser.get("/data/kelola/kiriman/\(submission.id)/perbaikan")
        #expect(list.status == 200 && list.text.contains("B3,") && list.text.contains("Dari pemeriksa: Terlalu rendah, mohon dicek."))
    }

    @Test("what came in without being read here offers no file with remarks, for there is none to make")
    func unread() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.desk.create(site.draft(), by: site.producer)
        let table = try await site.table(of: dataset.id)
        let submission = try await site.received(table.id)
        try await site.desk.perform(SubmitForCheck(), on: submission.id, by: site.producer)
        try await site.desk.perform(ReturnSubmission([.init(text: "Mohon tulis sumbernya.")]), on: submission.id, by: site.steward)
        let browser = site.site.browser()
        browser.signIn(site.producer)
        let path = "/data/kelola/kiriman/\(submission.id)"
        let page = try await browser.get(path)
        #expect(page.text.contains("Mohon tulis sumbernya.") && !page.text.contains("\(path)/perbaikan"))
        #expect(try await browser.get("\(path)/perbaikan").status == 404)
    }
}
