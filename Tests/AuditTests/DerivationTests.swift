import Audit
import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Work

/// What follows from reports and is kept beside them: the work list and the figures have no events, and are computed anew.
@Suite struct DerivationTests {
    private func verify(_ audit: AuditFixtures, piece: Int = 1000) async throws -> [Finding] {
        try await Verification(
            database: audit.database, world: audit.world, digests: ReportsDigests.cases,
            derivations: ReportsDerivations.all(offsetHours: 7), heads: nil, piece: piece
        ).run().findings
    }

    @Test(arguments: [1, 1000]) func `what acts do themselves comes out the same, folded or not`(piece: Int) async throws {
        let audit = try await AuditFixtures(lives: 2)
        _ = try await audit.reports.inProgress()
        try await audit.seal()
        #expect(try await verify(audit, piece: piece) == [])
        try await audit.database.write { tx in _ = try tx.foldTallies(limit: 4) }
        #expect(try await verify(audit, piece: piece) == [])
        try await audit.database.write { tx in _ = try tx.foldTallies(limit: 1000) }
        #expect(try await verify(audit, piece: piece) == [])
    }

    @Test(arguments: [
        "due_at = '2027-01-04T16:59:59.000Z'", "closed_at = opened_at", "permission = 'reports.check'", "agency_id = 'agency-pu'",
        "category_id = 'violence'", "level = level + 1", "task = 'report.assigned'", "subject_id = 'x'",
        "account_id = 'nobody'",
    ])
    func `a case hidden from those who owe something is named`(change: String) async throws {
        let audit = try await AuditFixtures(lives: 1)
        let waiting = audit.receipts[1]
        try await audit.database.write { tx in
            let changed = try tx.run("UPDATE obligation SET \(SQL(verbatim: change)) WHERE closed_at IS NULL")
            #expect(changed == 1)
        }
        let findings = try await verify(audit)
        #expect(findings.map(\.kind) == [.derivedChanged] && findings.first?.title == waiting.code)
        let sentence = try findings.first?.sentence(Words.audit(), Format(language: .english))
        #expect(sentence?.contains("work list for report \(waiting.code)") == true)
    }

    @Test func `a row put on the work list by hand, of a case that nobody owes anything, is found`() async throws {
        let audit = try await AuditFixtures(lives: 1)
        let checked = audit.receipts[0]
        try await audit.tamper(
            """
            UPDATE obligation SET closed_at = NULL
            WHERE id = (SELECT max(id) FROM obligation WHERE subject_id = \(checked.id) AND closed_at IS NOT NULL)
            """)
        #expect(try await verify(audit).map(\.title) == [checked.code])
    }

    @Test(arguments: [
        "UPDATE report_tally SET late = late - 1 WHERE dimension = 'agency' AND received > 0 AND key <> ''",
        "UPDATE report_tally SET stars = stars + 5 WHERE dimension = 'agency' AND key <> ''",
        "UPDATE report_tally_days SET days = days + 3 WHERE dimension = 'agency'",
        "UPDATE report_tally_days SET count = count + 1 WHERE dimension = 'agency'",
        "DELETE FROM report_tally WHERE dimension = 'agency' AND key <> ''",
        "INSERT INTO report_tally_change SELECT 'z', month, 'agency-pu', '', '', 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL, 0 FROM report_tally LIMIT 1",
    ])
    func `figures made better by hand are named by their row`(statement: String) async throws {
        let audit = try await AuditFixtures(lives: 1)
        try await audit.database.write { tx in _ = try tx.foldTallies(limit: 1000) }
        #expect(try await verify(audit) == [])
        try await audit.tamper(SQL(verbatim: statement))
        let findings = try await verify(audit)
        #expect(findings.allSatisfy { $0.kind == .derivedChanged && $0.subjectKind == "report_figures" })
        #expect(findings.contains { $0.title == "agency agency-pu 2026-03" })
    }

    @Test(arguments: [1, 1000]) func `a reporter's identity that was deleted by hand is named by its report, one of an earlier version too`(
        piece: Int
    ) async throws {
        let audit = try await AuditFixtures(lives: 1)
        let (opened, waiting) = (audit.receipts[0], audit.receipts[1])
        #expect(try await verify(audit, piece: piece) == [])
        try await audit.tamper("DELETE FROM report_identity WHERE report_id = \(waiting.id)")
        let findings = try await verify(audit, piece: piece)
        #expect(findings.map(\.kind) == [.derivedMissing] && findings.first?.title == waiting.code)
        let sentence = try findings.first?.sentence(Words.audit(), Format(language: .english))
        #expect(sentence?.contains("identity behind report \(waiting.code)") == true)
        // An event that does not say so yet; who opened it says that it was there.
        let older = Reference("report", opened.id)
        try await audit.tamper(
            "DELETE FROM report_identity WHERE report_id = \(opened.id)",
            "UPDATE event SET details = \(Value.json("{}")) WHERE subject_kind = 'report' AND subject_id = \(older.id) AND sequence = 1")
        let missing = try await verify(audit, piece: piece).filter { $0.kind == .derivedMissing }
        #expect(Set(missing.map(\.title)) == [opened.code, waiting.code])
    }

    @Test func `who left no identity lacks none, and what retention took away is not missed`() async throws {
        let audit = try await AuditFixtures(lives: 1)
        var nobody = audit.reports.submission("Lampu jalan di depan balai desa mati.")
        nobody.identity = ReporterIdentity()
        let unnamed = try await audit.reports.desk.submit(nobody, by: .visitor)
        let said = try await audit.database.read { tx in
            (
                try tx.events(of: Reference("report", unnamed.id))[0].details["identity"],
                try tx.events(of: Reference("report", audit.receipts[1].id))[0].details["identity"]
            )
        }
        #expect(said.0 == nil && said.1 == "given")
        let withdrawn = audit.receipts[1]
        try await audit.reports.desk.perform(WithdrawReport(), on: withdrawn.id, by: audit.reports.reporter(withdrawn))
        let removed = try await audit.reports.desk.removeIdentities(closedBefore: audit.world.now())
        #expect(removed == 1)
        try await audit.seal()
        #expect(try await verify(audit) == [])
    }
}
