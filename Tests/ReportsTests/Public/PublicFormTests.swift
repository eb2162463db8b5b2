import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Reports
import Storage
import TestSupport
import Testing
import Web

@Suite struct PublicFormTests {
    @Test func `a report is sent without a script and ends at a receipt with code and link`() async throws {
        let site = try await ReportTestSite()
        let browser = site.site.browser()
        let form = try await browser.get("/lapor").form(to: "/lapor")
        #expect(form.isMultipart)
        let sent = try await browser.submit(
            form, filling: ReportTestSite.filled, files: [ReportTestSite.photo("a.jpg", 1), ReportTestSite.photo("b.jpg", 2)])
        #expect(sent.status == 303)
        let receipt = try await browser.follow(sent)
        #expect(receipt.status == 200 && receipt.header("Cache-Control") == "private, no-store")
        #expect(receipt.header("Referrer-Policy") == "same-origin" && receipt.header("X-Robots-Tag") == "noindex, nofollow")
        let code = try #require(try receipt.page().all { $0["class"] == "code-big" }.first?.text)
        #expect(ShortCode.normalize(code) == code)
        let link = try #require(try receipt.page().all { $0["id"] == "tautan" }.first?["value"])
        let path = "/" + link.split(separator: "/", maxSplits: 2).last!
        let follow = try await browser.get(String(path))
        #expect(follow.status == 200 && follow.text.contains("Jalan berlubang di depan pasar"))
        #expect(try follow.page().all("img").count == 2)
        // What triage has to decide by Thursday is said as a day.
        #expect(receipt.text.contains("5 Maret 2026"))
    }

    @Test func `everything that is wrong is said beside its field and everything typed stays`() async throws {
        let site = try await ReportTestSite()
        let browser = site.site.browser()
        var typed = ReportTestSite.filled
        typed["text"] = "Rusak"
        typed["phone"] = "12"
        typed["mail"] = "siti"
        typed["disclosure"] = "anonymous"
        let answer = try await browser.submit(
            try await browser.get("/lapor").form(to: "/lapor"), filling: typed,
            files: [
                ReportTestSite.photo(),
                UploadedFile(field: "photos", filename: "surat.jpg", claimedType: "image/jpeg", bytes: Array("bukan foto".utf8)),
            ])
        #expect(answer.status == 422)
        let page = try answer.page()
        let errors = try #require(page.all { $0["data-errors"] != nil }.first)
        #expect(errors.all("li").count == 4)
        for link in errors.all("a") {
            #expect(page.all { $0["id"] == String(link["href"]!.dropFirst()) }.count == 1, "\(link["href"]!) leads nowhere")
        }
        #expect(answer.text.contains("surat.jpg"))
        let form = try answer.form(to: "/lapor")
        for (name, value) in typed { #expect(form.value(name) == value, "\(name) was lost") }
        // The photo that could be taken is kept, and shown, and counts once although it is sent again.
        let kept = try #require(form.value("kept_photo"))
        let thumbnail = try await browser.get("/lapor/foto/\(kept)")
        #expect(thumbnail.status == 200 && thumbnail.header("Content-Type") == "image/jpeg")
        let sent = try await browser.submit(
            form, filling: ["text": ReportTestSite.filled["text"]!, "phone": "0812-3456-7890", "mail": "siti@example.org"],
            files: [ReportTestSite.photo()])
        #expect(sent.status == 303)
        #expect(try await site.desk.database.read { try $0.count("SELECT count(*) FROM report_photo") } == 1)
        #expect(try await site.desk.database.read { try $0.row("SELECT disclosure FROM report")?.text("disclosure") } == "anonymous")
    }

    @Test func `sending one form twice makes one report and shows the same receipt`() async throws {
        let site = try await ReportTestSite()
        let browser = site.site.browser()
        let form = try await browser.get("/lapor").form(to: "/lapor")
        let first = try await browser.submit(form, filling: ReportTestSite.filled)
        let second = try await browser.submit(form, filling: ReportTestSite.filled)
        #expect(first.location == second.location && first.status == 303)
        #expect(try await site.reportCount() == 1)
        // A form that a phone keeps has one key for all that is written with it.
        let other = try await browser.submit(
            form, filling: ReportTestSite.filled.merging(["text": "Jembatan bambu hampir putus di dusun kami."]) { $1 })
        #expect(other.status == 303 && other.location != first.location)
        #expect(try await site.reportCount() == 2)
    }

    @Test func `a place outside of the regency is told whom to ask, and a position alone finds its village`() async throws {
        let site = try await ReportTestSite()
        let browser = site.site.browser()
        var typed = ReportTestSite.filled
        typed["village"] = ""
        typed["lat"] = "-7.55"
        typed["lon"] = "112.23"
        let outside = try await browser.submit(try await browser.get("/lapor").form(to: "/lapor"), filling: typed)
        #expect(outside.status == 422 && outside.text.contains("Kabupaten Jombang"))
        typed["lat"] = "-8.18"
        typed["lon"] = "113.66"
        #expect(try await browser.submit(try outside.form(to: "/lapor"), filling: typed).status == 303)
        let row = try await site.desk.database.read { tx in
            try tx.row("SELECT village_code, place_finding FROM report").map { ($0.text("village_code"), $0.text("place_finding")) }
        }
        #expect(row?.0 == ReportTestSite.village && row?.1 == "boundary")
        typed["lat"] = ""
        typed["lon"] = ""
        let nowhere = try await browser.submit(try await browser.get("/lapor").form(to: "/lapor"), filling: typed)
        #expect(nowhere.status == 422 && nowhere.text.contains(site.site.installation.words("error.place_missing", .indonesian)))
    }

    @Test func `a category's questions are asked once it is known, and what was typed waits`() async throws {
        let site = try await ReportTestSite()
        let browser = site.site.browser()
        let typed = ReportTestSite.filled.merging(["category": ReportTestSite.lamps]) { $1 }
        let asked = try await browser.submit(try await browser.get("/lapor").form(to: "/lapor"), filling: typed)
        #expect(asked.status == 422)
        #expect(try asked.page().all { $0["data-errors"] != nil }.isEmpty)
        let form = try asked.form(to: "/lapor")
        #expect(form.value("text") == typed["text"] && form.value("asked") == ReportTestSite.lamps)
        let refused = try await browser.submit(form, filling: ["answer.lamp.count": "banyak"])
        #expect(refused.status == 422)
        // Named by the server: without a script "fill this in" alone would say nothing.
        let page = try refused.page()
        let links = try #require(page.all { $0["data-errors"] != nil }.first).all("a")
        #expect(links.count == 2)
        for link in links {
            let field = String(link["href"]!.dropFirst())
            let label = try #require(page.all("label").first { $0["for"] == field })
            let name = try #require(label.children.first?.text).split(separator: " ").joined(separator: " ")
            #expect(link.text.hasPrefix(name) && link.text.count > name.count + 2, "\(link.text)")
        }
        let sent = try await browser.submit(
            try refused.form(to: "/lapor"), filling: ["answer.lamp.count": "3", "answer.lamp.pole": "KLW-12"])
        #expect(sent.status == 303)
        #expect(try await site.desk.database.read { try $0.row("SELECT answers FROM report")?.text("answers") }?.contains("KLW-12") == true)
    }

    @Test func `for a risky matter confidential is offered first and nothing is sent before she has seen it`() async throws {
        let site = try await ReportTestSite()
        let browser = site.site.browser()
        let typed = ReportTestSite.filled.merging(["category": ReportTestSite.violence]) { $1 }
        let asked = try await browser.submit(try await browser.get("/lapor").form(to: "/lapor"), filling: typed)
        #expect(asked.status == 422)
        #expect(try await site.reportCount() == 0)
        let form = try asked.form(to: "/lapor")
        #expect(form.value("disclosure") == "confidential")
        #expect(try await browser.submit(form, filling: ["disclosure": "anonymous"]).status == 303)
        #expect(try await site.desk.database.read { try $0.row("SELECT disclosure FROM report")?.text("disclosure") } == "anonymous")
    }

    @Test func `a megabyte of text comes back with a clear word`() async throws {
        let site = try await ReportTestSite()
        let browser = site.site.browser()
        let long = String(repeating: "jalan rusak ", count: 1 << 20 / 12)
        let answer = try await browser.submit(
            try await browser.get("/lapor").form(to: "/lapor"), filling: ReportTestSite.filled.merging(["text": long]) { $1 })
        #expect(answer.status == 422 && answer.text.contains("5000"))
        #expect(try answer.form(to: "/lapor").value("text")?.utf8.count == long.utf8.count)
    }

    @Test func `hidden characters and reversed words are made plain, and broken bytes are refused`() async throws {
        let site = try await ReportTestSite()
        let browser = site.site.browser()
        let sent = try await browser.submit(
            try await browser.get("/lapor").form(to: "/lapor"),
            filling: ReportTestSite.filled.merging(["text": "Jalan\u{200B} rusak \u{202E}parah\u{202C} sekali"]) { $1 })
        #expect(sent.status == 303)
        #expect(try await site.desk.database.read { try $0.row("SELECT text FROM report")?.text("text") } == "Jalan rusak parah sekali")
        let form = try await browser.get("/lapor").form(to: "/lapor")
        let body = "_csrf=\(form.value("_csrf")!)&text=%ff%fe&category=road"
        let broken = try await browser.send(
            .post, "/lapor", headers: [.contentType: "application/x-www-form-urlencoded", .init("Sec-Fetch-Site")!: "same-origin"],
            body: .init(string: body))
        #expect(broken.status == 400)
        #expect(try await site.reportCount() == 1)
    }
}
