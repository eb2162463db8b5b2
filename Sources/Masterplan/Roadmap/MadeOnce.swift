import Synchronization

/// What was made of one state of the database, by what was asked for. Nothing of it outlives that state, so it is never stale; and when
/// there is too much of it, it is made anew.
final class MadeOnce<Key: Hashable & Sendable, Made: Sendable>: Sendable {
    private let most: Int
    private let kept: Mutex<Kept>

    private struct Kept {
        var mark = ""
        var made: [Key: Made] = [:]
    }

    /// - Parameter most: how many are kept.
    init(most: Int) {
        self.most = most
        kept = Mutex(Kept())
    }

    /// - Parameter mark: of the database, taken before anything is read: ``Storage/Database/changeMark()``.
    func get(_ key: Key, at mark: String, make: () async throws -> Made) async throws -> Made {
        if let known = kept.withLock({ $0.mark == mark ? $0.made[key] : nil }) { return known }
        let made = try await make()
        kept.withLock { kept in
            if kept.mark != mark || kept.made.count >= most { kept = Kept(mark: mark) }
            kept.made[key] = made
        }
        return made
    }
}
