import Catalogue
import Columns
import Documents
import Foundation
import HTTPTypes
import Ingest
import Kernel
import Signing
import Storage
import TestSupport
import Testing
import Web

@testable import Citations

@Suite("Pages of cited numbers")
struct CitationPageTests {
    @Test("a number is cited by the form and shown large, in words, with its rows, its verdict and its code", arguments: ["id", "en"])
    func journey(language: String) async throws {
        let site = try await CitedSite()
        try await site.catalogue.published()
        let browser = site.catalogue.site.browser()
        let form = try await browser.get(
            "/angka/baru?data=harga-beras&saring=tahun%3Deq.2025&rumus=sum&kolom=harga&bahasa=\(language)")
        #expect(form.status == 200)
        #expect(form.text.contains(language == "id" ? "39.000" : "39,000"))
        let answer = try await browser.follow(
            try await browser.submit(form.form(to: "/angka/baru"), filling: ["judul": "Harga <b>beras</b> 2025"]))
        #expect(answer.status == 200)
        let page = try answer.page()
        #expect(answer.text.contains(language == "id" ? "39.000" : "39,000"))
        #expect(answer.text.contains("Harga &lt;b&gt;beras&lt;/b&gt; 2025"))
        #expect(answer.text.contains(language == "id" ? "Tanda tangan sah" : "Signature valid"))
        #expect(answer.text.contains(language == "id" ? "13.400" : "13,400"))
        #expect(page.all("svg").contains { $0["class"] == "qr" })
        #expect(answer.text.contains("/data/harga-beras?tahun=eq.2025&amp;_tabel=data&amp;_versi=1"))
    }

    @Test("any cell: a row's number leads to the form that cites a value of that row, found by the table's key")
    func anyCell() async throws {
        let site = try await CitedSite()
        try await site.catalogue.published()
        try await site.catalogue.published(site.catalogue.restricted())
        var keyless = CatalogueTestSite.priceSchema
        keyless.primaryKey = []
        try await site.catalogue.published("tanpa-kunci", schema: keyless)
        let browser = site.catalogue.site.browser()
        func links(_ path: String) async throws -> [String] {
            let page = try await browser.get(path).page()
            return page.all("a").compactMap { $0["href"] }.filter { $0.hasPrefix("/angka/baru") && $0.contains("rumus=cell") }
        }
        let rows = try await links("/data/harga-beras")
        #expect(rows.count == 6)
        #expect(try await links("/data/harga-beras?tahun=eq.2025&pasar=eq.Tanjung").count == 1)
        #expect(try await links("/data/tanpa-kunci").isEmpty)
        #expect(try await links("/data/keluarga-miskin").isEmpty)

        let form = try await browser.get(try #require(rows.dropFirst(3).first))
        #expect(form.status == 200 && form.text.contains("13.400"))
        let cited = try await browser.follow(try await browser.submit(form.form(to: "/angka/baru"), filling: ["judul": "Harga Tanjung"]))
        #expect(cited.status == 200 && cited.text.contains("13.400"))
        // The fifth row has no price; its form opens all the same.
        #expect(try await browser.get(try #require(rows.dropFirst(4).first)).status == 200)
    }

    @Test("a code that no citation has leads to whoever else prints figures, and nowhere when nobody does")
    func figuresOfPapers() async throws {
        let site = try await CitedSite()
        let browser = site.catalogue.site.browser()
        let code = ShortCode.make(123_456)
        #expect(try await browser.get("/angka/\(code)").status == 404)
        let codes = FigureCodes()
        codes.register { asked, _ in asked == code ? "/buku/angka/\(asked)" : nil }
        site.catalogue.site.installation.services.put(codes)
        #expect(try await browser.get("/angka/\(code)").location == "/buku/angka/\(code)")
        #expect(try await browser.get("/angka/\(ShortCode.make(654_321))").status == 404)
    }

    @Test("what cannot be computed comes back with everything typed and what to mend")
    func mistakes() async throws {
        let site = try await CitedSite()
        try await site.catalogue.published()
        let browser = site.catalogue.site.browser()
        let form = try await browser.get("/angka/baru?data=harga-beras")
        let answer = try await browser.submit(
            form.form(to: "/angka/baru"), filling: ["rumus": "cell", "kolom": "harga", "filter": "tahun=eq.2025", "judul": "Satu sel"])
        #expect(answer.status == 422)
        #expect(answer.text.contains("tepat satu"))
        #expect(try answer.form(to: "/angka/baru").value("judul") == "Satu sel")
        #expect(try answer.form(to: "/angka/baru").value("filter") == "tahun=eq.2025")
    }

    @Test("the rows of a number are chosen by ticks and ranges, and an address that says them is ticked")
    func chosen() async throws {
        let site = try await CitedSite()
        try await site.catalogue.published()
        let browser = site.catalogue.site.browser()
        func form() async throws -> PageForm {
            try await browser.get("/angka/baru?data=harga-beras&rumus=sum&kolom=harga&saring=tahun%3Deq.2025").form(to: "/angka/baru")
        }
        let fresh = try await form()
        // The year is the third column, and has two values.
        #expect(fresh.value("rows.2.among") == "2025" && fresh.value("filter") == "" && !fresh.names.contains("saring"))
        let cited = try await browser.submit(fresh, filling: ["rows.2.among": "2024", "rows.3.from": "12.500"])
        let citation = try await site.database.read { tx in try tx.row("SELECT filter, value FROM citation") }
        #expect(cited.status == 303 && citation?.text("value") == "12900")
        #expect(citation?.text("filter") == "tahun=eq.2024&harga=gte.12500")
        let bad = try await browser.submit(form(), filling: ["rows.3.from": "mahal"])
        #expect(bad.status == 422)
        #expect(try bad.form(to: "/angka/baru").value("rows.3.from") == "mahal")
        // A form that was open before rows were ticked says them as it did.
        let old = try await browser.follow(browser.submit(form().with("saring", "tahun=eq.2025")))
        #expect(old.status == 200 && old.text.contains("39.000"))
    }

    @Test("codes are found however they are typed; wrong ones and those of others' data are not found")
    func codes() async throws {
        let site = try await CitedSite()
        let dataset = try await site.catalogue.published()
        let hidden = try await site.catalogue.published(site.catalogue.restricted())
        let citation = try await site.cite(dataset, Formula(.count))
        let secret = try await site.cite(hidden, Formula(.count), by: site.catalogue.producer)
        let browser = site.catalogue.site.browser()
        let typed = citation.code.lowercased().replacingOccurrences(of: "-", with: "")
        #expect(try await browser.get("/angka/\(typed)").location == "/angka/\(citation.code)")
        for path in [
            "/angka/ABC", "/angka/\(secret.code)", "/angka/\(secret.code)/akta.json", "/angka/\(secret.code)/qr.svg",
            "/angka/\(secret.code)/sisip",
        ] {
            #expect(try await browser.get(path).status == 404, "\(path)")
        }
        browser.signIn(site.catalogue.planner)
        #expect(try await browser.get("/angka/\(secret.code)").status == 200)
    }

    @Test("the embedded page may stand in others' pages and brings no script; no other page may")
    func embed() async throws {
        let site = try await CitedSite()
        let dataset = try await site.catalogue.published()
        let citation = try await site.cite(dataset, Formula(.sum, "harga"), title: "Harga")
        let browser = site.catalogue.site.browser()
        let embedded = try await browser.get("/angka/\(citation.code)/sisip")
        #expect(embedded.header("Content-Security-Policy")?.contains("frame-ancestors *") == true)
        #expect(!embedded.text.contains("<script"))
        #expect(embedded.text.contains("63.900"))
        _ = try embedded.page()
        let whole = try await browser.get("/angka/\(citation.code)")
        #expect(whole.header("Content-Security-Policy")?.contains("frame-ancestors 'none'") == true)
        let badge = try await browser.get("/angka/\(citation.code)/lencana.svg")
        #expect(badge.header("Content-Type")?.hasPrefix("image/svg+xml") == true)
        #expect(badge.text.contains("63.900 rupiah"))
    }

    @Test("a newer version that says otherwise is told of on the page")
    func newer() async throws {
        let site = try await CitedSite()
        let dataset = try await site.catalogue.published()
        let citation = try await site.cite(dataset, Formula(.sum, "harga"))
        var rows = CatalogueTestSite.prices
        rows[0][3] = .integer(13_000)
        try await site.catalogue.publish(rows, in: dataset.id)
        let page = try await site.catalogue.site.browser().get("/angka/\(citation.code)")
        #expect(page.text.contains("64.900"))
        #expect(page.text.contains("+1.000"))
    }

    @Test("pages are well-formed and fit for all: labels, names, headings in order", arguments: ["id", "en"])
    func accessible(language: String) async throws {
        let site = try await CitedSite()
        let dataset = try await site.catalogue.published()
        let sum = try await site.cite(dataset, Formula(.sum, "harga"), "tahun=eq.2025")
        let chart = try await site.cite(dataset, Formula(.sum, "harga", by: ["tahun"]))
        let browser = site.catalogue.site.browser()
        browser.signIn(site.catalogue.steward)
        for path in [
            "/angka/\(sum.code)", "/angka/\(chart.code)", "/angka/baru?data=harga-beras", "/angka/pemeriksa", "/selisih",
            "/pengelolaan/kunci-tanda-tangan",
        ] {
            let answer = try await browser.get("\(path)\(path.contains("?") ? "&" : "?")bahasa=\(language)")
            #expect(answer.status == 200, "\(path)")
            #expect(Accessibility.faults(answer.text, isPage: true) == [], "\(path)")
        }
    }
}
