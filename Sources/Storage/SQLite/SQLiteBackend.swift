import Foundation
import Kernel
import Synchronization

/// A SQLite file: one thread that writes, readers beside it.
///
/// A read runs on the calling thread when that leaves a thread of the cooperative pool free, because a hop to another
/// thread and back costs more than most reads; otherwise on a thread of ours. Readers of a WAL database wait for nobody.
final class SQLiteBackend: Backend {
    let engine = Engine.sqlite
    let writer: SQLiteHandle
    /// `nil` in memory, where the one connection serves both.
    private let path: String?
    private let writes = Line<PendingAct>()
    private let reads = Line<PendingAct>()
    private let idle = Mutex<[SQLiteHandle]>([])
    private let inlineReads = Atomic(0)
    private let writerEnded = DispatchSemaphore(value: 0)
    private let commits: GroupCommit

    /// Seconds after which a read is given up, as PostgreSQL's statement timeout does.
    static let readSeconds = 30.0
    private static let inlineLimit = max(1, ProcessInfo.processInfo.activeProcessorCount - 1)
    private static let readerThreads = max(2, ProcessInfo.processInfo.activeProcessorCount)

    init(path: String) throws {
        self.path = path
        writer = try SQLiteHandle.writing(path)
        commits = GroupCommit(writes, writer)
        startWriter()
        for _ in 0..<Self.readerThreads { startReader(path) }
    }

    init(inMemory writer: SQLiteHandle) {
        path = nil
        self.writer = writer
        commits = GroupCommit(writes, writer)
        startWriter()
    }

    deinit {
        writes.close()
        reads.close()
    }

    func write<T: Sendable>(isolation: Isolation, _ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await writes.outcome(of: body)
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        guard let path else { return try writer.sync { try Self.readOnly($0, body) } }
        if inlineReads.wrappingAdd(1, ordering: .relaxed).oldValue < Self.inlineLimit {
            defer { inlineReads.wrappingSubtract(1, ordering: .relaxed) }
            return try inline(path, body)
        }
        inlineReads.wrappingSubtract(1, ordering: .relaxed)
        return try await reads.outcome(of: body)
    }

    private func inline<T>(_ path: String, _ body: (Transaction) throws -> T) throws -> T {
        let reader = try idle.withLock { $0.popLast() } ?? SQLiteHandle.reading(path)
        defer { idle.withLock { $0.append(reader) } }
        return try reader.sync { try Self.snapshot($0, body) }
    }

    /// Everything `body` reads is as of one moment.
    private static func snapshot<T>(_ connection: SQLiteConnection, _ body: (Transaction) throws -> T) throws -> T {
        connection.limit(seconds: readSeconds)
        try connection.begin("BEGIN DEFERRED")
        defer {
            connection.limit(seconds: nil)
            connection.rollback()
        }
        return try body(Transaction(connection))
    }

    private static func readOnly<T>(_ connection: SQLiteConnection, _ body: (Transaction) throws -> T) throws -> T {
        try connection.execute("PRAGMA query_only = 1")
        defer { try? connection.execute("PRAGMA query_only = 0") }
        return try snapshot(connection, body)
    }

    private func startWriter() {
        let ended = writerEnded
        commits.start { ended.signal() }
    }

    private func startReader(_ path: String) {
        let reads = reads
        let thread = Thread {
            var reader: SQLiteHandle?
            while let acts = reads.take() {
                for act in acts {
                    do {
                        let opened = try reader ?? SQLiteHandle.reading(path)
                        reader = opened
                        try opened.sync { connection in try Self.snapshot(connection) { _ = act.perform($0) } }
                        act.finish()
                    } catch { act.fail(error) }
                }
            }
            try? reader?.close()
        }
        thread.name = "pendopo-reader"
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Copies the database as of one moment into a new file. Blocks, but nobody else.
    func copy(toFile target: String) throws {
        guard let path else { return try writer.copy(toFile: target) }
        let reader = try SQLiteHandle.reading(path)
        defer { try? reader.close() }
        try reader.copy(toFile: target)
    }

    /// Our own commits are counted; those of other processes show in the log file that every commit adds to.
    func changeMark() async throws -> String {
        let own = "\(commits.changes.load(ordering: .acquiring))"
        guard let path else { return own }
        var log = stat()
        guard stat("\(path)-wal", &log) == 0 else { return own }
        return "\(own) \(log.st_size) \(log.st_mtim.tv_sec).\(log.st_mtim.tv_nsec)"
    }

    var waiting: (reads: Int, writes: Int) { (reads.count, writes.count) }

    func close() async throws {
        writes.close()
        reads.close()
        await Background.run { self.writerEnded.wait() }
        for reader in idle.withLock({ readers in
            defer { readers = [] }; return readers
        }) { try reader.close() }
        try writer.close()
    }
}
