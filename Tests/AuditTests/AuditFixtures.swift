import Audit
import Foundation
import Kernel
import Reports
import Storage
import Synchronization
import TestSupport
import Work

/// A regency with some reports that have lived, sealed, with a head written down: something to tamper with.
struct AuditFixtures: Sendable {
    let reports: ReportFixtures
    let heads: HeadLog
    let receipts: [Receipt]

    var database: Database { reports.database }
    var world: World { reports.time.world }

    /// What was lived through in a database that others begin with a copy of.
    private struct Past {
        let receipts: [Receipt]
        let mark: TestWorld.Mark
    }

    private static let pasts = Mutex<[Int: Past]>([:])

    /// - Parameter lives: how many reports go all the way to a check; one more is only submitted.
    init(lives: Int = 2) async throws {
        let database = try await TestDatabase.make(migrations: ReportFixtures.migrations, filled: "\(lives) lives") { database in
            let past = try await AuditFixtures.live(lives, in: database)
            AuditFixtures.pasts.withLock { $0[lives] = past }
        }
        let past = AuditFixtures.pasts.withLock { $0[lives]! }
        reports = try await ReportFixtures(database: database)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pendopo-audit-\(UUID().uuidString)")
        heads = HeadLog(dataFolder: folder, vault: Vault(world: reports.time.world))
        receipts = past.receipts
        reports.time.mark = past.mark
    }

    private static func live(_ lives: Int, in database: Database) async throws -> Past {
        try await ReportFixtures.fill(database)
        let reports = try await ReportFixtures(database: database)
        var receipts: [Receipt] = []
        for _ in 0..<lives { receipts.append(try await reports.checked()) }
        var submission = reports.submission()
        submission.photos = [reports.photo("before")]
        receipts.append(try await reports.desk.submit(submission, by: .visitor))
        _ = try await reports.desk.openIdentity(of: receipts[0].id, by: reports.clerk, reason: "menanyakan letak lubang")
        try await Outbox(database: database, world: reports.time.world, subscribers: [], recent: reports.desk.recent).drain()
        return Past(receipts: receipts, mark: reports.time.mark)
    }

    func seal() async throws { try await Outbox(database: database, world: world, subscribers: [], recent: reports.desk.recent).drain() }

    func writeHead() async throws {
        let last = try await database.read { tx in try tx.lastSeal() }
        try heads.append(position: last.position, hash: last.hash, at: world.now())
    }

    /// Changes something as somebody with the database in her hands would.
    func tamper(_ statements: SQL...) async throws {
        try await database.write { tx in for statement in statements { try tx.run(statement) } }
    }

    func verify(piece: Int = 1000, withHeads: Bool = true) async throws -> VerificationResult {
        try await Verification(
            database: database, world: world, digests: ReportsDigests.cases, heads: withHeads ? heads : nil, piece: piece
        ).run()
    }

    /// The first finding in English.
    func first(withHeads: Bool = true) async throws -> (kind: Finding.Kind, sentence: String)? {
        let result = try await verify(withHeads: withHeads)
        let words = try Words.audit()
        return result.findings.first.map { ($0.kind, $0.sentence(words, Format(language: .english))) }
    }

    func cleanUp() { try? FileManager.default.removeItem(at: heads.file.deletingLastPathComponent().deletingLastPathComponent()) }

    /// Computes the whole chain anew, as somebody who knows the program but not the key would.
    func recomputeChain() async throws {
        try await database.write { tx in
            var hash = Seal.origin
            let rows = try tx.rows(
                "SELECT event_seal.position, event_seal.sealed_at, event.* FROM event_seal JOIN event ON event.id = event_seal.event_id ORDER BY position"
            )
            for row in rows {
                hash = Seal.hash(Event(row: row), sealedAt: row.instant("sealed_at"), after: hash)
                try tx.run("UPDATE event_seal SET hash = \(hash) WHERE position = \(row.int("position"))")
            }
        }
    }
}
