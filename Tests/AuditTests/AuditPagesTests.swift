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
    static func rows(_ answer: Answer) throws -> [String] { try answer.page().first("tbody")?.all("tr").map(\.text) ?? [] }

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
}
