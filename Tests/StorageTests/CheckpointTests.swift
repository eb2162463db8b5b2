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
        try await Self.add(0..<600, to: database)
        let before = try Self.turns(path)
        #expect(before > 0)

        // Somebody who reads for long sees what was there when she began, and ends the copying at it.
        let reader = try SQLiteHandle.reading(path)
        func count() throws -> Int { try reader.sync { try Transaction($0).count("SELECT count(*) FROM thing") } }
        try reader.sync { try $0.begin("BEGIN DEFERRED") }
        let seen = try count()
        try await Self.add(600..<1000, to: database)
        #expect(try count() == seen && seen == 600)
        reader.sync { $0.rollback() }
        try await Self.add(1000..<1600, to: database)
        #expect(try Self.turns(path) > before)
        #expect(try count() == 1600)
        try reader.close()
        try await database.close()

        let whole = try SQLiteHandle.writing(path)
        #expect(try whole.isWhole())
        #expect(try whole.sync { try Transaction($0).count("SELECT count(*) FROM thing WHERE length(text) = 3000") } == 1600)
        try whole.close()
    }
}
