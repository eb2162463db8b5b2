import Foundation
import Kernel
import Synchronization
import Testing

@testable import Storage

/// Each test hands one group to the writer, so that who shares a commit with whom is not left to chance.
@Suite struct GroupCommitTests {
    private static func file() throws -> (TemporaryFolder, SQLiteHandle, GroupCommit) {
        let folder = try TemporaryFolder()
        let handle = try SQLiteHandle.writing(folder.path + "/group.db")
        try handle.sync { connection in
            try connection.execute("CREATE TABLE parent (id text PRIMARY KEY)")
            try connection.execute(
                "CREATE TABLE thing (id text PRIMARY KEY, parent text REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)")
            try connection.execute("CREATE TABLE strict (id text PRIMARY KEY ON CONFLICT ROLLBACK)")
        }
        return (folder, handle, GroupCommit(Line(), handle))
    }

    private static func ids(_ handle: SQLiteHandle) throws -> [String] {
        try handle.sync { connection in try Transaction(connection).rows("SELECT id FROM thing ORDER BY id").map { $0.text("id") } }
    }

    private static func insert(_ id: String) -> SQL { "INSERT INTO thing (id) VALUES (\(id))" }

    @Test func onlyTheGuiltyFails() throws {
        let (folder, handle, group) = try Self.file()
        let acts = (0..<10).map { number in
            ProbeAct { tx in
                try tx.run(Self.insert("\(number)"))
                if number == 4 { throw AppError.notFound }
            }
        }
        group.commit(acts)
        #expect(acts.map(\.isDone) == (0..<10).map { $0 != 4 })
        #expect(acts[4].error as? AppError == .notFound)
        #expect(try Self.ids(handle) == (0..<10).filter { $0 != 4 }.map(String.init))
        #expect(acts.allSatisfy { $0.answers == 1 })
        _ = folder
    }

    @Test func manyGuiltyAllFailAndTheOthersLand() throws {
        let (folder, handle, group) = try Self.file()
        let acts = (0..<12).map { number in
            ProbeAct { tx in
                try tx.run(Self.insert("\(number)"))
                if number % 2 == 0 { throw AppError.notFound }
            }
        }
        group.commit(acts)
        #expect(acts.map(\.isDone) == (0..<12).map { $0 % 2 == 1 })
        #expect(try Self.ids(handle).count == 6)
        #expect(acts.allSatisfy { $0.answers == 1 })
        _ = folder
    }

    @Test func anActThatWroteNothingCostsTheOthersNothing() throws {
        let (folder, handle, group) = try Self.file()
        let acts = [
            ProbeAct { tx in try tx.run(Self.insert("a")) },
            ProbeAct { tx in if try tx.run("UPDATE thing SET parent = NULL WHERE id = 'none'") == 0 { throw AppError.notFound } },
            ProbeAct { tx in try tx.run(Self.insert("b")) },
            ProbeAct { tx in try tx.run(Self.insert("a")) },
        ]
        group.commit(acts)
        #expect(acts.map(\.isDone) == [true, false, true, false])
        #expect(acts[3].error as? AppError == .constraintConflict)
        #expect(acts.map(\.runs) == [1, 1, 1, 1])
        #expect(try Self.ids(handle) == ["a", "b"])
        _ = folder
    }

    @Test func aConstraintCheckedAtCommitFailsItsActOnly() throws {
        let (folder, handle, group) = try Self.file()
        let acts = [
            ProbeAct { tx in try tx.run(Self.insert("a")) },
            ProbeAct { tx in try tx.run("INSERT INTO thing (id, parent) VALUES ('orphan', 'nobody')") },
            ProbeAct { tx in try tx.run(Self.insert("b")) },
        ]
        group.commit(acts)
        #expect(acts.map(\.isDone) == [true, false, true])
        #expect(acts[1].error as? AppError == .constraintConflict)
        #expect(try Self.ids(handle) == ["a", "b"])
        _ = folder
    }

    @Test func nothingRunsAfterSQLiteRolledBackByItself() throws {
        let (folder, handle, group) = try Self.file()
        let acts = [
            ProbeAct { tx in try tx.run("INSERT INTO strict (id) VALUES ('x')") },
            ProbeAct { tx in try tx.run(Self.insert("a")) },
            ProbeAct { tx in
                try tx.run(Self.insert("guilty"))
                // Rolls everything back, and whoever does not notice would go on outside of any transaction.
                do { try tx.run("INSERT INTO strict (id) VALUES ('x')") } catch {}
                do { try tx.run(Self.insert("stray")) } catch {}
            },
            ProbeAct { tx in try tx.run(Self.insert("b")) },
        ]
        group.commit(acts)
        #expect(acts.map(\.isDone) == [true, true, false, true])
        #expect(acts[2].error as? AppError == .constraintConflict)
        #expect(try Self.ids(handle) == ["a", "b"])
        _ = folder
    }

    @Test func nobodyIsAnsweredBeforeTheCommit() throws {
        let (folder, _, group) = try Self.file()
        let witness = try SQLiteHandle.reading(folder.path + "/group.db")
        let seen = Mutex<[Int]>([])
        let acts = (0..<5).map { number in
            ProbeAct(onAnswer: { seen.withLock { $0.append((try? Self.ids(witness).count) ?? -1) } }) { tx in
                try tx.run(Self.insert("\(number)"))
            }
        }
        group.commit(acts)
        #expect(seen.withLock { $0 } == [5, 5, 5, 5, 5])
    }

    @Test func commitsWaitForTheDisk() async throws {
        let folder = try TemporaryFolder()
        let backend = try SQLiteBackend(path: folder.path + "/full.db")
        #expect(try backend.writer.synchronous() == 2)
        try await backend.close()
    }
}

/// An act that keeps what happened to it.
private final class ProbeAct: PendingAct, @unchecked Sendable {
    private let body: (Transaction) throws -> Void
    private let onAnswer: () -> Void
    private(set) var runs = 0
    private(set) var answers = 0
    private(set) var error: (any Error)?
    var isDone: Bool { answers > 0 && error == nil }

    init(onAnswer: @escaping () -> Void = {}, _ body: @escaping (Transaction) throws -> Void) {
        self.body = body
        self.onAnswer = onAnswer
    }

    override func perform(_ transaction: Transaction) -> (any Error)? {
        runs += 1
        error = nil
        do { try body(transaction) } catch { self.error = error }
        return error
    }

    override func spoil(_ error: any Error) { self.error = error }

    override func finish() {
        answers += 1
        onAnswer()
    }

    override func fail(_ error: any Error) {
        self.error = error
        finish()
    }
}
