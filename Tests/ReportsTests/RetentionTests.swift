import Directory
import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Web
import Work

@Suite struct RetentionTests {
    private func retention(_ office: OfficeSite) -> ReportRetention {
        let administration: DirectoryDesk = office.site.installation.services.get()
        return ReportRetention(desk: office.desk, files: office.site.installation.files, words: { office.site.installation.words }) {
            administration.retention.days($0.name, office.directory.settings, on: office.directory.today)
        }
    }

    /// Whether every record is as its last event left it, as `pendopo verify` would find.
    private func isWhole(_ office: OfficeSite, _ digest: RecordDigest, _ id: Identifier<Report>) async throws -> Bool {
        try await office.desk.database.read { tx in
            let last = try tx.events(of: Reference(digest.kind, id)).last?.digest
            let now = try digest.digests(tx, [id.text])
            return last != nil && now[id.text] == last
        }
    }

    private func identities(_ office: OfficeSite) async throws -> Int {
        try await office.desk.database.read { try $0.count("SELECT count(*) FROM report_identity") }
    }

    @Test func `a year after closing the name is gone, and her page works and says so`() async throws {
        let office = try await OfficeSite()
        let closed = try await office.closed()
        let open = try await office.inProgress()
        _ = try await office.desk.openIdentity(of: closed.id, by: office.clerk, reason: "menanyakan letak lubang")
        office.site.world.pass(days: 364)
        #expect(try await retention(office).run() == ReportRetention.Removed(identities: 0, reports: 0))
        office.site.world.pass(days: 2)
        #expect(try await retention(office).run() == ReportRetention.Removed(identities: 1, reports: 0))
        #expect(try await identities(office) == 1)
        #expect(try await office.desk.file(open.id, for: office.triage).hasIdentity)
        let page = try await office.site.browser().get("/ikuti/\(closed.code)/\(closed.secret)")
        #expect(page.status == 200 && page.text.contains("Nama dan kontak Anda sudah dihapus pada 3 Maret 2027"))
        #expect(page.text.contains("menanyakan letak lubang"))
        #expect(
            try await office.browser(office.triage).get("/kerja/laporan/\(closed.code)").text.contains("Data diri pelapor sudah dihapus"))
        #expect(try await isWhole(office, ReportsDigests.identity, closed.id))
        #expect(try await isWhole(office, ReportsDigests.report, closed.id))
        let kinds = try await office.desk.database.read { try $0.events(of: Reference("report_identity", closed.id)) }.map(\.kind)
        #expect(kinds == ["identity.opened", "report_identity.removed"])
        // A second run finds nothing; nobody is told that her name was opened.
        #expect(try await retention(office).run() == ReportRetention.Removed(identities: 0, reports: 0))
        try await office.settle()
        let told = try await office.desk.database.read {
            try $0.count("SELECT count(*) FROM notification WHERE message = 'told.reporter.identity_opened'")
        }
        #expect(told == 0)
    }

    @Test func `the days are the regency's to set, but never shorter than a case can be reopened`() async throws {
        let office = try await OfficeSite()
        _ = try await office.closed()
        let browser = office.browser(office.administrator)
        let form = try await browser.get("/pengelolaan/retensi").form(to: "/pengelolaan/retensi")
        #expect(form.value("report.identity") == "365" && form.value("report.refused") == "730")
        #expect(try await browser.submit(form, filling: ["report.identity": "1"]).status == 303)
        office.site.world.pass(days: ReopenReport.days)
        #expect(try await retention(office).run() == ReportRetention.Removed(identities: 0, reports: 0))
        office.site.world.pass(days: 2)
        #expect(try await retention(office).run() == ReportRetention.Removed(identities: 1, reports: 0))
    }

    @Test func `what was reopened keeps its reporter`() async throws {
        let office = try await OfficeSite()
        let receipt = try await office.closed()
        office.site.world.pass(days: 10)
        try await office.desk.perform(
            ReopenReport(of: try await office.report(receipt.id), text: "Berlubang lagi."), on: receipt.id,
            by: Actor(kind: .reporter, id: receipt.id.text))
        office.site.world.pass(days: 500)
        #expect(try await retention(office).run() == ReportRetention.Removed(identities: 0, reports: 0))
        #expect(try await identities(office) == 1)
    }

    @Test func `words and photos of what was turned down are taken away, its trace and the figures stay`() async throws {
        let office = try await OfficeSite()
        var submission = office.submission("Rumah Pak Joko di gang tiga selalu bising.")
        submission.placeNote = "pagar hijau"
        let shared = try await office.photo("shared")
        let own = try await office.photo("own")
        submission.photos = [shared, own]
        let receipt = try await office.desk.submit(submission, by: .visitor)
        var other = office.submission("Jalan berlubang.")
        other.photos = [shared]
        let kept = try await office.desk.submit(other, by: .visitor)
        try await office.desk.perform(RejectReport(reason: .notAReport, text: "Silakan ke RT setempat."), on: receipt.id, by: office.triage)
        let before = try await office.desk.statistics(by: .category)
        office.site.world.pass(days: 729)
        #expect(try await retention(office).run().reports == 0)
        office.site.world.pass(days: 2)
        #expect(try await retention(office).run().reports == 1)
        let file = try await office.desk.file(receipt.id, for: office.triage)
        #expect(file.report.text == "[Isi laporan sudah dihapus sesuai lama penyimpanan.]" && file.photos.isEmpty)
        #expect(file.report.place.latitude == nil && file.report.place.note.isEmpty && file.report.place.village == OfficeSite.village)
        #expect(file.report.closure == .rejected && file.timeline.contains { $0.texts.contains { $0.text == "Silakan ke RT setempat." } })
        let files = office.site.installation.files
        #expect(try await !files.exists(own.file))
        #expect(try await !files.exists(own.thumbnail))
        // The same picture belongs to another report as well.
        #expect(try await files.exists(shared.file))
        #expect(try await office.desk.file(kept.id, for: office.triage).photos.count == 1)
        #expect(try await isWhole(office, ReportsDigests.report, receipt.id))
        #expect(try await office.desk.statistics(by: .category) == before)
        #expect(try await office.desk.recount(by: .category) == before)
        #expect(try await retention(office).run().reports == 0)
        #expect(try await office.browser(office.triage).get("/kerja/laporan/\(receipt.code)").status == 200)
        #expect(try await office.site.browser().get("/ikuti/\(receipt.code)/\(receipt.secret)").status == 200)
        let everything = try await office.desk.database.read { tx in
            try tx.rows("SELECT text FROM report UNION ALL SELECT text FROM report_note").map { $0.text("text") }.joined()
        }
        #expect(!everything.contains("Joko"))
    }

    @Test func `the schedules of reports run by themselves and twice without harm`() async throws {
        let office = try await OfficeSite()
        let receipt = try await office.received()
        office.site.world.pass(days: 10)
        let schedules = try Capability.reports().schedules(office.site.installation)
        #expect(Set(schedules.map(\.name)) == ["reports.escalation", "reports.tallies", "reports.retention", "reports.uploads"])
        for _ in 0..<2 { for schedule in schedules { try await schedule.runOnce() } }
        let events = try await office.desk.database.read { try $0.events(of: Reference("report", receipt.id)) }
        #expect(events.map(\.kind) == ["report.submit"] + Array(repeating: "report.alert", count: 4))
        #expect(try await office.desk.database.read { try $0.count("SELECT count(*) FROM report_tally_change") } == 0)
    }
}
