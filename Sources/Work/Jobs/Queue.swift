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
        // Looking costs a read; taking nothing would cost a write, every second in every lane.
        let isDue = try await database.read { [self] tx in try next(lane, at: world.now(), tx) != nil }
        guard isDue else { return nil }
        return try await database.write(isolation: .readCommitted) { [self] tx in
            let now = world.now()
            let expired = now.adding(seconds: -Queue.lease)
            // Somebody else may take the one we found; then there is another, or none.
            while true {
                guard let row = try next(lane, at: now, tx) else { return nil }
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

    /// The job that has waited longest, of one lane or of any.
    private func next(_ lane: JobLane?, at now: Instant, _ tx: Transaction) throws -> Row? {
        guard let lane else { return try tx.row("SELECT * FROM job WHERE \(Queue.due(now)) ORDER BY run_at, id LIMIT 1") }
        let kinds = try kinds(lane, tx)
        return kinds.isEmpty ? nil : try tx.row(Queue.first(of: kinds, at: now))
    }

    /// The job that has waited longest of some kinds. Each kind is looked at by itself, which is one step in the index of kinds; in the
    /// order of time everything that waits in other lanes would be gone through.
    static func first(of kinds: [String], at now: Instant) -> SQL {
        let firsts = kinds.map { kind -> SQL in
            """
            SELECT * FROM (SELECT * FROM job WHERE kind = \(kind) AND \(Queue.due(now)) ORDER BY run_at, id LIMIT 1) AS first_of_kind
            """
        }
        return "\(SQL.joined(firsts, separator: " UNION ALL ")) ORDER BY run_at, id LIMIT 1"
    }

    private static func due(_ now: Instant) -> SQL {
        let expired = now.adding(seconds: -Queue.lease)
        return """
            done_at IS NULL AND run_at <= \(now) AND tries < \(Queue.maxTries) AND (claimed_at IS NULL OR claimed_at < \(expired))
            """
    }

    /// The kinds of a lane; of the quick one also those that wait and that nobody here knows.
    private func kinds(_ lane: JobLane, _ tx: Transaction) throws -> [String] {
        var kinds = handlers.values.filter { $0.lane == lane }.map(\.kind)
        if lane == .quick {
            // From each kind that waits to the next one, one step in the index each.
            var last = ""
            while let row = try tx.row("SELECT kind FROM job WHERE done_at IS NULL AND kind > \(last) ORDER BY kind LIMIT 1") {
                last = row.text("kind")
                if handlers[last] == nil { kinds.append(last) }
            }
        }
        return kinds.sorted()
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
