import Foundation
import HTTPTypes
import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Web
import Work

@Suite struct PublicPagesTests {
    @Test func `the page about the service says of the regent what the shipped rules do`() async throws {
        // By time alone a case comes to the regional secretary; the regent hears of it when it is reopened after that.
        #expect(ClockRule("finish", days: [:]).alerts.map { Report.level(at: $0) }.max() == 3)
        let about = try await ReportTestSite().site.browser().get("/tentang").page().text
        #expect(about.contains("lalu sekretaris daerah. Kalau setelah itu dibuka lagi, laporan naik ke bupati"))
    }

    @Test(arguments: ["id", "en"]) func `every page is well-formed, accessible and has no sentence missing`(language: String) async throws {
        let (site, receipt) = try await ReportTestSite.inSeveralStates()
        let rejected = try await site.desk.submit(site.submission("Tolong carikan saya pekerjaan."), by: .visitor)
        try await site.desk.perform(
            RejectReport(reason: .notAReport, text: "Silakan ke Dinas Tenaga Kerja."), on: rejected.id, by: site.triage)
        _ = try await site.desk.openIdentity(of: receipt.id, by: site.clerk, reason: "menanyakan letak lubang")
        let paths = [
            "/", "/lapor", "/lacak", "/lacak?kode=salah", "/laporan", "/laporan?tampilan=peta", "/laporan?cari=jalan&status=terbukti",
            "/laporan?hal=diperiksa&dari=2026-01-01&sampai=2026-12-31", "/laporan?kategori=tidak-ada", "/laporan/\(receipt.code)",
            "/laporan/statistik", "/laporan/statistik?menurut=kecamatan&dari=2026-03&sampai=2026-03", "/laporan/statistik?menurut=kategori",
            "/privasi", "/tentang", "/ikuti/\(receipt.code)/\(receipt.secret)", "/ikuti/\(rejected.code)/\(rejected.secret)",
            "/lapor/terima/\(receipt.code)/\(receipt.secret)",
        ]
        let browser = site.site.browser()
        browser.set("bahasa", language)
        for path in paths {
            let answer = try await browser.get(path)
            #expect(answer.status == 200 || answer.status == 422, "\(path) answered \(answer.status)")
            for fault in Accessibility.faults(answer.text, isPage: true) { Testing.Issue.record("\(path): \(fault)") }
            let shown = try answer.page().text
            for found in shown.matches(of: /\b(report|status|act|error|ui)\.[a-z_]+(\.[a-z_]+)*\b/) {
                Testing.Issue.record("\(path) shows the key \(found.0)")
            }
            for found in shown.matches(of: /\{[a-z_]+\}/) { Testing.Issue.record("\(path) shows the placeholder \(found.0)") }
        }
    }

    @Test func `figures by subdistrict come with a map whose areas lead to their lists`() async throws {
        let site = try await ReportTestSite()
        _ = try await site.checked()
        let page = try await site.site.browser().get("/laporan/statistik?menurut=kecamatan").page()
        let map = try #require(page.all { $0["class"] == "map" }.first)
        #expect(!map.all("a").isEmpty && map.all("a").allSatisfy { $0["href"]?.hasPrefix("/laporan?") == true })
        #expect(page.all { $0["class"] == "legend map-legend" }.count == 1)
        let other = try await site.site.browser().get("/laporan/statistik?menurut=instansi").page()
        #expect(other.all { $0["class"] == "map" }.isEmpty)
    }

    @Test func `a report's page keeps claimed, checked and accepted apart`() async throws {
        let (site, receipt) = try await ReportTestSite.inSeveralStates()
        let page = try await site.site.browser().get("/laporan/\(receipt.code)")
        let facts = try #require(try page.page().all("section").first { $0.first("h2")?.text == "Sudah beres menurut siapa?" })
        #expect(facts.all("dd").map(\.text).map { $0.contains("Ya") } == [true, true, false])
        #expect(try page.page().all { $0["class"] == "timeline" }.first?.children.count { $0.name == "li" } == 6)
        let typed = try await site.site.browser().get("/laporan/\(receipt.code.lowercased().replacing("-", with: ""))")
        #expect(typed.status == 303 && typed.location == "/laporan/\(receipt.code)")
    }

    @Test func `a code is found however it is typed, and one that was misheard is told kindly`() async throws {
        let (site, receipt) = try await ReportTestSite.inSeveralStates()
        let browser = site.site.browser()
        let spoken = receipt.code.lowercased().replacing("-", with: " ")
        #expect(try await browser.get("/lacak?kode=\(percentEncoded(spoken))").location == "/laporan/\(receipt.code)")
        var wrong = Array(receipt.code)
        wrong[0] = wrong[0] == "7" ? "8" : "7"
        let answer = try await browser.get("/lacak?kode=\(String(wrong))")
        #expect(answer.status == 422 && answer.text.contains("tertukar"))
        #expect(try answer.page().all { $0["name"] == "kode" }.first?["value"] == String(wrong))
    }

    @Test func `the first and the last that an address can name are only odd, and their pages stay small`() async throws {
        let (site, _) = try await ReportTestSite.inSeveralStates()
        let browser = site.site.browser()
        for path in [
            "/laporan?lama=\(Int64.min).01937683-3e7c-7763-98c6-4fdd0232a800",
            "/laporan?baru=\(Int64.min).01937683-3e7c-7763-98c6-4fdd0232a800",
            "/laporan?lama=\(Int64.max).01937683-3e7c-7763-98c6-4fdd0232a800", "/laporan/statistik?sampai=0000-01",
            "/laporan/statistik?dari=0000-01&sampai=0003-12", "/laporan/statistik?dari=0000-01&sampai=9999-12",
            "/laporan/statistik.csv?sampai=0000-01",
        ] {
            let answer = try await browser.get(path)
            #expect(answer.status == 200, "\(path)")
            #expect(answer.text.utf8.count < 100_000, "\(path)")
        }
    }

    @Test func `months are counted down past the year 0`() throws {
        let first = try #require(Month("0000-01"))
        #expect(first.adding(-1) == Month(year: -1, number: 12))
        #expect(first.adding(-12) == Month(year: -1, number: 1))
        #expect(first.adding(-59).adding(59) == first)
        #expect(first.last == Day("0000-01-31"))
    }

    @Test func `approved photos may be kept by anyone, the others by nobody`() async throws {
        let site = try await ReportTestSite()
        let browser = site.site.browser()
        let file = UploadedFile(field: "photos", filename: "a.png", claimedType: "image/png", bytes: Pictures.scene(3))
        let filled = ["category": ReportTestSite.roads, "text": "Jalan berlubang di depan pasar.", "village": ReportTestSite.village]
        let sent = try await browser.submit(try await browser.get("/lapor").form(to: "/lapor"), filling: filled, files: [file])
        let parts = try #require(sent.location).split(separator: "/").map(String.init)
        let (code, secret) = (parts[2], parts[3])
        let photo = try await site.desk.file(code: code, for: site.triage).photos[0]
        let own = try await browser.get("/ikuti/\(code)/\(secret)/foto/\(photo.id)/kecil")
        #expect(own.status == 200 && own.header("Cache-Control") == "private, no-store")
        #expect(try await browser.get("/foto/\(photo.id)").status == 404)
        let tree = try await site.desk.database.read { CategoryTree(try $0.categories()) }
        let report = try await site.desk.file(code: code, for: site.triage).report
        try await site.desk.perform(
            VerifyReport(
                kind: .complaint, category: tree[ReportTestSite.roads]!, disclosure: .open, publicText: "Jalan.", publicPhotos: [photo.id]),
            on: report.id, by: site.triage)
        let shown = try await browser.get("/foto/\(photo.id)")
        #expect(shown.status == 200 && shown.header("Cache-Control")?.contains("immutable") == true)
        #expect(shown.header("Content-Type") == "image/jpeg")
    }
}
