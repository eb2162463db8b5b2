import Foundation
import Kernel
import Synchronization
import TestSupport
import Testing

@testable import Server
@testable import Storage

/// Files in a bucket that is asked over HTTP and is strict about signatures, content and overwriting.
@Suite("Files in a bucket", .enabled(if: TestDatabase.triesTheRest, "knows no database")) struct BucketTests {
    private let bytes = Array("jumlah penduduk".utf8)

    @Test("what one node puts another reads, once, and finds in the list")
    func shared() async throws {
        let server = try await BucketServer.start()
        let (first, second) = (server.node("a"), server.node("b"))
        var hashes: [String] = []
        for number in 0..<7 { hashes.append(try await first.put(Array("\(number)".utf8))) }
        let large = server.folder.path + "/large"
        try Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }).write(to: URL(fileURLWithPath: large))
        hashes.append(try await first.put(movingFileAt: large))
        #expect(!FileManager.default.fileExists(atPath: large))
        #expect(try await second.get(hashes[3]) == Array("3".utf8))
        #expect(try await second.get(hashes[3]) == Array("3".utf8))
        #expect(try await second.get(hashes[7])?.count == 3_000_000)
        #expect(server.log("gets").count == 2, "a copy is read again, not fetched again")
        #expect(try await first.get(hashes[0]) == Array("0".utf8) && server.log("gets").count == 2)
        #expect(try await second.exists(hashes[1]))
        var listed: [String] = []
        let others = server.object(hashes[0]).deletingLastPathComponent().appendingPathComponent("lain")
        try "x".write(to: others, atomically: true, encoding: .utf8)
        try second.forEach { listed.append($0) }
        #expect(listed == hashes.sorted(), "over three pages, without what others keep there")
        try await second.verify(hashes[2])
        try await second.remove(hashes[2])
        #expect(!FileManager.default.fileExists(atPath: server.object(hashes[2]).path))
        await #expect(throws: AppError.notFound) { try await second.verify(hashes[2]) }
        #expect(try await second.get(hashes[2]) == nil)
        #expect(try await second.get(String(repeating: "0", count: 64)) == nil)
        #expect(try await second.get("../../etc/passwd") == nil)
        #expect(server.waits.withLock { $0 }.isEmpty)
    }

    @Test("nothing is ever overwritten, also by a store that cannot put on condition")
    func immutable() async throws {
        let server = try await BucketServer.start()
        let hash = try await server.node("a").put(bytes)
        #expect(try await server.node("b").put(bytes) == hash)
        #expect(server.log("puts").count == 1, "the second found it there")
        try server.fail("plain")
        #expect(try await server.node("c").put(bytes) == hash)
        #expect(server.log("puts").count == 1)
        let other = server.node("d")
        try server.fail("plain")
        _ = try await other.put(Array("lain".utf8))
        #expect(server.log("puts").count == 2)
        // A copy says nothing of the bucket: what another node removed is put there again.
        try await server.node("b").remove(hash)
        #expect(try await server.node("a").put(bytes) == hash)
        #expect(FileManager.default.fileExists(atPath: server.object(hash).path))
        // What lies there under our name in another length is not ours.
        try Data(bytes.dropLast()).write(to: server.object(hash))
        await #expect(throws: FileStore.damaged(hash)) { try await server.node("e").put(bytes) }
    }

    @Test("what fails for now is tried again, a little later each time, and nothing is acknowledged that is not there")
    func again() async throws {
        let server = try await BucketServer.start()
        let node = server.node("a")
        try server.fail("500 InternalError", "503 SlowDown", "close")
        let hash = try await node.put(bytes)
        #expect(FileManager.default.fileExists(atPath: server.object(hash).path))
        let waits = server.waits.withLock { $0 }
        #expect(waits.count == 3 && waits == waits.sorted())
        let other = server.node("b")
        try server.fail("cut", "429 TooManyRequests")
        #expect(try await other.get(hash) == bytes)
        try server.fail("500 x", "500 x", "500 x", "500 x", "500 x")
        await #expect(throws: AppError(.unavailable, "error.bucket_unreachable", retryAfter: 10)) { try await node.put([1]) }
        #expect(try await !other.exists(FileStore.name(of: [1])))
        #expect(try await !node.exists(FileStore.name(of: [1])), "no copy without the file itself")
        // Nor is an upload lost that could not be kept.
        let upload = server.folder.path + "/upload"
        try Data([1, 2]).write(to: URL(fileURLWithPath: upload))
        try server.fail("503 SlowDown", "close", "500 x", "503 SlowDown", "500 x")
        await #expect(throws: AppError.self) { try await node.put(movingFileAt: upload) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: upload)) == Data([1, 2]))
        _ = try await node.put(movingFileAt: upload)
        #expect(try FileManager.default.contentsOfDirectory(atPath: node.folder + "/tmp").isEmpty)
    }

    @Test("content that is not what its name says is never handed out")
    func damaged() async throws {
        let server = try await BucketServer.start()
        let writer = server.node("a")
        let hash = try await writer.put(bytes)
        var wrong = bytes
        wrong[3] ^= 1
        try Data(wrong).write(to: server.object(hash))
        let reader = server.node("b")
        await #expect(throws: FileStore.damaged(hash)) { try await reader.get(hash) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: reader.folder + "/tmp").isEmpty)
        await #expect(throws: FileStore.damaged(hash)) { try await writer.verify(hash) }
        #expect(try await writer.get(hash) == bytes, "its own copy is whole")
        try Data(bytes).write(to: server.object(hash))
        #expect(try await reader.get(hash) == bytes)
    }

    @Test("a key that is refused, a bucket that is not there and a clock that is wrong are told apart, and not asked again")
    func refused() async throws {
        let server = try await BucketServer.start()
        func key(_ bucket: S3Bucket) async -> TextKey? {
            do {
                _ = try await BucketProbe(SharedFiles(bucket: bucket, folder: server.folder.path + "/probe", mostBytes: 1 << 20)).run()
                return nil
            } catch let error as AppError { return error.message.key } catch { return "?" }
        }
        #expect(await key(server.bucket()) == nil)
        #expect(await key(server.bucket(secret: "salah")) == "error.bucket_forbidden")
        #expect(await key(server.bucket(name: "lain")) == "error.bucket_missing")
        #expect(await key(server.bucket(now: { Instant("2020-01-01T00:00:00Z")! })) == "error.bucket_clock")
        try server.fail("400 EntityTooLarge")
        #expect(await key(server.bucket()) == "error.bucket_refused")
        #expect(server.waits.withLock { $0 }.isEmpty)
        var objects: [String] = []
        try server.bucket().forEach { objects.append($0) }
        #expect(objects.isEmpty, "the probe leaves nothing behind")
    }

    @Test("copies stay within their bound, the longest unused go first, and young ones stay")
    func bounded() async throws {
        let server = try await BucketServer.start()
        let node = server.node("a", mostBytes: 10_000)
        var hashes: [String] = []
        for number in UInt8(0)..<8 { hashes.append(try await node.put([UInt8](repeating: number, count: 2000))) }
        func copies() -> Set<String> { Set(hashes.filter { FileManager.default.fileExists(atPath: node.path($0)!) }) }
        #expect(copies().count == 8, "they may just be being opened")
        for (index, hash) in hashes.enumerated() {
            let used = Date(timeIntervalSinceNow: -7200 - Double(index) * 60)
            try FileManager.default.setAttributes([.modificationDate: used], ofItemAtPath: node.path(hash)!)
        }
        _ = try await node.get(hashes[7])
        hashes.append(try await node.put([UInt8](repeating: 9, count: 2000)))
        #expect(copies() == [hashes[0], hashes[1], hashes[7], hashes[8]])
        #expect(try await node.get(hashes[5])?.first == 5, "the bucket still has what the node let go")
        let old = Date(timeIntervalSinceNow: -31 * 86_400)
        try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: node.path(hashes[0])!)
        for number in UInt8(20)..<23 { _ = try await node.put([UInt8](repeating: number, count: 2000)) }
        #expect(!copies().contains(hashes[0]))
    }
}
