import Foundation
import Kernel
import Storage
import Synchronization

@testable import Server

/// The stand-in for an object store of `Tests/Fixtures/bucket.py`, running for as long as this lives.
final class BucketServer: Sendable {
    let folder: URL
    let port: Int
    private let process: ChildProcess
    /// How long was waited between attempts, in seconds; nobody waits in tests.
    let waits = Mutex<[Double]>([])

    /// Starts one, away from the threads that tests share.
    static func start() async throws -> BucketServer {
        try await withCheckedThrowingContinuation { continuation in
            Thread { continuation.resume(with: Result { try BucketServer() }) }.start()
        }
    }

    private init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("bucket-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let program = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Fixtures/bucket.py").path
        process = try ChildProcess(ChildCommand("python3", ["-B", program, folder.path, "kunci", "rahasia-besar", "3"]), errors: .ours)
        guard let port = process.nextLine().flatMap({ Int($0) }) else { throw AppError.unavailable("error.bucket_unreachable") }
        self.port = port
    }

    deinit {
        process.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    var address: String { "http://127.0.0.1:\(port)" }

    func bucket(
        secret: String = "rahasia-besar", name: String = "berkas", now: @escaping @Sendable () -> Instant = World.system.now
    ) -> S3Bucket {
        S3Bucket(
            S3Place(address: address, bucket: name, prefix: "pendopo", region: "id-1")!, key: S3Key(id: "kunci", secret: secret),
            folder: folder.path, now: now, wait: { seconds in self.waits.withLock { $0.append(seconds) } },
            send: BucketCall.send)
    }

    /// A node of its own, with its copies.
    func node(_ name: String, mostBytes: Int = 1 << 30, secret: String = "rahasia-besar") -> FileStore {
        FileStore(SharedFiles(bucket: bucket(secret: secret), folder: folder.path + "/" + name, mostBytes: mostBytes))
    }

    /// What goes wrong with the next requests, one each.
    func fail(_ faults: String...) throws {
        try faults.joined(separator: "\n").write(to: folder.appendingPathComponent("fail"), atomically: true, encoding: .utf8)
    }

    func object(_ hash: String) -> URL {
        folder.appendingPathComponent("objects/pendopo/\(hash.prefix(2))/\(hash.dropFirst(2).prefix(2))/\(hash)")
    }

    /// Requests that were let through, by kind (`puts`, `gets`).
    func log(_ kind: String) -> [String] {
        let text = (try? String(contentsOf: folder.appendingPathComponent(kind), encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map(String.init)
    }
}
