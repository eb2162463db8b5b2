import Directory
import Foundation
import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Web
import Work

@Suite struct AdminClockTests {
    private let path = "/pengelolaan/tenggat"

    /// Fills the form, looks at the preview and publishes it.
    private func publish(_ browser: TestBrowser, _ values: [String: String]) async throws -> Answer {
        let preview = try await browser.submit(try await browser.get(path).form(to: "\(path)/pratinjau"), filling: values)
        guard preview.status == 200 else { return preview }
        return try await browser.submit(try preview.form(to: path))
    }

    private func days(_ office: OfficeSite, _ id: Identifier<Report>) async throws -> Int? {
        try await office.desk.database.read { tx in try tx.clocks(of: Reference("report", id)).last { $0.name == "finish" }?.workingDays }
    }

    @Test func `an installation begins with a version of its own`() async throws {
        let office = try await OfficeSite()
        let page = try await office.browser(office.administrator).get(path)
        #expect(try page.page().text.contains("Yang berlaku sekarang: versi 1"))
        let events = try await office.desk.database.read { try $0.events(of: Reference("workflow", "report")) }
        #expect(events.map(\.kind) == ["workflow.published"] && events[0].actorKind == .system)
    }

    @Test func `new clocks hold for new reports, and those under way keep theirs`() async throws {
        let office = try await OfficeSite()
        let browser = office.browser(office.administrator)
        let before = try await office.assigned()
        let preview = try await browser.submit(
            try await browser.get(path).form(to: "\(path)/pratinjau"),
            filling: ["days.finish.complaint": "10", "alerts.finish": "50, 100, 200"])
        let shown = try preview.page().text
        #expect(preview.status == 200 && shown.contains("14") && shown.contains("1 laporan yang sedang berjalan"))
        // Nothing has happened yet.
        #expect(try await office.desk.database.read { try $0.workflowHistory("report") }.count == 1)
        let back = try await browser.submit(try preview.form(to: path).with("back", "1"))
        #expect(try back.form(to: "\(path)/pratinjau").value("days.finish.complaint") == "10")
        #expect(try await browser.submit(try preview.form(to: path)).status == 303)
        let after = try await office.assigned("Jembatan retak di tengah desa.")
        #expect(try await days(office, before.id) == 14)
        #expect(try await days(office, after.id) == 10)
        #expect(try await office.report(before.id).workflowVersion == 1)
        #expect(try await office.report(after.id).workflowVersion == 2)
        let history = try await browser.get(path).page().text
        #expect(history.contains("Wulan Prasasti") && history.contains("14 → 10"))
        let event = try await office.desk.database.read { try $0.events(of: Reference("workflow", "report")) }.last
        #expect(event?.details["version"] == "2" && event?.actorID == office.administrator.id)
    }

    @Test func `a version may begin later, and none may begin before it`() async throws {
        let office = try await OfficeSite()
        let browser = office.browser(office.administrator)
        #expect(try await publish(browser, ["days.verification.*": "2", "valid_from": "2026-04-01"]).status == 303)
        #expect(try await browser.get(path).page().text.contains("Yang berlaku sekarang: versi 1"))
        let early = try await publish(browser, ["days.verification.*": "4", "valid_from": "2026-03-10"])
        #expect(early.status == 422 && early.text.contains("versi yang akan berlaku nanti"))
        office.site.world.set("2026-03-31T17:00:01Z")
        #expect(try await browser.get(path).page().text.contains("Yang berlaku sekarang: versi 2"))
    }

    @Test func `what would make cases stick is refused beside its field`() async throws {
        let office = try await OfficeSite()
        let browser = office.browser(office.administrator)
        for (field, value) in [
            ("days.check.*", "0"), ("days.check.*", "banyak"), ("alerts.finish", "50, 80"), ("alerts.finish", "100, 80"),
            ("alerts.finish", "x"), ("valid_from", "2026-02-01"),
        ] {
            let answer = try await publish(browser, ["days.finish.complaint": "12", field: value])
            #expect(answer.status == 422, "\(field) \(value)")
            let form = try answer.form(to: "\(path)/pratinjau")
            #expect(form.value(field) == value && form.value("days.finish.complaint") == "12", "\(field) \(value)")
            #expect(try await office.desk.database.read { try $0.workflowHistory("report") }.count == 1, "\(field) \(value)")
        }
    }

    @Test func `of two who publish the second is told`() async throws {
        let office = try await OfficeSite()
        let browser = office.browser(office.administrator)
        let form = try await browser.get(path).form(to: "\(path)/pratinjau")
        let preview = try await browser.submit(form, filling: ["days.answer.*": "3"]).form(to: path)
        #expect(try await publish(browser, ["days.check.*": "7"]).status == 303)
        let answer = try await browser.submit(preview)
        #expect(answer.status == 409)
        #expect(try answer.page().text.contains("Pengecekan lapangan: dari “5” menjadi “7”"))
        #expect(try answer.form(to: "\(path)/pratinjau").value("days.answer.*") == "3")
    }

    @Test func `the file of one regency fills the form of another`() async throws {
        let office = try await OfficeSite()
        let browser = office.browser(office.administrator)
        #expect(try await publish(browser, ["days.finish.oversight": "45"]).status == 303)
        let file = try await browser.get("\(path)/2.json")
        #expect(try JSONDecoder().decode(Workflow.self, from: Data(file.text.utf8)).clock("finish")?.days["oversight"] == 45)
        let other = try await OfficeSite()
        let there = other.browser(other.administrator)
        func send(_ bytes: [UInt8]) async throws -> Answer {
            let upload = UploadedFile(field: "file", filename: "tenggat.json", claimedType: "application/json", bytes: bytes)
            return try await there.submit(try await there.get("\(path)/impor").form(to: "\(path)/impor"), files: [upload])
        }
        let read = try await send(Array(file.text.utf8))
        #expect(try read.form(to: "\(path)/pratinjau").value("days.finish.oversight") == "45")
        #expect(try await other.desk.database.read { try $0.workflowHistory("report") }.count == 1)
        #expect(try await send(Array("{}".utf8)).status == 422)
    }

    @Test func `others may not`() async throws {
        let office = try await OfficeSite()
        #expect(try await office.browser(office.clerk).get(path).status == 403)
        let draft = ClockDraft(Workflow.report.clocks)
        await #expect(throws: AppError.forbidden) {
            try await PublishClocks(office.directory, rules: office.desk.rules).run(
                draft, from: office.directory.today, seen: 1, by: office.triage)
        }
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["PENDOPO_PACKS"] != nil, "needs PENDOPO_PACKS, a folder of import packs"))
    func `the days at first are those of the published table of deadlines`() throws {
        let packs = try #require(ProcessInfo.processInfo.environment["PENDOPO_PACKS"])
        let table = try String(contentsOfFile: "\(packs)/sla_pengaduan.csv", encoding: .utf8)
        let named = [
            "verifikasi semua": ("verification", "*"), "tanggapan_pertama semua": ("answer", "*"), "tutup_otomatis semua": ("silence", "*"),
            "penyelesaian permintaan_informasi": ("finish", "information"), "penyelesaian aspirasi": ("finish", "aspiration"),
            "penyelesaian pengaduan_tidak_berkadar_pengawasan": ("finish", "complaint"),
            "penyelesaian pengaduan_berkadar_pengawasan": ("finish", "oversight"),
        ]
        var met = 0
        for line in table.split(whereSeparator: \.isNewline).dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard let (clock, kind) = named["\(cells[0]) \(cells[1])"] else { continue }
            met += 1
            #expect(cells[3] == "hari kerja" && Workflow.report.clock(clock)?.days(for: kind) == Int(cells[2]), "\(line)")
        }
        #expect(met == named.count)
    }
}
