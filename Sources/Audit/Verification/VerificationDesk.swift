import Foundation
import Kernel
import Storage
import Work

/// Verifications that were asked for, and what they found.
package struct VerificationDesk: Sendable {
    /// Kind of the job that verifies; its payload is `verification`: the id.
    package static let job = "audit.verify"
    /// Seconds after which one that is still not done is believed to have failed.
    static let patience = 3600.0

    package let database: Database
    package let world: World
    package let digests: [RecordDigest]
    package let derivations: [Derivation]
    package let heads: HeadLog

    package init(database: Database, world: World, digests: [RecordDigest], derivations: [Derivation] = [], heads: HeadLog) {
        self.database = database
        self.world = world
        self.digests = digests
        self.derivations = derivations
        self.heads = heads
    }

    /// One verification that was asked for.
    package struct Run: Sendable {
        package var id: Identifier<Run>
        package var askedAt: Instant
        package var startedAt: Instant?
        /// `nil` until it is done.
        package var result: VerificationResult?

        func isRunning(at now: Instant) -> Bool { result == nil && now.seconds(since: askedAt) < VerificationDesk.patience }
    }

    /// Asks for a verification, unless one that was asked for in the last hour is not yet done.
    /// - Throws: 403 for readers of a part of the history only: a chain has no parts.
    @discardableResult
    package func ask(by reader: Actor) async throws -> Run {
        try need(reader)
        return try await database.write { tx in
            let now = world.now()
            if let last = try newest(tx), last.isRunning(at: now) { return last }
            let run = Run(id: world.newID(), askedAt: now)
            try tx.run("INSERT INTO verification (id, asked_at, asked_by) VALUES (\(run.id), \(now), \(reader.id))")
            try tx.enqueue(VerificationDesk.job, ["verification": run.id.text], key: "verification:\(run.id)", in: world)
            return run
        }
    }

    /// The verification asked for last, done or not, and the last that is done.
    package func last(for reader: Actor) async throws -> (asked: Run?, done: Run?) {
        try need(reader)
        return try await database.read { tx in
            let done = try tx.row("SELECT * FROM verification WHERE finished_at IS NOT NULL ORDER BY id DESC LIMIT 1")
            return (try newest(tx), try done.map(Run.init(row:)))
        }
    }

    /// The newest head in the file, to be copied elsewhere.
    package func newestHead(for reader: Actor) throws -> Head? {
        try need(reader)
        return try heads.read().heads.last
    }

    /// Does what was asked for. Running it again for one that is done changes nothing.
    package func run(_ id: Identifier<Run>) async throws {
        let isWaiting = try await database.write { tx in
            try tx.run("UPDATE verification SET started_at = \(world.now()) WHERE id = \(id) AND finished_at IS NULL") == 1
        }
        guard isWaiting else { return }
        let result = try await Verification(
            database: database, world: world, digests: digests, derivations: derivations, heads: heads
        ).run()
        let json = String(decoding: try JSONEncoder().encode(result), as: UTF8.self)
        try await database.write { tx in
            let saved = try tx.run(
                """
                UPDATE verification SET finished_at = \(result.finishedAt), is_sound = \(result.isSound), result = \(Value.json(json))
                WHERE id = \(id) AND finished_at IS NULL
                """)
            guard saved == 1 else { return }
            let details = ["position": String(result.position), "sound": String(result.isSound), "findings": String(result.findings.count)]
            try tx.record(
                Event("verification.finished", of: Reference("verification", id), sequence: 1, by: .system, in: world, details: details))
        }
    }

    /// Asks for one every night, at an hour when hardly anybody works.
    package func askNightly(offsetHours: Int) async throws {
        let now = world.now()
        guard (1..<4).contains(now.parts(offsetHours: offsetHours).time.hour) else { return }
        let last = try await database.read { tx in try newest(tx) }
        if let last, now.seconds(since: last.askedAt) < 20 * 3600 { return }
        try await ask(by: .system)
    }

    private func newest(_ tx: Transaction) throws -> Run? {
        try tx.row("SELECT * FROM verification ORDER BY id DESC LIMIT 1").map(Run.init(row:))
    }

    private func need(_ reader: Actor) throws {
        if reader.kind == .system || reader.may(.readAudit) { return }
        throw reader.kind == .visitor ? AppError.unauthenticated : AppError.forbidden
    }
}

extension VerificationDesk.Run {
    fileprivate init(row: Row) throws {
        id = row.id("id")
        askedAt = row.instant("asked_at")
        startedAt = row.instantIfAny("started_at")
        result = try row.textIfAny("result").map { try JSONDecoder().decode(VerificationResult.self, from: Data($0.utf8)) }
    }
}
