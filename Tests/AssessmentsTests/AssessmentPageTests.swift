import Directory
import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Storage
import TestSupport
import Testing
import Web

@testable import Assessments

@Suite("Pages of assessments")
struct AssessmentPageTests {
    @Test("an assessment is begun, handed out, filled in, scored, closed and shown by pages alone")
    func journey() async throws {
        let site = try await AssessmentTestSite()
        let instrument = try await site.instrument()
        let planner = try await site.browser(site.planner)
        #expect(try await planner.get("/kerja/penilaian").text.contains("Belum ada penilaian"))
        let new = try await planner.get("/kerja/penilaian/baru")
        let bad = try await planner.submit(new.form(to: "/kerja/penilaian"), filling: ["title": "x", "year": "12"])
        #expect(bad.status == 422)
        let made = try await planner.submit(
            bad.form(to: "/kerja/penilaian"), filling: ["title": "Evaluasi 2026", "year": "2026", "instrument": instrument.key])
        let path = try #require(made.location)
        let page = try await planner.get(path)
        _ = try page.page()
        let parts = try page.form(to: "\(path)/bagian")
        // A form without the version it was made of may have been made of anything: it is told like one that is out of date.
        for version in ["", "satu"] {
            let lost = try await planner.submit(parts, filling: ["version": version, "agencies.A": site.works, "due.A": "2026-03-31"])
            #expect(lost.status == 409, "\(version)")
        }
        let handed = try await planner.submit(
            parts,
            filling: ["agencies.A": site.works, "due.A": "2026-03-31", "agencies.B": site.hospital, "due.B": "31/03/2026"])
        #expect(handed.location == path)
        // The same form once more is out of date.
        let late = try await planner.submit(parts, filling: ["agencies.A": site.works, "due.A": "2026-04-30"])
        #expect(late.status == 409)
        // It goes on from what there is now: what was chosen, beside what was handed out meanwhile.
        let again = try late.form(to: "\(path)/bagian")
        #expect(again.value("due.A") == "2026-04-30" && again.value("due.B") == "2026-03-31")
        #expect(try await planner.submit(again, filling: ["due.A": "2026-03-31"]).location == path)

        let clerk = try await site.browser(site.clerk)
        #expect(try await clerk.get("/kerja/penilaian").text.contains("1 komponen menunggu Anda"))
        let component = try await clerk.get("\(path)/komponen/A")
        _ = try component.page()
        let first = try component.form(to: "\(path)/komponen/A/jawaban/A.1")
        let pdf = UploadedFile(field: "files", filename: "sk.pdf", claimedType: "application/pdf", bytes: Array("%PDF-1.4 isi".utf8))
        let far = try await clerk.submit(first, filling: ["score": "7", "reason": "Sudah ada aturannya."], files: [pdf])
        #expect(far.status == 422 && far.text.contains("Sudah ada aturannya."))
        #expect(try await clerk.submit(first, filling: ["score": "tiga"]).status == 422)
        let saved = try await clerk.submit(first, filling: ["score": "3,5", "reason": "Sudah ada aturannya."], files: [pdf])
        #expect(saved.location == "\(path)/komponen/A#butir-A-1")
        let stale = try await clerk.submit(first, filling: ["score": "1", "reason": "Kata yang tidak boleh hilang."])
        #expect(stale.status == 409 && stale.text.contains("Kata yang tidak boleh hilang."))
        let early = try await clerk.submit(try await clerk.get("\(path)/komponen/A").form(to: "\(path)/komponen/A/penyerahan"))
        #expect(early.status == 422 && early.text.contains("“Anggaran” belum dinilai"))
        let second = try await clerk.get("\(path)/komponen/A").form(to: "\(path)/komponen/A/jawaban/A.2")
        #expect(try await clerk.submit(second, filling: ["score": "2", "reason": "Anggaran masih kecil.", "link": "K"]).status == 303)
        #expect(try await clerk.submit(try await clerk.get("\(path)/komponen/A").form(to: "\(path)/komponen/A/penyerahan")).status == 303)
        #expect(try await clerk.get("\(path)/komponen/B").status == 404)
        let nurse = try await site.browser(site.nurse)
        let form = try await nurse.get("\(path)/komponen/B").form(to: "\(path)/komponen/B/jawaban/B")
        #expect(try await nurse.submit(form, filling: ["score": "4", "reason": "Dirasakan warga.", "link": "thing:known-2"]).status == 303)
        #expect(try await nurse.submit(try await nurse.get("\(path)/komponen/B").form(to: "\(path)/komponen/B/penyerahan")).status == 303)

        let named = try await planner.submit(
            try await planner.get(path).form(to: "\(path)/penilai"),
            filling: ["account": site.assessor.account.id.text, "until": "2026-06-30"])
        #expect(named.location == path)
        #expect(try await planner.submit(try await planner.get(path).form(to: "\(path)/langkah/pengajuan")).status == 303)
        let assessor = try await site.browser(site.assessor)
        for (component, item, score) in [("A", "A.1", "3"), ("A", "A.2", "2"), ("B", "B", "4,25")] {
            let here = "\(path)/komponen/\(component)"
            let form = try await assessor.get(here).form(to: "\(here)/nilai-pusat/\(item)")
            if score != "2" { #expect(try await assessor.submit(form, filling: ["central_score": score]).status == 422) }
            let sent = try await assessor.submit(
                form,
                filling: ["central_score": score, "central_reason": "Menurut bukti dan wawancara.", "interview": "Catatan <b>\(item)</b>"])
            #expect(sent.status == 303)
        }
        #expect(try await assessor.submit(try await assessor.get(path).form(to: "\(path)/langkah/penyelesaian")).status == 303)
        let told = try await clerk.get("\(path)/komponen/A")
        #expect(told.text.contains("Catatan &lt;b&gt;A.1") && told.text.contains("lebih rendah 0,50"))
        #expect(try await planner.submit(try await planner.get(path).form(to: "\(path)/langkah/penutupan")).status == 303)
        let visitor = site.site.browser()
        let code = try #require(path.split(separator: "/").last.map(String.init))
        #expect(try await visitor.get("/penilaian/\(code)").status == 404)
        #expect(try await planner.submit(try await planner.get(path).form(to: "\(path)/langkah/penayangan")).status == 303)
        let result = try await visitor.get("/penilaian/\(code)")
        _ = try result.page()
        #expect(result.status == 200 && result.text.contains("Fondasi") && result.text.contains("lebih rendah 0,13"))
        // By component only: no questions, reasons, evidence or notes.
        for hidden in ["A.1", "aturannya", "Catatan", "sk.pdf", "Menurut bukti"] {
            #expect(!result.text.contains(hidden), "\(hidden)")
        }
        #expect(try await visitor.get("/penilaian?bahasa=en").text.contains("Central score"))
        #expect(try await visitor.get("/penilaian.csv").text.contains("Evaluasi 2026"))
        #expect(try await visitor.get("/penilaian/\(code)/nilai.csv").text.contains("total"))
        for path in ["/penilaian.xlsx", "/penilaian/\(code)/nilai.xlsx"] {
            #expect(Array(try await visitor.get(path).bytes.readableBytesView.prefix(2)) == Array("PK".utf8))
        }
        #expect(try await visitor.get("/penilaian/\(code.lowercased())").location == "/penilaian/\(code)")
    }

    @Test("evidence too large, of a kind that a browser runs, or a record she may not see is refused beside its field, with what was typed")
    func badEvidence() async throws {
        let site = try await AssessmentTestSite()
        let path = "/kerja/penilaian/\(try await site.handedOut().code)/komponen/A"
        let clerk = try await site.browser(site.clerk)
        let form = try await clerk.get(path).form(to: "\(path)/jawaban/A.1")
        func send(_ name: String, _ bytes: [UInt8], link: String = "") async throws -> Answer {
            let file = UploadedFile(field: "files", filename: name, claimedType: "application/pdf", bytes: bytes)
            return try await clerk.submit(form, filling: ["reason": "Yang sudah diketik.", "link": link], files: [file])
        }
        for (name, text) in [
            ("laman.html", "<script>alert(1)</script>"), ("bukti.pdf", "<html><body>"), ("gambar.svg", "<svg xmlns='x'/>"),
            ("program.exe", "MZ…"), ("arsip.zip", "PK\u{3}\u{4}isi"), ("catatan.txt", "a\0b"),
        ] {
            let answer = try await send(name, Array(text.utf8))
            #expect(answer.status == 422 && answer.text.contains("Simpan ulang sebagai PDF"), "\(name)")
            #expect(answer.text.contains("Yang sudah diketik."))
        }
        let large = Array("%PDF-".utf8) + [UInt8](repeating: 32, count: AssessmentEvidence.largestFile)
        #expect(try await send("besar.pdf", large).text.contains("lebih besar dari 20 MB"))
        let huge = Array("%PDF-".utf8) + [UInt8](repeating: 32, count: 60 << 20)
        let told = try await send("raksasa.pdf", huge)
        #expect(told.status == 422 && told.text.contains("lebih besar dari 20 MB") && told.text.contains("Yang sudah diketik."))
        // What cannot be read any more leads back to where it was written; what was typed is on the phone.
        let unread = try await send("tak-terbaca.pdf", [UInt8](repeating: 32, count: 65 << 20))
        #expect(unread.status == 413 && unread.text.contains("href=\"\(path)\""))
        let draft = ComponentForms.draftName(String(path.split(separator: "/")[2]), "A.1")
        #expect(try await clerk.get(path).text.contains("data-draft=\"\(draft)\""))
        let six = (0..<6).map { UploadedFile(field: "files", filename: "\($0).csv", claimedType: "text/csv", bytes: Array("a,\($0)".utf8)) }
        let many = try await clerk.submit(form, filling: ["reason": "Yang sudah diketik."], files: six)
        #expect(many.status == 422 && many.text.contains("paling banyak 5") && many.text.contains("Yang sudah diketik."))
        #expect(try await send("catatan.txt", Array("a,b".utf8), link: "tidak-ada").status == 422)
        let file = try await site.desk.file(of: String(path.split(separator: "/")[2]), for: site.clerk.actor)
        #expect(file.evidence.isEmpty && file.answers["A.1"]?.version == 1)
        #expect(try await send("catatan.csv", Array("a,b\n1,2".utf8), link: "/hal/K").status == 303)
        // Now the phone may forget it.
        #expect(try await clerk.get(path).text.contains("data-draft-sent=\"\(draft)\""))
    }

    @Test("evidence opens nowhere within the site, and is taken away again only while it is being filled in")
    func evidence() async throws {
        let site = try await AssessmentTestSite()
        let code = try await site.handedOut().code
        try await site.answer("A.1", 400, of: code, by: site.clerk)
        let (clerk, path) = (try await site.browser(site.clerk), "/kerja/penilaian/\(code)")
        let file = try await site.desk.file(of: code, for: site.clerk.actor)
        let piece = try #require(file.evidence.values.joined().first { $0.file != nil })
        let got = try await clerk.get("\(path)/bukti/\(piece.id)")
        #expect(got.status == 200 && got.text == "%PDF-1.4 bukti A.1")
        #expect(got.header("Content-Disposition")?.hasPrefix("attachment") == true)
        #expect(got.header("Content-Security-Policy")?.contains("sandbox") == true)
        #expect(try await site.browser(site.nurse).get("\(path)/bukti/\(piece.id)").status == 404)
        #expect(try await site.site.browser().get("\(path)/bukti/\(piece.id)").status != 200)
        let removal = try await clerk.get("\(path)/komponen/A").form(to: "\(path)/komponen/A/bukti/\(piece.id)/hapus")
        #expect(try await clerk.submit(removal).status == 303)
        #expect(try await clerk.submit(removal).status == 409)
        #expect(try await clerk.get("\(path)/bukti/\(piece.id)").status == 404)
        try await site.holds()
    }
}
