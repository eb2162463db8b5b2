import Kernel
import Logging
import Storage

/// Runs jobs. Any number of queues on any number of machines may run against one database: a job is taken by
/// compare-and-set, and taken again when whoever took it has not finished within ``lease``.
package struct Queue: Sendable {
    /// Seconds after which a job that was begun and not finished is begun again.
    package static let lease = 300.0
    /// A job that failed so often is left for a person to look at.
    package static let maxTries = 8

    let database: Database
    let world: World
    let handlers: [String: JobHandler]
    let logger: Logger

    package init(database: Database, world: World, handlers: [JobHandler], logger: Logger) {
        self.database = database
        self.world = world
        self.handlers = Dictionary(handlers.map { ($0.kind, $0) }, uniquingKeysWith: { $1 })
        self.logger = logger
    }

    /// Does one waiting job.
    /// - Returns: whether there was one.
    package func runOne() async throws -> Bool {
        guard let job = try await claim() else { return false }
        do {
            guard let handler = handlers[job.kind] else { throw UnknownJob(kind: job.kind) }
            try await handler.run(job)
            try await database.write { [world] tx in
                try tx.run("UPDATE job SET done_at = \(world.now()), failure = NULL WHERE id = \(job.id)")
            }
        } catch {
            try await fail(job, error)
        }
        return true
    }

    /// Does jobs until none is due.
    package func drain() async throws { while try await runOne() {} }

    private func claim() async throws -> Job? {
        try await database.write(isolation: .readCommitted) { [world] tx in
            let now = world.now()
            let expired = now.adding(seconds: -Queue.lease)
            // Somebody else may take the one we found; then there is another, or none.
            while true {
                let due = try tx.rows(
                    """
                    SELECT * FROM job WHERE done_at IS NULL AND run_at <= \(now) AND tries < \(Queue.maxTries)
                        AND (claimed_at IS NULL OR claimed_at < \(expired))
                    ORDER BY run_at, id LIMIT 1
                    """)
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
