import Foundation
import Kernel

/// Finds out whether a bucket does all that we need of it, for whoever sets up a machine.
package struct BucketProbe: Sendable {
    private let shared: SharedFiles

    package init(_ shared: SharedFiles) { self.shared = shared }

    /// Puts a small file of chance into the bucket, reads it, finds it in the list and removes it. The list is only begun.
    /// - Returns: what to call the bucket.
    /// - Throws: `AppError` that says what to mend.
    package func run() async throws -> String {
        let bucket = shared.bucket
        return try await Background(parallel: 1).run {
            let bytes = Array("pendopo check \(UUID().uuidString)".utf8)
            let hash = FileStore.name(of: bytes)
            let (sent, back) = ("\(NSTemporaryDirectory())/probe-\(hash)", "\(NSTemporaryDirectory())/probe-\(hash).back")
            defer { for path in [sent, back] { unlink(path) } }
            try Disk.write(bytes, to: sent)
            try bucket.put(fileAt: sent, as: hash)
            guard try bucket.get(hash, to: back), try Disk.read(back) == bytes else { throw FileStore.damaged(hash) }
            do { try bucket.forEach { _ in throw Enough() } } catch is Enough {}
            try bucket.remove(hash)
            return bucket.name
        }
    }

    private struct Enough: Error {}
}
