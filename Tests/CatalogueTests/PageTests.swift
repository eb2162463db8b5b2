import Catalogue
import Directory
import Ingest
import Kernel
import Storage
import TestSupport
import Testing
import Web

/// The producer's and the steward's pages, as their browsers see them.
@Suite struct PageTests {
    private func browser(_ site: CatalogueTestSite, _ actor: Actor) -> TestBrowser {
        let browser = site.site.browser()
        browser.signIn(actor)
        return browser
    }

    @Test func `a clerk describes a dataset, sends a file, and the steward publishes it`() async throws {
        let site = try await CatalogueTestSite()
        let clerk = browser(site, site.producer)
        let form = try await clerk.get("/data/kelola/baru").form(to: "/data/kelola")
        let refused = try await clerk.submit(form, filling: ["title": "Harga beras", "description": "Pendek"])
        #expect(refused.status == 422)
        let again = try refused.form(to: "/data/kelola")
        #expect(again.value("title") == "Harga beras")
        let made = try await clerk.submit(again, filling: ["description": "Harga eceran beras medium di pasar pantauan."])
        #expect(made.location == "/data/kelola/dataset/harga-beras/unggah?baru=1")
        // The phone need not keep the draft of the form any longer.
        #expect(try await clerk.follow(made).text.contains("data-draft-sent=\"dataset-baru\""))

        let upload = try await clerk.follow(made).form(to: "/data/kelola/dataset/harga-beras/unggah")
        let empty = try await clerk.submit(upload)
        #expect(empty.status == 422)
        let file = UploadedFile(
            field: "file", filename: "harga.csv", claimedType: "text/csv", bytes: Array("pasar,harga\nTanjung,12000\n".utf8))
        let sent = try await clerk.submit(upload, files: [file])
        let path = try #require(sent.location)
        #expect(path.hasPrefix("/data/kelola/kiriman/"))
        let waiting = try await clerk.get(path)
        #expect(waiting.text.contains("http-equiv=\"refresh\""))
        let mine = try await clerk.get("/data/kelola")
        #expect(mine.text.contains("harga.csv"))

        // As the job would have it.
        let id = Identifier<Submission>(String(path.dropFirst("/data/kelola/kiriman/".count)))
        try await site.desk.perform(ReadSubmission(try await site.outcome()), on: id, by: .system)
        let read = try await clerk.get(path)
        #expect(!read.text.contains("http-equiv=\"refresh\""))
        #expect(try await clerk.submit(read.form(to: "\(path)/ajukan"), filling: ["version": ""]).status == 409)
        let submitted = try await clerk.submit(read.form(to: "\(path)/ajukan"), filling: ["note": "Data pertama"])
        #expect(submitted.status == 303)

        let steward = browser(site, site.steward)
        let list = try await steward.get("/data/periksa")
        #expect(list.text.contains("Harga beras") && list.text.contains(path))
        let check = try await steward.get(path)
        let publish = "/data/periksa/\(id)/terbitkan"
        #expect(try await steward.submit(check.form(to: publish)).status == 303)
        #expect(site.index.find("harga-beras")?.rows == 6)
        let done = try await clerk.get(path)
        #expect(done.text.contains("/data/harga-beras"))
        for page in [mine, waiting, read, list, check, done] { _ = try page.page() }
    }

    @Test func `a returned file shows its reasons to the clerk, and the form comes back when none is given`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.desk.create(site.draft(), by: site.producer)
        let submission = try await site.received(try await site.table(of: dataset.id).id)
        try await site.desk.perform(SubmitForCheck(), on: submission.id, by: site.producer)
        let steward = browser(site, site.steward)
        let path = "/data/kelola/kiriman/\(submission.id)"
        let form = try await steward.get(path).form(to: "/data/periksa/\(submission.id)/kembalikan")
        #expect(try await steward.submit(form).status == 422)
        let back = try await steward.submit(
            form, filling: ["row.0": "5", "column.0": "harga", "text.0": "Harga <b>Gebang</b> 2024 kosong."])
        #expect(back.status == 303)
        let shown = try await browser(site, site.producer).get(path)
        #expect(shown.text.contains("Harga &lt;b&gt;Gebang&lt;/b&gt; 2024 kosong."))
        #expect(shown.text.contains("baris 5, Harga beras"))
    }

    @Test func `a dataset's page does nothing for a form that does not say which version it was made of`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.published()
        let steward = browser(site, site.steward)
        let path = "/data/kelola/dataset/harga-beras"
        let form = try await steward.get(path).form(to: "\(path)/tarik").filling(["reason": "Angkanya keliru seluruhnya."])
        #expect(try await steward.submit(form, filling: ["version": ""]).status == 409)
        #expect(try await site.desk.database.read { tx in try tx.dataset(dataset.id)?.state } == .published)
        #expect(try await steward.submit(form).status == 303)
        #expect(try await site.desk.database.read { tx in try tx.dataset(dataset.id)?.state } == .withdrawn)
        // Tables are added from the version that is shown too.
        let shown = try await steward.get(path).form(to: "\(path)/terbitkan-lagi")
        #expect(try await steward.submit(shown).status == 303)
        let clerk = browser(site, site.producer)
        let table = try await clerk.get(path).form(to: "\(path)/tabel").filling(["title": "Harga gabah"])
        #expect(try await clerk.submit(table, filling: ["version": ""]).status == 409)
        #expect(try await clerk.submit(table).status == 303)
    }

    @Test func `strangers and visitors get nothing of it`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.desk.create(site.draft(), by: site.producer)
        let submission = try await site.received(try await site.table(of: dataset.id).id)
        let paths = [
            "/data/kelola/dataset/harga-beras", "/data/kelola/dataset/harga-beras/ubah", "/data/kelola/dataset/harga-beras/unggah",
            "/data/kelola/kiriman/\(submission.id)", "/data/kelola/kiriman/\(submission.id)/karantina.csv",
            "/data/isi/\(submission.distribution)",
        ]
        for path in paths {
            #expect(try await browser(site, site.stranger).get(path).status == 404, "\(path)")
            #expect([303, 401].contains(try await site.site.browser().get(path).status), "\(path)")
        }
        #expect(try await browser(site, site.planner).get("/data/periksa").status == 403)
    }

    @Test func `rows typed into a form are added to those of the version and go the same way`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.published()
        let table = try await site.table(of: dataset.id)
        let clerk = browser(site, site.producer)
        let path = "/data/isi/\(table.id)"
        let form = try await clerk.get(path).form(to: path)
        let wrong = try await clerk.submit(form, filling: ["r.0.kode_kecamatan": "35.09.01", "r.0.harga": "dua belas ribu"])
        #expect(wrong.status == 422 && wrong.text.contains("dua belas ribu"))
        let more = try await clerk.submit(form.with("more", "1"), filling: ["r.0.kode_kecamatan": "35.09.01"])
        #expect(try more.form(to: path).names.contains("r.1.harga"))
        let sent = try await clerk.submit(
            form,
            filling: ["r.0.kode_kecamatan": "35.09.01", "r.0.pasar": "Jombang", "r.0.tahun": "2026", "r.0.harga": "Rp 13.250"])
        #expect(sent.status == 303)
        let submission = try await site.desk.database.read { tx in try tx.submissions(of: dataset.id)[0] }
        let bytes = try await site.site.installation.files.get(submission.fileHash)
        let text = try String(decoding: #require(bytes), as: UTF8.self)
        #expect(text.hasSuffix("35.09.21,Gebang,2025,13100\n35.09.01,Jombang,2026,13250\n"))
        #expect(text.split(separator: "\n").count == 8 && submission.reading.schema == table.schema)
    }

    @Test func `who owes data stands on a page for everybody`() async throws {
        let site = try await CatalogueTestSite()
        try await site.published(
            site.draft {
                $0.frequency = .weekly
                $0.isPriority = false
            })
        #expect(try await site.site.browser().get("/data/utang").text.contains("Tidak ada utang data"))
        site.site.world.pass(days: 10)
        try await site.index.refresh()
        let page = try await site.site.browser().get("/data/utang")
        #expect(page.text.contains("Dinas Pekerjaan Umum") && page.text.contains("/data/harga-beras"))
        let json = try await site.site.browser().get("/api/data-debt").json()
        #expect(json["score"]?.integer == 3)
    }
}
