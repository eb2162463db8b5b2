import Crypto
import Foundation
import Kernel
import Storage
import Testing

/// A folder that goes away with the test.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "pendopo-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

@Suite struct FileStoreTests {
    @Test func sameBytesAreKeptOnceUnderTheirHash() async throws {
        let folder = try TemporaryFolder()
        let store = FileStore(folder: folder.path + "/files")
        let first = try await store.put(Array("pendopo".utf8))
        let second = try await store.put(Array("pendopo".utf8))
        #expect(first == hex(SHA256.hash(data: Array("pendopo".utf8))))
        #expect(first == second)
        #expect(try await store.get(first) == Array("pendopo".utf8))
        #expect(try await store.exists(first))
        var kept: [String] = []
        try store.forEach { kept.append($0) }
        #expect(kept == [first])
    }

    @Test func movesStreamedFilesIn() async throws {
        let folder = try TemporaryFolder()
        let store = FileStore(folder: folder.path + "/files")
        let upload = folder.path + "/upload"
        try Data(repeating: 7, count: 1_000_000).write(to: URL(fileURLWithPath: upload))
        let hash = try await store.put(movingFileAt: upload)
        #expect(try await store.get(hash)?.count == 1_000_000)
        #expect(!FileManager.default.fileExists(atPath: upload))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/files/tmp").isEmpty)
    }

    @Test func onlyHashesNameFiles() async throws {
        let folder = try TemporaryFolder()
        let store = FileStore(folder: folder.path)
        for name in ["../../etc/passwd", "", String(repeating: "A", count: 64), String(repeating: "/", count: 64)] {
            #expect(store.path(name) == nil)
            #expect(try await store.get(name) == nil)
        }
        #expect(try await store.get(String(repeating: "a", count: 64)) == nil)
    }

    @Test func damagedFilesAreFoundOut() async throws {
        let folder = try TemporaryFolder()
        let store = FileStore(folder: folder.path)
        let hash = try await store.put([1, 2, 3])
        try await store.verify(hash)
        try Data([1, 2, 4]).write(to: URL(fileURLWithPath: try #require(store.path(hash))))
        await #expect(throws: AppError.unavailable(Message("error.file_damaged", ["hash": hash]))) { try await store.verify(hash) }
        try await store.remove(hash)
        await #expect(throws: AppError.notFound) { try await store.verify(hash) }
    }

    @Test func aSecondServerIsKeptOut() throws {
        let folder = try TemporaryFolder()
        let data = DataFolder(folder.path + "/data")
        var first: DataLock? = try DataLock(data)
        #expect(throws: AppError.self) { try DataLock(data) }
        do { _ = try DataLock(data) } catch let error as AppError {
            #expect(error.kind == .conflict)
            #expect(error.message.values["process"] == "\(ProcessInfo.processInfo.processIdentifier)")
        }
        #expect(try data.isEmpty())
        first = nil
        _ = first
        #expect(throws: Never.self) { try DataLock(data) }
    }
}
