import Columns
import Directory
import Foundation
import HTTPTypes
import Ingest
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Catalogue

/// From a messy file to a version: the job reads it, people undo guesses and mend cells, and good rows are never lost.
@Suite struct ReadingTests {
    @Test func `bad cells go to quarantine, the rest is read, and one press mends`() async throws {
        let (site, received) = try await CatalogueTestSite.sent()
        let submission = try await site.read(received)
        #expect(submission.state == "read")
        let outcome = try #require(submission.outcome)
        let seen = try await site.understanding(submission)
        #expect(outcome.rows == 6 && outcome.quarantined == 1 && outcome.problems == 1)
        #expect(seen.rowsRead == seen.rowsWritten + seen.rowsInQuarantine + seen.rowsLeftOut.values.reduce(0, +))
        let text = try String(decoding: #require(await site.site.installation.files.get(outcome.hash)), as: UTF8.self)
        #expect(text.contains("13400") && text.contains("35.09.19") && !text.lowercased().contains("jumlah"))
        #expect(FileManager.default.fileExists(atPath: "\(site.desk.files.folder)/\(outcome.hash).columns"), "nobody has to wait for it")

        let problem = try #require(seen.problems.first)
        #expect(problem.value == "dua belas ribu" && problem.row == 5)
        let mended = submission.reading.fixing(.replaceCell(row: 5, column: try #require(problem.column), with: "12000"))
        let changed = try await site.desk.perform(ChangeReading(mended), on: submission.id, by: site.producer)
        #expect(changed.state == "received")
        let again = try await site.read(changed)
        #expect(again.outcome?.rows == 7 && again.outcome?.quarantined == 0)
        try await site.desk.perform(SubmitForCheck(), on: again.id, by: site.producer)
        try await site.desk.perform(PublishSubmission(), on: again.id, by: site.steward)
        let opened = try await site.reader.open(dataset: "harga-beras", for: .visitor, purpose: .page)
        #expect(opened.file.rowCount == 7)
        // What was decided is remembered for the next file, the fixes of this one's cells are not.
        let table = try await site.table(of: again.dataset)
        #expect(table.reading.fixes.isEmpty && !table.schema.fields.isEmpty)
    }

    @Test func `a file that was downloaded here and comes back keeps what is known of its columns`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.published()
        let table = try await site.table(of: dataset.id)
        let answer = try await site.site.browser().get("/api/datasets/harga-beras/tables/data/export.csv")
        func sent(_ text: String) async throws -> Submission {
            let hash = try await site.site.installation.files.put(Array(text.utf8))
            let submission = try await site.desk.receive(
                ReceiveUpload(table: table.id, filename: "harga-beras.csv", fileHash: hash, fileBytes: text.utf8.count), by: site.producer)
            return try await site.read(submission)
        }
        let submission = try await sent(answer.text.replacing("12000", with: "12100"))
        let schema = try #require(submission.outcome?.schema)
        #expect(submission.outcome?.rows == 6 && submission.outcome?.quarantined == 0)
        let before = CatalogueTestSite.priceSchema
        #expect(schema.fields.map(\.heading) == before.fields.map(\.heading) && schema.fields.map(\.type) == before.fields.map(\.type))
        #expect(schema.primaryKey == before.primaryKey && schema["harga"]?.standard.unit == "rupiah")
        #expect(try await site.understanding(submission).notes.contains("understood.own_file"))
        // A sheet with headings of its own says itself what they mean.
        let other = try await sent("Kode kecamatan;Pasar;Tahun;Harga eceran\n35.09.01;Jombang;2024;12100\n")
        #expect(try await site.understanding(other).notes.contains("understood.own_file") == false)
        #expect(other.outcome?.schema.fields.last?.heading == "Harga eceran")
    }

    @Test func `further sheets of a workbook become tables of their own without being sent again, and find them next time`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.desk.create(site.draft(), by: site.producer)
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../Fixtures/workbooks")
        let bytes = try Array(Data(contentsOf: folder.appendingPathComponent("anggaran-dinas.xlsx")))
        let upload = ReceiveUpload(
            table: try await site.table(of: dataset.id).id, filename: "anggaran-dinas.xlsx",
            fileHash: try await site.site.installation.files.put(bytes), fileBytes: bytes.count)
        let first = try await site.read(try await site.desk.receive(upload, by: site.producer))
        let seen = try await site.understanding(first)
        #expect(seen.sheets.map(\.name) == ["Belanja", "Referensi", "Lampiran"] && seen.sheet == 0)
        #expect(seen.others.map(\.index) == [1, 2])
        for wrong in [[], [0], [2, 7]] { #expect(throws: AppError.self) { try seen.named(wrong) } }
        await #expect(throws: AppError.notFound) {
            try await site.desk.takeSheets([(2, "Lampiran")], of: first.id, by: site.stranger)
        }

        let browser = site.site.browser()
        browser.signIn(site.producer)
        let path = "/data/kelola/kiriman/\(first.id)"
        let page = try await browser.get(path)
        #expect(try await browser.submit(page.form(to: "\(path)/lembar")).status == 422)
        let sent = try await browser.submit(page.form(to: "\(path)/lembar"), filling: ["sheets": "2"])
        #expect(sent.location == "/data/kelola/dataset/harga-beras")
        func tables() async throws -> [String] {
            try await site.desk.database.read { tx in try tx.distributions(of: dataset.id).map(\.title) }
        }
        func files() async throws -> [Submission] {
            try await site.desk.database.read { tx in try tx.submissions(of: dataset.id) }
        }
        #expect(try await tables() == ["Harga Beras di Pasar", "Lampiran"])
        let second = try #require(try await files().first { $0.id != first.id })
        #expect(second.fileHash == first.fileHash && second.reading.sheet == 2 && second.distribution != first.distribution)
        let other = try await site.read(second)
        #expect(other.state == "read")
        #expect((other.outcome?.rows ?? 0) > 0)
        #expect(other.outcome?.hash != first.outcome?.hash)

        // The next month's workbook finds the table that is there; over the API alike.
        let caller = TestCaller(site.site, key: site.site.key(Actor(kind: .client, id: "k", grants: site.producer.grants)))
        let again = try await caller.send(.post, "/api/submissions/\(first.id)/sheets", ["sheets": .array([.integer(2), .integer(1)])])
        #expect(again.status == 201)
        #expect(try again.json()["items"]?.array?.count == 2)
        #expect(try await tables().sorted().suffix(2) == ["Lampiran", "Referensi"])
        #expect(try await files().count == 4)
        #expect(try await caller.send(.post, "/api/submissions/\(first.id)/sheets", ["sheets": .array([.integer(9)])]).status == 422)
    }

    @Test func `a row whose code is none of the master data goes to quarantine, the others are read`() async throws {
        let (site, received) = try await CatalogueTestSite.sent(
            "kode;harga\n35.09.01;12000\n35.09.99;13000\n35.09.19;14000\n", named: "kode.csv")
        try await MasterData(site.desk).publish()
        var schema = TableSchema([TableSchema.Field("kode", .string), TableSchema.Field("harga", .integer)])
        schema.foreignKeys = [ForeignKey(["kode"], resource: "kode-wilayah", reference: ["kode"])]
        var submission = try await site.read(received)
        submission = try await site.desk.perform(ChangeReading(Reading(schema: schema)), on: submission.id, by: site.producer)
        let done = try await site.read(submission)
        #expect(done.outcome?.rows == 2 && done.outcome?.quarantined == 1)
        let seen = try await site.understanding(done)
        #expect(seen.problems.map(\.value) == ["35.09.99"])
    }

    @Test func `files that are none get a clear answer and can be replaced`() async throws {
        for (text, name) in [("", "kosong.csv"), ("PK\u{3}\u{4}rusak", "rusak.xlsx"), ("{\"a\":", "putus.json")] {
            let (site, received) = try await CatalogueTestSite.sent(text.isEmpty ? " " : text, named: name)
            let submission = try await site.read(received)
            #expect(submission.state == "unreadable" && submission.failure != nil, "\(name)")
            let again = try await site.desk.perform(
                ReplaceFile(filename: "baik.csv", fileHash: submission.fileHash, fileBytes: 1), on: submission.id, by: site.producer)
            #expect(again.state == "received")
        }
    }

    @Test func `what was changed meanwhile is not read over`() async throws {
        let (site, received) = try await CatalogueTestSite.sent()
        try await site.desk.perform(WithdrawSubmission(), on: received.id, by: site.producer)
        try await ReadUploads(site.desk).read(received.id, version: received.version)
        let now = try #require(try await site.desk.database.read { tx in try tx.submission(received.id) })
        #expect(now.state == "withdrawn" && now.outcome == nil)
    }
}
