import Foundation
import Synchronization

/// Keeps a node's copies of a bucket's files within bounds. A file's time of change is when it was last used, give or take five minutes.
final class NodeCache: Sendable {
    let folder: String
    private let mostBytes: Int
    /// Seconds since 1970.
    private let now: @Sendable () -> Int
    private let state = Mutex(State())

    private struct State {
        /// `nil` until the folder has been looked through.
        var bytes: Int?
        var tidiedAt = 0
    }

    /// A file somebody has just been told of stays: she is about to open it.
    private static let youngest = 600
    /// What nobody used for so long goes, even where there is room: it may be something that was removed by another node.
    private static let oldest = 30 * 86_400

    init(folder: String, mostBytes: Int, now: @escaping @Sendable () -> Int = { time(nil) }) {
        (self.folder, self.mostBytes, self.now) = (folder, mostBytes, now)
    }

    /// Says that a copy is used.
    /// - Returns: whether there is one.
    func use(_ path: String) -> Bool {
        var found = stat()
        guard stat(path, &found) == 0 else { return false }
        // Well before tidying may take it from whoever has just been told of it.
        if now() - Int(found.st_mtim.tv_sec) > NodeCache.youngest / 2 { touch(path) }
        tidyDaily()
        return true
    }

    /// Says that a copy was added.
    func added(_ path: String) {
        touch(path)
        var found = stat()
        guard stat(path, &found) == 0 else { return }
        let isOver = state.withLock { state in
            state.bytes? += Int(found.st_size)
            return state.bytes.map { $0 > mostBytes } ?? true
        }
        if isOver { tidy() } else { tidyDaily() }
    }

    private func touch(_ path: String) {
        let used = timespec(tv_sec: now(), tv_nsec: 0)
        _ = [used, used].withUnsafeBufferPointer { utimensat(AT_FDCWD, path, $0.baseAddress, 0) }
    }

    private func tidyDaily() {
        let now = now()
        let isDue = state.withLock { state in
            guard now - state.tidiedAt >= 86_400 else { return false }
            state.tidiedAt = now
            return true
        }
        if isDue { tidy() }
    }

    /// Counts anew, and removes what is too old or too much, down to nine tenths of the bound so that it is not always due.
    private func tidy() {
        let now = now()
        var copies: [(path: String, bytes: Int, usedAt: Int)] = []
        for first in (try? Disk.list(folder)) ?? [] where first.utf8.count == 2 {
            for second in (try? Disk.list("\(folder)/\(first)")) ?? [] {
                for name in (try? Disk.list("\(folder)/\(first)/\(second)")) ?? [] {
                    let path = "\(folder)/\(first)/\(second)/\(name)"
                    var found = stat()
                    if stat(path, &found) == 0 { copies.append((path, Int(found.st_size), Int(found.st_mtim.tv_sec))) }
                }
            }
        }
        var bytes = copies.reduce(0) { $0 + $1.bytes }
        let wanted = bytes > mostBytes ? mostBytes / 10 * 9 : mostBytes
        for copy in copies.sorted(by: { $0.usedAt < $1.usedAt }) {
            let age = now - copy.usedAt
            guard age > NodeCache.oldest || (bytes > wanted && age > NodeCache.youngest) else { continue }
            if unlink(copy.path) == 0 { bytes -= copy.bytes }
        }
        let left = bytes
        state.withLock { $0 = State(bytes: left, tidiedAt: now) }
    }
}
