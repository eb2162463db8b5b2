import Kernel
import Storage
import Synchronization

/// How quick the storage is by itself, to compare the server's figures with.
struct Measure {
    private let database: Database
    private static let seconds = 4

    init(_ database: Database) { self.database = database }

    func run() async throws {
        try await database.write { tx in
            for number in 0..<10_000 { try tx.run("INSERT INTO ledger (id) VALUES (\("\(number)"))") }
            try tx.run("CREATE INDEX IF NOT EXISTS ledger_id ON ledger (id)")
        }
        try await report("durable one-row writes", tasks: 64) { number in
            let id = "w\(number)"
            try await database.write { tx in try tx.run("INSERT INTO ledger (id) VALUES (\(id))") }
        }
        for tasks in [1, 64] {
            try await report("reads of one row", tasks: tasks) { number in
                let id = "\(number % 10_000)"
                _ = try await database.read { tx in try tx.row("SELECT id FROM ledger WHERE id = \(id)") }
            }
            try await report("reads of twenty rows", tasks: tasks) { number in
                let id = "\(number % 1000)"
                let length = try await database.read { tx in
                    try tx.rows("SELECT id, id AS second, id AS third, id AS fourth FROM ledger WHERE id >= \(id) ORDER BY id LIMIT \(20)")
                        .reduce(0) { $0 + $1.text("id").utf8.count + $1.text("second").utf8.count + $1.text("fourth").utf8.count }
                }
                precondition(length > 0)
            }
        }
    }

    private func report(_ what: String, tasks: Int, _ body: @escaping @Sendable (Int) async throws -> Void) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        let end = start + .seconds(Self.seconds)
        let done = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<tasks { group.addTask { while clock.now < end { try await body(done.next()) } } }
            try await group.waitForAll()
        }
        let elapsed = start.duration(to: clock.now) / .seconds(1)
        print("\(what), \(tasks) at once: \(Int(Double(done.next()) / elapsed))/s")
    }
}

private final class Counter: Sendable {
    private let number = Atomic(0)
    func next() -> Int { number.wrappingAdd(1, ordering: .relaxed).oldValue }
}
