import Audit
import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Web
import Work

@Suite struct AuditEventPageTests {
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
        let rows = try AuditPagesTests.rows(answer)
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
        #expect(try AuditPagesTests.rows(try await browser.get("/audit")).count == 8, "they do not crowd the list")
        let rows = try AuditPagesTests.rows(try await browser.get("/audit?peristiwa=audit.read"))
        #expect(rows.count == 6 && rows.allSatisfy { $0.contains("Jejak audit dibaca") })
        let details = try await audit.fixtures.database.read { tx in
            try tx.rows("SELECT details FROM event WHERE kind = 'audit.read'").map { $0.text("details") }
        }
        #expect(!details.contains { $0.contains("clerk") }, "a name that was typed is not repeated")
    }
}
