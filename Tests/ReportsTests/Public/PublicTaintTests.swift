import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Web

/// What must not be seen is marked with words that occur nowhere else, and every door of the public is opened to look for them.
@Suite struct PublicTaintTests {
    private func everything(_ site: ReportTestSite, _ codes: [String]) async throws -> [(path: String, text: String)] {
        let browser = site.site.browser()
        var paths = [
            "/", "/laporan", "/laporan?tampilan=peta", "/laporan?cari=Cempaka", "/laporan?status=dikerjakan", "/laporan?kecamatan=35.09.19",
            "/laporan.csv", "/laporan.atom", "/laporan/statistik", "/laporan/statistik?menurut=kecamatan",
            "/laporan/statistik?menurut=kategori",
            "/laporan/statistik.csv", "/lapor", "/lacak", "/privasi", "/tentang", "/api/reports", "/api/reports?q=Cempaka",
            "/api/reports/map",
            "/api/statistics/agency", "/api/statistics/subdistrict", "/api/statistics/category", "/api/categories", "/api/regions/outlines",
            "/laporan?instansi=\(site.publicWorks)",
        ]
        for code in codes {
            paths += [
                "/laporan/\(code)", "/lacak?kode=\(code)", "/laporan?cari=\(code)", "/api/reports/\(code)", "/api/reports/\(code)/timeline",
                "/api/reports?q=\(code)",
            ]
        }
        var seen: [(String, String)] = []
        for path in paths { seen.append((path, try await browser.get(path).text)) }
        return seen
    }

    @Test func `a confidential report leaves no trace behind any public door`() async throws {
        let site = try await ReportTestSite()
        let hidden = try await site.inProgress(site.submission("Cempaka dipungut di sekolah oleh petugas.", disclosure: .confidential))
        for (path, text) in try await everything(site, [hidden.code]) {
            #expect(!text.contains("Cempaka dipungut") && !text.contains("di sekolah"), "\(path) shows a confidential report")
            #expect(!text.contains(hidden.id.text) && !text.contains(hidden.secret), "\(path) shows its id or secret")
        }
        // Not even its number is counted.
        #expect(try await site.site.browser().get("/laporan/statistik.csv").text.contains(",*,Seluruh kabupaten,0,"))
        #expect(try await site.site.browser().get("/laporan/\(hidden.code)").status == 404)
    }

    @Test func `a report not yet looked at is nowhere, and its page answers as one that does not exist`() async throws {
        let site = try await ReportTestSite()
        let fresh = try await site.desk.submit(site.submission("Cempaka tumbang menutup jalan desa."), by: .visitor)
        for (path, text) in try await everything(site, [fresh.code]) {
            #expect(!text.contains("Cempaka tumbang"), "\(path) shows a report before triage")
        }
        let unknown = ShortCode.make(12_345)
        // Numbers of requests lose the zeros at their front.
        let numbers = try Regex("[0-9a-f]{24,32}|[0-9a-f-]{36}|\(fresh.code)|\(unknown)")
        for prefix in ["/laporan/", "/lacak?kode=", "/api/reports/"] {
            let (one, other) = (try await site.site.browser().get(prefix + fresh.code), try await site.site.browser().get(prefix + unknown))
            #expect(one.status == 404 && other.status == 404)
            let plain = { (answer: Answer) in answer.text.replacing(numbers, with: "").replacing(/_csrf" value="[^"]*"/, with: "") }
            #expect(plain(one) == plain(other), "\(prefix) tells a report that waits from one that does not exist")
        }
    }

    @Test func `neither name nor exact place nor landmark nor unapproved words and photos are public`() async throws {
        let site = try await ReportTestSite()
        var submission = site.submission("Lubang besar di depan rumah Bu Kenanga nomor 7.")
        submission.placeNote = "Melati nomor 7"
        submission.identity = ReporterIdentity(name: "Anggrek Wangi", phone: "0812-7777-8888", mail: "anggrek@example.org")
        submission.photos = [PhotoDraft(file: "f1le", thumbnail: "th0mb", width: 10, height: 10, look: "00000000000000aa")]
        let receipt = try await site.desk.submit(submission, by: .visitor)
        let tree = try await site.desk.database.read { CategoryTree(try $0.categories()) }
        try await site.desk.perform(
            VerifyReport(
                kind: .complaint, category: tree[ReportTestSite.roads]!, disclosure: .open, publicText: "Lubang besar di jalan.",
                publicPhotos: []),
            on: receipt.id, by: site.triage)
        try await site.desk.perform(
            AddToReport(text: "Kata Flamboyan sudah lama."), on: receipt.id, by: Actor(kind: .reporter, id: receipt.id.text))
        try await site.desk.perform(AssignReport(agency: site.publicWorks, message: "Teratai segera"), on: receipt.id, by: site.triage)
        try await site.desk.perform(AcceptReport(), on: receipt.id, by: site.clerk)
        try await site.desk.perform(NoteProgress(text: "Bougenvil dalam catatan.", isPublic: false), on: receipt.id, by: site.clerk)
        let marks = [
            "Kenanga", "Melati", "Anggrek", "anggrek@", "7777", "f1le", "Flamboyan", "Teratai", "Bougenvil", "8.18134", "113.66127",
            "Bambang", "Rina",
            receipt.secret, "aa.aa",
        ]
        for (path, text) in try await everything(site, [receipt.code]) {
            for mark in marks where text.contains(mark) { Testing.Issue.record("\(path) shows \(mark)") }
        }
        #expect(try await site.site.browser().get("/laporan/\(receipt.code)").text.contains("Lubang besar di jalan"))
        let photo = try await site.desk.file(receipt.id, for: site.triage).photos[0]
        #expect(try await site.site.browser().get("/foto/\(photo.id)").status == 404)
        #expect(try await site.site.browser().get("/foto/\(photo.id)/kecil").status == 404)
    }

    @Test func `asking for ever smaller boxes never tells where a report really is`() async throws {
        let site = try await ReportTestSite()
        let receipt = try await site.desk.submit(site.submission(), by: .visitor)
        try await site.verify(receipt)
        let exact = try await site.site.browser().get("/api/reports/map?bbox=113.66126,-8.18135,113.66128,-8.18133&zoom=20")
        #expect(try exact.json()["features"]?.array?.isEmpty == true)
        let wide = try await site.site.browser().get("/api/reports/map?bbox=113.6,-8.3,113.8,-8.1&zoom=12")
        #expect(try wide.json()["features"]?.array?.count == 1)
    }
}
