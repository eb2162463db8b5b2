import Foundation

/// A waiting line between tasks that add and threads that take. Adding never blocks; taking blocks its thread, so only
/// threads of our own take.
final class Line<Element: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private var waiting: [Element] = []
    private var isClosed = false

    /// Adds at the end; false when the line is closed and nobody will take it any more.
    func add(_ element: Element) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        if isClosed { return false }
        waiting.append(element)
        condition.signal()
        return true
    }

    /// How many wait.
    var count: Int { condition.withLock { waiting.count } }

    /// The next elements, at most `limit` and at least one, in order; `nil` once the line is closed and empty.
    /// - Parameter lull: seconds in which nothing more must have come before any are taken; `nil` takes what there is.
    func take(atMost limit: Int = 1, afterLullOf lull: TimeInterval? = nil) -> [Element]? {
        condition.lock()
        defer { condition.unlock() }
        while waiting.isEmpty {
            if isClosed { return nil }
            condition.wait()
        }
        if let lull { gather(limit, lull) }
        let taken = Array(waiting.prefix(limit))
        waiting.removeFirst(taken.count)
        return taken
    }

    /// Waits while more keep coming, for ten lulls at the very most. Sleeps instead of waiting for the condition: whoever adds then wakes nobody.
    private func gather(_ limit: Int, _ lull: TimeInterval) {
        for _ in 0..<10 {
            let before = waiting.count
            if isClosed || before >= limit { return }
            condition.unlock()
            Thread.sleep(forTimeInterval: lull)
            condition.lock()
            if waiting.count == before { return }
        }
    }

    /// Lets what waits be taken and nothing more be added.
    func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }
}
