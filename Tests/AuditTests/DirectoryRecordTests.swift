import Audit
import Directory
import Kernel
import Storage
import TestSupport
import Testing
import Work

@Suite struct DirectoryRecordTests {
    private static func verify(_ fixtures: DirectoryFixtures) async throws -> [Finding] {
        let database = fixtures.directory.database
        try await Outbox(database: database, world: fixtures.time.world, subscribers: []).drain()
        return try await Verification(database: database, world: fixtures.time.world, digests: DirectoryDigests.all, heads: nil).run()
            .findings
    }

    @Test func `what administrators and people do themselves fits`() async throws {
        let fixtures = try await DirectoryFixtures()
        #expect(try await Self.verify(fixtures) == [])
        let clients = EditClients(fixtures.directory, known: DirectoryFixtures.permissions)
        let client = try await clients.create(name: "SIEM", permissions: ["reports.handle"], by: fixtures.administrator).client
        try await clients.setDisabled(client.id, true, seen: client.version, by: fixtures.administrator)
        let roles = EditRoles(fixtures.directory, known: DirectoryFixtures.permissions)
        let role = try await roles.create(
            RoleDraft(nameID: "Tamu", nameEN: "Guest", permissions: [DirectoryPermission.view]), by: fixtures.administrator)
        let ending = RoleDraft(nameID: "Tamu", nameEN: "Guest", permissions: [], validTo: Day("2026-12-31"))
        try await roles.update(role.id, ending, seen: 1, by: fixtures.administrator)
        let other = try await roles.create(RoleDraft(nameID: "Lain", nameEN: "Other", permissions: []), by: fixtures.administrator)
        try await roles.delete(other.id, seen: 1, by: fixtures.administrator)
        let visit = SignIn.Visit(address: "203.0.113.7", userAgent: "test")
        _ = try await fixtures.signIn.begin(name: "agus", password: DirectoryFixtures.password, visit: visit)
        _ = try? await fixtures.signIn.begin(name: "agus", password: "salah sekali", visit: visit)
        let target = fixtures.agency("DISKOMINFO")
        let works = fixtures.agency("DPU")
        try await EditAgencies(fixtures.directory).merge(works.id, into: target.id, seen: works.version, by: fixtures.administrator)
        let findings = try await Self.verify(fixtures)
        #expect(findings.map { "\($0.kind) \($0.subjectKind ?? "") \($0.title ?? "") \($0.eventKind ?? "")" } == [])
    }

    @Test func `a role without days has the digest it had before roles could have some`() async throws {
        let fixtures = try await DirectoryFixtures()
        let role = try await EditRoles(fixtures.directory, known: DirectoryFixtures.permissions).create(
            RoleDraft(nameID: "Tamu", nameEN: "Guest", permissions: [DirectoryPermission.view]), by: fixtures.administrator)
        let events = try await fixtures.directory.database.read { try $0.events(of: role.reference) }
        let before = DirectoryDigests.digest(["nameID": "Tamu", "nameEN": "Guest", "permissions": "directory.view"])
        #expect(events.map(\.digest) == [before])
    }

    @Test(arguments: [
        ("UPDATE account SET password_hash = 'stolen' WHERE username = 'admin'", "account_access"),
        (
            "UPDATE account_role SET role_id = (SELECT id FROM role WHERE key = 'administrator') WHERE account_id = (SELECT id FROM account WHERE username = 'agus')",
            "account_access"
        ),
        ("UPDATE account_role SET agency_id = NULL WHERE account_id = (SELECT id FROM account WHERE username = 'agus')", "account_access"),
        (
            "UPDATE account_role SET valid_to = '2020-01-01' WHERE account_id = (SELECT id FROM account WHERE username = 'admin')",
            "account_access"
        ),
        ("INSERT INTO role_permission (role_id, permission) SELECT id, 'reports.identity' FROM role WHERE key = 'village_head'", "role"),
        ("UPDATE role SET valid_to = '2030-01-01' WHERE key = 'village_head'", "role"),
        ("UPDATE account SET valid_from = '2020-01-01' WHERE username = 'agus'", "account"),
        ("UPDATE account SET email = 'other@example.org' WHERE username = 'agus'", "account"),
        ("UPDATE account SET disabled_at = '2026-01-01T00:00:00.000Z' WHERE username = 'agus'", "account"),
        ("UPDATE agency SET parent_id = NULL WHERE code = 'UPTD-JALAN'", "agency"),
        ("DELETE FROM agency_function WHERE function = 'ict'", "agency"),
        ("DELETE FROM holiday WHERE day = '2026-03-19'", "calendar"),
    ])
    func `what is changed behind their backs is found`(statement: String, kind: String) async throws {
        let fixtures = try await DirectoryFixtures()
        try await fixtures.directory.database.write { tx in
            let changed = try tx.run(SQL(verbatim: statement))
            #expect(changed == 1)
        }
        let findings = try await Self.verify(fixtures)
        #expect(findings.map(\.kind) == [.recordChanged] && findings.first?.subjectKind == kind)
    }

    @Test func `a setting's value or day changed by hand is found, whichever of its values it is`() async throws {
        let fixtures = try await DirectoryFixtures()
        for (value, day) in [("730", "2026-01-01"), ("365", "2026-07-01"), ("900", "2026-03-01")] {
            try await EditSettings(fixtures.directory).set(
                ["retention.report": value], from: Day(day)!, needing: DirectoryPermission.retention, by: fixtures.administrator)
        }
        #expect(try await Self.verify(fixtures) == [])
        for (change, undo) in [
            ("UPDATE setting SET value = '1' WHERE value = '730'", "UPDATE setting SET value = '730' WHERE value = '1'"),
            (
                "UPDATE setting SET valid_from = '2026-02-02' WHERE value = '900'",
                "UPDATE setting SET valid_from = '2026-03-01' WHERE value = '900'"
            ),
        ] {
            try await fixtures.directory.database.write { tx in _ = try tx.run(SQL(verbatim: change)) }
            let findings = try await Self.verify(fixtures)
            #expect(findings.map(\.kind) == [.recordChanged] && findings.first?.subjectID == "retention.report")
            try await fixtures.directory.database.write { tx in _ = try tx.run(SQL(verbatim: undo)) }
        }
        try await fixtures.directory.database.write { tx in
            _ = try tx.run(
                """
                INSERT INTO setting (id, key, value, valid_from, set_at, set_by)
                VALUES ('x', 'retention.session', '1', '2026-01-01', '2026-01-01T00:00:00.000Z', 'x')
                """)
        }
        #expect(try await Self.verify(fixtures).map(\.kind) == [.recordWithoutEvent])
    }

    @Test(arguments: [
        "UPDATE word_override SET sentence = 'Semua data Anda kami jual.'", "UPDATE word_override SET valid_to = '2026-01-01'",
        "UPDATE word_override SET set_by = 'x'", "DELETE FROM word_override",
    ])
    func `words of the regency's own that were changed by hand are found`(statement: String) async throws {
        let fixtures = try await DirectoryFixtures()
        let ours = Words([.indonesian: ["notice": "Data Anda aman."], .english: ["notice": "Your data are safe."]])
        let edit = EditSettings(fixtures.directory)
        try await edit.setWord("notice", [.indonesian: "Data Anda kami jaga."], ours: ours, by: fixtures.administrator)
        #expect(try await Self.verify(fixtures) == [])
        try await fixtures.directory.database.write { tx in _ = try tx.run(SQL(verbatim: statement)) }
        let findings = try await Self.verify(fixtures)
        #expect(findings.map(\.subjectKind) == ["word"] && findings.first?.subjectID == "notice")
    }

    @Test func `an account and a key put in by hand are found`() async throws {
        let fixtures = try await DirectoryFixtures()
        let key = try await EditClients(fixtures.directory, known: DirectoryFixtures.permissions)
            .create(name: "SIEM", permissions: ["reports.handle"], by: fixtures.administrator)
        try await fixtures.directory.database.write { tx in
            try tx.run("UPDATE api_client SET key_hash = 'another' WHERE id = \(key.client.id)")
            try tx.run("INSERT INTO person (id, name, folded) VALUES ('x', 'X', 'x')")
            try tx.run(
                """
                INSERT INTO account (id, person_id, username, must_change_password, language, created_at, version)
                VALUES ('x', 'x', 'x', \(false), 'id', '2026-01-01T00:00:00.000Z', 1)
                """)
            try tx.run(
                """
                INSERT INTO account_role (id, account_id, role_id, categories, valid_from, granted_by, granted_at)
                SELECT 'x', 'x', id, '*', '2026-01-01', 'x', '2026-01-01T00:00:00.000Z' FROM role WHERE key = 'administrator'
                """)
        }
        let findings = try await Self.verify(fixtures)
        #expect(findings.map(\.kind) == [.recordChanged, .recordWithoutEvent, .recordWithoutEvent])
        #expect(findings.map(\.subjectKind) == ["api_client", "account", "account_access"])
    }
}
