import Kernel
import Synchronization

/// The world while the past is made up: a clock that is set from case to case, and chance that repeats itself.
final class SimulatedWorld: Sendable {
    private struct State {
        var now: Instant
        var chance: Chance
    }

    private let state: Mutex<State>

    init(now: Instant, seed: UInt64) { state = Mutex(State(now: now, chance: Chance(seed: seed))) }

    /// Sets both, so that a transaction that is tried again makes the same ids.
    func set(now: Instant, seed: UInt64) { state.withLock { $0 = State(now: now, chance: Chance(seed: seed)) } }

    func set(now: Instant) { state.withLock { $0.now = now } }

    /// The world as acts take it. Every reading of the clock moves it by a millisecond, so that ids are in order.
    /// Mail is not sent: nobody in the past waits for it.
    var world: World {
        World(
            now: {
                self.state.withLock { state in
                    state.now = Instant(milliseconds: state.now.milliseconds + 1)
                    return state.now
                }
            },
            random: { count in
                self.state.withLock { state in
                    var bytes: [UInt8] = []
                    bytes.reserveCapacity(count)
                    while bytes.count < count {
                        withUnsafeBytes(of: state.chance.next()) { bytes.append(contentsOf: $0.prefix(count - bytes.count)) }
                    }
                    return bytes
                }
            },
            sendMail: { _ in })
    }
}
