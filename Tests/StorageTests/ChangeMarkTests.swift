import Kernel
import Storage
import TestSupport
import Testing

@Suite struct ChangeMarkTests {
    @Test func `the mark is another one after every commit that changed something, and only then`() async throws {
        let database = try await TestDatabase.make(migrations: [Migration("mark.1", ["CREATE TABLE thing (id text PRIMARY KEY)"])])
        let first = try await database.changeMark()
        _ = try await database.read { try $0.count("SELECT count(*) FROM thing") }
        try await database.write { try $0.run("DELETE FROM thing WHERE id = 'none'") }
        #expect(try await database.changeMark() == first || TestDatabase.engine == .postgres)

        try await database.write { try $0.run("INSERT INTO thing (id) VALUES ('a')") }
        let second = try await database.changeMark()
        #expect(second != first)
        _ = try? await database.write { tx in
            try tx.run("INSERT INTO thing (id) VALUES ('b')")
            throw AppError.notFound
        }
        try await database.write { try $0.run("UPDATE thing SET id = 'c' WHERE id = 'a'") }
        let third = try await database.changeMark()
        #expect(third != second && third != first)
        // PostgreSQL's mark moves with every database of its cluster; it may change too often, never too seldom.
        #expect(try await database.changeMark() == third || TestDatabase.engine == .postgres)
    }
}
