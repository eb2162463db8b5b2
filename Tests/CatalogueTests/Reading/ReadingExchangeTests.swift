import Foundation
import HTTPTypes
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Catalogue

@Suite("Published data on its pages")
struct ReadingExchangeTests {
    @Test("the catalogue lists what is published, closed ones too, and no drafts; facets are links with counts")
    func catalogue() async throws {
        let site = try await ReadingTestSite()
        let (text, page) = try await site.page("/data")
        let titles = page.all { $0["class"] == "list-card__title" }.map(\.text)
        #expect(titles.count == 3 && titles.allSatisfy { !$0.contains("draf") })
        #expect(text.contains("3 dataset") && text.contains("href=\"/data?akses=open\""))
        let open = try await site.page("/data?akses=open").markup
        #expect(open.all { $0["class"] == "list-card__title" }.map(\.text) == ["Murid (murid) & sekolah"])
        #expect(open.all("a").contains { $0["class"] == "chip" && $0["href"] == "/data" })
        #expect(try await site.page("/data?cari=zzzz").text.contains("Tidak ada dataset yang cocok"))
        #expect(try await site.page("/data?cari=%3Cscript%3E&halaman=-3&urut=apa&tema=EDUC&bahasa=en").text.contains("No dataset fits"))
    }

    @Test("every part of a dataset's page is well-formed and accessible, in both languages", arguments: Language.allCases)
    func parts(language: Language) async throws {
        let site = try await ReadingTestSite()
        for path in ["", "/bagan", "/kolom", "/riwayat", "/banding", "/mutu", "/tanya", "/pakai"] {
            let (text, _) = try await site.page("/data/murid\(path)?bahasa=\(language.rawValue)")
            #expect(text.contains("Murid (murid) &amp; sekolah"), "\(path)")
            for prefix in ["reading.", "chart.", "question.", "quality.", "catalogue."] {
                #expect(!text.contains(">\(prefix)") && !text.contains("\"\(prefix)"), "\(path): a sentence of \(prefix) is missing")
            }
        }
    }

    @Test("rows are filtered, sorted and turned by the address alone")
    func rows() async throws {
        let site = try await ReadingTestSite()
        let whole = try await site.page("/data/murid").text
        #expect(whole.contains("7 baris"))
        let some = try await site.page("/data/murid?tahun=eq.2025&sort=murid.desc&limit=2").markup
        let heads = some.all("tbody").flatMap { $0.all("tr") }.map { $0.all("td").map(\.text) }
        #expect(heads.count == 2 && heads[0].contains("130"))
        #expect(some.all("th").first { $0["aria-sort"] == "descending" } != nil)
        #expect(some.all("a").contains { $0["rel"] == "next" && $0["href"]?.contains("offset=2") == true })
        // The form's condition becomes an address.
        let answer = try await site.site.browser().get("/data/murid?_kolom=murid&_cara=paling-sedikit&_isi=100&tahun=eq.2025")
        #expect(answer.status == 303 && answer.location == "/data/murid?tahun=eq.2025&murid=gte.100#tabel")
        // What cannot be read says so and still shows the table.
        let wrong = try await site.page("/data/murid?_kolom=murid&_cara=sama&_isi=banyak", status: 422)
        #expect(wrong.text.contains("bukan angka") && wrong.text.contains("7 baris"))
        #expect(try await site.page("/data/murid?gaji=eq.1", status: 422).text.contains("7 baris"))
        #expect(try await site.site.browser().get("/data/murid?_versi=9").status == 404)
        #expect(try await site.page("/data/murid?_versi=1").text.contains("bukan versi terbaru"))
    }

    @Test("restricted and closed data show what they are and why, and not one row, on no page and in no file")
    func closed() async throws {
        let site = try await ReadingTestSite()
        for name in ["terbatas", "tertutup"] {
            let (text, page) = try await site.page("/data/\(name)")
            #expect(text.contains("pasal 17 huruf h") && page.all("tbody").isEmpty && !text.contains("Patrang"))
            for part in ["/bagan", "/kolom", "/banding", "/unduh?format=csv"] {
                let answer = try await site.site.browser().get("/data/\(name)\(part)")
                // A visitor may be asked to sign in first.
                #expect([303, 401, 403, 404].contains(answer.status) && !answer.text.contains("Patrang"), "\(part) \(answer.status)")
            }
            for part in ["/riwayat", "/mutu", "/tanya", "/pakai"] {
                let (text, _) = try await site.page("/data/\(name)\(part)")
                #expect(!text.contains("Patrang"), "\(part)")
            }
        }
        let others = site.site.browser()
        others.signIn(site.stranger)
        #expect(try await site.page("/data/terbatas", others).markup.all("tbody").isEmpty)
        let own = site.site.browser()
        own.signIn(site.producer)
        #expect(try await site.page("/data/terbatas", own).text.contains("Patrang"))
        #expect(try await site.site.browser().get("/data/draf").status == 404)
        #expect(try await others.get("/data/draf").status == 404)
        #expect(try await site.page("/data/draf", own).text.contains("Murid (draf)"))
    }

    @Test("downloads hold exactly the rows chosen, in their order, with formulas made harmless")
    func downloads() async throws {
        let site = try await ReadingTestSite()
        let browser = site.site.browser()
        let csv = try await browser.get("/data/murid/unduh?kecamatan=eq.Patrang&sort=murid.desc&limit=1&format=csv")
        let lines = csv.text.split(whereSeparator: \.isNewline)
        #expect(
            csv.status == 200 && lines.count == 4 && lines[1].contains(",130,")
                && csv.header("Content-Disposition")?.contains("murid-murid-v2.csv") == true)
        let json = try await browser.get("/data/murid/unduh?tahun=eq.2024&format=json")
        #expect(json.text.contains("121") && !json.text.contains("130") && json.header("Content-Type") == "application/json")
        #expect(try await browser.get("/data/murid/unduh?format=exe").status == 422)
    }

    @Test("two versions side by side: new, changed and gone, by sign and word")
    func comparison() async throws {
        let site = try await ReadingTestSite()
        let (text, page) = try await site.page("/data/murid/banding?dari=1&sampai=2")
        // Without a key whole rows are compared: one changed is one gone and one new, besides the two that were added.
        #expect(
            page.all("tr").filter { $0["class"] == "is-added" }.count == 3
                && page.all("tr").filter { $0["class"] == "is-removed" }.count == 1)
        #expect(text.contains("Tabel ini belum punya kunci"))
        #expect(try await site.site.browser().get("/data/murid/banding?dari=1&sampai=8").status == 404)
    }

    @Test("of a table with very many versions the first is still listed, opened, compared and found by number and id")
    func manyVersions() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.published()
        let table = try await site.table(of: dataset.id)
        let first = try await site.desk.database.read { tx in try tx.version(of: table.id, number: 1)! }
        // As if it had been published every hour for six weeks.
        try await site.desk.database.write { [world = site.desk.world] tx in
            for number in 2...1100 {
                var version = first
                version.id = world.newID()
                version.number = number
                version.publishedAt = first.publishedAt.adding(seconds: Double(number))
                try tx.insert(version)
            }
        }
        site.site.world.pass(days: 1)
        try await site.publish(Array(CatalogueTestSite.prices.dropLast()), in: dataset.id)
        let visitor = site.site.browser()
        let history = try await visitor.get("/data/harga-beras/riwayat")
        #expect(history.text.contains("sebelum=1002") && !history.text.contains("_versi=1001\""))
        let last = try await visitor.get("/data/harga-beras/riwayat?sebelum=101")
        #expect(last.text.contains("_versi=1\"") && last.text.contains("sebelum=201"))
        #expect(try await visitor.get("/data/harga-beras?_versi=1").status == 200)
        #expect(try await visitor.get("/data/harga-beras/banding?dari=1&sampai=2").status == 200)
        let api = "/api/datasets/harga-beras/tables/\(table.name)"
        #expect(try await visitor.get("\(api)/rows?version=1").status == 200)
        #expect(try await visitor.get("\(api)/changes?from=1&to=\(first.id)").status == 200)
        #expect(try await visitor.get("\(api)/changes?from=1102").status == 422)
        let listed = try await visitor.get("\(api)/versions").json()
        #expect(listed["items"]?.array?.count == 1000 && listed["next"]?.integer == 102)
        let rest = try await visitor.get("\(api)/versions?before=102").json()
        #expect(rest["items"]?.array?.count == 101 && rest["next"] == .null)
    }
}
