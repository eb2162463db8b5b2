import Audit
import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Web
import Work

@Suite struct AuditPagesTests {
    /// The rows of the list's table.
    private static func rows(_ answer: Answer) throws -> [String] { try answer.page().first("tbody")?.all("tr").map(\.text) ?? [] }

    @Test func `only those who may read the audit come in`() async throws {
        let audit = try await AuditSite(lives: 1)
        for path in ["/audit", "/audit.csv", "/audit/identitas", "/audit/pemeriksaan"] {
            let visitor = try await audit.browser(nil).get(path)
            #expect(visitor.status == 303 && visitor.location?.hasPrefix("/masuk") == true, "\(path)")
            #expect(try await audit.browser(audit.fixtures.reports.clerk).get(path).status == 403)
        }
        #expect(try await audit.readings() == 0)
    }

    @Test func `the list shows what happened, newest first, with names and links`() async throws {
        let audit = try await AuditSite(lives: 1)
        let answer = try await audit.browser(audit.inspector).get("/audit")
        #expect(answer.status == 200)
        #expect(Accessibility.faults(answer.text, isPage: true) == [])
        let rows = try Self.rows(answer)
        #expect(rows.count == 8)
        #expect(rows[0].contains("Identitas pelapor dibuka") && rows[0].contains("Agus Santoso"))
        #expect(rows[7].contains("Laporan diterima") && rows[7].contains("Pengunjung"))
        #expect(answer.text.contains("/kerja/laporan/\(audit.fixtures.receipts[0].code)"))
    }

    @Test func `filters narrow it: who, what, about which report, when`() async throws {
        let audit = try await AuditSite()
        let browser = audit.browser(audit.inspector)
        func count(_ query: String) async throws -> Int { try Self.rows(try await browser.get("/audit?\(query)")).count }
        let code = audit.fixtures.receipts[0].code
        #expect(try await count("kode=\(code)") == 7, "six acts and the opening of its identity")
        #expect(try await count("kode=\(code.lowercased().replacing("-", with: ""))") == 7)
        #expect(try await count("kode=tidak-ada") == 0)
        #expect(try await count("peristiwa=report.claim") == 2)
        #expect(try await count("siapa=clerk") == 5)
        #expect(try await count("siapa=tidak.ada") == 0)
        #expect(try await count("pelaku=visitor") == 3)
        #expect(try await count("instansi=\(ReportFixtures.publicWorks)") == 5)
        #expect(try await count("siapa=triage&peristiwa=report.assign&kode=\(code)") == 1)
        #expect(try await count("dari=2026-03-02&sampai=2026-03-02") == 14)
        #expect(try await count("dari=2026-03-03") == 0)
        #expect(try await count("sampai=2026-03-01") == 0)
        #expect(try await count("dari=besok&pelaku=siapa-saja") == 14, "what makes no sense is left out")
    }

    @Test func `a period ends at midnight on the regency's clocks`() async throws {
        let audit = try await AuditSite(lives: 1)
        audit.fixtures.reports.time.set("2026-03-05T16:59:59.900Z")
        try await audit.site.installation.services.get(AuditDesk.self).recordReading("test", by: audit.inspector)
        audit.fixtures.reports.time.set("2026-03-05T17:00:00.000Z")
        try await audit.site.installation.services.get(AuditDesk.self).recordReading("test", by: audit.inspector)
        let desk = audit.site.installation.services.get(AuditDesk.self)
        func count(_ day: String) async throws -> Int {
            var filter = EventFilter()
            filter.kind = "audit.read"
            filter.from = Day(day)
            filter.to = Day(day)
            return try await desk.events(filter, limit: 10, for: audit.inspector).rows.count
        }
        #expect(try await count("2026-03-05") == 1)
        #expect(try await count("2026-03-06") == 1)
    }

    @Test func `older and newer pages join without a gap or a repetition`() async throws {
        let audit = try await AuditSite()
        let desk = audit.site.installation.services.get(AuditDesk.self)
        let all = try await desk.events(EventFilter(), limit: 100, for: audit.inspector).rows.map(\.event.id)
        #expect(all.count == 14 && all == all.sorted(by: >))
        for size in [1, 3, 5, 14, 20] {
            var forth: [Identifier<Event>] = []
            var start = AuditDesk.Start.newest
            while true {
                let list = try await desk.events(EventFilter(), from: start, limit: size, for: audit.inspector)
                forth += list.rows.map(\.event.id)
                #expect(list.hasNewer == (start != .newest))
                guard list.hasOlder else { break }
                start = .olderThan(list.rows.last!.event.id)
            }
            #expect(forth == all)
            var back: [Identifier<Event>] = []
            start = .newerThan(all.last!)
            while true {
                let list = try await desk.events(EventFilter(), from: start, limit: size, for: audit.inspector)
                back = list.rows.map(\.event.id) + back
                guard list.hasNewer else { break }
                start = .newerThan(list.rows.first!.event.id)
            }
            #expect(back == all.dropLast())
        }
    }

    @Test func `who audits one agency sees its events alone, no chain and no foreign names`() async throws {
        let audit = try await AuditSite()
        let browser = audit.browser(audit.ownAuditor)
        let rows = try Self.rows(try await browser.get("/audit"))
        #expect(rows.count == 5 && rows.allSatisfy { $0.contains("Agus Santoso") })
        let all = try await audit.site.installation.services.get(AuditDesk.self).events(EventFilter(), limit: 100, for: audit.inspector)
            .rows
        for row in all {
            let isOwn = row.event.agency == ReportFixtures.publicWorks
            #expect(try await browser.get("/audit/peristiwa/\(row.event.id)").status == (isOwn ? 200 : 404))
        }
        #expect(try await browser.get("/audit/pemeriksaan").status == 403)
        let list = try await browser.get("/audit")
        #expect(!list.text.contains("/audit/pemeriksaan"))
    }

    @Test func `a confidential report has no name for those who may not see it`() async throws {
        let audit = try await AuditSite(lives: 1)
        var submission = audit.fixtures.reports.submission("Kepala sekolah memungut uang.")
        submission.disclosure = .confidential
        let receipt = try await audit.fixtures.reports.desk.submit(submission, by: .visitor)
        let browser = audit.browser(audit.inspector)
        let list = try await browser.get("/audit")
        #expect(try Self.rows(list).count == 9, "that something happened is no secret to the inspectorate")
        #expect(!list.text.contains(receipt.code))
        #expect(try Self.rows(try await browser.get("/audit?kode=\(receipt.code)")).isEmpty)
        let table = try await browser.get("/audit.csv")
        #expect(!table.text.contains(receipt.code))
        let coordinator = Actor(kind: .account, id: "c", grants: [Grant(permissions: [.readAudit, .coordinateReports])])
        #expect(try Self.rows(try await audit.browser(coordinator).get("/audit?kode=\(receipt.code)")).count == 1)
    }

    @Test func `one event is shown with its seal, its words and the way to the rest`() async throws {
        let audit = try await AuditSite(lives: 1)
        let desk = audit.site.installation.services.get(AuditDesk.self)
        var filter = EventFilter()
        filter.kind = "report.claim"
        let claim = try #require(try await desk.events(filter, limit: 1, for: audit.inspector).rows.first)
        let answer = try await audit.browser(audit.inspector).get("/audit/peristiwa/\(claim.event.id)")
        #expect(Accessibility.faults(answer.text, isPage: true) == [])
        let hash = try #require(claim.hash)
        #expect(answer.text.contains("Sudah ditambal.") && answer.text.contains(hash))
        #expect(answer.text.contains("/audit?kode=\(audit.fixtures.receipts[0].code)"))
        #expect(try await audit.browser(audit.inspector).get("/audit/peristiwa/nonsense").status == 404)
        #expect(try await audit.browser(audit.inspector).get("/audit/peristiwa/019ca725-1a06-7000-8000-000000000000").status == 404)
    }

    @Test func `the inspectorate sees who opened which identity and why`() async throws {
        let audit = try await AuditSite(lives: 1)
        _ = try await audit.fixtures.reports.desk.openIdentity(
            of: audit.fixtures.receipts[0].id, by: audit.fixtures.reports.triage, reason: "alamat kurang jelas")
        let answer = try await audit.browser(audit.inspector).get("/audit/identitas")
        #expect(Accessibility.faults(answer.text, isPage: true) == [])
        let rows = try Self.rows(answer)
        #expect(rows.count == 2)
        #expect(rows[0].contains("Rina Wulandari") && rows[0].contains("alamat kurang jelas"))
        #expect(
            rows[1].contains("Agus Santoso") && rows[1].contains("menanyakan letak lubang")
                && rows[1].contains(audit.fixtures.receipts[0].code))
        #expect(!answer.text.contains("Siti Aminah"))
    }

    @Test func `every reading is an event itself, and shown when asked for`() async throws {
        let audit = try await AuditSite(lives: 1)
        let browser = audit.browser(audit.inspector)
        let id = try #require(
            try await audit.site.installation.services.get(AuditDesk.self).events(EventFilter(), limit: 1, for: audit.inspector).rows.first
        ).event.id
        var expected = 0
        for path in ["/audit", "/audit?siapa=clerk", "/audit.csv", "/audit/peristiwa/\(id)", "/audit/identitas"] {
            #expect(try await browser.get(path).status == 200)
            expected += 1
            #expect(try await audit.readings() == expected, "\(path)")
        }
        #expect(try Self.rows(try await browser.get("/audit")).count == 8, "they do not crowd the list")
        let rows = try Self.rows(try await browser.get("/audit?peristiwa=audit.read"))
        #expect(rows.count == 6 && rows.allSatisfy { $0.contains("Jejak audit dibaca") })
        let details = try await audit.fixtures.database.read { tx in
            try tx.rows("SELECT details FROM event WHERE kind = 'audit.read'").map { $0.text("details") }
        }
        #expect(!details.contains { $0.contains("clerk") }, "a name that was typed is not repeated")
    }

    @Test func `the table has every event, its columns named in both languages`() async throws {
        let audit = try await AuditSite()
        let browser = audit.browser(audit.inspector)
        let table = try await browser.get("/audit.csv")
        #expect(table.header("Content-Type") == "text/csv; charset=utf-8")
        let lines = table.text.split(separator: "\r\n")
        #expect(lines.count == 15 && lines[0].contains("Posisi,Waktu (UTC)"))
        #expect(lines[1].contains("identity.opened") && lines[14].contains("report.submit"))
        #expect(try await browser.get("/audit.csv?peristiwa=report.claim&bahasa=en").text.split(separator: "\r\n").count == 3)
    }

    @Test func `a verification is asked for on the page, done by a job, and shown`() async throws {
        let audit = try await AuditSite(lives: 1)
        let browser = audit.browser(audit.inspector)
        let before = try await browser.get("/audit/pemeriksaan")
        #expect(before.text.contains("Belum pernah diperiksa"))
        let asked = try await browser.submit(try before.form(to: "/audit/pemeriksaan"))
        #expect(asked.status == 303)
        let running = try await browser.follow(asked)
        #expect(running.text.contains("sedang berjalan"))
        #expect(throws: MissingForm.self) { try running.form(to: "/audit/pemeriksaan") }
        audit.fixtures.reports.time.now = audit.fixtures.reports.time.now.adding(seconds: 3601)
        let late = try await browser.get("/audit/pemeriksaan")
        #expect(throws: Never.self, "one that never ends does not bar the next") { try late.form(to: "/audit/pemeriksaan") }
        try await audit.work()
        let done = try await browser.get("/audit/pemeriksaan")
        #expect(Accessibility.faults(done.text, isPage: true) == [])
        #expect(done.text.contains("Semua cocok") && done.text.contains("belum ada berkas kepala rantai"))

        let head = try #require(try await audit.site.installation.services.get(HeadKeeper.self).keep())
        try await audit.fixtures.tamper("UPDATE report SET text = 'lain' WHERE id = \(audit.fixtures.receipts[0].id)")
        _ = try await browser.submit(try done.form(to: "/audit/pemeriksaan"))
        try await audit.work()
        let broken = try await browser.get("/audit/pemeriksaan")
        #expect(Accessibility.faults(broken.text, isPage: true) == [])
        #expect(broken.text.contains("laporan \(audit.fixtures.receipts[0].code)") && broken.text.contains("Jangan ubah apa pun"))
        #expect(broken.text.contains(head.hash))
        let told = try await audit.fixtures.database.read { tx in
            try tx.count("SELECT count(*) FROM event WHERE kind = 'verification.finished'")
        }
        #expect(told == 2)
    }

    @Test func `it verifies by itself once a night`() async throws {
        let audit = try await AuditSite(lives: 1)
        let desk = audit.site.installation.services.get(VerificationDesk.self)
        func asked(_ time: String) async throws -> Int {
            audit.fixtures.reports.time.set(time)
            try await desk.askNightly(offsetHours: 7)
            try await audit.work()
            return try await audit.fixtures.database.read { tx in try tx.count("SELECT count(*) FROM verification") }
        }
        #expect(try await asked("2026-03-03T05:00:00Z") == 0)
        #expect(try await asked("2026-03-03T18:30:00Z") == 1)
        #expect(try await asked("2026-03-03T20:30:00Z") == 1)
        #expect(try await asked("2026-03-04T18:30:00Z") == 2)
    }
}
