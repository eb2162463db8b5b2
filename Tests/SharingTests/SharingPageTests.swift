import Catalogue
import Columns
import Directory
import HTTPTypes
import Ingest
import Kernel
import Storage
import TestSupport
import Testing
import Web

@testable import Sharing

@Suite("Pages and API of sharing")
struct SharingPageTests {
    @Test("an agency asks by the form, the owner grants by hers, and both see what was read")
    func journey() async throws {
        let site = try await SharedSite()
        let (_, table) = try await site.restricted()
        let asking = site.catalogue.site.browser()
        asking.signIn(site.asker)
        let form = try await asking.get("/kerja/berbagi/baru?data=keluarga-miskin")
        #expect(form.status == 200)
        let bad = try await asking.submit(
            form.form(to: "/kerja/berbagi/baru"),
            filling: ["agency": site.catalogue.hospital.text, "purpose": "Perlu", "until": "2026-12-31"])
        #expect(bad.status == 422)
        #expect(try bad.form(to: "/kerja/berbagi/baru").value("purpose") == "Perlu")
        let sent = try await asking.submit(
            bad.form(to: "/kerja/berbagi/baru"), filling: ["purpose": SharedSite.purpose])
        let path = try #require(sent.location)
        #expect(try await asking.get(path).text.contains(SharedSite.purpose))

        let owning = site.catalogue.site.browser()
        owning.signIn(site.owner)
        let page = try await owning.get(path)
        // A form without the version it was made of may have been made of anything.
        for version in ["", "satu"] {
            let lost = try await owning.submit(page.form(to: "\(path)/persetujuan"), filling: ["version": version])
            #expect(lost.status == 409, "\(version)")
        }
        let granted = try await owning.submit(page.form(to: "\(path)/persetujuan"), filling: ["mask.3": "rounded:100"])
        #expect(granted.status == 303)
        let opened = try await site.open(table, for: site.machine)
        #expect(opened.rule.masks == ["harga": .rounded(to: 100)])
        let list = try await owning.get("/kerja/berbagi")
        let agreement = try await site.database.read { tx in try tx.agreements(agencies: nil, limit: 5)[0] }
        #expect(list.text.contains(agreement.code))
        #expect(try await owning.get("/kerja/berbagi/perjanjian/\(agreement.code)").text.contains("API"))
        #expect(try await owning.get("/kerja/berbagi/bacaan").status == 200)

        let foreign = site.catalogue.site.browser()
        foreign.signIn(site.catalogue.stranger)
        #expect(try await foreign.get(path).status == 404)
        #expect(try await foreign.get("/kerja/berbagi/perjanjian/\(agreement.code)").status == 404)
    }

    @Test("nobody fills in the form of a request for closed data in vain")
    func closed() async throws {
        let site = try await SharedSite()
        try await site.catalogue.published(site.catalogue.restricted("rahasia", .closed))
        let browser = site.catalogue.site.browser()
        browser.signIn(site.asker)
        let answer = try await browser.get("/kerja/berbagi/baru?data=rahasia")
        #expect(answer.status == 409 && answer.text.contains("tidak bisa dibuka dengan perjanjian"))
    }

    @Test("the rows that a webhook watches are chosen by ticks once its data are named")
    func webhookRows() async throws {
        let site = try await SharedSite()
        try await site.catalogue.published()
        let browser = site.catalogue.site.browser()
        browser.signIn(site.asker)
        let (path, address) = ("/kerja/webhook/baru", "https://example.org/kabar")
        let empty = try await browser.get("/kerja/webhook").form(to: path)
        #expect(!empty.names.contains("rows.of"))
        let named = try await browser.submit(empty.filling(["data": "harga-beras", "url": address]).with("pilih", "1"))
        let form = try named.form(to: path)
        #expect(named.status == 200 && form.value("url") == address && form.names.contains("rows.2.among"))
        #expect(try await browser.get("/kerja/webhook?data=harga-beras").form(to: path).names.contains("rows.2.among"))
        #expect(try await site.site.webhooks.mine(site.asker).isEmpty)
        let made = try await browser.submit(form, filling: ["watch": "rows", "rows.2.among": "2025", "rows.3.from": "12.500"])
        #expect(made.status == 200)
        #expect(try await site.site.webhooks.mine(site.asker).map(\.filter) == ["tahun=eq.2025&harga=gte.12500"])
        let bad = try await browser.submit(
            browser.get("/kerja/webhook?data=harga-beras").form(to: path),
            filling: ["url": address, "watch": "rows", "rows.3.from": "mahal"])
        #expect(try bad.status == 422 && bad.form(to: path).value("rows.3.from") == "mahal")
    }

    @Test("columns of a very wide table are written one a line, and the pages name the first of them")
    func wide() async throws {
        let site = try await SharedSite()
        let width = 150
        let names = (0..<width).map { "k\($0)" }
        let rows: [[Datum]] = (1...3).map { row in names.indices.map { Datum.integer(Int64(row * 1000 + $0)) } }
        let dataset = try await site.catalogue.published(
            site.catalogue.restricted("lebar"), rows: rows, schema: TableSchema(names.map { TableSchema.Field($0, .integer) }))
        let table = try await site.catalogue.table(of: dataset.id)
        let asking = site.catalogue.site.browser()
        asking.signIn(site.asker)
        let page = try await asking.get("/kerja/berbagi/baru?data=lebar")
        let form = try page.form(to: "/kerja/berbagi/baru")
        #expect(form.value("columns")?.split(separator: "\n").map(String.init) == names)
        #expect(Accessibility.faults(page.text, isPage: true) == [])
        let asked = ["agency": site.catalogue.hospital.text, "purpose": SharedSite.purpose, "until": "2026-12-31"]
        let bad = try await asking.submit(form, filling: asked.merging(["columns": "k0\ntidak_ada\nk1"]) { $1 })
        #expect(bad.status == 422 && bad.text.contains("tidak_ada"))
        #expect(try bad.form(to: "/kerja/berbagi/baru").value("columns") == "k0\ntidak_ada\nk1")
        // As it stands it asks for all of them, and for those that come later.
        let sent = try await asking.submit(bad.form(to: "/kerja/berbagi/baru"), filling: ["columns": names.joined(separator: "\n")])
        let path = try #require(sent.location)
        #expect(try await site.database.read { tx in try tx.row("SELECT columns FROM access_request")?.text("columns") } == "[]")

        let owning = site.catalogue.site.browser()
        owning.signIn(site.owner)
        let offer = try await owning.get(path).form(to: "\(path)/persetujuan")
        #expect(offer.value("columns")?.split(separator: "\n").count == width && !offer.names.contains("mask.0"))
        for wrong in ["", "k0\nk1=entah", "tidak_ada"] {
            let form = try await owning.get(path).form(to: "\(path)/persetujuan")
            #expect(try await owning.submit(form, filling: ["columns": wrong]).status == 422, "\(wrong)")
        }
        let lines = names.dropLast(10).map { $0 == "k3" ? "k3=rounded:10" : $0 }.joined(separator: "\n")
        #expect(try await owning.submit(offer, filling: ["columns": lines]).status == 303)
        let opened = try await site.open(table, for: site.machine)
        #expect(opened.rule.columns == Set(names.dropLast(10)) && opened.rule.masks == ["k3": .rounded(to: 10)])
        let agreement = try await site.database.read { tx in try tx.agreements(agencies: nil, limit: 5)[0] }
        let shown = try await owning.get("/kerja/berbagi/perjanjian/\(agreement.code)").text
        #expect(shown.contains("k99") && !shown.contains("k100") && shown.contains("40"))
    }

    @Test("rows are chosen by ticks: the asker's from regions and years, the owner's from what stands in the table, which only she sees")
    func chosen() async throws {
        let site = try await SharedSite()
        let (_, table) = try await site.restricted()
        let asking = site.catalogue.site.browser()
        asking.signIn(site.asker)
        let form = try await asking.get("/kerja/berbagi/baru?data=keluarga-miskin")
        // Whoever asks is not told what stands in the table.
        #expect(!form.text.contains("Tanjung") && form.text.contains("Kaliwates (35.09.19)"))
        let bad = try await asking.submit(
            form.form(to: "/kerja/berbagi/baru"),
            filling: [
                "agency": site.catalogue.hospital.text, "purpose": SharedSite.purpose, "until": "2026-12-31",
                "rows.0.within": "35.09.19", "rows.2.from": "kemarin",
            ])
        #expect(bad.status == 422)
        let again = try bad.form(to: "/kerja/berbagi/baru")
        #expect(again.value("rows.0.within") == "35.09.19")
        let path = try #require(
            try await asking.submit(again, filling: ["rows.2.from": "2025", "rows.2.to": "2025"]).location)
        let shown = try await asking.get(path)
        #expect(shown.text.contains("Kode kecamatan: Kaliwates (35.09.19) dan Tahun: 2025"))

        let owning = site.catalogue.site.browser()
        owning.signIn(
            Actor(
                kind: .account, id: "owner", name: "Bu Kadis",
                grants: [Grant(permissions: [.decideSharing, .readRestrictedData], agencies: [site.catalogue.works.text])]))
        let page = try await owning.get(path)
        let grant = try page.form(to: "\(path)/persetujuan")
        #expect(page.text.contains("Tanjung"))
        let granted = try await owning.submit(grant, filling: ["rows.1.among": "Tanjung"])
        #expect(granted.status == 303)
        let opened = try await site.open(table, for: site.machine)
        #expect(opened.file.rowCount == 1)
        let agreement = try await site.database.read { tx in try tx.agreements(agencies: nil, limit: 5)[0] }
        #expect(agreement.terms.filter.contains("pasar=eq.Tanjung"))
        #expect(try await owning.get("/kerja/berbagi/perjanjian/\(agreement.code)").text.contains("Pasar: Tanjung"))
        // Asked for more time, the same ticks stand there; the market's name was typed for her.
        let renewing = try await asking.get("/kerja/berbagi/baru?perpanjang=\(agreement.code)")
        let renewal = try renewing.form(to: "/kerja/berbagi/baru")
        #expect(renewal.value("rows.1.exactly") == "Tanjung" && renewal.value("rows.2.from") == "2025")
    }

    @Test("the same by the API, and a mask that does not exist is refused")
    func api() async throws {
        let site = try await SharedSite()
        let (_, table) = try await site.restricted()
        let asker = TestCaller(site.catalogue.site, key: site.catalogue.site.key(site.asker))
        let owner = TestCaller(site.catalogue.site, key: site.catalogue.site.key(site.owner))
        let asked = try await asker.send(
            .post, "/api/access-requests",
            [
                "dataset": "keluarga-miskin", "agency": .string(site.catalogue.hospital.text), "purpose": .string(SharedSite.purpose),
                "until": "2026-12-31",
            ])
        #expect(asked.status == 201)
        let code = try #require(asked["code"]?.string)
        #expect(
            try await asker.send(.post, "/api/access-requests/\(code)/decision", ["act": "grant", "until": "2026-12-31"]).status == 403)
        let decision = "/api/access-requests/\(code)/decision"
        let wrong = try await owner.send(
            .post, decision, ["act": "grant", "until": "2026-12-31", "terms": ["masks": ["harga": "samar"]]])
        #expect(wrong.issueFields == ["terms.masks"])
        let granted = try await owner.send(
            .post, decision,
            ["act": "grant", "until": "2026-12-31", "terms": ["columns": ["tahun", "harga"], "filter": "tahun=eq.2025", "rate": 50]])
        #expect(granted["state"]?.string == "granted")
        let agreement = try #require(granted["agreement"]?.string)
        _ = try await site.open(table, for: site.machine)
        #expect(try await asker.get("/api/agreements")["items"]?.array?.count == 1)
        #expect(try await owner.get("/api/agreements/\(agreement)/readings")["items"]?[0]?["rows"]?.integer == 3)
        let ended = try await owner.send(
            .post, "/api/agreements/\(agreement)/revocation", ["reason": "Datanya dipakai di luar tujuan yang disepakati."])
        #expect(ended["isInForce"] == false)
    }

    @Test("a citizen asks for information by the form and follows it by her link", arguments: ["id", "en"])
    func information(language: String) async throws {
        let site = try await SharedSite()
        let browser = site.catalogue.site.browser()
        let form = try await browser.get("/permintaan-informasi/baru?bahasa=\(language)")
        let bad = try await browser.submit(form.form(to: "/permintaan-informasi/baru"), filling: ["wanted": "Data", "mail": "bukan surel"])
        #expect(bad.status == 422)
        let sent = try await browser.submit(
            bad.form(to: "/permintaan-informasi/baru"),
            filling: [
                "wanted": InformationTests.wanted, "purpose": "Untuk musyawarah desa.", "name": "Sumiati", "identity": "3509015708800003",
                "mail": "sumiati@example.org",
            ])
        let followed = try await browser.follow(sent)
        #expect(followed.status == 200)
        #expect(followed.text.contains("1/PPID/2026"))
    }

    @Test("the inspectorate opens the list of readings and sees who read what by which agreement; who only reads does not")
    func inspected() async throws {
        let site = try await SharedSite()
        let (dataset, table) = try await site.restricted()
        try await site.agreed(table)
        _ = try await site.open(table, for: site.machine, .export)
        let browser = site.catalogue.site.browser()
        browser.signIn(site.inspector)
        let page = try await browser.get("/kerja/berbagi/bacaan")
        #expect(page.status == 200 && page.text.contains(dataset.title))
        let other = site.catalogue.site.browser()
        other.signIn(site.asker)
        #expect(try await other.get("/kerja/berbagi/bacaan").status == 403)
    }

    @Test("pages are well-formed and fit for all", arguments: ["id", "en"])
    func accessible(language: String) async throws {
        let site = try await SharedSite()
        let (_, table) = try await site.restricted()
        let request = try await site.asked(table)
        _ = try await site.restricted("lain")
        let agreement = try await site.agreed(try await site.restricted("ketiga").table)
        let everything = Actor(
            kind: .account, id: "all", name: "Semua", grants: [Grant(permissions: Set(Permission.ofSharing))])
        let receipt = try await site.site.cases.submit(
            SubmitInformationRequest(
                wanted: InformationTests.wanted, purpose: "Untuk musyawarah desa.", delivery: .mail, applicant: InformationTests.applicant),
            by: .visitor)
        let browser = site.catalogue.site.browser()
        browser.signIn(everything)
        for path in [
            "/kerja/berbagi", "/kerja/berbagi/permintaan/\(request.code)", "/kerja/berbagi/perjanjian/\(agreement.code)",
            "/kerja/berbagi/bacaan",
            "/kerja/berbagi/baru?data=lain", "/permintaan-informasi", "/permintaan-informasi/baru", "/permintaan-informasi/laporan/2026",
            "/permintaan-informasi/ikuti/\(receipt.code)/\(receipt.secret)", "/kerja/permintaan-informasi",
            "/kerja/permintaan-informasi/\(receipt.code)", "/kerja/permintaan-informasi/baru",
        ] {
            let answer = try await browser.get("\(path)\(path.contains("?") ? "&" : "?")bahasa=\(language)")
            #expect(answer.status == 200, "\(path)")
            #expect(Accessibility.faults(answer.text, isPage: true) == [], "\(path)")
        }
    }
}
