import Directory
import HTTPTypes
import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Web
import Work

@Suite struct StaffPageTests {
    @Test func `the work list shows what is theirs to do, and nothing else`() async throws {
        let office = try await OfficeSite()
        let waiting = try await office.received("Lampu padam di perempatan.")
        let roads = try await office.assigned("Jalan berlubang di depan pasar.")
        let health = try await office.assigned("Antrean rumah sakit panjang.", to: "RSUD")
        func codes(_ actor: Actor) async throws -> Set<String> {
            let page = try await office.browser(actor).get("/kerja")
            #expect(page.status == 200)
            return Set(try page.page().all { $0["class"] == "code" }.map(\.text))
        }
        #expect(try await codes(office.clerk) == [roads.code])
        #expect(try await codes(office.otherClerk) == [health.code])
        #expect(try await codes(office.triage) == [waiting.code])
        #expect(try await codes(office.checker).isEmpty)
        #expect(try await office.site.browser().get("/kerja").location?.hasPrefix("/masuk") == true)
    }

    @Test func `words of somebody whose report was joined are named as hers, and not offered to the public`() async throws {
        let office = try await OfficeSite()
        let (main, twin) = (try await office.closed(), try await office.received())
        let reporters = [main, twin].map { Actor(kind: .reporter, id: $0.id.text) }
        try await office.desk.perform(MergeReport(into: main.code, reason: "Sama"), on: twin.id, by: office.triage)
        let own = try await office.report(twin.id)
        try await office.desk.perform(ReopenReport(of: own, text: "Sisi kirinya masih berlubang."), on: main.id, by: reporters[1])
        try await office.desk.perform(AddToReport(text: "Ada ranting di dalamnya.", photos: []), on: main.id, by: reporters[0])
        let notes = try await office.desk.database.read { tx in
            try tx.rows("SELECT id, text FROM report_note WHERE report_id = \(main.id)").map { ($0.text("id"), $0.text("text")) }
        }
        let page = try await office.browser(office.triage).get("/kerja/laporan/\(main.code)").text
        let offered = notes.filter { page.contains("note.\($0.0)") }.map { $0.1 }
        #expect(offered == ["Ada ranting di dalamnya."])
        #expect(page.contains("Pelapor lain tentang hal yang sama") && page.contains("Sisi kirinya masih berlubang."))
    }

    @Test func `a code that a citizen reads out opens her report, for those who may open it`() async throws {
        let office = try await OfficeSite()
        let roads = try await office.assigned("Jalan berlubang di depan pasar.")
        let spoken = roads.code.lowercased().replacing("-", with: "%20")
        let found = try await office.browser(office.clerk).get("/kerja/laporan?kode=\(spoken)")
        #expect(found.status == 303 && found.location == "/kerja/laporan/\(roads.code)")
        // Whether there is such a report is not said to others.
        for code in [roads.code, ShortCode.make(77)] {
            let refused = try await office.browser(office.otherClerk).get("/kerja/laporan?kode=\(code)")
            #expect(refused.status == 422 && refused.text.contains("Tidak ada laporan \(code) yang boleh Anda buka"))
        }
        let misread = try await office.browser(office.clerk).get("/kerja/laporan?kode=AAA-AAA-AB")
        #expect(misread.status == 422 && misread.text.contains("tertukar"))
        #expect(Accessibility.faults(misread.text, isPage: true) == [])
    }

    @Test func `a form comes back with what was typed and what to mend`() async throws {
        let office = try await OfficeSite()
        let receipt = try await office.received()
        let browser = office.browser(office.triage)
        let path = "/kerja/laporan/\(receipt.code)"
        let rejection = try await browser.get(path).form(to: "\(path)/penolakan")
        let answer = try await browser.submit(rejection, filling: ["text": "Silakan ke PLN."])
        #expect(answer.status == 422 && answer.text.contains("Pilih salah satu."))
        let again = try answer.form(to: "\(path)/penolakan")
        #expect(again.value("text") == "Silakan ke PLN.")
        #expect(try await office.report(receipt.id).state == "received")
        let sent = try await browser.submit(again, filling: ["reason": "outside_regency"])
        #expect(sent.status == 303 && sent.location == path)
        #expect(try await office.report(receipt.id).closure == .rejected)
    }

    @Test func `work of a category that needs proof cannot be claimed without a photo`() async throws {
        let office = try await OfficeSite()
        let receipt = try await office.inProgress()
        let browser = office.browser(office.clerk)
        let path = "/kerja/laporan/\(receipt.code)"
        let answer = try await browser.submit(
            try await browser.get(path).form(to: "\(path)/pernyataan-selesai"), filling: ["text": "Sudah ditambal."])
        #expect(answer.status == 422 && answer.text.contains("foto hasil pekerjaan"))
        #expect(try answer.form(to: "\(path)/pernyataan-selesai").value("text") == "Sudah ditambal.")
        #expect(try await office.report(receipt.id).claimedAt == nil)
    }

    @Test func `photos of an official that were taken once need not be chosen again`() async throws {
        let office = try await OfficeSite()
        let receipt = try await office.inProgress()
        let browser = office.browser(office.clerk)
        let path = "/kerja/laporan/\(receipt.code)"
        let photo = UploadedFile(field: "photos", filename: "hasil.png", claimedType: "image/png", bytes: Pictures.scene(8))
        let wordless = try await browser.submit(try await browser.get(path).form(to: "\(path)/pernyataan-selesai"), files: [photo])
        #expect(wordless.status == 422)
        let again = try wordless.form(to: "\(path)/pernyataan-selesai")
        #expect(again.value("kept_photo") != nil)
        #expect(Accessibility.faults(wordless.text, isPage: true) == [])
        #expect(try await browser.submit(again, filling: ["text": "Sudah ditambal."]).status == 303)
        let file = try await office.desk.file(receipt.id, for: office.clerk)
        #expect(file.report.claimedAt != nil && file.photos.count { $0.role == .after } == 1)
    }

    @Test func `a form that does not say which version it was made of does nothing`() async throws {
        let office = try await OfficeSite()
        let receipt = try await office.assigned()
        let browser = office.browser(office.clerk)
        let path = "/kerja/laporan/\(receipt.code)"
        let acceptance = try await browser.get(path).form(to: "\(path)/penerimaan")
        for version in ["", "satu"] {
            let lost = try await browser.submit(acceptance, filling: ["version": version])
            #expect(lost.status == 409, "\(version)")
        }
        #expect(try await office.report(receipt.id).state == "assigned")
        #expect(try await browser.submit(acceptance).status == 303)
    }

    @Test func `a form that was pressed twice is one act, and says so both times`() async throws {
        let office = try await OfficeSite()
        let receipt = try await office.assigned()
        let browser = office.browser(office.clerk)
        let path = "/kerja/laporan/\(receipt.code)"
        let acceptance = try await browser.get(path).form(to: "\(path)/penerimaan")
        #expect(try await browser.submit(acceptance).status == 303)
        #expect(try await browser.submit(acceptance).status == 303)
        let note = try await browser.get(path).form(to: "\(path)/catatan")
        for _ in 0..<2 {
            #expect(try await browser.submit(note, filling: ["text": "Aspal sudah dipesan.", "public": "1"]).status == 303)
        }
        let file = try await office.desk.file(receipt.id, for: office.clerk)
        #expect(file.timeline.count { $0.act == "note" } == 1 && file.report.state == "in_progress")
        // The same words once more, of a page that knows the first: she means it.
        let again = try await browser.get(path).form(to: "\(path)/catatan")
        #expect(try await browser.submit(again, filling: ["text": "Aspal sudah dipesan.", "public": "1"]).status == 303)
        #expect(try await office.desk.file(receipt.id, for: office.clerk).timeline.count { $0.act == "note" } == 2)
    }

    @Test func `the second of two clerks is told what changed`() async throws {
        let office = try await OfficeSite()
        let receipt = try await office.assigned()
        let path = "/kerja/laporan/\(receipt.code)"
        let (first, second) = (office.browser(office.clerk), office.browser(office.clerk))
        let accepting = try await first.get(path).form(to: "\(path)/penerimaan")
        let returning = try await second.get(path).form(to: "\(path)/pengembalian")
        #expect(try await first.submit(accepting).status == 303)
        let answer = try await second.submit(returning, filling: ["text": "Bukan jalan kabupaten."])
        #expect(answer.status == 409)
        let shown = try answer.page().text
        #expect(shown.contains("ada yang berubah: Diterima instansi dan mulai dikerjakan") && shown.contains("Bukan jalan kabupaten."))
        #expect(try await office.report(receipt.id).state == "in_progress")
    }

    @Test func `whoever may not know of a report finds no page for it`() async throws {
        let office = try await OfficeSite()
        let roads = try await office.inProgress()
        var violence = office.submission("Ada kekerasan di rumah tetangga.", .confidential)
        violence.category = OfficeSite.violence
        let hidden = try await office.desk.submit(violence, by: .visitor)
        for (actor, code, status) in [
            (office.otherClerk, roads.code, 404), (office.clerk, hidden.code, 404), (office.checker, hidden.code, 404),
            (office.triage, hidden.code, 200), (office.clerk, roads.code, 200), (office.checker, roads.code, 200),
        ] {
            let answer = try await office.browser(actor).get("/kerja/laporan/\(code)")
            #expect(answer.status == status, "\(actor.id) \(code)")
        }
        let forged = office.browser(office.otherClerk)
        let form = try await office.browser(office.clerk).get("/kerja/laporan/\(roads.code)").form(
            to: "/kerja/laporan/\(roads.code)/catatan")
        // Another agency's clerk who sends the form all the same, with a token of her own.
        let own = try await forged.get("/kerja/laporan").page().all("form").first { $0["method"] == "post" && $0["action"] != "/keluar" }
        #expect(own == nil)
        let refused = try await forged.submit(form, filling: ["text": "Selesai."])
        // Her token is another's, so what was typed is kept for her and nothing is done.
        #expect(refused.status == 303 && refused.location?.hasPrefix("/lanjutkan/") == true)
        #expect(try await office.browser(office.clerk).get("/kerja/laporan/\(roads.code)").text.contains("Selesai.") == false)
    }

    @Test func `an identity opens for a reason, which the reporter reads`() async throws {
        let office = try await OfficeSite()
        let receipt = try await office.inProgress()
        let path = "/kerja/laporan/\(receipt.code)"
        let browser = office.browser(office.clerk)
        let page = try await browser.get(path)
        #expect(!page.text.contains("Siti Aminah"))
        let short = try await browser.submit(try page.form(to: "\(path)/identitas"), filling: ["reason": "perlu"])
        #expect(short.status == 422 && !short.text.contains("Siti Aminah"))
        let opened = try await browser.submit(try short.form(to: "\(path)/identitas"), filling: ["reason": "menanyakan letak lubang"])
        #expect(opened.status == 200 && opened.text.contains("Siti Aminah"))
        #expect(try await office.site.browser().get("/ikuti/\(receipt.code)/\(receipt.secret)").text.contains("menanyakan letak lubang"))
        // Pressed twice it is one opening and the same answer; once more from a page that knows of it is another.
        let twice = try await browser.submit(try short.form(to: "\(path)/identitas"), filling: ["reason": "menanyakan letak lubang"])
        #expect(twice.status == 200 && twice.text.contains("Siti Aminah"))
        func openings() async throws -> Int { try await office.desk.file(receipt.id, for: office.clerk).accesses.count }
        #expect(try await openings() == 1)
        // A colleague who signs in at the same machine and sends the page that she finds there is told that it is not hers to open.
        browser.signIn(office.checker)
        let next = try await browser.submit(try short.form(to: "\(path)/identitas"), filling: ["reason": "menanyakan letak lubang"])
        #expect(next.status == 403 && !next.text.contains("Siti Aminah"))
        browser.signIn(office.clerk)
        let later = try await browser.get(path).form(to: "\(path)/identitas")
        #expect(try await browser.submit(later, filling: ["reason": "menanyakan letak lubang"]).text.contains("Siti Aminah"))
        #expect(try await openings() == 2)
        let anonymous = try await office.inProgress("Petugas meminta uang.", .anonymous)
        let refused = try await browser.get("/kerja/laporan/\(anonymous.code)")
        #expect(refused.text.contains("tidak berhak membuka"))
        #expect(try refused.page().all("form").allSatisfy { $0["action"] != "/kerja/laporan/\(anonymous.code)/identitas" })
    }

    @Test func `notifications wait until they are read`() async throws {
        let office = try await OfficeSite()
        // The fixtures' clerk holds her role in the directory, so she is told.
        let receipt = try await office.assigned()
        try await office.settle()
        let browser = office.browser(office.clerk)
        #expect(try await browser.get("/kerja").text.contains("/kerja/pemberitahuan"))
        let page = try await browser.get("/kerja/pemberitahuan")
        #expect(page.text.contains("Laporan \(receipt.code) masuk untuk instansi Anda"))
        let marked = try await browser.submit(try page.form(to: "/kerja/pemberitahuan/terbaca"))
        #expect(marked.status == 303)
        let after = try await browser.get("/kerja/pemberitahuan")
        #expect(try after.page().all("form").allSatisfy { $0["action"] != "/kerja/pemberitahuan/terbaca" })
        let unread = try await office.desk.database.read { [id = office.clerk.id] tx in try tx.unreadNotifications(for: id) }
        #expect(unread == 0)
    }

    @Test func `the table holds what the reader may open, and no name`() async throws {
        let office = try await OfficeSite()
        let roads = try await office.inProgress()
        let health = try await office.assigned("=Antrean rumah sakit panjang.", to: "RSUD")
        func lines(_ actor: Actor) async throws -> [Substring] {
            let answer = try await office.browser(actor).get("/kerja/laporan.csv")
            #expect(answer.status == 200 && answer.header("Content-Type")?.hasPrefix("text/csv") == true)
            #expect(!answer.text.contains("Siti Aminah") && !answer.text.contains("siti@example.org"))
            return answer.text.split(separator: "\r\n").dropFirst().map { $0 }
        }
        #expect(try await lines(office.clerk).map { $0.prefix(roads.code.count) } == [roads.code[...]])
        let all = try await lines(office.triage)
        #expect(all.count == 2 && all.contains { $0.hasPrefix(health.code) && $0.contains("'=Antrean") })
        #expect(try await office.site.browser().get("/kerja/laporan.csv").status == 303)
    }
}
