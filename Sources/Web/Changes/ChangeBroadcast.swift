import Synchronization

/// Tells screens of this process that what they show has changed: a room, a ceremony. A screen that is slow gets the newest number only.
package final class ChangeBroadcast: Sendable {
    private struct Listener: Sendable {
        var topic: String
        /// Whose changes it wants to hear of; `nil` for all.
        var part: String?
        var continuation: AsyncStream<Int>.Continuation
    }

    private struct State {
        var next = 0
        var listeners: [Int: Listener] = [:]
        /// The highest number told of each topic that somebody listens to.
        var latest: [String: Int] = [:]

        func isHeard(_ topic: String) -> Bool { listeners.values.contains { $0.topic == topic } }
    }

    private let state = Mutex(State())

    package init() {}

    /// Numbers of changes from now on; the stream ends when its task is cancelled or it is let go of.
    /// - Parameters:
    ///   - topic: the id of what is shown.
    ///   - part: the one whose changes alone matter; what concerns the whole is told in any case.
    package func listen(to topic: String, part: String? = nil) -> (id: Int, changes: AsyncStream<Int>) {
        let (changes, continuation) = AsyncStream.makeStream(of: Int.self, bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.next += 1
            state.listeners[state.next] = Listener(topic: topic, part: part, continuation: continuation)
            return state.next
        }
        continuation.onTermination = { [weak self] _ in self?.leave(id) }
        return (id, changes)
    }

    /// Called once the change is on disk.
    /// - Parameter part: the one that changed; `nil` for what concerns all of it.
    package func publish(_ change: Int, in topic: String, part: String? = nil) {
        state.withLock { state in
            guard state.isHeard(topic) else { return }
            // Two that were committed one after the other may come here the other way round, and a slow screen keeps the last it was told.
            let latest = max(change, state.latest[topic] ?? 0)
            state.latest[topic] = latest
            for listener in state.listeners.values where listener.topic == topic {
                if part == nil || listener.part == nil || listener.part == part { listener.continuation.yield(latest) }
            }
        }
    }

    /// Wakes one listener without a change, to see whether it is still there.
    func wake(_ id: Int) { state.withLock { $0.listeners[id] }?.continuation.yield(0) }

    /// Ends a listener's stream; a topic that nobody hears any more is forgotten.
    package func leave(_ id: Int) {
        let listener = state.withLock { state in
            let listener = state.listeners.removeValue(forKey: id)
            if let topic = listener?.topic, !state.isHeard(topic) { state.latest[topic] = nil }
            return listener
        }
        listener?.continuation.finish()
    }

    /// How many screens watch, over all topics.
    package var watching: Int { state.withLock { $0.listeners.count } }
    /// Topics whose numbers are kept.
    package var topics: Int { state.withLock { $0.latest.count } }
}
