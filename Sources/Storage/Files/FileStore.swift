import Crypto
import Foundation
import Kernel

/// Files kept under the SHA-256 of their content, so that the same bytes are kept once and a damaged file shows itself.
///
/// `ab/cd/abcd…` in one folder: two levels, because folders with a million entries are slow to list and to back up.
package struct FileStore: Sendable {
    /// The folder all files are in.
    package let folder: String

    /// Waiting for a disk is no work, so it does not take a place in the lane for computing.
    private static let lane = Background(parallel: 8)

    /// - Parameter folder: made when it is not there yet.
    package init(folder: String) { self.folder = folder }

    /// The hash under which ``put(_:)`` keeps these bytes.
    package static func name(of bytes: [UInt8]) -> String { hex(SHA256.hash(data: bytes)) }

    /// Keeps the bytes and returns their hash once they are on disk.
    /// - Throws: ``AppError/diskFull``; then nothing half-written is left under the hash.
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
                if rename(path, temporary) != 0 { try Disk.copy(path, to: temporary) }
                try Disk.sync(temporary)
            }
            unlink(path)
            return hash
        }
    }

    /// The bytes kept under a hash; `nil` when there are none.
    package func get(_ hash: String) async throws -> [UInt8]? {
        guard let path = path(hash) else { return nil }
        return try await Self.lane.run { try Disk.read(path) }
    }

    /// Whether something is kept under a hash.
    package func exists(_ hash: String) async -> Bool {
        guard let path = path(hash) else { return false }
        return await Self.lane.run { access(path, R_OK) == 0 }
    }

    /// Forgets what is kept under a hash. Does nothing when there is nothing.
    package func remove(_ hash: String) async throws {
        guard let path = path(hash) else { return }
        await Self.lane.run { _ = unlink(path) }
    }

    /// Reads the file again and compares its content with its name.
    /// - Throws: ``AppError/notFound``, or `unavailable` when it is damaged.
    package func verify(_ hash: String) async throws {
        guard let path = path(hash), await exists(hash) else { throw AppError.notFound }
        let found = try await Self.lane.run { try Self.hash(ofFileAt: path) }
        if found != hash { throw AppError.unavailable(Message("error.file_damaged", ["hash": hash])) }
    }

    /// Where a file of this hash lies or would lie, for streaming it; `nil` unless the text is a hash, so that no path
    /// out of the folder can be named.
    package func path(_ hash: String) -> String? {
        let digits = Array(hash.utf8)
        guard digits.count == 64, digits.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else { return nil }
        return "\(folder)/\(hash.prefix(2))/\(hash.dropFirst(2).prefix(2))/\(hash)"
    }

    /// Every hash there is, in order, without holding them all.
    package func forEach(_ body: (String) throws -> Void) throws {
        for first in try Disk.list(folder) where first.utf8.count == 2 {
            for second in try Disk.list("\(folder)/\(first)") {
                for hash in try Disk.list("\(folder)/\(first)/\(second)") where path(hash) != nil { try body(hash) }
            }
        }
    }

    /// Makes the file under another name and moves it into place when all of it is on disk.
    private func install(_ hash: String, _ write: (_ temporary: String) throws -> Void) throws {
        guard let path = path(hash) else { preconditionFailure("not a hash: \(hash)") }
        let parent = String(path.dropLast(65))
        if access(path, F_OK) != 0 {
            try Disk.makeFolder(parent)
            try Disk.makeFolder("\(folder)/tmp")
            let temporary = "\(folder)/tmp/\(UUID().uuidString)"
            do {
                try write(temporary)
                if rename(temporary, path) != 0 { throw Disk.error("rename", path) }
            } catch {
                unlink(temporary)
                throw error
            }
        }
        // Also when it was there: whoever put it may not have got this far yet.
        try Disk.sync(parent)
    }

    private static func hash(ofFileAt path: String) throws -> String {
        var hash = SHA256()
        try Disk.read(path) { hash.update(bufferPointer: $0) }
        return hex(hash.finalize())
    }
}
