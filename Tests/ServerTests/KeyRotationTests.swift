import Directory
import Foundation
import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Server

/// Changing the key costs nobody anything: what was sealed before opens after, and old keys go only when nothing needs them.
@Suite struct KeyRotationTests {
    private static let visit = SignIn.Visit(address: "198.51.100.7", userAgent: "test")

    @Test func `every table that is sealed under a key is sealed anew`() throws {
        let tables = try Composition.capabilities().migrations.flatMap(\.statements).map(\.text).filter {
            $0.contains("bytea") && $0.firstMatch(of: /key text/) != nil
        }.compactMap { $0.firstMatch(of: /CREATE TABLE (\w+)/).map { String($0.1) } }
        #expect(Set(tables) == Set(SealedRows.all.map(\.table)))
    }

    @Test func `after a rotation the second step lets its owner in and a reporter's name opens`() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pendopo-test-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("keys.json")
        let database = try await TestDatabase.make(migrations: try Composition.capabilities().migrations)
        let fixtures = try await DirectoryFixtures(database: database)
        let world = fixtures.time.world
        let old = try Vault.open(file: file, world: world)

        let account = try await database.read { try AccountStore($0).find(signInName: "agus")! }
        let before = SignIn(directory: fixtures.directory, vault: old, passwords: fixtures.signIn.passwords)
        let (secret, sealed) = before.proposeSecondStep(for: account.id)
        let recovery = try await before.enableSecondStep(
            for: account.id, sealed: sealed, code: TOTP.code(secret: secret, step: TOTP.step(at: world.now())))
        let receipt = try await Self.report(database, fixtures, old)

        let fresh = try Vault.rotate(file: file, world: world)
        let (count, left, lost) = try await database.resealAll(fresh, at: world.now())
        #expect(count >= 2 && left.isEmpty && lost.isEmpty)
        try Vault.forgetOldKeys(file: file)
        let only = try Vault.open(file: file, world: world)

        let after = SignIn(directory: fixtures.directory, vault: only, passwords: fixtures.signIn.passwords)
        fixtures.time.now = fixtures.time.now.adding(seconds: 60)
        for code in [TOTP.code(secret: secret, step: TOTP.step(at: world.now())), recovery[0]] {
            guard
                case .needsCode(let ticket) = try await after.begin(
                    name: "agus", password: DirectoryFixtures.password, visit: Self.visit)
            else { Issue.record("no code asked for"); return }
            guard case .signedIn = try await after.finish(ticket: ticket, code: code, visit: Self.visit) else {
                Issue.record("not let in"); return
            }
        }
        let desk = ReportDesk(database: database, world: world, vault: only, ground: Ground(fixtures.directory))
        let reader = Actor(kind: .account, id: "triage", grants: [Grant(permissions: [.triageReports, .openIdentities])])
        let identity = try await desk.openIdentity(of: receipt, by: reader, reason: "menanyakan letak lubang")
        #expect(identity?.name == "Siti Aminah")
    }

    @Test func `an old key stays while a form waits to be sent again, and is let go once it cannot be`() async throws {
        let time = TestWorld()
        let database = try await TestDatabase.make(migrations: try Composition.capabilities().migrations)
        let old = Vault(world: time.world)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pendopo-test-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try Vault.open(file: folder.appendingPathComponent("keys.json"), world: time.world)
        let fresh = try Vault.rotate(file: folder.appendingPathComponent("keys.json"), world: time.world)
        let kept = old.seal("isi".utf8, context: "resumed_form:1:cookie")
        let now = time.world.now()
        try await database.write { tx in
            try tx.run(
                """
                INSERT INTO resumed_form (id, path, content, content_key, at)
                VALUES ('f1', '/lapor', \(kept.bytes), \(kept.key), \(now))
                """)
        }
        #expect(try await database.resealAll(fresh, at: now).left == ["resumed_form"])
        #expect(try await database.resealAll(fresh, at: now.adding(seconds: 7201)).left.isEmpty)
    }

    @Test func `one secret that does not open is named and holds up no other`() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pendopo-test-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("keys.json")
        let database = try await TestDatabase.make(migrations: try Composition.capabilities().migrations)
        let fixtures = try await DirectoryFixtures(database: database)
        let world = fixtures.time.world
        let old = try Vault.open(file: file, world: world)
        let signIn = SignIn(directory: fixtures.directory, vault: old, passwords: fixtures.signIn.passwords)
        for name in ["agus", "ratna"] {
            let id = try await fixtures.account(name).id
            let (secret, sealed) = signIn.proposeSecondStep(for: id)
            _ = try await signIn.enableSecondStep(
                for: id, sealed: sealed, code: TOTP.code(secret: secret, step: TOTP.step(at: world.now())))
        }
        let damaged = try await Self.report(database, fixtures, old)
        let lost = try await fixtures.account("agus").id
        try await database.write { tx in
            try tx.run("UPDATE account SET totp_key = 'lost' WHERE id = \(lost)")
            try tx.run("UPDATE report_identity SET sealed = \(Array("nothing".utf8)) WHERE report_id = \(damaged)")
        }
        let fresh = try Vault.rotate(file: file, world: world)
        let result = try await database.resealAll(fresh, at: world.now())
        #expect(result.lost == ["report_identity \(damaged)", "account \(lost)"])
        #expect(result.left.isEmpty)
        let current = fresh.current
        #expect(try await database.read { try $0.count("SELECT count(*) FROM account WHERE totp_key = \(current)") } == 1)
    }

    @Test func `a photo that waits in a browser is still known after a rotation, and only as it was given`() throws {
        let world = TestWorld().world
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pendopo-test-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("keys.json")
        let draft = PhotoDraft(
            file: "a1", thumbnail: "b2", width: 800, height: 600, look: "0123456789abcdef", latitude: -8.2, longitude: 113.7)
        let token = PhotoIntake.token(draft, try Vault.open(file: file, world: world))
        _ = try Vault.rotate(file: file, world: world)
        try Vault.forgetOldKeys(file: file)
        let only = try Vault.open(file: file, world: world)
        #expect(PhotoIntake.photo(token, only) == draft)
        #expect(PhotoIntake.photo(token, Vault(world: world)) == nil)
        #expect(PhotoIntake.photo(String(token.dropLast(2)), only) == nil)
    }

    @Test func `a recovery code works even where the secret of the app was lost`() async throws {
        let fixtures = try await DirectoryFixtures()
        let world = fixtures.time.world
        let account = try await fixtures.directory.database.read { try AccountStore($0).find(signInName: "agus")! }
        let (secret, sealed) = fixtures.signIn.proposeSecondStep(for: account.id)
        let recovery = try await fixtures.signIn.enableSecondStep(
            for: account.id, sealed: sealed, code: TOTP.code(secret: secret, step: TOTP.step(at: world.now())))
        try await fixtures.directory.database.write { tx in
            try tx.run("UPDATE account SET totp_key = 'lost' WHERE id = \(account.id)")
        }
        guard
            case .needsCode(let ticket) = try await fixtures.signIn.begin(
                name: "agus", password: DirectoryFixtures.password, visit: Self.visit)
        else { Issue.record("no code asked for"); return }
        guard case .signedIn = try await fixtures.signIn.finish(ticket: ticket, code: recovery[0], visit: Self.visit) else {
            Issue.record("recovery code refused"); return
        }
    }

    private static func report(_ database: Database, _ fixtures: DirectoryFixtures, _ vault: Vault) async throws -> Identifier<Report> {
        let start = Instant("2024-01-01T00:00:00Z")!
        try await database.write { tx in
            try tx.publish(.report, validFrom: start, by: .system)
            try tx.insert(
                Category(id: "road", nameIndonesian: "Jalan rusak", nameEnglish: "Broken road", validFrom: Day("2024-01-01")!))
        }
        let desk = ReportDesk(database: database, world: fixtures.time.world, vault: vault, ground: Ground(fixtures.directory))
        var submission = Submission()
        submission.category = "road"
        submission.text = "Jalan berlubang di depan pasar, sudah dua minggu."
        submission.village = "35.09.19.1001"
        submission.identity = ReporterIdentity(name: "Siti Aminah", phone: "0812-3456-7890")
        return try await desk.submit(submission, by: .visitor).id
    }
}
