import Audit
import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Work

@Suite struct VerificationTests {
    @Test(arguments: [1, 2, 3, 7, 1000]) func `what nobody touched fits, in pieces of any size`(piece: Int) async throws {
        let audit = try await AuditFixtures()
        defer { audit.cleanUp() }
        try await audit.writeHead()
        let result = try await audit.verify(piece: piece)
        #expect(result.findings == [])
        // Two lives of six events each, one submission, one opened identity.
        #expect(result.seals == 14 && result.position == 14 && result.waiting == 0)
        #expect(result.subjects == 4 && result.records == 4 && result.heads == 1 && result.hasHeadLog)
    }

    @Test func `events that still wait for their seal fit too`() async throws {
        let audit = try await AuditFixtures()
        _ = try await audit.reports.inProgress()
        let result = try await audit.verify()
        #expect(result.isSound && result.seals == 14 && result.waiting == 4)
    }

    @Test func `an empty installation fits`() async throws {
        let database = try await TestDatabase.make(migrations: ReportFixtures.migrations)
        let result = try await Verification(database: database, world: TestWorld().world, digests: ReportsDigests.all, heads: nil).run()
        #expect(result.isSound && result.seals == 0 && result.hash == Seal.origin)
    }

    @Test(arguments: [
        "kind = 'report.accept'", "actor_id = 'somebody-else'", "actor_kind = 'system'", "actor_kind = 'nonsense'",
        "at = '2026-01-01T00:00:00.000Z'",
        "subject_kind = 'nothing'", "agency_id = 'another'", "agency_id = ''", "visibility = 'open'", "visibility = 'nonsense'",
        "details = '{\"stars\":\"5\"}'", "details = '{\"stars\":5}'", "details = '[]'", "digest = 'x'", "sequence = 77",
    ])
    func `a changed event is found and named`(change: String) async throws {
        let audit = try await AuditFixtures()
        try await audit.tamper("UPDATE event SET \(SQL(verbatim: change)) WHERE id = (SELECT event_id FROM event_seal WHERE position = 7)")
        let first = try #require(try await audit.first())
        #expect(first.kind == .eventChanged && first.sentence.contains("position 7"))
    }

    @Test func `a changed last event or its seal is found, which of the two cannot be known`() async throws {
        let audit = try await AuditFixtures()
        try await audit.tamper("UPDATE event SET actor_id = 'x' WHERE id = (SELECT event_id FROM event_seal WHERE position = 14)")
        #expect(try await audit.first()?.kind == .sealBroken)
    }

    @Test func `a changed seal is found and told from a changed event`() async throws {
        let audit = try await AuditFixtures()
        try await audit.tamper("UPDATE event_seal SET hash = \(String(repeating: "a", count: 64)) WHERE position = 5")
        let first = try #require(try await audit.first())
        #expect(first.kind == .sealChanged && first.sentence.contains("position 5"))
        #expect(try await audit.verify().findings.count == 1)
    }

    @Test func `a changed time of sealing is found`() async throws {
        let audit = try await AuditFixtures()
        try await audit.tamper("UPDATE event_seal SET sealed_at = '2026-01-01T00:00:00.000Z' WHERE position = 5")
        #expect(try await audit.first()?.sentence.contains("position 5") == true)
    }

    @Test func `several changed events are all told, the first first`() async throws {
        let audit = try await AuditFixtures()
        try await audit.tamper("UPDATE event SET actor_id = 'x' WHERE id IN (SELECT event_id FROM event_seal WHERE position IN (3, 4, 9))")
        let result = try await audit.verify()
        #expect(result.findings.prefix(3).map(\.position) == [3, 4, 9])
    }

    @Test func `an event taken out, an event put in, and a seal taken out are found`() async throws {
        let taken = try await AuditFixtures()
        try await taken.tamper("DELETE FROM event WHERE id = (SELECT event_id FROM event_seal WHERE position = 3)")
        #expect(try await taken.first()?.kind == .eventMissing)
        #expect(try await taken.verify().findings.contains { $0.kind == .sequenceMissing })

        let unsealed = try await AuditFixtures()
        try await unsealed.tamper("DELETE FROM event_seal WHERE position = 3")
        let kinds = try await unsealed.verify().findings.map(\.kind)
        #expect(kinds.first == .positionMissing && kinds.contains(.eventUnsealed))

        let added = try await AuditFixtures()
        let event = Event("report.note", of: Reference("report", "put-in"), sequence: 1, by: .system, in: added.world)
        try await added.database.write { tx in
            try tx.record(event)
            try tx.run("DELETE FROM outbox")
        }
        #expect(try await added.first()?.kind == .eventUnsealed)

        let waiting = try await AuditFixtures()
        try await waiting.database.write { tx in
            try tx.record(event)
            try tx.run("DELETE FROM event WHERE id = \(event.id)")
        }
        #expect(try await waiting.first()?.kind == .waitingWithoutEvent)
    }

    @Test func `a tail that was cut off is found by the head alone`() async throws {
        let audit = try await AuditFixtures()
        defer { audit.cleanUp() }
        try await audit.writeHead()
        // The newest event is the opening of an identity: somebody wants it never to have happened.
        try await audit.tamper(
            "DELETE FROM event WHERE id = (SELECT event_id FROM event_seal WHERE position = 14)",
            "DELETE FROM event_seal WHERE position = 14",
            "DELETE FROM identity_access")
        #expect(try await audit.first(withHeads: false) == nil)
        let first = try #require(try await audit.first())
        #expect(first.kind == .tailMissing && first.sentence.contains("position 14"))
    }

    @Test func `a chain computed anew fits itself, but not the head`() async throws {
        let audit = try await AuditFixtures()
        defer { audit.cleanUp() }
        try await audit.writeHead()
        try await audit.tamper("UPDATE event SET actor_id = 'x' WHERE id = (SELECT event_id FROM event_seal WHERE position = 2)")
        try await audit.recomputeChain()
        #expect(try await audit.first(withHeads: false) == nil)
        let first = try #require(try await audit.first())
        #expect(first.kind == .chainRecomputed && first.sentence.contains("position 14"))
    }

    @Test func `without a file of heads the result says so`() async throws {
        let audit = try await AuditFixtures()
        let result = try await audit.verify()
        #expect(!result.hasHeadLog && result.isSound)
        let lines = result.lines(try Words.audit(), Format(language: .english))
        #expect(lines.contains { $0.hasPrefix("Warning") } && lines.last?.hasPrefix("Everything fits") == true)
    }

    @Test func `the lines name the first row in both languages`() async throws {
        let audit = try await AuditFixtures()
        try await audit.tamper("UPDATE report SET rating = 5 WHERE id = \(audit.receipts[1].id)")
        let result = try await audit.verify()
        let words = try Words.audit()
        let indonesian = result.lines(words, Format(language: .indonesian)).joined(separator: "\n")
        let english = result.lines(words, Format(language: .english)).joined(separator: "\n")
        #expect(indonesian.contains("laporan \(audit.receipts[1].code)") && indonesian.contains("diubah di luar Pendopo"))
        #expect(english.contains("report \(audit.receipts[1].code)") && english.contains("changed outside of Pendopo"))
        #expect(words.keys(.indonesian) == words.keys(.english))
    }

    @Test(
        .enabled(if: TestDatabase.engine == .sqlite, "PostgreSQL takes no value of another type"),
        arguments: [
            ("clock", "due_at = '2030-01-01'", "due_at"), ("clock", "due_at = 'besok'", "due_at"), ("clock", "level = 'tinggi'", "level"),
            ("report", "is_public = 'ya'", "is_public"), ("report", "received_at = 7", "received_at"),
            ("report", "answers = 5", "answers"), ("category", "valid_from = 'kemarin'", "valid_from"),
            ("event", "at = 'kemarin'", ""), ("event", "sequence = 'satu'", ""),
        ])
    func `a value that nothing could read is named and does not stop the verification`(table: String, change: String, column: String)
        async throws
    {
        let audit = try await AuditFixtures(lives: 1)
        try await audit.tamper(
            """
            UPDATE \(SQL(verbatim: table)) SET \(SQL(verbatim: change))
            WHERE id = (SELECT max(id) FROM \(SQL(verbatim: table)))
            """)
        let findings = try await audit.verify().findings
        let first = try #require(findings.first)
        if column.isEmpty {
            #expect(first.kind == .eventChanged)
        } else {
            #expect(first.kind == .valueUnreadable && first.subjectKind == table && first.column == column)
            let sentence = first.sentence(try Words.audit(), Format(language: .english))
            #expect(sentence.contains(column) && sentence.contains(first.subjectID ?? "–"))
        }
    }
}
