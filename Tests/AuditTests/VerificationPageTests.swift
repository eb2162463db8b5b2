import Audit
import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Web
import Work

@Suite struct VerificationPageTests {
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
