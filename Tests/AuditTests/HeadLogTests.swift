import Audit
import Crypto
import Foundation
import Kernel
import Logging
import Reports
import Storage
import TestSupport
import Testing
import Work

@Suite struct HeadLogTests {
    private static func log(key: SymmetricKey = SymmetricKey(data: Data(repeating: 7, count: 32)), file: URL? = nil) -> HeadLog {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pendopo-heads-\(UUID().uuidString)")
        return HeadLog(file: file ?? folder.appendingPathComponent("audit/heads.log"), key: key)
    }

    private static func clean(_ log: HeadLog) {
        try? FileManager.default.removeItem(at: log.file.deletingLastPathComponent().deletingLastPathComponent())
    }

    private static func hash(_ number: Int) -> String { String(repeating: String(number % 10), count: 64) }

    private static let at = Instant("2026-03-02T02:00:00Z")!

    @Test func `heads are kept in order, for their owner only, and read back`() throws {
        let log = Self.log()
        defer { Self.clean(log) }
        #expect(try log.read().exists == false)
        for number in 1...5 { try log.append(position: number * 10, hash: Self.hash(number), at: Self.at) }
        let content = try log.read()
        #expect(content.exists && content.falseLine == nil && content.heads.map(\.position) == [10, 20, 30, 40, 50])
        #expect(content.heads.last?.hash == Self.hash(5) && content.heads.last?.at == Self.at)
        let mode = try FileManager.default.attributesOfItem(atPath: log.file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func `the same head is not written twice, a shorter or another chain not at all`() throws {
        let log = Self.log()
        defer { Self.clean(log) }
        try log.append(position: 10, hash: Self.hash(1), at: Self.at)
        try log.append(position: 10, hash: Self.hash(1), at: Self.at.adding(days: 1))
        #expect(try log.read().heads.count == 1)
        #expect(throws: HeadError.self) { try log.append(position: 9, hash: Self.hash(1), at: Self.at) }
        #expect(throws: HeadError.self) { try log.append(position: 10, hash: Self.hash(2), at: Self.at) }
        #expect(try log.read().heads.count == 1)
    }

    @Test func `a line changed, taken out or written with another key is found`() throws {
        let log = Self.log()
        defer { Self.clean(log) }
        for number in 1...4 { try log.append(position: number, hash: Self.hash(number), at: Self.at) }
        let lines = try String(contentsOf: log.file, encoding: .utf8).split(separator: "\n").map(String.init)
        func falseLine(_ lines: [String]) throws -> Int? {
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: log.file)
            return try log.read().falseLine
        }
        #expect(try falseLine(lines) == nil)
        var changed = lines
        changed[1] = changed[1].replacing(Self.hash(2), with: Self.hash(9))
        #expect(try falseLine(changed) == 2)
        #expect(try falseLine([lines[0], lines[2], lines[3]]) == 2)
        #expect(try falseLine([lines[1], lines[0]]) == 1)
        #expect(try falseLine(lines + ["nonsense"]) == 5)
        #expect(throws: HeadError.falseLine(5)) { try log.append(position: 9, hash: Self.hash(9), at: Self.at) }
        #expect(try falseLine(lines) == nil)
        #expect(try Self.log(key: SymmetricKey(size: .bits256), file: log.file).read().falseLine == 1)
    }

    @Test func `a line cut short by a power failure is written over`() throws {
        let log = Self.log()
        defer { Self.clean(log) }
        try log.append(position: 1, hash: Self.hash(1), at: Self.at)
        let handle = try FileHandle(forWritingTo: log.file)
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("2 2222".utf8))
        try handle.close()
        #expect(try log.read().heads.count == 1 && log.read().falseLine == nil)
        try log.append(position: 3, hash: Self.hash(3), at: Self.at)
        #expect(try log.read().heads.map(\.position) == [1, 3] && log.read().falseLine == nil)
    }

    @Test func `several who write at once leave a file that reads whole`() async throws {
        let log = Self.log()
        defer { Self.clean(log) }
        let key = SymmetricKey(data: Data(repeating: 7, count: 32))
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                // Each with a log of its own, as processes have.
                let own = HeadLog(file: log.file, key: key)
                group.addTask {
                    for number in 1...25 { _ = try? own.append(position: number * 4 + writer, hash: Self.hash(number), at: Self.at) }
                }
            }
        }
        let content = try log.read()
        let positions = content.heads.map(\.position)
        #expect(content.falseLine == nil && positions == positions.sorted() && Set(positions).count == positions.count)
        #expect(positions.last == 103)
    }

    @Test func `after an older backup was restored the heads since then stand no more`() throws {
        let log = Self.log()
        defer { Self.clean(log) }
        for number in [10, 20, 30] { try log.append(position: number, hash: Self.hash(number / 10), at: Self.at) }
        try log.append(position: 15, hash: Self.hash(7), at: Self.at, restart: "backup of\n1 March")
        #expect(try log.read().standing.map(\.position) == [10, 15])
        #expect(try log.read().heads.last?.note == "backup of 1 March")
        try log.append(position: 16, hash: Self.hash(8), at: Self.at)
        #expect(try log.read().standing.map(\.position) == [10, 15, 16] && log.read().falseLine == nil)
    }

    @Test func `the keeper writes when the chain has grown, and speaks up when it has shrunk`() async throws {
        let audit = try await AuditFixtures(lives: 1)
        defer { audit.cleanUp() }
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        logger.handler = SwiftLogNoOpLogHandler()
        let keeper = HeadKeeper(database: audit.database, world: audit.world, log: audit.heads, logger: logger)
        #expect(try await keeper.keep()?.position == 8)
        #expect(try await keeper.keep()?.position == 8)
        #expect(try audit.heads.read().heads.count == 1)
        _ = try await audit.reports.desk.submit(audit.reports.submission(), by: .visitor)
        try await audit.seal()
        #expect(try await keeper.keep()?.position == 9)
        try await audit.tamper("DELETE FROM event_seal WHERE position = 9")
        await #expect(throws: HeadError.self) { try await keeper.keep() }
        try await keeper.restart("backup restored")
        #expect(try audit.heads.read().standing.map(\.position) == [8, 8])
        #expect(try await audit.verify().findings.map(\.kind) == [.eventUnsealed])
    }
}
