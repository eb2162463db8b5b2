import Kernel
import Storage
import Synchronization

/// Tells which API client a key belongs to, like ``Sessions`` for people.
package final class APIClients: Sendable {
    private struct Remembered {
        var actor: Actor
        var at: Instant
        /// A key's first day begins, and its last one ends, at midnight.
        var day: Day
        var revision: Int
    }

    private let directory: DirectoryIndex
    private let resolver: @Sendable () -> GrantResolver
    private let remembered = Mutex<[String: Remembered]>([:])

    package init(directory: DirectoryIndex, resolver: @escaping @Sendable () -> GrantResolver) {
        self.directory = directory
        self.resolver = resolver
    }

    /// The client as an actor; `nil` for unknown and disabled keys and those that have ended.
    package func find(key: String) async throws -> Actor? {
        let hash = APIKey.hash(key)
        let now = directory.world.now()
        let today = directory.today
        let revision = directory.accessRevision
        if let known = remembered.withLock({ $0[hash] }), known.revision == revision, known.day == today,
            now.seconds(since: known.at) < 15
        {
            return known.actor
        }
        guard let client = try await directory.database.read({ try APIClientStore($0).find(keyHash: hash) }), client.isValid(on: today)
        else {
            remembered.withLock { $0[hash] = nil }
            return nil
        }
        if client.lastUsedOn != today {
            try await directory.database.write { tx in try APIClientStore(tx).markUsed(client.id, on: today) }
        }
        let actor = resolver().actor(client)
        remembered.withLock { known in
            if known.count >= 5000 { known.removeAll() }
            known[hash] = Remembered(actor: actor, at: now, day: today, revision: revision)
        }
        return actor
    }
}
