import Kernel
import Logging
import Storage

/// Runs jobs. Any number of queues on any number of machines may run against one database: a job is taken by
/// compare-and-set, and taken again when whoever took it has neither finished nor renewed it within ``lease``.
package struct Queue: Sendable {
    /// Seconds after which a job that was begun, and neither finished nor renewed, is begun again.
    package static let lease = 300.0
    /// Seconds after which a job in hand is renewed. Large files take longer than a lease.
    package static let renewal = 60.0
    /// So often is a job renewed at most: what has not come to an end after two hours is somebody else's to try.
    package static let mostRenewals = 120
    /// A job that failed so often is left for a person to look at.
    package static let maxTries = 8

    let database: Database
    let world: World
    let handlers: [String: JobHandler]
    let logger: Logger
    let renewal: Double

    package init(database: Database, world: World, handlers: [JobHandler], logger: Logger, renewal: Double = Queue.renewal) {
        self.database = database
        self.world = world
        self.handlers = Dictionary(handlers.map { ($0.kind, $0) }, uniquingKeysWith: { $1 })
        self.logger = logger
        self.renewal = renewal
    }

    /// The lanes of everything it knows how to do, the quick one among them.
    package var lanes: [JobLane] { Set(handlers.values.map(\.lane)).union([.quick]).sorted { $0.name < $1.name } }

    /// Does one waiting job.
    /// - Parameter lane: of this lane only; `nil` for any.
    /// - Returns: whether there was one.
    package func runOne(_ lane: JobLane? = nil) async throws -> Bool {
        guard let job = try await claim(lane) else { return false }
        let keeper = Task { try await keep(job) }
        do {
            guard let handler = handlers[job.kind] else { throw UnknownJob(kind: job.kind) }
            try await handler.run(job)
            await stop(keeper)
            try await database.write { [world] tx in
                try tx.run("UPDATE job SET done_at = \(world.now()), failure = NULL WHERE id = \(job.id)")
            }
        } catch {
            await stop(keeper)
            try await fail(job, error)
        }
        return true
    }

    /// Does jobs until none is due.
    package func drain() async throws { while try await runOne() {} }

    private func claim(_ lane: JobLane?) async throws -> Job? {
        let kinds = kinds(lane)
        // Looking costs a read; taking nothing would cost a write, every second in every lane.
        let isDue = try await database.read { [world] tx in
            let now = world.now()
            return try tx.row("SELECT id FROM job WHERE \(Queue.due(now, kinds)) LIMIT 1") != nil
        }
        guard isDue else { return nil }
        return try await database.write(isolation: .readCommitted) { [world] tx in
            let now = world.now()
            let expired = now.adding(seconds: -Queue.lease)
            // Somebody else may take the one we found; then there is another, or none.
            while true {
                let due = try tx.rows("SELECT * FROM job WHERE \(Queue.due(now, kinds)) ORDER BY run_at, id LIMIT 1")
                guard let row = due.first else { return nil }
                var job = Job(row: row)
                let taken = try tx.run(
                    """
                    UPDATE job SET claimed_at = \(now), tries = tries + 1
                    WHERE id = \(job.id) AND done_at IS NULL AND tries = \(job.tries) AND (claimed_at IS NULL OR claimed_at < \(expired))
                    """)
                job.tries += 1
                if taken == 1 { return job }
            }
        }
    }

    private static func due(_ now: Instant, _ kinds: SQL) -> SQL {
        let expired = now.adding(seconds: -Queue.lease)
        return """
            done_at IS NULL AND run_at <= \(now) AND tries < \(Queue.maxTries)
                AND (claimed_at IS NULL OR claimed_at < \(expired))\(kinds)
            """
    }

    /// The condition for jobs of a lane.
    private func kinds(_ lane: JobLane?) -> SQL {
        guard let lane else { return "" }
        if lane == .quick {
            let others = handlers.values.filter { $0.lane != .quick }.map(\.kind).sorted()
            return others.isEmpty ? "" : " AND kind NOT IN (\(SQL.list(others)))"
        }
        return " AND kind IN (\(SQL.list(handlers.values.filter { $0.lane == lane }.map(\.kind).sorted())))"
    }

    /// Says again and again that a job is still being done. When it cannot for as long as a lease, that ends as if the doer had died.
    private func keep(_ job: Job) async throws {
        for _ in 0..<Queue.mostRenewals {
            try await Task.sleep(for: .seconds(renewal))
            // A database that was away for a moment is there again at the next renewal, and the job still ours.
            _ = try? await database.write { [world] tx in
                try tx.run(
                    "UPDATE job SET claimed_at = \(world.now()) WHERE id = \(job.id) AND tries = \(job.tries) AND done_at IS NULL")
            }
        }
    }

    /// Waits for it, so that it does not take again what is put back meanwhile.
    private func stop(_ keeper: Task<Void, any Error>) async {
        keeper.cancel()
        _ = await keeper.result
    }

    /// Puts the job back with a growing delay: 10 s, 40 s, 90 s … unless somebody else has begun it since, after the lease.
    private func fail(_ job: Job, _ error: any Error) async throws {
        // Not what it says to people: a mail server names the address that it refuses, and those lie sealed elsewhere.
        let failure = Defect.inWords(error)
        logger.warning(
            "job failed", metadata: ["job": "\(job.id)", "kind": "\(job.kind)", "tries": "\(job.tries)", "error": "\(failure)"])
        try await database.write { [world] tx in
            let next = world.now().adding(seconds: Double(job.tries * job.tries) * 10)
            try tx.run(
                """
                UPDATE job SET claimed_at = NULL, run_at = \(next), failure = \(failure)
                WHERE id = \(job.id) AND tries = \(job.tries)
                """)
        }
    }
}

struct UnknownJob: Error {
    let kind: String
}
