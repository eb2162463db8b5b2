import Kernel
import Synchronization

/// Tells screens of this process that something has changed in their room. A screen that is slow gets the newest number only.
package final class RoomBroadcast: Sendable {
    private struct Listener: Sendable {
        var cycle: String
        /// Whose changes it wants to hear of; `nil` for all.
        var group: String?
        var continuation: AsyncStream<Int>.Continuation
    }

    private struct State {
        var next = 0
        var listeners: [Int: Listener] = [:]
        /// The highest number told in each cycle.
        var latest: [String: Int] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    /// Numbers of changes from now on; the stream ends when its task is cancelled or it is let go of.
    /// - Parameter group: one whose changes alone matter; what concerns the whole room is told in any case.
    package func listen(to cycle: Identifier<Cycle>, group: String? = nil) -> (id: Int, changes: AsyncStream<Int>) {
        let (changes, continuation) = AsyncStream.makeStream(of: Int.self, bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.next += 1
            state.listeners[state.next] = Listener(cycle: cycle.text, group: group, continuation: continuation)
            return state.next
        }
        continuation.onTermination = { [weak self] _ in self?.leave(id) }
        return (id, changes)
    }

    /// - Parameter group: the one whose cards changed; `nil` for what concerns all of them.
    package func publish(_ change: Int, in cycle: Identifier<Cycle>, group: String? = nil) {
        state.withLock { state in
            // Two that were committed one after the other may come here the other way round, and a slow screen keeps the last it was told.
            let latest = max(change, state.latest[cycle.text] ?? 0)
            state.latest[cycle.text] = latest
            for listener in state.listeners.values where listener.cycle == cycle.text {
                if group == nil || listener.group == nil || listener.group == group { listener.continuation.yield(latest) }
            }
        }
    }

    /// Wakes one listener without a change, to see whether it is still there.
    func wake(_ id: Int) { state.withLock { $0.listeners[id] }?.continuation.yield(0) }

    package func leave(_ id: Int) {
        let listener = state.withLock { $0.listeners.removeValue(forKey: id) }
        listener?.continuation.finish()
    }

    /// How many screens watch, over all rooms.
    package var watching: Int { state.withLock { $0.listeners.count } }
}
