import Foundation
import Testing

@testable import Storage

/// The log of a connection that writes is gathered before it reaches the file (`gathering.c`). Nobody may notice.
@Suite struct GatheredLogTests {
    private static let filler = String(repeating: "x", count: 900)

    private static func add(_ ids: Range<Int>, _ connection: SQLiteConnection) throws {
        for id in ids { _ = try connection.run("INSERT INTO thing (id, text) VALUES (\(id), \(filler))") }
    }

    private static func sum(_ connection: SQLiteConnection) throws -> [Int] {
        let row = try Transaction(connection).row("SELECT count(*) AS rows, coalesce(sum(length(text)), 0) AS letters FROM thing")
        return [row?.int("rows") ?? -1, row?.int("letters") ?? -1]
    }

    /// With so little memory for pages that most of a transaction goes to the log before its end and is read from there again.
    @Test func `a transaction larger than its memory reads what it wrote, and others see all of it or nothing`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/log.db"
        let writer = try SQLiteHandle.writing(path)
        try writer.sync { connection in
            try connection.execute("PRAGMA cache_size = 20")
            try connection.execute("PRAGMA cache_spill = 20")
            try connection.execute("CREATE TABLE thing (id bigint PRIMARY KEY, text text NOT NULL)")
        }
        let reader = try SQLiteHandle.reading(path)
        try writer.sync { connection in
            try connection.begin("BEGIN IMMEDIATE")
            try Self.add(0..<1500, connection)
            #expect(try Self.sum(connection) == [1500, 1_350_000])
            #expect(try reader.sync(Self.sum) == [0, 0])
            try connection.savepoint(.set)
            try Self.add(1500..<2500, connection)
            _ = try connection.run("UPDATE thing SET text = 'changed' WHERE id < 700")
            #expect(try Self.sum(connection) == [2500, 1_800 * 900 + 700 * 7])
            try connection.savepoint(.rollback)
            #expect(try Self.sum(connection) == [1500, 1_350_000])
            try Self.add(5000..<5100, connection)
            try connection.commit()
            #expect(try reader.sync(Self.sum) == [1600, 1_440_000])

            try connection.begin("BEGIN IMMEDIATE")
            _ = try connection.run("DELETE FROM thing WHERE id < 1400")
            try Self.add(6000..<7000, connection)
            connection.rollback()
            #expect(try Self.sum(connection) == [1600, 1_440_000])
            try Self.add(9000..<9001, connection)
        }
        // Somebody who opens the file anew finds in the log what was committed last.
        let other = try SQLiteHandle.writing(path)
        #expect(try other.sync(Self.sum) == [1601, 1_440_900])
        #expect(try other.isWhole())
        for handle in [reader, other, writer] { try handle.close() }
    }

    @Test func `two connections that write in turn never lose each other's commits`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/turns.db"
        let writers = [try SQLiteHandle.writing(path), try SQLiteHandle.writing(path)]
        try writers[0].sync { try $0.execute("CREATE TABLE thing (id bigint PRIMARY KEY, text text NOT NULL)") }
        for turn in 0..<200 {
            try writers[turn % 2].sync { connection in
                try connection.begin("BEGIN IMMEDIATE")
                try Self.add(turn * 10..<turn * 10 + 10, connection)
                // Every third is taken back, and what it had gathered with it.
                if turn % 3 == 2 { connection.rollback() } else { try connection.commit() }
            }
            if turn % 50 == 49 { writers[(turn + 1) % 2].checkpoint() }
        }
        let kept = (0..<200).filter { $0 % 3 != 2 }.count * 10
        for writer in writers { #expect(try writer.sync(Self.sum) == [kept, kept * 900]) }
        #expect(try writers[0].isWhole())
        for writer in writers { try writer.close() }
    }

    /// As long as a transaction's pages may go to the log before its end, SQLite 3.40 leaves the next commits without checksums here.
    @Test func `what is committed after a large step was taken back is there after a crash`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/step.db"
        let writer = try SQLiteHandle.writing(path)
        let page = String(repeating: "x", count: 3800)
        try writer.sync { connection in
            try connection.execute("CREATE TABLE thing (id bigint PRIMARY KEY, text text NOT NULL)")
            try connection.begin("BEGIN IMMEDIATE")
            try connection.savepoint(.set)
            let many: SQL = "WITH RECURSIVE i (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM i WHERE x < 12000)"
            _ = try connection.run("INSERT INTO thing (id, text) \(many) SELECT x, \(page) FROM i")
            _ = try connection.run("UPDATE thing SET text = \(page + "y") WHERE id > 3000")
            try connection.savepoint(.rollback)
            try Self.add(20_000..<20_001, connection)
            try connection.commit()
            try Self.add(20_001..<20_002, connection)
        }
        // The files as a crash leaves them, before anybody has copied the log.
        for end in ["", "-wal"] { try FileManager.default.copyItem(atPath: path + end, toPath: folder.path + "/after.db" + end) }
        let after = try SQLiteHandle.writing(folder.path + "/after.db")
        #expect(try after.sync(Self.sum) == [2, 1800])
        for handle in [after, writer] { try handle.close() }
    }
}
