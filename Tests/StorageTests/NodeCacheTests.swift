import Foundation
import Synchronization
import Testing

@testable import Storage

@Suite("A node's copies") struct NodeCacheTests {
    @Test("what nobody used for a month goes, even where there is room, and what is used stays")
    func old() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path + "/ab/cd", withIntermediateDirectories: true)
        let (used, forgotten) = (folder.path + "/ab/cd/used", folder.path + "/ab/cd/forgotten")
        let holder = ClockHolder()
        let cache = NodeCache(folder: folder.path, mostBytes: 1 << 30, now: { holder.seconds })
        for path in [used, forgotten] {
            try Data([1]).write(to: URL(fileURLWithPath: path))
            cache.added(path)
        }
        for _ in 0..<32 {
            holder.pass(86_400)
            #expect(cache.use(used))
        }
        #expect(!FileManager.default.fileExists(atPath: forgotten))
        #expect(!cache.use(forgotten) && cache.use(used))
    }

    @Test("a copy that somebody has just been told of stays, however little room there is")
    func young() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path + "/ab/cd", withIntermediateDirectories: true)
        let (told, other) = (folder.path + "/ab/cd/told", folder.path + "/ab/cd/other")
        let holder = ClockHolder()
        let cache = NodeCache(folder: folder.path, mostBytes: 1, now: { holder.seconds })
        try Data([1, 2]).write(to: URL(fileURLWithPath: told))
        cache.added(told)
        holder.pass(3000)
        #expect(cache.use(told))
        try Data([1, 2]).write(to: URL(fileURLWithPath: other))
        cache.added(other)
        #expect(FileManager.default.fileExists(atPath: told))
    }
}

private final class ClockHolder: Sendable {
    private let now = Mutex(1_800_000_000)
    var seconds: Int { now.withLock { $0 } }
    func pass(_ seconds: Int) { now.withLock { $0 += seconds } }
}
