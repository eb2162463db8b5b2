import Foundation
import HTTPTypes
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Catalogue

@Suite("Charts that are kept")
struct SavedChartTests {
    @Test("a chart is drawn, saved once however often, shown, embedded by anybody and handed out as files")
    func charts() async throws {
        let site = try await ReadingTestSite()
        let browser = site.site.browser()
        let path = "/data/murid/bagan?tahun=eq.2025&_jenis=batang&_menurut=kecamatan&_hitung=jumlah&_nilai=murid&_urutkan=terbesar"
        let page = try await browser.get(path)
        #expect(page.text.contains("Jumlah murid menurut kecamatan") && page.text.contains("<svg class=\"chart__plot\""))
        let form = try page.form()
        let saved = try await browser.submit(form)
        let address = try #require(saved.location)
        #expect(saved.status == 303 && address.hasPrefix("/grafik/"))
        #expect(try await browser.submit(form).location == address)
        let shown = try await site.page(address)
        #expect(shown.text.contains("Jumlah murid menurut kecamatan") && shown.text.contains("/angka/baru?data=murid"))
        let embed = try await browser.get(address + "/sisip")
        let policy = try #require(embed.header("Content-Security-Policy"))
        #expect(
            embed.status == 200 && policy.contains("frame-ancestors *") && policy.contains("default-src 'none'")
                && !embed.text.contains("<script"))
        #expect(try await browser.get(address).header("Content-Security-Policy")?.contains("frame-ancestors 'none'") == true)
        let svg = try await browser.get(address + "/gambar.svg")
        #expect(svg.header("Content-Type")?.hasPrefix("image/svg+xml") == true && svg.text.contains("Patrang"))
        let table = try await browser.get(address + "/angka.csv")
        #expect(table.text.contains("Patrang,130"))
        #expect(try await browser.get("/grafik/000-000-01").status == 404)
        let events = try await site.site.installation.database.read {
            try $0.count("SELECT count(*) FROM event WHERE kind = 'chart.saved'")
        }
        #expect(events == 1)
    }

    @Test("a title of one's own needs an account; a chart of data that is not open cannot be saved")
    func titles() async throws {
        let site = try await ReadingTestSite()
        let path = "/data/murid/bagan?_jenis=batang&_menurut=jenjang"
        let visitor = site.site.browser()
        let form = try (try await visitor.get(path)).form()
        #expect(!form.names.contains("title"))
        let own = site.site.browser()
        own.signIn(site.producer)
        let titled = try await own.submit(try (try await own.get(path)).form(to: path), filling: ["title": "Judul <sendiri>"])
        #expect(try await visitor.get(try #require(titled.location)).text.contains("Judul &lt;sendiri&gt;"))
        let page = try await own.get("/data/terbatas/bagan")
        #expect(page.status == 200 && !page.text.contains("Simpan bagan"))
    }
}
