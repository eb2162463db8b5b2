import Foundation

/// A waiting line between tasks that add and threads that take. Adding never blocks; taking blocks its thread, so only
/// threads of our own take.
final class Line<Element: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private var waiting: [Element] = []
    private var isClosed = false

    /// How many must wait before whoever takes is told of it.
    private var enough = 1

    /// Adds at the end; false when the line is closed and nobody will take it any more.
    func add(_ element: Element) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        if isClosed { return false }
        waiting.append(element)
        if waiting.count >= enough { condition.signal() }
        return true
    }

    /// How many wait.
    var count: Int { condition.withLock { waiting.count } }

    /// How whoever takes waits for more than one.
    struct Gathering {
        /// As many as this are taken at once.
        var enough: Int
        /// Seconds in which nobody has come, after which those that wait are taken.
        var lull: TimeInterval
        /// Seconds after which they are taken, whoever comes.
        var longest: TimeInterval
    }

    /// The next elements, at most `limit` and at least one, in order; `nil` once the line is closed and empty.
    func take(atMost limit: Int = 1, gathering: Gathering? = nil) -> [Element]? {
        condition.lock()
        defer { condition.unlock() }
        while waiting.isEmpty {
            if isClosed { return nil }
            condition.wait()
        }
        if let gathering { gather(gathering) }
        let taken = Array(waiting.prefix(limit))
        waiting.removeFirst(taken.count)
        return taken
    }

    private func gather(_ wanted: Gathering) {
        enough = wanted.enough
        defer { enough = 1 }
        let end = Date(timeIntervalSinceNow: wanted.longest)
        while !isClosed, waiting.count < wanted.enough {
            let before = waiting.count
            let isTold = condition.wait(until: min(end, Date(timeIntervalSinceNow: wanted.lull)))
            if !isTold, waiting.count == before || end.timeIntervalSinceNow <= 0 { return }
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
