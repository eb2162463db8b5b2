import Directory
import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Commitments

@Suite("Pages of pledges")
struct PledgePageTests {
    @Test("everybody reads pledges without signing in: the words are defined before the first of them, bad news stands first")
    func list() async throws {
        let site = try await PromisedSite()
        let clauses = [site.clause(), site.clause("Semua puskesmas buka sampai malam", due: "2026-03-31")]
        let (_, clause, _) = try await site.inForce(clauses)
        let browser = site.site.browser()
        let page = try await browser.get("/janji")
        #expect(page.status == 200)
        let text = page.text
        let meaning = try #require(text.range(of: "Arti kata di halaman ini"))
        let first = try #require(text.range(of: "Semua puskesmas buka sampai malam"))
        let second = try #require(text.range(of: "Jalan rusak diperbaiki sebulan setelah dilaporkan"))
        #expect(meaning.lowerBound < first.lowerBound && first.lowerBound < second.lowerBound)
        _ = try page.page()
        #expect(
            try await browser.get("/janji?dimensi=living&opd=\(site.works)&wilayah=35.09.19&keadaan=on_track").text.contains(clause.promise)
        )
        #expect(!(try await browser.get("/janji?wilayah=35.09.21").text.contains(clause.promise)))
        #expect(try await browser.get("/janji?bahasa=en").text.contains("What the words on this page mean"))
        let one = try await browser.get("/janji/\(clause.code.lowercased())")
        #expect(one.location == "/janji/\(clause.code)")
        #expect(try await browser.get("/janji/\(clause.code)").text.contains("Memperbaiki jalan kabupaten"))
        let csv = try await browser.get("/janji.csv")
        #expect(csv.text.contains(clause.code) && csv.text.split(separator: "\r\n").count == 3)
        #expect(Array(try await browser.get("/janji.xlsx").bytes.readableBytesView.prefix(2)) == Array("PK".utf8))
        #expect(try await browser.get("/kerja/janji").status != 200)
    }

    @Test("forty pledges with long words stay below a hundred kilobytes")
    func size() async throws {
        let site = try await PromisedSite()
        let long = String(repeating: "jalan kabupaten yang rusak berat ", count: 9)
        _ = try await site.inForce((1...45).map { site.clause("\($0) \(long)") })
        let page = try await site.site.browser().get("/janji")
        #expect(page.bytes.readableBytes < 100_000)
        // The first visit: what travels of the page, the style sheets and every script together.
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..").standardizedFileURL
        let assets = try Assets.standard(folder: root.appendingPathComponent("Assets"))
        let files = assets.names.filter { $0.hasPrefix("js/") || $0.hasPrefix("css/") }
        let sent = files.compactMap { assets.file($0) }.map { $0.gzipped?.readableBytes ?? $0.bytes.readableBytes }
        #expect(sent.count == files.count && files.count > 1)
        #expect(gzip(Array(page.text.utf8)).count + sent.reduce(0, +) < 100_000)
        #expect(try page.page().all("article").count == PledgeListPage.pageSize)
        #expect(try await site.site.browser().get("/janji?dari=40").page().all("article").count == 5)
        #expect(try await site.site.browser().get("/janji?dari=99999999").status == 200)
    }

    @Test("a commitment is written, opened and signed by pages; the ceremony shows who has signed; the deed checks out")
    func journey() async throws {
        let site = try await PromisedSite()
        try await site.give(site.planner, [.draftCommitments, .verifyPledges, .checkActionPlans], agency: false)
        let planner = try await site.browser(site.planner)
        let new = try await planner.get("/kerja/komitmen/baru")
        let bad = try await planner.submit(new.form(to: "/kerja/komitmen/baru"), filling: ["title": "Ikrar", "preamble": "Kami"])
        #expect(bad.status == 422)
        let made = try await planner.submit(
            bad.form(to: "/kerja/komitmen/baru"),
            filling: ["preamble": "Kami berjanji kepada seluruh warga.", "starts_on": "2026-01-01", "ends_on": "2026-12-31"])
        let path = try #require(made.location)
        let code = String(path.split(separator: "/").last!)
        #expect(try await site.site.browser().get("/komitmen/\(code)").status == 404)
        let clause = try await planner.get("\(path)/butir/baru")
        let added = try await planner.submit(
            clause.form(to: "\(path)/butir/baru"),
            filling: [
                "text": "Menambal jalan berlubang.", "promise": "Jalan berlubang ditambal", "lead": site.works, "target_value": "1.250,5",
                "target_unit": "km", "due": "2026-10-01", "subject": "K", "is_lower_better": "0",
            ])
        #expect(added.location == path)
        let page = try await planner.get(path)
        let named = try await planner.submit(
            page.form(to: "\(path)/penanda-tangan"),
            filling: ["office": "agency_head", "title": "Kepala DPU", "agency": site.works, "account": site.head.account.id.text])
        #expect(named.location == path)
        // What is opened is what was read: a form that does not say which text that was opens nothing.
        for version in ["", "satu"] {
            let opening = try await planner.get(path).form(to: "\(path)/pembukaan")
            #expect(try await planner.submit(opening, filling: ["version": version]).status == 409, "\(version)")
        }
        #expect(try await planner.submit(try await planner.get(path).form(to: "\(path)/pembukaan")).status == 303)
        #expect(try await site.site.browser().get("/komitmen/\(code)").text.contains("Menambal jalan berlubang"))

        // What she lacks is got where the page says, with the way back to what is to be signed.
        let bare = try await site.browser(site.head).get("\(path)/tanda-tangan")
        #expect(bare.text.contains("/akun/langkah-kedua?lanjut=%2Fkerja%2Fkomitmen%2F\(code)%2Ftanda-tangan"))
        let person = try await site.equipped(site.head)
        let head = try await site.browser(person)
        let ceremony = try await site.site.browser().get("/komitmen/\(code)/upacara")
        let stream = "data-room=\"/komitmen/\(code)/upacara/aliran?sejak="
        #expect(ceremony.text.contains("0 dari 1") && ceremony.text.contains(stream))
        #expect(ceremony.text.contains("<noscript><meta http-equiv=\"refresh\""))
        let still = try await site.site.browser().get("/komitmen/\(code)/upacara?diam=1").text
        #expect(!still.contains("data-room") && !still.contains("http-equiv=\"refresh\""))
        let signing = try await head.get("\(path)/tanda-tangan")
        let commitment = try await site.found(code)
        #expect(signing.text.contains(commitment.textHash) && signing.text.contains("Menambal jalan berlubang"))
        // Whoever has forgotten the key's password makes another key and comes back.
        let again = try await head.get("/kerja/kunci-saya?lanjut=\(code)")
        #expect(signing.text.contains("href=\"/kerja/kunci-saya?lanjut=\(code)\"") && again.text.contains("value=\"\(code)\""))
        let form = try signing.form(to: "\(path)/tanda-tangan")
        let wrong = try await head.submit(form, filling: ["key_password": "bukan sandinya", "otp": site.code(person)])
        #expect(wrong.status == 422 && !wrong.text.contains("bukan sandinya"))
        let stale = try await head.submit(
            form, filling: ["key_password": PromisedSite.keyPassword, "otp": site.code(person), "seen": String(repeating: "0", count: 64)])
        #expect(stale.status == 409)
        let signed = try await head.submit(form, filling: ["key_password": PromisedSite.keyPassword, "otp": site.code(person)])
        #expect(signed.location == "/komitmen/\(code)")
        #expect(try await planner.get("\(path)/tanda-tangan").status == 403)
        let visitor = site.site.browser()
        #expect(try await visitor.get("/komitmen/\(code)").text.contains("diperiksa dan benar"))
        let over = try await visitor.get("/komitmen/\(code)/upacara").text
        #expect(over.contains("1 dari 1") && !over.contains("data-room") && !over.contains("http-equiv=\"refresh\""))
        let deed = try await visitor.get("/komitmen/\(code)/akta.json")
        let file = UploadedFile(field: "file", filename: "akta.json", claimedType: "application/json", bytes: Array(deed.text.utf8))
        let check = try await visitor.get("/komitmen/periksa")
        #expect(try await visitor.submit(check.form(to: "/komitmen/periksa"), files: [file]).text.contains("Asli"))
        #expect(try await visitor.get("/komitmen/pemeriksa.html").text.contains("pendopo.commitment/1"))
        #expect(try await visitor.get("/komitmen/\(code)/qr.svg").status == 200)
    }

    @Test("a clerk proves a step by page with a photo and a file; others see them once they are found proven, and only then")
    func proof() async throws {
        let site = try await PromisedSite()
        let (_, clause, steps) = try await site.inForce()
        let head = try await site.browser(site.head)
        try await site.give(site.head, [.keepPledges, .changePledges], agency: true)
        try await site.give(site.planner, [.verifyPledges, .draftCommitments], agency: false)
        let work = "/kerja/janji/\(clause.code)"
        let page = try await head.get(work)
        let target = "\(work)/langkah/\(steps[0].id)/bukti"
        let png = try #require(
            Data(
                base64Encoded:
                    "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR4nGM4ISeHFTEMLQkAkL9BAbKfPiIAAAAASUVORK5CYII="))
        let files = [
            UploadedFile(field: "files", filename: "berita acara.pdf", claimedType: "application/pdf", bytes: Array("%PDF-1.4 isi".utf8)),
            UploadedFile(field: "photos", filename: "foto.png", claimedType: "image/png", bytes: Array(png)),
        ]
        // Whatever a phone holds comes back to its field, with everything else that was typed.
        let film = UploadedFile(
            field: "files", filename: "rekaman.mp4", claimedType: "video/mp4", bytes: [UInt8](repeating: 7, count: 60 << 20))
        let typed = ["done_on": "2026-03-01", "words": "Sudah selesai."]
        let refused = try await head.submit(page.form(to: target), filling: typed, files: [film])
        #expect(refused.status == 422 && refused.text.contains("“rekaman.mp4” lebih besar dari 20 MB"))
        #expect(refused.text.contains("Sudah selesai."))
        let pieces = (0..<6).map { UploadedFile(field: "files", filename: "\($0).txt", claimedType: "text/plain", bytes: [65]) }
        let many = try await head.submit(page.form(to: target), filling: ["done_on": "2026-03-01"], files: pieces)
        #expect(many.status == 422 && many.text.contains("paling banyak 5"))
        let empty = try await head.submit(page.form(to: target), filling: ["done_on": "2026-03-01"])
        #expect(empty.status == 422)
        let sent = try await head.submit(page.form(to: target), filling: ["done_on": "2026-03-01"], files: files)
        #expect(sent.status == 303)
        let evidence = try await site.database.read { try $0.evidence(of: [steps[0].id.text])[steps[0].id.text] ?? [] }
        #expect(Set(evidence.map(\.kind)) == [.file, .photo])
        let visitor = site.site.browser()
        let paths = evidence.map { "/janji/\(clause.code)/bukti/\($0.id)" }
        for path in paths {
            #expect(try await visitor.get(path).status == 404)
            #expect(try await head.get(path).status == 200)
        }
        #expect(!(try await visitor.get("/janji/\(clause.code)").text.contains("berita acara")))
        let planner = try await site.browser(site.planner)
        let judged = try await planner.submit(try await planner.get(work).form(to: "\(work)/langkah/\(steps[0].id)/pengesahan"))
        #expect(judged.status == 303)
        for path in paths { #expect(try await visitor.get(path).status == 200) }
        #expect(try await visitor.get("/janji/\(clause.code)").text.contains("berita acara"))
    }

    @Test("two hundred megabytes of evidence are refused while they come in, a little too much beside its field, and so is a broken photo")
    func largeEvidence() async throws {
        let site = try await PromisedSite()
        let (_, clause, steps) = try await site.inForce()
        let key = TestCaller(site.site, key: try await site.apiKey([.keepPledges], agency: site.works))
        let path = "/api/pledges/\(clause.code)/milestones/\(steps[0].id)/claim"
        let large = try await key.upload(path, [UInt8](repeating: 7, count: 200 << 20), field: "files", with: [("done_on", "2026-03-01")])
        #expect(large.status == 413)
        let middle = try await key.upload(path, [UInt8](repeating: 7, count: 22 << 20), field: "files", with: [("done_on", "2026-03-01")])
        #expect(middle.status == 422 && middle.issueFields == ["files"])
        let broken = try await key.upload(path, "bukan foto", field: "photos", with: [("done_on", "2026-03-01")])
        #expect(broken.issueFields == ["photos"])
        let fine = try await key.upload(path, "isi laporan", field: "files", with: [("done_on", "2026-03-01"), ("link", "K")])
        #expect(fine.status == 200 && fine["milestones"]?[0]?["evidence"]?.array?.count == 2)
    }

    @Test("whatever a page does an endpoint does")
    func besideAPI() throws {
        let capability = try Capability.commitments()
        let endpoints = Set(capability.endpoints.map { "\($0.method.rawValue) \($0.path)" })
        let c = "/api/commitments/{code}"
        let beside: [String: [String]] = [
            "GET /janji": ["GET /api/pledges"], "GET /janji.csv": ["GET /api/pledges.csv"], "GET /janji.xlsx": ["GET /api/pledges.xlsx"],
            "GET /janji/{code}": ["GET /api/pledges/{code}"], "GET /janji/{code}/bukti/{id}": ["GET /api/pledges/{code}/evidence/{id}"],
            "GET /janji/{code}/bukti/{id}/kecil": ["GET /api/pledges/{code}/evidence/{id}"], "GET /komitmen": ["GET /api/commitments"],
            "GET /komitmen/{code}": ["GET \(c)"], "GET /komitmen/{code}/upacara": ["GET \(c)"],
            "GET /komitmen/{code}/upacara/aliran": ["GET \(c)/stream"], "GET /komitmen/{code}/akta.json": ["GET \(c)/deed"],
            "GET /komitmen/{code}/qr.svg": ["GET \(c)"], "GET /komitmen/{code}/naskah.pdf": ["GET \(c)/paper"],
            "GET /komitmen/{code}/naskah.docx": ["GET \(c)/paper"],
            "GET /komitmen/{code}/naskah.html": ["GET \(c)/paper"], "GET /komitmen/kunci.json": ["GET /api/holder-keys"],
            "GET /komitmen/pemeriksa": ["GET /api/holder-keys"], "GET /komitmen/pemeriksa.html": ["GET /api/holder-keys"],
            "GET /komitmen/periksa": ["POST /api/commitments/verification"],
            "POST /komitmen/periksa": ["POST /api/commitments/verification"],
            "GET /komitmen/unduh/{format}": ["GET /api/commitments.csv"],
            "GET /komitmen/{code}/unduh/{list}/{format}": ["GET \(c)/signatories.csv", "GET \(c)/milestones.xlsx"],
            "GET /rencana-aksi/{year}/unduh/{format}": ["GET /api/action-plans/{year}.csv"], "GET /rencana-aksi": ["GET /api/action-plans"],
            "GET /rencana-aksi/{year}/{agency}": ["GET /api/action-plans/{year}/{agency}"],
            "GET /kerja/komitmen": ["GET /api/commitments"], "GET /kerja/komitmen/baru": ["POST /api/commitments"],
            "POST /kerja/komitmen/baru": ["POST /api/commitments"], "GET /kerja/komitmen/{code}": ["GET \(c)"],
            "GET /kerja/komitmen/{code}/naskah": ["GET \(c)"], "GET /kerja/komitmen/{code}/ubah": ["GET \(c)"],
            "POST /kerja/komitmen/{code}/ubah": ["PUT \(c)"],
            "POST /kerja/komitmen/{code}/{noun}": ["POST \(c)/state", "POST \(c)/heads"],
            "GET /kerja/komitmen/{code}/butir/baru": ["POST \(c)/clauses"],
            "POST /kerja/komitmen/{code}/butir/baru": ["POST \(c)/clauses"], "GET /kerja/komitmen/{code}/butir/{clause}": ["GET \(c)"],
            "POST /kerja/komitmen/{code}/butir/{clause}": ["PUT \(c)/clauses/{clause}"],
            "POST /kerja/komitmen/{code}/butir/{clause}/hapus": ["DELETE \(c)/clauses/{clause}"],
            "POST /kerja/komitmen/{code}/penanda-tangan": ["POST \(c)/signatories"],
            "POST /kerja/komitmen/{code}/penanda-tangan/{id}/{noun}": ["PUT \(c)/signatories/{id}", "DELETE \(c)/signatories/{id}"],
            "GET /kerja/komitmen/{code}/tanda-tangan": ["GET \(c)/deed"],
            "POST /kerja/komitmen/{code}/tanda-tangan": ["POST \(c)/signature"],
            "GET /kerja/komitmen/{code}/pewarisan": ["GET \(c)"],
            "POST /kerja/komitmen/{code}/pewarisan/{id}/penerus": ["POST \(c)/signatories/{id}/successor"],
            "POST /kerja/komitmen/{code}/pewarisan/{id}/jawaban": ["POST \(c)/signatories/{id}/inheritance"],
            "GET /kerja/kunci-saya": ["GET /api/holder-keys"], "POST /kerja/kunci-saya": ["POST /api/holder-keys"],
            "POST /kerja/kunci-saya/{id}/pencabutan": ["POST /api/holder-keys/{id}/withdrawal"], "GET /kerja/janji": ["GET /api/pledges"],
            "GET /kerja/janji/{code}": ["GET /api/pledges/{code}"],
            "POST /kerja/janji/{code}/langkah": ["PUT /api/pledges/{code}/milestones"],
            "POST /kerja/janji/{code}/langkah/{id}/{noun}": [
                "POST /api/pledges/{code}/milestones/{id}/claim", "POST /api/pledges/{code}/milestones/{id}/judgement",
            ],
            "POST /kerja/janji/{code}/perubahan": ["POST /api/pledges/{code}/change"], "GET /kerja/rencana-aksi": ["GET /api/action-plans"],
            "GET /kerja/rencana-aksi/{year}/{agency}": ["GET /api/action-plans/{year}/{agency}"],
            "POST /kerja/rencana-aksi/{year}/{agency}": ["PUT /api/action-plans/{year}/{agency}"],
            "POST /kerja/rencana-aksi/{year}/{agency}/{noun}": ["POST /api/action-plans/{year}/{agency}/state"],
        ]
        let pages = Set(capability.pages.map { "\($0.method.rawValue) \($0.path)" })
        #expect(pages.subtracting(beside.keys).sorted() == [], "pages without an endpoint")
        #expect(Set(beside.keys).subtracting(pages).sorted() == [], "pages that are gone")
        #expect(Set(beside.values.flatMap { $0 }).subtracting(endpoints).sorted() == [], "endpoints that are gone")
    }
}
