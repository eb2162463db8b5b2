import Synchronization

/// Tells screens of this process that what they show has changed: a room, a ceremony. A screen that is slow gets the newest number only.
package final class ChangeBroadcast: Sendable {
    private struct Listener: Sendable {
        var topic: String
        var continuation: AsyncStream<Int>.Continuation
    }

    private struct State {
        var next = 0
        var listeners: [Int: Listener] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    /// Numbers of changes from now on; the stream ends when its task is cancelled or it is let go of.
    /// - Parameter topic: the id of what is shown.
    package func listen(to topic: String) -> (id: Int, changes: AsyncStream<Int>) {
        let (changes, continuation) = AsyncStream.makeStream(of: Int.self, bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.next += 1
            state.listeners[state.next] = Listener(topic: topic, continuation: continuation)
            return state.next
        }
        continuation.onTermination = { [weak self] _ in self?.leave(id) }
        return (id, changes)
    }

    /// Called once the change is on disk.
    package func publish(_ change: Int, in topic: String) {
        let listeners = state.withLock { $0.listeners.values.filter { $0.topic == topic } }
        for listener in listeners { listener.continuation.yield(change) }
    }

    /// Wakes one listener without a change, to see whether it is still there.
    func wake(_ id: Int) { state.withLock { $0.listeners[id] }?.continuation.yield(0) }

    package func leave(_ id: Int) {
        let listener = state.withLock { $0.listeners.removeValue(forKey: id) }
        listener?.continuation.finish()
    }

    /// How many screens watch, over all topics.
    package var watching: Int { state.withLock { $0.listeners.count } }
}
