import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Reports
import Storage
import TestSupport
import Testing
import Web

/// What comes in wrong through the pages, the citizen's and the officials': said beside its field or cleaned, and never half kept.
@Suite struct BadInputTests {
    @Test func `an unknown category and a place that is none are said on the citizen's form`() async throws {
        let site = try await ReportTestSite()
        let browser = site.site.browser()
        let form = try await browser.get("/lapor").form(to: "/lapor")
        let filled = ["text": "Jalan berlubang di depan pasar.", "village": ReportTestSite.village]
        let unknown = try await browser.submit(form, filling: filled.merging(["category": "gajah"]) { $1 })
        #expect(unknown.status == 422)
        #expect(try unknown.page().all { $0["href"] == "#f-category" }.count == 1, "the error leads to its field")
        let words = try await browser.submit(
            form, filling: filled.merging(["category": ReportTestSite.roads, "lat": "utara", "lon": "timur"]) { $1 })
        #expect(words.status == 422)
        let sideways = try await browser.submit(
            form, filling: filled.merging(["category": ReportTestSite.roads, "disclosure": "rahasia-sekali"]) { $1 })
        #expect(sideways.status == 422)
        #expect(try await site.desk.database.read { try $0.count("SELECT count(*) FROM report") } == 0)
    }

    @Test func `what cannot be seen is taken out of an official's words, and what is no text is refused`() async throws {
        let office = try await OfficeSite()
        let receipt = try await office.inProgress()
        let browser = office.browser(office.clerk)
        let path = "/kerja/laporan/\(receipt.code)/catatan"
        let form = try await browser.get("/kerja/laporan/\(receipt.code)").form(to: path)
        let sent = try await browser.submit(form, filling: ["text": "Aspal\u{200B} sudah \u{202E}dipesan\u{202C}.", "public": "1"])
        #expect(sent.status == 303)
        let kept = try await office.desk.database.read { tx in
            try tx.rows("SELECT text, public_text FROM report_note WHERE act = 'note'").map { [$0.text("text"), $0.text("public_text")] }
        }
        #expect(kept == [["Aspal sudah dipesan.", "Aspal sudah dipesan."]])
        let version = try await office.report(receipt.id).version
        let token = try #require(form.value("_csrf")).addingPercentEncoding(withAllowedCharacters: .alphanumerics)!
        // Bytes that are no UTF-8, and a NUL.
        for (bad, isText) in [("%ff%fe", false), ("a%00b", true)] {
            let answer = try await browser.send(
                .post, path,
                headers: [.contentType: "application/x-www-form-urlencoded", .init("Sec-Fetch-Site")!: "same-origin"],
                body: ByteBuffer(string: "_csrf=\(token)&version=\(version)&text=\(bad)"))
            let stored = try await office.desk.database.read { tx in
                try tx.rows("SELECT text FROM report_note WHERE act = 'note'").map { $0.text("text") }
            }
            #expect(isText ? answer.status < 500 : answer.status == 400, "\(bad): \(answer.status)")
            #expect(stored.allSatisfy { !$0.contains("\u{0}") && !$0.contains("\u{FFFD}") })
            if answer.status >= 400 { #expect(try await office.report(receipt.id).version == version, "\(bad) left a trace") }
        }
    }
}
