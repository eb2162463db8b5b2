import Crypto
import Foundation
import Kernel

/// Files kept under the SHA-256 of their content, so that the same bytes are kept once and a damaged file shows itself.
///
/// `ab/cd/abcd…` in one folder: two levels, because folders with a million entries are slow to list and to back up. Where several nodes
/// share a bucket, the folder holds this node's copies of what it has put there or read.
package struct FileStore: Sendable {
    /// The folder all files are in, or this node's copies of them.
    package let folder: String
    let shared: SharedFiles?

    /// Waiting for a disk is no work, so it does not take a place in the lane for computing.
    private static let lane = Background(parallel: 8)

    /// - Parameter folder: made when it is not there yet.
    package init(folder: String) { (self.folder, shared) = (folder, nil) }

    /// Files in a bucket.
    package init(_ shared: SharedFiles) { (folder, self.shared) = (shared.folder, shared) }

    /// The hash under which ``put(_:)`` keeps these bytes.
    package static func name(of bytes: [UInt8]) -> String { hex(SHA256.hash(data: bytes)) }

    /// Keeps the bytes and returns their hash once they are on disk.
    /// - Throws: ``AppError/diskFull``, or `unavailable` from the bucket; then nothing half-written is left under the hash.
    package func put(_ bytes: [UInt8]) async throws -> String {
        try await Self.lane.run {
            let hash = Self.name(of: bytes)
            try install(hash) { temporary in try Disk.write(bytes, to: temporary) }
            return hash
        }
    }

    /// Keeps a file that was streamed to disk, by moving it when it is on the same disk and copying otherwise.
    /// - Parameter path: gone afterwards.
    package func put(movingFileAt path: String) async throws -> String {
        try await Self.lane.run {
            let hash = try Self.hash(ofFileAt: path)
            try install(hash) { temporary in
                // Linked, so that the caller still has it when it cannot be kept for now.
                if link(path, temporary) != 0 { try Disk.copy(path, to: temporary) }
                try Disk.sync(temporary)
            }
            unlink(path)
            return hash
        }
    }

    /// The bytes kept under a hash; `nil` when there are none.
    package func get(_ hash: String) async throws -> [UInt8]? {
        try await Self.lane.run { try readable(hash).flatMap { try Disk.read($0) } }
    }

    /// Where the file of a hash can be read on this machine, brought there if need be; `nil` when there is none.
    package func file(_ hash: String) async throws -> String? { try await Self.lane.run { try readable(hash) } }

    /// Whether something is kept under a hash.
    package func exists(_ hash: String) async throws -> Bool {
        guard let path = path(hash) else { return false }
        return try await Self.lane.run {
            if let shared { return try shared.cache.use(path) || shared.bucket.exists(hash) }
            return access(path, R_OK) == 0
        }
    }

    /// Forgets what is kept under a hash. Does nothing when there is nothing. Another node may keep its copy for up to a month; it names it
    /// to nobody, for what named the file is gone.
    package func remove(_ hash: String) async throws {
        guard let path = path(hash) else { return }
        try await Self.lane.run {
            try shared?.bucket.remove(hash)
            unlink(path)
        }
    }

    /// Reads the file again, from the bucket where there is one, and compares its content with its name.
    /// - Throws: ``AppError/notFound``, or `unavailable` when it is damaged.
    package func verify(_ hash: String) async throws {
        guard path(hash) != nil else { throw AppError.notFound }
        let isThere = try await Self.lane.run {
            if shared != nil { return try read(hash, fromBucket: true) { _ in } }
            guard let path = path(hash), access(path, R_OK) == 0 else { return false }
            if try Self.hash(ofFileAt: path) != hash { throw Self.damaged(hash) }
            return true
        }
        if !isThere { throw AppError.notFound }
    }

    /// Where a file of this hash lies or would lie, for streaming it; `nil` unless the text is a hash, so that no path
    /// out of the folder can be named.
    package func path(_ hash: String) -> String? {
        guard Self.isHash(hash) else { return nil }
        return "\(folder)/\(hash.prefix(2))/\(hash.dropFirst(2).prefix(2))/\(hash)"
    }

    /// Every hash there is, in order, without holding them all.
    package func forEach(_ body: (String) throws -> Void) throws {
        if let shared { return try shared.bucket.forEach(body) }
        for first in try Disk.list(folder) where first.utf8.count == 2 {
            for second in try Disk.list("\(folder)/\(first)") {
                for hash in try Disk.list("\(folder)/\(first)/\(second)") where path(hash) != nil { try body(hash) }
            }
        }
    }

    static func isHash(_ text: String) -> Bool {
        let digits = text.utf8
        return digits.count == 64 && digits.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    static func hash(ofFileAt path: String) throws -> String {
        var hash = SHA256()
        try Disk.read(path) { hash.update(bufferPointer: $0) }
        return hex(hash.finalize())
    }

    static func damaged(_ hash: String) -> AppError { .unavailable(Message("error.file_damaged", ["hash": hash])) }
}
