import Kernel
import Storage

/// Work to be done after the transaction that asked for it, at least once: handlers must bear being run again.
package struct Job: Sendable {
    package var id: Identifier<Job>
    package var kind: String
    /// Ids and codes, no personal text: the handler reads the record.
    package var payload: [String: String]
    /// How often it has been begun, this time included.
    package var tries: Int

    init(row: Row) {
        id = row.id("id")
        kind = row.text("kind")
        payload = parseFlatJSON(row.text("payload"))
        tries = row.int("tries")
    }
}

/// What does the jobs of one kind.
package struct JobHandler: Sendable {
    package let kind: String
    /// What it waits for when there is much to do.
    package let lane: JobLane
    let run: @Sendable (Job) async throws -> Void

    package init(_ kind: String, lane: JobLane = .quick, run: @escaping @Sendable (Job) async throws -> Void) {
        self.kind = kind
        self.lane = lane
        self.run = run
    }
}

/// Something done again and again, such as raising escalations.
package struct Schedule: Sendable {
    package let name: String
    /// Seconds between the end of one run and the start of the next.
    package let every: Double
    /// Whether it is done once more when no further requests are taken.
    package let isDoneAtTheEnd: Bool
    let run: @Sendable () async throws -> Void

    package init(_ name: String, every: Double, isDoneAtTheEnd: Bool = false, run: @escaping @Sendable () async throws -> Void) {
        self.name = name
        self.every = every
        self.isDoneAtTheEnd = isDoneAtTheEnd
        self.run = run
    }

    /// Does it now, once.
    package func runOnce() async throws { try await run() }
}

extension Transaction {
    /// Asks for a job. With a `key`, a job of that key which was ever asked for is not asked for again.
    package func enqueue(_ kind: String, _ payload: [String: String] = [:], key: String? = nil, at: Instant? = nil, in world: World) throws
    {
        let now = world.now()
        try run(
            """
            INSERT INTO job (id, kind, payload, dedupe_key, run_at, tries)
            VALUES (\(world.newID(Job.self)), \(kind), \(Value.json(flatJSON(payload))), \(key), \(at ?? now), 0)
            ON CONFLICT (dedupe_key) DO NOTHING
            """)
    }
}
