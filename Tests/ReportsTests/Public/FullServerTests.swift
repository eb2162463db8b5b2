import HTTPTypes
import Kernel
import NIOCore
import Reports
import Storage
import TestSupport
import Testing
import Web

/// A PostgreSQL server whose disk is full says so with SQLSTATE 53100, at whichever statement of a transaction. A trigger raises it here on a
/// real server, at the table named; SQLite's full disk is in ``PublicCareTests``.
@Suite(.enabled(if: TestDatabase.server != nil, "needs PENDOPO_TEST_DATABASE"))
struct FullServerTests {
    /// What a report writes, first to last.
    private static let written = ["report", "report_identity", "report_photo", "event", "outbox", "clock", "obligation"]

    private func fill(_ database: Database, at table: String) async throws {
        let name = SQL(verbatim: table)
        try await database.write { tx in
            try tx.run(
                """
                CREATE OR REPLACE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN RAISE EXCEPTION ''could not extend file: No space left on device'' USING ERRCODE = ''53100''; END'
                """)
            try tx.run("CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON \(name) FOR EACH ROW EXECUTE FUNCTION no_room()")
        }
    }

    private func empty(_ database: Database, at table: String) async throws {
        let name = SQL(verbatim: table)
        try await database.write { tx in _ = try tx.run("DROP TRIGGER no_room ON \(name)") }
    }

    /// Rows of every table that a report writes.
    private func rows(_ database: Database) async throws -> [Int] {
        try await database.read { tx in try Self.written.map { try tx.count("SELECT count(*) FROM \(SQL(verbatim: $0))") } }
    }

    @Test(arguments: FullServerTests.written)
    func `whichever table has no room, nothing is half there, and the form comes back with all that was typed`(table: String) async throws {
        let site = try await ReportTestSite()
        let database = site.desk.database
        let browser = site.site.browser()
        let before = try await rows(database)
        let form = try await browser.get("/lapor").form(to: "/lapor")
        try await fill(database, at: table)
        let photo = UploadedFile(field: "photos", filename: "a.jpg", claimedType: "image/jpeg", bytes: Pictures.scene(7))
        let refused = try await browser.submit(form, filling: ReportTestSite.filled, files: [photo])
        #expect(refused.status == 503)
        #expect(refused.text.contains(site.site.installation.words("error.disk_full", .indonesian)))
        let again = try refused.form(to: "/lapor")
        for (name, value) in ReportTestSite.filled { #expect(again.value(name) == value, "\(name) was lost") }
        #expect(try await rows(database) == before)
        let body = #"{"category": "road", "text": "Jalan berlubang di depan pasar.", "place": {"village": "\#(ReportTestSite.village)"}}"#
        let program = try await browser.send(
            .post, "/api/reports", headers: [.contentType: "application/json"], body: ByteBuffer(string: body))
        // An anonymous report over the API has neither identity nor photo.
        if !["report_identity", "report_photo"].contains(table) {
            #expect(program.status == 503 && program.header("Content-Type")?.hasPrefix("application/problem+json") == true)
            #expect(try await rows(database) == before)
        }
        // Room again: the same form goes through.
        let present = try await rows(database)
        try await empty(database, at: table)
        #expect(try await browser.submit(again, files: [photo]).status == 303)
        let after = try await rows(database)
        for (index, name) in Self.written.enumerated() { #expect(after[index] > present[index], "\(name) has no new row") }
    }

    @Test func `an official's act on a full disk leaves the case as it was`() async throws {
        let site = try await ReportTestSite()
        let database = site.desk.database
        let receipt = try await site.desk.submit(site.submission("Lampu padam di perempatan."), by: .visitor)
        func stand() async throws -> [String] {
            try await database.read { tx in
                let report = try tx.row("SELECT state, version FROM report WHERE id = \(receipt.id)")!
                let counts = try Self.written.map { String(try tx.count("SELECT count(*) FROM \(SQL(verbatim: $0))")) }
                return [report.text("state"), String(report.int("version"))] + counts
            }
        }
        let before = try await stand()
        try await fill(database, at: "event")
        await #expect(throws: AppError.diskFull) { _ = try await site.verify(receipt) }
        #expect(try await stand() == before)
        try await empty(database, at: "event")
        _ = try await site.verify(receipt)
        #expect(try await stand().first == "verified")
    }
}
