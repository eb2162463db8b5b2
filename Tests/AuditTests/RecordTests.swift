import Audit
import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Work

@Suite struct RecordTests {
    /// Every column of the tables a report is made of, except the keys by which rows are found.
    private static func columns(_ table: String, _ database: Database) async throws -> [(name: String, value: Value)] {
        let row = try #require(
            try await database.read { tx in try tx.row("SELECT * FROM \(SQL(verbatim: table)) ORDER BY id DESC LIMIT 1") })
        return row.columns.filter { !["id", "report_id"].contains($0) }.map { ($0, row[$0]) }
    }

    /// Another value of the same type, of a form the column takes.
    private static func another(_ column: String, _ value: Value) -> Value {
        switch column {
        case "disclosure": return .text("confidential")
        case "kind": return .text("oversight")
        case "closure": return .text("withdrawn")
        case "place_finding": return .text("nearest")
        case "language": return .text("en")
        case "visibility": return .text("internal")
        case "role": return .text("check")
        case "author_kind": return .text("system")
        case "answers": return .json("{\"since\":\"x\"}")
        case "pauses": return .text("2026-03-02T03:00:00.000Z/2026-03-03T03:00:00.000Z")
        case "is_in_time", "is_public", "is_overdue", "is_met": return .boolean(!(value == .boolean(true)))
        case "latitude", "longitude", "accuracy": return .real(1.5)
        case _ where column.hasSuffix("_at") || column == "at": return .instant(Instant("2020-01-01T00:00:00Z")!)
        default: break
        }
        switch value {
        case .integer(let number): return .integer(number + 1)
        case .null where ["rating", "working_days"].contains(column): return .integer(3)
        default: return .text("changed")
        }
    }

    @Test(arguments: ["report", "report_note", "report_photo", "clock"])
    func `no column of a report, its words, its photos or its clocks can be changed unnoticed`(table: String) async throws {
        let audit = try await AuditFixtures(lives: 1)
        let columns = try await Self.columns(table, audit.database)
        #expect(columns.count >= 10)
        for (column, before) in columns {
            let name = SQL(verbatim: column)
            let last: SQL = "(SELECT max(id) FROM \(SQL(verbatim: table)))"
            let after = Self.another(column, before)
            #expect(after != before, "\(column) must be changed to something else")
            try await audit.tamper("UPDATE \(SQL(verbatim: table)) SET \(name) = \(after) WHERE id = \(last)")
            #expect(try await audit.verify().findings.first?.kind == .recordChanged, "\(table).\(column)")
            try await audit.tamper("UPDATE \(SQL(verbatim: table)) SET \(name) = \(before) WHERE id = \(last)")
        }
        #expect(try await audit.verify().isSound)
    }

    @Test func `words and photos taken away or put in are found`() async throws {
        for statement in [
            "DELETE FROM report_note WHERE id = (SELECT max(id) FROM report_note)",
            "DELETE FROM report_photo WHERE id = (SELECT max(id) FROM report_photo)",
            "UPDATE report_note SET report_id = (SELECT max(id) FROM report) WHERE id = (SELECT min(id) FROM report_note)",
        ] as [SQL] {
            let audit = try await AuditFixtures(lives: 1)
            try await audit.tamper(statement)
            #expect(try await audit.first()?.kind == .recordChanged)
        }
    }

    @Test(arguments: [
        "due_at = '2027-01-04T16:59:59.000Z'", "working_days = working_days + 30", "unit = 'regency'",
        "pauses = '2026-03-02T03:00:00.000Z/2026-03-30T03:00:00.000Z'", "promised_due_at = '2027-01-04T16:59:59.000Z'",
        "next_alert_at = '2027-01-04T16:59:59.000Z'", "is_met = NULL",
    ])
    func `the first report whose deadline was moved is named`(change: String) async throws {
        let audit = try await AuditFixtures(lives: 2)
        // Those of one millisecond have their order by chance.
        let moved = audit.receipts.prefix(2).sorted { $0.id < $1.id }
        for receipt in moved.reversed() {
            try await audit.database.write { tx in
                let changed = try tx.run(
                    "UPDATE clock SET \(SQL(verbatim: change)) WHERE subject_id = \(receipt.id) AND name = 'finish'")
                #expect(changed == 1)
            }
        }
        let findings = try await audit.verify().findings
        #expect(findings.map(\.kind) == [.recordChanged, .recordChanged])
        #expect(findings.map(\.title) == moved.map(\.code))
        #expect(try await audit.first()?.sentence.contains("report \(moved[0].code)") == true)
    }

    @Test func `a clock taken away or put in is found`() async throws {
        let audit = try await AuditFixtures(lives: 1)
        let waiting = audit.receipts[1].id
        try await audit.tamper("DELETE FROM clock WHERE subject_id = \(waiting)")
        #expect(try await audit.verify().findings.map(\.subjectID) == [waiting.text])
        let other = try await AuditFixtures(lives: 1)
        try await other.tamper(
            "UPDATE clock SET subject_id = \(other.receipts[1].id) WHERE subject_id = \(other.receipts[0].id) AND name = 'answer'")
        #expect(try await other.verify().findings.compactMap(\.subjectID) == other.receipts.map(\.id.text).sorted())
    }

    @Test func `reports whose last event is of an earlier version fit as that version left them`() async throws {
        let audit = try await AuditFixtures(lives: 1)
        let ids = audit.receipts.map(\.id.text)
        try await audit.database.write { tx in
            let before = try #require(try ReportsDigests.report.earlier?(tx, ids))
            for (id, digest) in before {
                try tx.run(
                    """
                    UPDATE event SET digest = \(digest) WHERE subject_kind = 'report' AND subject_id = \(id)
                        AND sequence = (SELECT version FROM report WHERE id = \(id))
                    """)
            }
        }
        try await audit.recomputeChain()
        #expect(try await audit.verify(withHeads: false).findings == [])
        try await audit.tamper("UPDATE report SET place_note = 'lain' WHERE id = \(ids[0])")
        #expect(try await audit.verify(withHeads: false).findings.map(\.subjectID) == [ids[0]])
    }

    @Test func `a deleted report and one put in by hand are found`() async throws {
        let audit = try await AuditFixtures(lives: 1)
        let last = audit.receipts[1].id
        try await audit.tamper(
            "UPDATE report SET id = 'put-in', code = 'X' WHERE id = \(last) AND id NOT IN (SELECT report_id FROM report_photo)")
        try await audit.tamper(
            "DELETE FROM report_photo WHERE report_id = \(last)", "DELETE FROM report_identity WHERE report_id = \(last)",
            "UPDATE report SET id = 'put-in' WHERE id = \(last)")
        let kinds = try await audit.verify().findings.map(\.kind)
        #expect(kinds == [.recordMissing, .recordWithoutEvent])
    }

    @Test func `hiding that somebody opened an identity is found`() async throws {
        let deleted = try await AuditFixtures(lives: 1)
        try await deleted.tamper("DELETE FROM identity_access")
        let first = try #require(try await deleted.first())
        #expect(first.kind == .recordChanged && first.sentence.contains("identity behind report \(deleted.receipts[0].code)"))
        let reworded = try await AuditFixtures(lives: 1)
        try await reworded.tamper("UPDATE identity_access SET reason = 'perintah bupati'")
        #expect(try await reworded.first()?.kind == .recordChanged)
    }

    @Test func `everything that acts do themselves fits, whatever chance brings`() async throws {
        let audit = try await AuditFixtures(lives: 1)
        let world = audit.reports
        let receipt = try await world.checked()
        let report = try await world.desk.file(receipt.id, for: world.triage).report
        try await world.desk.perform(ReopenReport(of: report, text: "Rusak lagi."), on: receipt.id, by: world.reporter(receipt))
        let notes = try await audit.database.read { tx in
            try tx.rows("SELECT id FROM report_note WHERE report_id = \(receipt.id)").map { $0.text("id") }
        }
        try await world.desk.perform(
            PublishReport(publicText: "Teks baru.", publicPhotos: [], publicNotes: [Identifier(notes.last!): "Rusak lagi."]),
            on: receipt.id, by: world.triage)
        world.time.pass(days: 40)
        while try await world.desk.escalate() > 0 {}
        try await world.desk.recompute(
            WorkCalendar(version: "2026.2", holidays: [world.time.now.parts(offsetHours: 7).day.adding(1)]), unit: "regency")
        try await audit.seal()
        #expect(try await audit.verify().findings == [])
    }
}
