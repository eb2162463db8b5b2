import Directory
import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Web
import Work

@Suite struct CalendarDeadlineTests {
    private func clock(_ office: OfficeSite, _ id: Identifier<Report>) async throws -> Clock {
        let clocks = try await office.desk.database.read { try $0.clocks(of: Reference("report", id)) }
        return try #require(clocks.last { $0.name == "finish" })
    }

    @Test func `publishing a changed calendar moves open deadlines once, keeps the old ones, and is foreseen`() async throws {
        let office = try await OfficeSite()
        let running = try await office.inProgress()
        let done = try await office.closed()
        let before = try await clock(office, running.id)
        let finished = try await clock(office, done.id)
        try await office.settle()
        try await EditCalendars(office.directory).put(Holiday(Day("2026-03-10")!, "Pemilihan kepala desa"), by: .system)
        let page = try await office.browser(office.administrator).get("/pengelolaan/kalender?tahun=2026").page().text
        #expect(page.contains("tenggat laporan yang berjalan akan bergeser") && page.contains("Dinas Pekerjaan Umum: "))
        // Looking changes nothing.
        #expect(try await clock(office, running.id).dueAt == before.dueAt)

        let draft = try await office.desk.database.read { try CalendarStore($0).draft(year: 2026)! }
        try await EditCalendars(office.directory).publish(year: 2026, seen: draft.version, by: .system)
        try await office.settle()
        let after = try await clock(office, running.id)
        #expect(after.dueAt == before.dueAt.adding(days: 1) && after.previousDueAt == before.dueAt)
        #expect(after.calendarVersion != before.calendarVersion)
        let report = try await office.report(running.id)
        #expect(report.dueAt == after.dueAt)
        let owed = try await office.desk.database.read { try $0.obligations(of: report.reference) }
        #expect(owed.map(\.dueAt) == [after.dueAt])
        #expect(try await clock(office, done.id).dueAt == finished.dueAt)
        // The reporter reads it on her page.
        #expect(try await office.site.browser().get("/ikuti/\(running.code)/\(running.secret)").text.contains("Tenggat dihitung ulang"))

        let deadlines = CalendarDeadlines(desk: office.desk, directory: office.directory)
        let version = report.version
        #expect(try await deadlines.recompute() == 0)
        #expect(try await office.report(running.id).version == version)
        #expect(try await clock(office, running.id).previousDueAt == before.dueAt)
        let jobs = try await office.desk.database.read {
            try $0.count("SELECT count(*) FROM job WHERE kind = \(CalendarDeadlines.job) AND done_at IS NULL")
        }
        #expect(jobs == 0)
    }

    @Test func `a six-day week and a five-day week move each by its own calendar, a promised day stays`() async throws {
        let office = try await OfficeSite()
        let hospital = try await office.assigned("Antrean rumah sakit panjang.", to: "RSUD")
        try await office.desk.perform(AcceptReport(), on: hospital.id, by: office.otherClerk)
        let promised = try await office.inProgress()
        try await office.desk.perform(ScheduleReport(until: Day("2026-04-30")!, text: "Menunggu aspal."), on: promised.id, by: office.clerk)
        let (six, five) = (try await clock(office, hospital.id), try await clock(office, promised.id))
        // A Saturday: only those who work on it lose a day.
        try await office.desk.database.write { [world = office.site.world.world] tx in
            try CalendarWriter(tx, world: world, by: .system).put([Holiday(Day("2026-03-07")!, "Hari jadi kabupaten")])
            try CalendarWriter(tx, world: world, by: .system).publish(year: 2026, seen: nil)
        }
        let deadlines = CalendarDeadlines(desk: office.desk, directory: office.directory)
        #expect(try await deadlines.recompute() >= 1)
        #expect(try await clock(office, hospital.id).dueAt > six.dueAt)
        #expect(try await clock(office, promised.id).dueAt == five.dueAt)
    }

    @Test func `another working week of an agency shows what it moves first, and then moves it`() async throws {
        let office = try await OfficeSite()
        let running = try await office.inProgress()
        let elsewhere = try await office.assigned("Antrean panjang.", to: "RSUD")
        let (before, other) = (try await clock(office, running.id), try await clock(office, elsewhere.id))
        let path = "/pengelolaan/perangkat-daerah/\(office.agency("DPU"))/ubah"
        let browser = office.browser(office.administrator)
        let form = try await browser.get(path).form(to: path)
        #expect(form.value("days_per_week") == "5")
        let asked = try await browser.submit(form, filling: ["days_per_week": "6"])
        #expect(asked.status == 200 && asked.text.contains("Dinas Pekerjaan Umum: "))
        #expect(office.directory.agencies.find(code: "DPU")?.daysPerWeek == 5, "looking changes nothing")
        #expect(try await browser.submit(try asked.form(to: path)).status == 303)
        #expect(office.directory.agencies.find(code: "DPU")?.daysPerWeek == 6)
        try await office.settle()
        let after = try await clock(office, running.id)
        #expect(after.dueAt < before.dueAt && after.previousDueAt == before.dueAt)
        #expect(try await office.report(running.id).dueAt == after.dueAt)
        #expect(try await clock(office, elsewhere.id).dueAt == other.dueAt)
        // By API: what it would do, then nothing more to ask.
        let client = try await OfficeClient(office, "Tata usaha", [DirectoryPermission.agencies])
        let effect = try await client.get("/api/agencies/\(office.agency("DPU"))/week-effect?daysPerWeek=5").json()
        #expect(effect["effects"]?.array?.isEmpty == false)
        let same = try await client.get("/api/agencies/\(office.agency("DPU"))/week-effect?daysPerWeek=6").json()
        #expect(same["effects"]?.array?.isEmpty == true)
    }
}
