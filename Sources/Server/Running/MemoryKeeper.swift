import CMemory
import Foundation
import Kernel
import Synchronization

/// Gives memory back that nothing needs any more. Reading a sheet of 16,384 columns takes a hundred megabytes for a moment, spread over the
/// allocator's pools of many threads, where they would stay for good: after three such sheets the process was as large as three of them.
final class MemoryKeeper: Sendable {
    /// Megabytes up to which nothing is done: less is not worth anybody's waiting.
    static let least = 96
    /// Megabytes that have come since it was last looked at.
    static let step = 16

    private let measure: @Sendable () -> Int?
    private let giveBack: @Sendable () -> Void
    /// Megabytes after the last time.
    private let left = Mutex(0)

    /// - Parameter measure: megabytes of anonymous memory; `nil` where that is not known.
    init(
        measure: @escaping @Sendable () -> Int? = MemoryKeeper.anonymous,
        giveBack: @escaping @Sendable () -> Void = { pendopo_give_back_memory() }
    ) {
        self.measure = measure
        self.giveBack = giveBack
    }

    /// Looks, and gives back when it has become much more.
    /// - Returns: whether it gave back.
    @discardableResult
    func look() -> Bool {
        guard let now = measure() else { return false }
        let isMuch = left.withLock { left in
            // What was needed then may be gone by now.
            left = min(left, now)
            return now >= MemoryKeeper.least && now >= left + MemoryKeeper.step
        }
        guard isMuch else { return false }
        giveBack()
        if let after = measure() { left.withLock { $0 = after } }
        return true
    }

    /// `RssAnon` of this process: what it allocated, without files that are read through memory.
    static let anonymous: @Sendable () -> Int? = {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
        let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
        return line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) }.map { $0 >> 10 }
    }
}
