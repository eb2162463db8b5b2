import Kernel
import Logging
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Work

@Suite struct QueueTests {
    private struct Trouble: Error {}

    private static func queue(_ fixtures: WorkFixtures, _ run: @escaping @Sendable (Job) async throws -> Void) -> Queue {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return Queue(database: fixtures.database, world: fixtures.world, handlers: [JobHandler("work", run: run)], logger: logger)
    }

    private static func ask(_ fixtures: WorkFixtures, _ count: Int) async throws {
        try await fixtures.database.write { [world = fixtures.world] tx in
            for number in 0..<count { try tx.enqueue("work", ["n": String(number)], in: world) }
        }
    }

    @Test func `however many queues run, a job is done once`() async throws {
        let fixtures = try await WorkFixtures()
        try await Self.ask(fixtures, 40)
        let done = Mutex<[String]>([])
        let queues = (0..<6).map { _ in Self.queue(fixtures) { job in done.withLock { $0.append(job.payload["n"]!) } } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for queue in queues { group.addTask { try await queue.drain() } }
            try await group.waitForAll()
        }
        let numbers = done.withLock { $0 }
        #expect(numbers.count == 40 && Set(numbers).count == 40)
        #expect(try await fixtures.count("SELECT count(*) FROM job WHERE done_at IS NULL OR tries <> 1") == 0)
    }

    @Test func `a job that fails is tried again after 10, 40, 90 seconds, and after eight times no more`() async throws {
        let fixtures = try await WorkFixtures()
        try await Self.ask(fixtures, 1)
        let tries = Mutex<[Int]>([])
        let queue = Self.queue(fixtures) { job in
            tries.withLock { $0.append(job.tries) }
            throw Trouble()
        }
        for number in 1...8 {
            try await queue.drain()
            #expect(tries.withLock { $0 } == Array(1...number))
            let wait = Double(number * number) * 10
            fixtures.time.now = fixtures.time.now.adding(seconds: wait - 1)
            #expect(try await queue.runOne() == false, "not before its time")
            fixtures.time.now = fixtures.time.now.adding(seconds: 2)
        }
        fixtures.time.pass(days: 1)
        #expect(try await queue.runOne() == false)
        #expect(try await fixtures.count("SELECT count(*) FROM job WHERE done_at IS NULL AND tries = 8 AND failure IS NOT NULL") == 1)
    }

    @Test func `what a job failed with keeps no address of anybody`() async throws {
        let fixtures = try await WorkFixtures()
        try await Self.ask(fixtures, 1)
        try await Self.queue(fixtures) { _ in
            throw AppError.invalid("to", Message("mail.refused_address", ["address": "siti@example.org"]))
        }.drain()
        let failure = try await fixtures.database.read { tx in try tx.row("SELECT failure FROM job")?.text("failure") }
        #expect(failure?.contains("mail.refused_address") == true && failure?.contains("siti") == false)
    }

    @Test func `a job whose doer died is taken again when the lease is over, not before`() async throws {
        let fixtures = try await WorkFixtures()
        try await Self.ask(fixtures, 1)
        try await fixtures.database.write { [world = fixtures.world] tx in
            try tx.run("UPDATE job SET claimed_at = \(world.now()), tries = 1")
        }
        let done = Mutex(0)
        let queue = Self.queue(fixtures) { _ in done.withLock { $0 += 1 } }
        fixtures.time.now = fixtures.time.now.adding(seconds: Queue.lease - 1)
        try await queue.drain()
        #expect(done.withLock { $0 } == 0)
        fixtures.time.now = fixtures.time.now.adding(seconds: 2)
        try await queue.drain()
        #expect(done.withLock { $0 } == 1)
    }

    @Test func `who fails after the lease was over does not take the job from who has it now`() async throws {
        let fixtures = try await WorkFixtures()
        try await Self.ask(fixtures, 1)
        let queue = Self.queue(fixtures) { job in
            guard job.tries == 1 else { return }
            // Meanwhile the lease ends and another machine begins.
            try await fixtures.database.write { [world = fixtures.world] tx in
                try tx.run("UPDATE job SET claimed_at = \(world.now()), tries = 2")
            }
            throw Trouble()
        }
        #expect(try await queue.runOne())
        #expect(try await fixtures.count("SELECT count(*) FROM job WHERE claimed_at IS NOT NULL AND tries = 2 AND failure IS NULL") == 1)
    }

    @Test func `jobs go by their time, and those of tomorrow wait`() async throws {
        let fixtures = try await WorkFixtures()
        let world = fixtures.world
        let now = world.now()
        try await fixtures.database.write { tx in
            try tx.enqueue("work", ["n": "late"], at: now.adding(seconds: -5), in: world)
            try tx.enqueue("work", ["n": "earlier"], at: now.adding(seconds: -50), in: world)
            try tx.enqueue("work", ["n": "tomorrow"], at: now.adding(days: 1), in: world)
        }
        let done = Mutex<[String]>([])
        let queue = Self.queue(fixtures) { job in done.withLock { $0.append(job.payload["n"]!) } }
        try await queue.drain()
        #expect(done.withLock { $0 } == ["earlier", "late"])
        fixtures.time.pass(days: 1)
        try await queue.drain()
        #expect(done.withLock { $0 }.last == "tomorrow")
    }

    @Test func `a slow job holds up those of its lane only, and a job of no known kind is the quick lane's`() async throws {
        let fixtures = try await WorkFixtures()
        let world = fixtures.world
        let done = Mutex<[String]>([])
        let (stream, end) = AsyncStream<Void>.makeStream()
        let (begun, begin) = AsyncStream<Void>.makeStream()
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let queue = Queue(
            database: fixtures.database, world: world,
            handlers: [
                JobHandler("fetch", lane: .fetching) { _ in
                    begin.finish()
                    for await _ in stream {}
                    done.withLock { $0.append("fetch") }
                }, JobHandler("mail") { _ in done.withLock { $0.append("mail") } },
                JobHandler("read", lane: .reading) { _ in done.withLock { $0.append("read") } },
            ], logger: logger)
        #expect(queue.lanes == [.fetching, .quick, .reading])
        try await fixtures.database.write { tx in for kind in ["fetch", "mail", "read", "unknown"] { try tx.enqueue(kind, in: world) } }
        let slow = Task { try await queue.runOne(.fetching) }
        for await _ in begun {}
        #expect(try await queue.runOne(.quick))
        #expect(try await queue.runOne(.reading))
        #expect(try await queue.runOne(.reading) == false)
        #expect(try await queue.runOne(.quick))
        #expect(try await queue.runOne(.quick) == false)
        #expect(done.withLock { $0 } == ["mail", "read"])
        #expect(try await fixtures.count("SELECT count(*) FROM job WHERE kind = 'unknown' AND failure IS NOT NULL") == 1)
        end.finish()
        #expect(try await slow.value)
        #expect(done.withLock { $0 } == ["mail", "read", "fetch"])
    }

    @Test func `the quick lane takes what has waited longest of all its kinds, also of unknown ones, and no others`() async throws {
        let fixtures = try await WorkFixtures()
        let world = fixtures.world
        let now = world.now()
        let done = Mutex<[String]>([])
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let queue = Queue(
            database: fixtures.database, world: world,
            handlers: [
                JobHandler("b") { job in done.withLock { $0.append("b\(job.payload["n"]!)") } },
                JobHandler("d") { job in done.withLock { $0.append("d\(job.payload["n"]!)") } },
                JobHandler("c", lane: .fetching) { _ in done.withLock { $0.append("c") } },
            ], logger: logger)
        try await fixtures.database.write { tx in
            for (kind, number, age) in [("d", 1, 50.0), ("b", 1, 40.0), ("d", 2, 30.0), ("b", 2, 20.0), ("a", 0, 10.0), ("z", 0, 5.0)] {
                try tx.enqueue(kind, ["n": "\(number)"], at: now.adding(seconds: -age), in: world)
            }
            for _ in 0..<20 { try tx.enqueue("c", at: now.adding(seconds: -90), in: world) }
        }
        while try await queue.runOne(.quick) {}
        #expect(done.withLock { $0 } == ["d1", "b1", "d2", "b2"])
        #expect(try await fixtures.count("SELECT count(*) FROM job WHERE kind IN ('a', 'z') AND failure IS NOT NULL") == 2)
        #expect(try await fixtures.count("SELECT count(*) FROM job WHERE kind = 'c' AND tries = 0") == 20)
        guard TestDatabase.engine == .sqlite else { return }
        let plan = try await fixtures.database.read { tx in
            try tx.rows("EXPLAIN QUERY PLAN \(Queue.first(of: ["b", "d"], at: now))").map { $0.text("detail") }
        }
        let looks = plan.filter { $0.contains(" job ") }
        #expect(looks.count == 2 && looks.allSatisfy { $0.contains("USING INDEX job_by_kind (kind=? AND run_at<?)") }, "\(plan)")
    }

    @Test func `a job that lasts longer than a lease is renewed while it is done, and taken by nobody else`() async throws {
        let fixtures = try await WorkFixtures()
        let world = fixtures.world
        try await Self.ask(fixtures, 1)
        let runs = Mutex(0)
        let queue = Queue(
            database: fixtures.database, world: world,
            handlers: [
                JobHandler("work") { _ in
                    runs.withLock { $0 += 1 }
                    let first = try await fixtures.database.read { tx in try tx.row("SELECT claimed_at FROM job")!.instant("claimed_at") }
                    fixtures.time.now = fixtures.time.now.adding(seconds: Queue.lease + 1)
                    var now = first
                    while now == first {
                        now = try await fixtures.database.read { tx in try tx.row("SELECT claimed_at FROM job")!.instant("claimed_at") }
                    }
                }
            ], logger: Logger(label: "test"), renewal: 0.05)
        let doing = Task { try await queue.runOne() }
        #expect(try await doing.value)
        #expect(runs.withLock { $0 } == 1)
        #expect(try await fixtures.count("SELECT count(*) FROM job WHERE done_at IS NOT NULL AND tries = 1") == 1)
    }

    @Test func `a key is asked for once, also after it was done`() async throws {
        let fixtures = try await WorkFixtures()
        let world = fixtures.world
        let done = Mutex(0)
        for _ in 0..<3 {
            try await fixtures.database.write { tx in try tx.enqueue("work", key: "mail:1", in: world) }
            try await Self.queue(fixtures) { _ in done.withLock { $0 += 1 } }.drain()
        }
        try await fixtures.database.write { tx in
            try tx.enqueue("work", in: world)
            try tx.enqueue("work", in: world)
        }
        try await Self.queue(fixtures) { _ in done.withLock { $0 += 1 } }.drain()
        #expect(done.withLock { $0 } == 3)
    }

    @Test func `a job nobody knows how to do is kept with its failure`() async throws {
        let fixtures = try await WorkFixtures()
        let world = fixtures.world
        try await fixtures.database.write { tx in try tx.enqueue("unheard-of", in: world) }
        try await Self.queue(fixtures) { _ in }.drain()
        #expect(try await fixtures.count("SELECT count(*) FROM job WHERE done_at IS NULL AND failure IS NOT NULL") == 1)
    }

    @Test func `what was asked in a transaction that failed is not done`() async throws {
        let fixtures = try await WorkFixtures()
        let world = fixtures.world
        await #expect(throws: Trouble.self) {
            try await fixtures.database.write { tx in
                try tx.enqueue("work", in: world)
                throw Trouble()
            }
        }
        #expect(try await fixtures.count("SELECT count(*) FROM job") == 0)
    }
}
