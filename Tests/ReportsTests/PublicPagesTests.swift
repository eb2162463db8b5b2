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
    /// A site with reports in several states, one of them with everything a page can show.
    private func world() async throws -> (site: ReportTestSite, checked: Receipt) {
        let site = try await ReportTestSite()
        let checked = try await site.checked()
        _ = try await site.inProgress(site.submission("Lampu padam sejak kemarin malam di perempatan.", disclosure: .anonymous))
        try await site.verify(try await site.desk.submit(site.submission("Drainase mampet. Air meluap ke jalan."), by: .visitor))
        return (site, checked)
    }

    @Test func `the page about the service says of the regent what the shipped rules do`() async throws {
        // By time alone a case comes to the regional secretary; the regent hears of it when it is reopened after that.
        #expect(ClockRule("finish", days: [:]).alerts.map { Report.level(at: $0) }.max() == 3)
        let about = try await ReportTestSite().site.browser().get("/tentang").page().text
        #expect(about.contains("lalu sekretaris daerah. Kalau setelah itu dibuka lagi, laporan naik ke bupati"))
    }

    @Test(arguments: ["id", "en"]) func `every page is well-formed, accessible and has no sentence missing`(language: String) async throws {
        let (site, receipt) = try await world()
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
        let (site, receipt) = try await world()
        let page = try await site.site.browser().get("/laporan/\(receipt.code)")
        let facts = try #require(try page.page().all("section").first { $0.first("h2")?.text == "Sudah beres menurut siapa?" })
        #expect(facts.all("dd").map(\.text).map { $0.contains("Ya") } == [true, true, false])
        #expect(try page.page().all { $0["class"] == "timeline" }.first?.children.count { $0.name == "li" } == 6)
        let typed = try await site.site.browser().get("/laporan/\(receipt.code.lowercased().replacing("-", with: ""))")
        #expect(typed.status == 303 && typed.location == "/laporan/\(receipt.code)")
    }

    @Test func `a code is found however it is typed, and one that was misheard is told kindly`() async throws {
        let (site, receipt) = try await world()
        let browser = site.site.browser()
        let spoken = receipt.code.lowercased().replacing("-", with: " ")
        #expect(try await browser.get("/lacak?kode=\(percentEncoded(spoken))").location == "/laporan/\(receipt.code)")
        var wrong = Array(receipt.code)
        wrong[0] = wrong[0] == "7" ? "8" : "7"
        let answer = try await browser.get("/lacak?kode=\(String(wrong))")
        #expect(answer.status == 422 && answer.text.contains("tertukar"))
        #expect(try answer.page().all { $0["name"] == "kode" }.first?["value"] == String(wrong))
    }

    @Test func `the list goes on by cursor in both directions and every filter has an address`() async throws {
        let site = try await ReportTestSite()
        for number in 1...45 {
            try await site.verify(
                try await site.desk.submit(site.submission("Laporan nomor \(number) tentang jalan desa kami."), by: .visitor))
        }
        let browser = site.site.browser()
        func titles(_ path: String) async throws -> (titles: [String], newer: String?, older: String?) {
            let page = try await browser.get(path).page()
            let link = { (rel: String) in page.all("a").first { $0["rel"] == rel }?["href"] }
            return (page.all { $0["class"] == "list-card__title" }.map(\.text), link("prev"), link("next"))
        }
        let first = try await titles("/laporan")
        #expect(first.titles.count == 20 && first.newer == nil && first.titles[0].contains("nomor 45"))
        let second = try await titles(try #require(first.older))
        let third = try await titles(try #require(second.older))
        #expect(third.titles.count == 5 && third.older == nil && third.titles.last?.contains("nomor 1 ") == true)
        let back = try await titles(try #require(third.newer))
        #expect(back.titles == second.titles)
        let start = try await titles(try #require(back.newer))
        #expect(start.titles == first.titles && start.newer == nil)
        #expect(Set(first.titles + second.titles + third.titles).count == 45)
        let form = try await browser.get("/laporan").form(to: "/laporan")
        let filtered = try await browser.submit(form, filling: ["status": "menunggu", "kecamatan": "35.09.19", "cari": "nomor 44"])
        #expect(try filtered.page().all { $0["class"] == "list-card__title" }.map(\.text) == ["Laporan nomor 44 tentang jalan desa kami"])
        #expect(try await browser.get("/laporan?kecamatan=35.09.01").page().all { $0["class"] == "list-card__title" }.isEmpty)
        #expect(try await browser.get("/laporan.csv").text.split(separator: "\r\n").count == 46)
        #expect(try await browser.get("/laporan.csv?cari=nomor%2044").text.split(separator: "\r\n").count == 2)
        let feed = try await browser.get("/laporan.atom")
        #expect(
            feed.header("Content-Type")?.hasPrefix("application/atom+xml") == true
                && feed.text.components(separatedBy: "<entry>").count == 46)
    }

    @Test func `pages are told unchanged while nothing was written, and never after`() async throws {
        let (site, receipt) = try await world()
        let browser = site.site.browser()
        let paths = [
            "/", "/laporan", "/laporan/\(receipt.code)", "/laporan/statistik", "/api/reports", "/api/reports/map?zoom=9",
            "/api/statistics/agency",
        ]
        var tags: [String: String] = [:]
        for path in paths {
            let first = try await browser.get(path)
            let tag = try #require(first.header("ETag"), "\(path) has no validator")
            tags[path] = tag
        }
        // From the second time on the answer needs no page to be made ready, and must be the same.
        for path in paths + paths + paths {
            let again = try await browser.get(path, headers: [.ifNoneMatch: tags[path] ?? ""])
            // On PostgreSQL the other tests on the cluster move the mark too, so a page may be sent again.
            #expect(again.status == 304 || again.status == 200 && TestDatabase.engine == .postgres, "\(path) is sent twice")
            #expect(again.header("ETag") != nil && again.header("X-Request-Id") != nil && again.header("Vary") != nil)
        }
        let english = try await browser.get("/laporan", headers: [.ifNoneMatch: tags["/laporan"] ?? "", .acceptLanguage: "en"])
        #expect(english.status == 200 && english.text.contains("lang=\"en\""), "a page in one language was taken for one in another")
        let act = AcceptResult(of: try await site.desk.file(receipt.id, for: site.triage).report, stars: 4)
        try await site.desk.perform(act, on: receipt.id, by: Actor(kind: .reporter, id: receipt.id.text))
        for path in paths {
            let after = try await browser.get(path, headers: [.ifNoneMatch: tags[path] ?? ""])
            #expect(after.status == 200, "\(path) is stale")
        }
        #expect(try await browser.get("/laporan/\(receipt.code)").text.contains("4 dari 5 bintang"))
    }

    @Test func `a list sent from memory is the list as it stands, under the address that was asked for`() async throws {
        let (site, _) = try await world()
        let browser = site.site.browser()
        let first = try await browser.get("/laporan?x=1").text
        let second = try await browser.get("/laporan?x=2").text
        #expect(second == first.replacing("?x=1", with: "?x=2") && second.contains("/laporan?x=2&amp;bahasa=en"))
        let english = try await browser.get("/laporan?x=2", headers: [.acceptLanguage: "en"]).text
        #expect(english.contains("<html lang=\"en\">") && english.contains("/laporan?x=2&amp;bahasa=id"))
        let narrowed = try await browser.get("/laporan?status=terbukti&x=2").text
        #expect(narrowed.contains("list-card") && narrowed != second)
        let official = site.site.browser()
        official.signIn(site.triage)
        let staff = try await official.get("/laporan?x=2").text
        #expect(staff.contains("class=\"staff\"") && !second.contains("class=\"staff\""))
        // What the last act left to say is said once, to her alone.
        let told = site.site.browser()
        told.set("pesan", "Kiriman%20kesatu%20masuk")
        #expect(try await told.get("/laporan?x=2").text.contains("Kiriman kesatu masuk"))
        #expect(try await browser.get("/laporan?x=2").text == second)

        try await site.verify(try await site.desk.submit(site.submission("Trotoar amblas di depan balai desa."), by: .visitor))
        #expect(try await browser.get("/laporan?x=3").text.contains("Trotoar amblas"))
        #expect(try await browser.get("/laporan?x=3", headers: [.acceptLanguage: "en"]).text.contains("Trotoar amblas"))
        site.site.installation.use(brand: Brand(regencyName: "Kabupaten Baru"))
        let renamed = try await browser.get("/laporan?x=4").text
        #expect(renamed.contains("Kabupaten Baru") && renamed.contains("Trotoar amblas"))
    }

    @Test func `figures lead to lists that hold as many reports`() async throws {
        let (site, _) = try await world()
        let browser = site.site.browser()
        let page = try await browser.get("/laporan/statistik").page()
        var links = 0
        for tile in page.all(where: { $0["class"] == "tile__value" }) {
            guard let link = tile.first("a")?["href"], let count = Int(tile.text) else { continue }
            #expect(
                try await browser.get(link).page().all { $0["class"] == "list-card__title" }.count == count,
                "\(link) does not hold \(count)")
            links += 1
        }
        #expect(links >= 5)
        let table = try #require(page.all("table").last)
        for cell in table.all("td").compactMap({ $0.first("a") }) {
            guard let link = cell["href"], let count = Int(cell.text) else { continue }
            #expect(
                try await browser.get(link).page().all { $0["class"] == "list-card__title" }.count == count,
                "\(link) does not hold \(count)")
        }
        let csv = try await browser.get("/laporan/statistik.csv?menurut=kecamatan").text
        #expect(csv.contains("35.09.19,Kaliwates,3,1,0,0,") && csv.contains("*,Seluruh kabupaten,3,1,0,0,"))
    }

    @Test(arguments: [
        "/laporan?lama=\(Int64.min).01937683-3e7c-7763-98c6-4fdd0232a800",
        "/laporan?baru=\(Int64.min).01937683-3e7c-7763-98c6-4fdd0232a800",
        "/laporan?lama=\(Int64.max).01937683-3e7c-7763-98c6-4fdd0232a800", "/laporan/statistik?sampai=0000-01",
        "/laporan/statistik?dari=0000-01&sampai=0003-12", "/laporan/statistik?dari=0000-01&sampai=9999-12",
        "/laporan/statistik.csv?sampai=0000-01",
    ]) func `the first and the last that an address can name are only odd, and their pages stay small`(path: String) async throws {
        let (site, _) = try await world()
        let answer = try await site.site.browser().get(path)
        #expect(answer.status == 200)
        #expect(answer.text.utf8.count < 100_000)
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
