import Foundation
import Kernel
import Storage
import Synchronization

/// A store that keeps nothing but the copies on this machine, until it refuses them too.
final class FullBucket: FileBucket {
    let isFull = Mutex(false)
    let name = "full"

    func put(fileAt path: String, as hash: String) throws {
        if isFull.withLock({ $0 }) {
            throw AppError.unavailable(Message("error.bucket_refused", ["bucket": name, "reason": "status 507"]))
        }
    }

    func get(_ hash: String, to path: String) throws -> Bool { false }
    func exists(_ hash: String) throws -> Bool { false }
    func remove(_ hash: String) throws {}
    func forEach(_ body: (String) throws -> Void) throws {}
}
