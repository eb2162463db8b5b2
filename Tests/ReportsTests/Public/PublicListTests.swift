import Foundation
import HTTPTypes
import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Web
import Work

/// The public list of reports: its cursors, its copies in memory, and figures that lead to it.
@Suite struct PublicListTests {
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
        let (site, receipt) = try await ReportTestSite.inSeveralStates()
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
        let (site, _) = try await ReportTestSite.inSeveralStates()
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
        let (site, _) = try await ReportTestSite.inSeveralStates()
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
}
