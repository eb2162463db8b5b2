import Foundation
import Kernel
import Logging

/// What is done where it may block.
extension FileStore {
    /// Hands over the file of a hash for as long as the closure runs; what has to be brought for it is not kept.
    /// - Parameter fromBucket: whether this node's own copy will not do.
    /// - Returns: whether there is one.
    func read(_ hash: String, fromBucket: Bool = false, _ body: (_ path: String) throws -> Void) throws -> Bool {
        guard let path = path(hash) else { return false }
        if !fromBucket || shared == nil, access(path, R_OK) == 0 {
            try body(path)
            return true
        }
        guard let shared else { return false }
        let temporary = try temporary()
        defer { unlink(temporary) }
        guard try bring(hash, shared, to: temporary) else { return false }
        try body(temporary)
        return true
    }

    /// Puts a file that is in the folder already into the bucket, where there is one.
    func share(_ hash: String) throws {
        guard let shared, let path = path(hash) else { return }
        try shared.bucket.put(fileAt: path, as: hash)
        shared.cache.added(path)
    }

    /// Where a file can be read, brought from the bucket if need be.
    func readable(_ hash: String) throws -> String? {
        guard let path = path(hash) else { return nil }
        guard let shared else { return access(path, R_OK) == 0 ? path : nil }
        if shared.cache.use(path) { return path }
        let temporary = try temporary()
        defer { unlink(temporary) }
        guard try bring(hash, shared, to: temporary) else { return nil }
        try Disk.makeFolder(String(path.dropLast(65)))
        if rename(temporary, path) != 0 { throw Disk.error("rename", path) }
        shared.cache.added(path)
        return path
    }

    /// - Returns: whether the bucket has it.
    /// - Throws: `unavailable` when what comes is not what its name says, twice: once may be the way it came.
    private func bring(_ hash: String, _ shared: SharedFiles, to path: String) throws -> Bool {
        for _ in 0..<2 {
            guard try shared.bucket.get(hash, to: path) else { return false }
            if try Self.hash(ofFileAt: path) == hash { return true }
            unlink(path)
        }
        Database.log.error("a file in the bucket is damaged", metadata: ["hash": "\(hash)"])
        throw Self.damaged(hash)
    }

    private func temporary() throws -> String {
        try Disk.makeFolder("\(folder)/tmp")
        return "\(folder)/tmp/\(UUID().uuidString)"
    }

    /// Makes the file under another name and moves it into place when all of it is on disk, and in the bucket where there is one.
    func install(_ hash: String, _ write: (_ temporary: String) throws -> Void) throws {
        guard let path = path(hash) else { preconditionFailure("not a hash: \(hash)") }
        let parent = String(path.dropLast(65))
        // A copy says nothing of the bucket: another node may have removed the file there.
        let isThere = access(path, F_OK) == 0
        if try !isThere || shared.map({ try !$0.bucket.exists(hash) }) ?? false {
            try Disk.makeFolder(parent)
            let temporary = try temporary()
            do {
                try write(temporary)
                try shared?.bucket.put(fileAt: temporary, as: hash)
                if rename(temporary, path) != 0 { throw Disk.error("rename", path) }
            } catch {
                unlink(temporary)
                throw error
            }
            shared?.cache.added(path)
        }
        // Also when it was there: whoever put it may not have got this far yet.
        try Disk.sync(parent)
    }
}
