import Synchronization

/// What was made of one state of the database, by what was asked for. Nothing of it outlives that state, so it is never stale; and when
/// there is too much of it, it is made anew. Who asks while something is being made waits for that one.
final class MadeOnce<Key: Hashable & Sendable, Made: Sendable>: Sendable {
    private let most: Int
    private let kept: Mutex<Kept>

    private struct Kept {
        var mark = ""
        /// Finished or still at work.
        var made: [Key: Task<Made, any Error>] = [:]
    }

    /// - Parameter most: how many are kept.
    init(most: Int) {
        self.most = most
        kept = Mutex(Kept())
    }

    /// - Parameter mark: of the database, taken before anything is read: ``Storage/Database/changeMark()``.
    func get(_ key: Key, at mark: String, make: @escaping @Sendable () async throws -> Made) async throws -> Made {
        let making = kept.withLock { kept -> Task<Made, any Error> in
            if kept.mark == mark, let known = kept.made[key] { return known }
            if kept.mark != mark || kept.made.count >= most { kept = Kept(mark: mark) }
            // A task of its own: whoever asked first may go away while others wait.
            let making = Task { try await make() }
            kept.made[key] = making
            return making
        }
        do { return try await making.value } catch {
            // The next one tries again.
            kept.withLock { if $0.made[key] == making { $0.made[key] = nil } }
            throw error
        }
    }
}
