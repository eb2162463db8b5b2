import Foundation
import Testing

@testable import Storage

/// What is written goes through a log that is copied into the file while others write on.
@Suite struct CheckpointTests {
    private static let filler = String(repeating: "x", count: 3000)

    private static func add(_ ids: Range<Int>, to database: Database) async throws {
        for id in ids {
            try await database.write { tx in try tx.run("INSERT INTO thing (id, text) VALUES (\(id), \(filler))") }
        }
    }

    /// Adds rows from a number on until the log has begun anew: when the thread that copies has its turn is not ours to say.
    /// - Returns: the number after the last.
    private static func add(from first: Int, to database: Database, _ path: String) async throws -> Int {
        let before = try turns(path)
        var next = first
        while try turns(path) == before, next < first + 20_000 {
            try await add(next..<next + 100, to: database)
            next += 100
        }
        #expect(try turns(path) > before)
        return next
    }

    /// How often the log has begun anew, as its header says.
    private static func turns(_ path: String) throws -> Int {
        let header = try #require(try FileHandle(forReadingFrom: URL(fileURLWithPath: path + "-wal")).read(upToCount: 16))
        return header.suffix(4).reduce(0) { $0 << 8 | Int($1) }
    }

    @Test func `a log that is added to all the time begins anew, whoever reads, and nothing of it is lost`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/log.db"
        let database = Database(try SQLiteBackend(path: path, checkpoints: .init(first: 60, again: 20)))
        try await database.write { tx in try tx.run("CREATE TABLE thing (id bigint PRIMARY KEY, text text NOT NULL)") }
        let first = try await Self.add(from: 0, to: database, path)

        // Somebody who reads for long sees what was there when she began, and ends the copying at it.
        let reader = try SQLiteHandle.reading(path)
        func count() throws -> Int { try reader.sync { try Transaction($0).count("SELECT count(*) FROM thing") } }
        try reader.sync { try $0.begin("BEGIN DEFERRED") }
        #expect(try count() == first)
        try await Self.add(first..<first + 400, to: database)
        #expect(try count() == first)
        reader.sync { $0.rollback() }
        let all = try await Self.add(from: first + 400, to: database, path)
        #expect(try count() == all)
        try reader.close()
        try await database.close()

        let whole = try SQLiteHandle.writing(path)
        #expect(try whole.isWhole())
        #expect(try whole.sync { try Transaction($0).count("SELECT count(*) FROM thing WHERE length(text) = 3000") } == all)
        try whole.close()
    }
}
