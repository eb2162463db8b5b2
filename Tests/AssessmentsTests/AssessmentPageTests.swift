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

@Suite("Pages and API of assessments")
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
        let handed = try await planner.submit(
            parts,
            filling: ["agencies.A": site.works, "due.A": "2026-03-31", "agencies.B": site.hospital, "due.B": "31/03/2026"])
        #expect(handed.location == path)
        // The same form once more is out of date.
        #expect(try await planner.submit(parts, filling: ["agencies.A": site.works, "due.A": "2026-04-30"]).status == 409)

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
        let huge = Array("%PDF-".utf8) + [UInt8](repeating: 32, count: 25 << 20)
        #expect(try await send("raksasa.pdf", huge).status == 413)
        #expect(try await send("catatan.txt", Array("a,b".utf8), link: "tidak-ada").status == 422)
        let file = try await site.desk.file(of: String(path.split(separator: "/")[2]), for: site.clerk.actor)
        #expect(file.evidence.isEmpty && file.answers["A.1"]?.version == 1)
        #expect(try await send("catatan.csv", Array("a,b\n1,2".utf8), link: "/hal/K").status == 303)
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
        try await AssessmentLifeTests.holds(site)
    }

    private func caller(_ site: AssessmentTestSite, _ permissions: Set<Permission>, _ agency: String? = nil) async throws -> TestCaller {
        let known = Set(Permission.ofAssessments + DirectoryPermission.all)
        let key = try await EditClients(site.desk.directory, known: known).create(
            name: "\(permissions.count) \(agency ?? "")", permissions: permissions, agency: agency.map { Identifier($0) }, by: .system
        ).key
        return TestCaller(site.site, key: key)
    }

    @Test("the API does what the pages do, with the same policy")
    func api() async throws {
        let site = try await AssessmentTestSite()
        let instrument = try await site.instrument()
        let planner = try await caller(site, [.openAssessments, .coordinateAssessments, .shapeInstruments])
        let clerk = try await caller(site, [.openAssessments, .answerAssessments], site.works)
        let nurse = try await caller(site, [.openAssessments, .answerAssessments], site.hospital)
        #expect(try await planner.get("/api/assessment-instruments")["items"]?.array?.count == 4)
        let opened = try await planner.send(
            .post, "/api/assessments", ["instrument": .string(instrument.key), "year": 2026, "title": "Evaluasi 2026"])
        #expect(opened.status == 201)
        let path = try #require(opened.location)
        let handed = try await planner.send(
            .put, "\(path)/parts",
            [
                "parts": [
                    ["component": "A", "agencies": [.string(site.works)], "due": "2026-03-31"],
                    ["component": "B", "agencies": [.string(site.hospital)], "due": "2026-03-31"],
                ]
            ])
        #expect(handed.status == 200)
        #expect(try await clerk.get(path)["parts"]?.array?.count == 1)
        let bad = try await clerk.send(.put, "\(path)/answers/A.1", ["score": "9", "reason": "Ada."])
        #expect(bad.status == 422 && bad.issueFields == ["score"])
        let stale = try await clerk.send(.put, "\(path)/answers/A.1", ["score": "3", "reason": "Ada.", "version": 7])
        #expect(stale.status == 409)
        #expect(try await clerk.send(.put, "\(path)/answers/B", ["score": "3", "reason": "Ada."]).status == 404)
        let sent = try await clerk.upload(
            "\(path)/answers/A.1/evidence", Array("%PDF-1.4 sk".utf8), field: "files",
            with: [("score", "3.5"), ("reason", "Sudah ada aturannya.")])
        // Its name has no ending; PDF is known by its content.
        #expect(sent.status == 200)
        #expect(
            try await clerk.send(.put, "\(path)/answers/A.1", ["score": "3.5", "reason": "Sudah ada aturannya.", "links": ["K"]]).status
                == 200)
        #expect(
            try await clerk.send(.put, "\(path)/answers/A.2", ["score": "2", "reason": "Anggaran masih kecil.", "links": ["K"]]).status
                == 200)
        #expect(try await clerk.send(.post, "\(path)/parts/A/state", ["act": "hand_in"]).status == 200)
        #expect(
            try await nurse.send(.put, "\(path)/answers/B", ["score": "4", "reason": "Dirasakan warga.", "links": ["K"]]).status == 200)
        #expect(try await nurse.send(.post, "\(path)/parts/B/state", ["act": "hand_in"]).status == 200)
        let returned = try await planner.send(.post, "\(path)/parts/B/state", ["act": "return", "reason": "Lengkapi buktinya dahulu."])
        #expect(returned["state"]?.string == "draft")
        #expect(try await nurse.send(.post, "\(path)/parts/B/state", ["act": "hand_in"]).status == 200)
        #expect(
            try await planner.send(
                .post, "\(path)/assessors", ["account": .string(site.assessor.account.id.text), "until": "2026-06-30"]
            ).status == 200)
        let moved = try await planner.send(.post, "\(path)/state", ["act": "submit"])
        #expect(moved["state"]?.string == "submitted")
        // A key is nobody of the central team.
        let stranger = try await caller(site, [.openAssessments, .scoreAssessments])
        #expect(try await stranger.get(path).status == 404)
        #expect(try await stranger.send(.put, "\(path)/answers/A.1/central-score", ["score": "3"]).status == 404)
        #expect(try await planner.send(.put, "\(path)/answers/A.1/central-score", ["score": "3"]).status == 403)
        let code = try #require(path.split(separator: "/").last.map(String.init))
        for (item, score) in [("A.1", 300), ("A.2", 200), ("B", 400)] {
            try await site.desk.score(
                item, of: code, CentralDraft(score: Hundredths(score), reason: "Menurut bukti yang ada."), by: site.assessor.actor)
        }
        try await site.desk.move("conclude", code, by: site.assessor.actor)
        #expect(try await planner.send(.post, "\(path)/state", ["act": "close"])["state"]?.string == "closed")
        #expect(try await planner.send(.post, "\(path)/state", ["act": "publish"])["isPublic"] == .bool(true))
        let visitor = try await site.site.send(.get, "/api/assessment-results/\(code)")
        #expect(visitor.status == 200 && visitor["scores"]?.array?.count == 3)
        #expect(try await site.site.send(.get, "/api/assessments").status == 401)
        #expect(try await planner.get("\(path)/pack").status == 200)
        #expect(try await planner.get("\(path)/report?format=docx").status == 200)
        #expect(try await clerk.get("\(path)/pack").status == 403)
        #expect(try await planner.send(.put, "\(path)/parts", ["parts": []]).status == 409)
    }

    @Test("instruments by the API: a draft, its items from a file, publication, the next edition")
    func instrumentAPI() async throws {
        let site = try await AssessmentTestSite()
        let known = Set(Permission.ofAssessments + DirectoryPermission.all)
        let key = try await EditClients(site.desk.directory, known: known).create(
            name: "penyusun", permissions: [.shapeInstruments], agency: nil, by: .system
        ).key
        let caller = TestCaller(site.site, key: key)
        let body: JSONValue = [
            "code": "lewat-api", "purpose": "selection", "title": "Lewat API", "source": "Uji", "validFrom": "2026-01-01", "lowest": "0",
            "highest": "4", "rounding": "down", "items": [["code": "A", "title": "Satu", "weight": "60"]],
        ]
        let made = try await caller.send(.post, "/api/assessment-instruments", body)
        #expect(made.status == 201 && made["openWeights"]?.array?.count == 1)
        let path = try #require(made.location)
        let refused = try await caller.send(.post, "\(path)/publication", [:])
        #expect(refused.status == 422 && refused.issueFields == ["weights"])
        #expect(try await caller.upload("\(path)/items", "kode,judul,bobot_persen\nA,Satu,60\nB,Dua,40\n").status == 200)
        #expect(try await caller.get("\(path)/items").text.contains("B,,Dua"))
        #expect(try await caller.send(.post, "\(path)/publication", ["version": 1]).status == 409)
        #expect(try await caller.send(.post, "\(path)/publication", [:])["state"]?.string == "published")
        var edit = body.members ?? [:]
        edit["code"] = nil
        #expect(try await caller.send(.put, path, .object(edit)).status == 409)
        let next = try await caller.send(.post, "\(path)/edition")
        #expect(next.status == 201 && next["edition"]?.integer == 2)
        edit["title"] = "Edisi dua"
        #expect(try await caller.send(.put, next.location ?? "", .object(edit))["title"]?.string == "Edisi dua")
        edit["items"] = [["code": "A", "title": "Satu", "weight": "banyak"]]
        #expect(try await caller.send(.put, next.location ?? "", .object(edit)).issueFields == ["items[0].weight"])
    }
}
