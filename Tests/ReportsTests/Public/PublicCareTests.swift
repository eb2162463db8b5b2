import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Reports
import Storage
import TestSupport
import Testing
import Web

/// What the public's pages and API promise beyond the plain way: a full disk, the NIK, the map of a search, the whole follow-up.
@Suite struct PublicCareTests {
    private func count(_ site: ReportTestSite, _ table: SQL) async throws -> Int {
        try await site.desk.database.read { try $0.count(table) }
    }

    @Test(.enabled(if: TestDatabase.server == nil, "only SQLite can be told to be full"))
    func `on a full disk nothing is half there, and the form comes back with all that was typed`() async throws {
        let site = try await ReportTestSite()
        let browser = site.site.browser()
        let database = site.desk.database
        let form = try await browser.get("/lapor").form(to: "/lapor")
        // No page more than there are.
        _ = try await database.write { tx in try tx.rows("PRAGMA max_page_count = 1").count }
        var sent = 0
        var full: Answer?
        var typed = ReportTestSite.filled
        while full == nil, sent < 60 {
            typed["text"] = "Lubang ke-\(sent)." + String(repeating: " Jalan berlubang di depan pasar.", count: 140)
            let photo = UploadedFile(field: "photos", filename: "a.jpg", claimedType: "image/jpeg", bytes: Pictures.scene(UInt64(sent + 1)))
            let answer = try await browser.submit(form, filling: typed, files: [photo])
            if answer.status == 303 { sent += 1 } else { full = answer }
        }
        let refused = try #require(full)
        #expect(refused.status == 503)
        #expect(refused.text.contains(site.site.installation.words("error.disk_full", .indonesian)))
        let again = try refused.form(to: "/lapor")
        for (name, value) in typed { #expect(again.value(name) == value, "\(name) was lost") }
        #expect(try await count(site, "SELECT count(*) FROM report") == sent)
        #expect(try await count(site, "SELECT count(*) FROM report_identity") == sent)
        #expect(try await count(site, "SELECT count(*) FROM report_photo") == sent)
        #expect(try await count(site, "SELECT count(*) FROM event WHERE kind = 'report.submit'") == sent)
        let body = #"{"category": "road", "text": "\#(typed["text"]!)", "place": {"village": "\#(ReportTestSite.village)"}}"#
        let program = try await browser.send(
            .post, "/api/reports", headers: [.contentType: "application/json"], body: ByteBuffer(string: body))
        #expect(program.status == 503 && program.header("Content-Type")?.hasPrefix("application/problem+json") == true)
        // Room again: the same form goes through.
        _ = try await database.write { tx in try tx.rows("PRAGMA max_page_count = 1000000").count }
        #expect(try await browser.submit(again).status == 303)
        #expect(try await count(site, "SELECT count(*) FROM report") == sent + 1)
    }

    @Test func `the NIK is asked for where officials are reported on, and nowhere else`() async throws {
        let site = try await ReportTestSite()
        let browser = site.site.browser()
        let field = "national_id.\(ReportTestSite.violence)"
        let first = try await browser.submit(
            try await browser.get("/lapor").form(to: "/lapor"),
            filling: ReportTestSite.filled.merging(["category": ReportTestSite.violence]) { $1 })
        #expect(first.status == 422)
        let form = try first.form(to: "/lapor")
        #expect(form.value(field) == "")
        let wrong = try await browser.submit(form, filling: [field: "123"])
        #expect(wrong.status == 422 && wrong.text.contains(site.site.installation.words("error.national_id", .indonesian)))
        let sent = try await browser.submit(try wrong.form(to: "/lapor"), filling: [field: "3509010101900001"])
        #expect(sent.status == 303)
        let id: Identifier<Report> = try await site.desk.database.read { try $0.row("SELECT id FROM report")!.id("id") }
        let identity = try await site.desk.openIdentity(of: id, by: site.triage, reason: "menghubungi saksi kejadian")
        #expect(identity?.nationalID == "3509010101900001" && identity?.name == "Siti Aminah")

        func post(_ category: String) async throws -> Answer {
            let body = """
                {"category": "\(category)", "text": "Diminta uang di kantor.", "place": {"village": "\(ReportTestSite.village)"},
                 "reporter": {"name": "Siti", "nationalId": "3509010101900001"}}
                """
            return try await browser.send(
                .post, "/api/reports", headers: [.contentType: "application/json"], body: ByteBuffer(string: body))
        }
        let unasked = try await post(ReportTestSite.roads)
        #expect(unasked.status == 422 && unasked.issueFields == ["reporter.nationalId"])
        #expect(try await post(ReportTestSite.violence).status == 201)
    }

    @Test func `the map shows what the words find, on the page and by API`() async throws {
        let site = try await ReportTestSite()
        var lamp = site.submission("Lampu jalan mati di perempatan.")
        lamp.latitude = -8.1905
        lamp.longitude = 113.6705
        for submission in [lamp, site.submission("Jembatan bambu hampir putus.")] {
            try await site.verify(try await site.desk.submit(submission, by: .visitor))
        }
        let browser = site.site.browser()
        func titles(_ query: String) async throws -> [String] {
            try await browser.get("/api/reports/map?zoom=20\(query)").json()["features"]?.array?
                .compactMap { $0["properties"]?["title"]?.string } ?? []
        }
        #expect(try await titles("").count == 2)
        let found = try await titles("&q=lampu")
        #expect(found.count == 1 && found.first?.hasPrefix("Lampu jalan mati") == true)
        #expect(try await titles("&q=gajah").isEmpty)
        let page = try await browser.get("/laporan?cari=lampu&tampilan=peta")
        #expect(page.status == 200 && page.text.contains("q=lampu"))
    }

    @Test func `a program reads of a report what its reporter reads`() async throws {
        let site = try await ReportTestSite()
        var submission = site.submission()
        submission.placeNote = "Depan warung"
        let receipt = try await site.inProgress(submission)
        let browser = site.site.browser()
        let own: HTTPFields = [.init("Report-Secret")!: receipt.secret]
        let standing = try await browser.get("/api/reports/\(receipt.code)/follow-up", headers: own).json()
        #expect(standing["place"]?["note"] == "Depan warung" && standing["place"]?["village"]?["id"] == .string(ReportTestSite.village))
        #expect(standing["place"]?["latitude"]?.number == -8.18134)
        #expect(standing["hasIdentity"] == true && standing["identityRemovedAt"] == .null && standing["mergedInto"] == .null)
        #expect((standing["daysLeft"]?.integer ?? 0) > 5 && standing["isPaused"] == false)
        #expect(standing["turnDueAt"]?.string == standing["dueAt"]?.string)
        let other = try await site.desk.submit(site.submission(), by: .visitor)
        try await site.desk.perform(MergeReport(into: receipt.code, reason: "Sama"), on: other.id, by: site.triage)
        let joined = try await browser.get("/api/reports/\(other.code)/follow-up", headers: [.init("Report-Secret")!: other.secret]).json()
        #expect(joined["mergedInto"] == .string(receipt.code))
        // Her page leads there.
        #expect(try await browser.get("/ikuti/\(other.code)/\(other.secret)").text.contains("/laporan/\(receipt.code)"))
        let figures = try await browser.get("/api/statistics/agency").json()
        #expect(figures["months"]?.array?.first?["month"] == "2026-03" && figures["months"]?.array?.first?["received"]?.integer == 2)
    }
}
