import Foundation
import Kernel
import Synchronization

/// A SQLite file: one thread that writes, readers beside it.
///
/// A read begins on the calling thread, because a hop to another thread and back costs more than most reads. One that is not
/// done after a moment is given up there and made from its beginning on a thread of ours, so that it holds up nobody whose
/// requests the calling thread answers as well. Readers of a WAL database wait for nobody.
final class SQLiteBackend: Backend {
    let engine = Engine.sqlite
    let writer: SQLiteHandle
    /// `nil` in memory, where the one connection serves both.
    private let path: String?
    private let writes = Line<PendingAct>()
    private let reads = Line<PendingAct>()
    private let idle = Mutex<[SQLiteHandle]>([])
    private let writerEnded = DispatchSemaphore(value: 0)
    private let commits: GroupCommit
    private let checkpoints: Checkpoints?

    /// Seconds after which a read is given up, as PostgreSQL's statement timeout does.
    static let readSeconds = 30.0
    /// Seconds a read may take on the calling thread.
    private let inlineSeconds: Double
    private static let readerThreads = max(2, ProcessInfo.processInfo.activeProcessorCount)

    /// - Parameter inlineSeconds: how long a read may hold the thread that asks for it.
    init(path: String, inlineSeconds: Double = 0.02, checkpoints limits: Checkpoints.Limits = Checkpoints.Limits()) throws {
        self.path = path
        self.inlineSeconds = inlineSeconds
        writer = try SQLiteHandle.writing(path)
        let checkpoints = Checkpoints(path: path, limits)
        self.checkpoints = checkpoints
        commits = GroupCommit(writes, writer, checkpoints: checkpoints)
        startWriter()
        for _ in 0..<Self.readerThreads { startReader(path) }
    }

    init(inMemory writer: SQLiteHandle) {
        path = nil
        inlineSeconds = Self.readSeconds
        self.writer = writer
        checkpoints = nil
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
        if let outcome = try inline(path, body) { return try outcome.get() }
        return try await reads.outcome(of: body)
    }

    /// `nil` when it took too long.
    private func inline<T>(_ path: String, _ body: (Transaction) throws -> T) throws -> Result<T, any Error>? {
        let reader = try idle.withLock { $0.popLast() } ?? SQLiteHandle.reading(path)
        defer { idle.withLock { $0.append(reader) } }
        return reader.sync { connection in
            let outcome = Result { try Self.snapshot(connection, within: inlineSeconds, body) }
            return connection.wasLate ? nil : outcome
        }
    }

    /// Everything `body` reads is as of one moment.
    private static func snapshot<T>(
        _ connection: SQLiteConnection, within seconds: Double = readSeconds, _ body: (Transaction) throws -> T
    ) throws -> T {
        connection.limit(seconds: seconds)
        defer {
            connection.limit(seconds: nil)
            connection.rollback()
        }
        try connection.begin("BEGIN DEFERRED")
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
        await Background.run {
            self.writerEnded.wait()
            self.checkpoints?.waitForEnd()
        }
        for reader in idle.withLock({ readers in
            defer { readers = [] }; return readers
        }) { try reader.close() }
        try writer.close()
    }
}
