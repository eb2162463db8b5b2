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

@Suite("Cited numbers for machines")
struct CitationAPITests {
    @Test("cite, read, take the deed, and have it checked")
    func all() async throws {
        let site = try await CitedSite()
        try await site.catalogue.published()
        let caller = TestCaller(site.catalogue.site, key: site.catalogue.site.key(site.catalogue.stranger))
        let made = try await caller.send(
            .post, "/api/citations",
            ["dataset": "harga-beras", "formula": "sum", "column": "harga", "filter": "tahun=eq.2025", "title": "Harga 2025"])
        #expect(made.status == 201)
        #expect(made["value"]?.string == "39000")
        let code = try #require(made["code"]?.string)
        let read = try await caller.get("/api/citations/\(code)")
        #expect(read["verdict"]?.string == "valid")
        #expect(read["newer"] == .null)
        let deed = try await caller.get("/api/citations/\(code)/deed")
        let checked = try await caller.send(.post, "/api/citations/verification", try deed.json())
        #expect(checked["verdict"]?.string == "valid")

        var bent = try deed.json().members!
        var payload = bent["payload"]!.members!
        payload["value"] = "40000"
        bent["payload"] = .object(payload)
        #expect(try await caller.send(.post, "/api/citations/verification", .object(bent))["verdict"]?.string == "altered")
        payload["value"] = .number(1.5)
        bent["payload"] = .object(payload)
        #expect(try await caller.send(.post, "/api/citations/verification", .object(bent))["verdict"]?.string == "altered")
        #expect(try await caller.get("/api/signing-keys").status == 200)
        // As it was shown before the next version: the number of then, by the same code.
        let before = site.catalogue.site.world.now.description
        site.catalogue.site.world.pass(days: 1)
        let dataset = try #require(site.catalogue.index.find("harga-beras")).dataset.id
        try await site.catalogue.publish(Array(CatalogueTestSite.prices.dropLast()), in: dataset)
        var asked: [String: JSONValue] = ["dataset": "harga-beras", "formula": "sum", "column": "harga", "filter": "tahun=eq.2025"]
        #expect(try await caller.send(.post, "/api/citations", .object(asked))["value"]?.string == "25900")
        asked["asOf"] = .string(before)
        let then = try await caller.send(.post, "/api/citations", .object(asked))
        #expect(then["value"]?.string == "39000" && then["code"]?.string == code)
        asked["asOf"] = "kemarin"
        #expect(try await caller.send(.post, "/api/citations", .object(asked)).issueFields == ["as_of"])
        #expect(try await caller.send(.post, "/api/citations", ["dataset": "tidak-ada", "formula": "count"]).status == 404)
        #expect(
            try await caller.send(.post, "/api/citations", ["dataset": "harga-beras", "formula": "cell", "column": "harga"]).issueFields
                == ["filter"])
    }

    @Test(
        "a saved copy of the verifier finds a deed valid, a changed one not, without a network",
        .enabled(if: Chromium.isThere, "needs chromium"))
    func verifier() async throws {
        let site = try await CitedSite()
        let dataset = try await site.catalogue.published()
        let citation = try await site.cite(dataset, Formula(.sum, "harga"), "pasar=eq.Tanjung", title: "Tanjung")
        let browser = site.catalogue.site.browser()
        let page = try await browser.get("/angka/pemeriksa.html")
        #expect(page.header("Content-Disposition")?.contains("pemeriksa-akta.html") == true)
        let deed = try await browser.get("/angka/\(citation.code)/akta.json").text
        #expect(try Chromium.verdict(page.text, deed) == "good")
        #expect(try Chromium.verdict(page.text, deed.replacingOccurrences(of: "\"26300\"", with: "\"26301\"")) == "altered")
        #expect(try Chromium.verdict(page.text, "{\"halo\": 1}") == "unreadable")
        try await site.desk.keys.withdraw(citation.key, reason: "Berkas kunci hilang bersama laptop", by: site.catalogue.steward)
        #expect(try Chromium.verdict(try await browser.get("/angka/pemeriksa.html").text, deed) == "withdrawn_key")
    }
}

/// A real browser without a window, for the one page that runs outside of our site.
enum Chromium {
    static let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium")

    /// What the page says of a deed that was pasted into it.
    static func verdict(_ page: String, _ deed: String) throws -> String? {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let paste =
            "<script>document.getElementById('deed').value = \(String(decoding: try JSONEncoder().encode(deed), as: UTF8.self).replacingOccurrences(of: "</", with: "<\\/")); document.getElementById('check').click();</script>"
        let file = folder.appendingPathComponent("page.html")
        try page.replacingOccurrences(of: "</body>", with: paste + "</body>").write(to: file, atomically: true, encoding: .utf8)
        let text = try ChildCommand(
            "/usr/bin/chromium",
            [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(folder.path)/profile", "--dump-dom",
                "--virtual-time-budget=5000", file.absoluteString,
            ]
        ).run().text
        guard let start = text.range(of: "data-verdict=\"")?.upperBound else { return nil }
        return String(text[start...].prefix { $0 != "\"" })
    }
}
