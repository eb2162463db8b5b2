import Foundation
import Kernel
import Storage
import TestSupport
import Testing

/// Kills a writing process again and again and counts.
@Suite struct CrashTests {
    static let kills = 24

    @Test func nothingAcknowledgedIsLostWhenAProcessIsKilledOnSQLite() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/crash.db"
        var acknowledged: [String] = []
        for round in 0..<Self.kills { acknowledged += try await Writer(["write", path]).killed(afterLines: 3 + round * 17 % 200) }
        let database = try Database.openSQLite(path: path)
        try await Self.check(database, acknowledged)
        try await database.close()
    }

    @Test(.enabled(if: TestDatabase.server != nil, "needs PENDOPO_TEST_DATABASE"))
    func nothingAcknowledgedIsLostWhenAProcessIsKilledOnPostgres() async throws {
        let server = try #require(TestDatabase.server)
        let name = "pendopo_crash_\(ProcessInfo.processInfo.processIdentifier)"
        try await server.create(name)
        var acknowledged: [String] = []
        for round in 0..<Self.kills {
            acknowledged += try await Writer(["write", server.url(of: name)]).killed(afterLines: 3 + round * 17 % 200)
        }
        let database = try await Database.openPostgres(url: server.url(of: name), connections: 1, mayLoseWrites: true)
        try await Self.check(database, acknowledged)
        try await database.close()
        try await server.drop(name)
    }

    @Test func aFullDiskRefusesAndLeavesNothingHalfWritten() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/full.db"
        let lines = try await Writer(["full", path, "3000000"]).untilItEnds()
        let refused = Set(lines.filter { $0.hasPrefix("refused") })
        #expect(refused == ["refused error.disk_full"])
        let acknowledged = lines.filter { !$0.hasPrefix("refused") }
        #expect(acknowledged.count > 500)
        let database = try Database.openSQLite(path: path)
        try await Self.check(database, acknowledged)
        // Room again: it goes on as if nothing had been.
        try await database.write { tx in try tx.run("INSERT INTO promised (id, filler) VALUES ('later', '')") }
        try await database.close()
    }

    /// Every acknowledged row is there, none twice, none half.
    private static func check(_ database: Database, _ acknowledged: [String]) async throws {
        let (promised, ledger) = try await database.read { tx in
            (try tx.rows("SELECT id FROM promised").map { $0.text("id") }, try tx.rows("SELECT id FROM ledger").map { $0.text("id") })
        }
        #expect(acknowledged.count >= Set(acknowledged).count && !acknowledged.isEmpty)
        #expect(Set(acknowledged).subtracting(promised).isEmpty)
        #expect(promised.count == Set(promised).count)
        #expect(promised.sorted() == ledger.sorted())
    }
}

/// `StorageCrash`, which is built beside the tests.
private struct Writer {
    private let process: ChildProcess

    init(_ arguments: [String]) throws {
        process = try ChildProcess(ChildCommand(TestProgram.path("StorageCrash"), arguments), errors: .ours)
    }

    /// What it had said when it was killed, whole lines only.
    func killed(afterLines wanted: Int) async throws -> [String] {
        try await lines { said in
            guard said.filter({ $0 == UInt8(ascii: "\n") }).count >= wanted else { return true }
            process.send(SIGKILL)
            return false
        }
    }

    func untilItEnds() async throws -> [String] { try await lines { _ in true } }

    private func lines(_ isWanted: @escaping @Sendable ([UInt8]) -> Bool) async throws -> [String] {
        await Background(parallel: 1).run {
            var said: [UInt8] = []
            var wanted = true
            while case let piece = process.nextPiece(), !piece.isEmpty {
                said += piece
                if wanted { wanted = isWanted(said) }
            }
            _ = process.ended()
            let whole = said.prefix(upTo: said.lastIndex(of: UInt8(ascii: "\n")) ?? said.startIndex)
            return String(decoding: whole, as: UTF8.self).split(separator: "\n").map(String.init)
        }
    }
}
