import Kernel
import Storage
import Synchronization

/// Tells, for every request, who holds a session token: from memory for a few seconds, then from the database again.
package final class Sessions: Sendable {
    /// Whoever is signed in, with the session they use.
    package struct SignedIn: Sendable {
        package var actor: Actor
        package var account: Account
        package var session: Session
    }

    private struct Remembered {
        var signedIn: SignedIn
        var at: Instant
        /// What somebody may do changes at midnight, with the days of her roles.
        var day: Day
        var revision: Int
    }

    /// Seconds for which an answer holds on other machines, where a sign-out is not noticed at once.
    private static let memory = 15.0
    private static let mostRemembered = 5000

    private let directory: DirectoryIndex
    private let resolver: @Sendable () -> GrantResolver
    private let remembered = Mutex<[String: Remembered]>([:])

    /// - Parameter resolver: how roles become grants; asked anew each time, because agencies and categories change.
    package init(directory: DirectoryIndex, resolver: @escaping @Sendable () -> GrantResolver) {
        self.directory = directory
        self.resolver = resolver
    }

    /// Who holds the token; `nil` when the session has ended, the account is disabled or has not begun, or there is no such token.
    package func find(token: String) async throws -> SignedIn? {
        let hash = SessionStore.hash(token)
        let now = directory.world.now()
        let today = directory.today
        let revision = directory.accessRevision
        if let known = remembered.withLock({ $0[hash] }), known.revision == revision, known.day == today,
            now.seconds(since: known.at) < Self.memory
        {
            return known.signedIn
        }
        let idle = Double(directory.settings.int(SettingKey.sessionIdleHours, on: today, default: 12)) * 3600
        let resolver = resolver()
        let found = try await directory.database.read { tx -> SignedIn? in
            guard let session = try SessionStore(tx).find(tokenHash: hash), session.endedAt == nil, session.expiresAt > now,
                now.seconds(since: session.seenAt) < idle, let account = try AccountStore(tx).find(session.account),
                account.isOpen(on: today)
            else { return nil }
            var actor = try resolver.actor(account, tx, on: today)
            // Until the password is changed the account may do nothing else.
            if account.mustChangePassword { actor.grants = [] }
            return SignedIn(actor: actor, account: account, session: session)
        }
        guard var found else {
            remembered.withLock { $0[hash] = nil }
            return nil
        }
        if now.seconds(since: found.session.seenAt) > 300 {
            let id = found.session.id
            try await directory.database.write { tx in try SessionStore(tx).markSeen(id, at: now) }
            found.session.seenAt = now
        }
        let answer = Remembered(signedIn: found, at: now, day: today, revision: revision)
        remembered.withLock { known in
            if known.count >= Self.mostRemembered { known.removeAll() }
            known[hash] = answer
        }
        return found
    }

    /// Ends the session of a token: signing out.
    package func end(token: String) async throws {
        guard let found = try await find(token: token) else { return }
        try await directory.database.write { [world = directory.world] tx in
            guard try SessionStore(tx).end(found.session.id, of: found.account.id, at: world.now()) else { return }
            try tx.note("account.signed_out", of: found.account, by: found.actor, in: world)
        }
        remembered.withLock { $0[SessionStore.hash(token)] = nil }
    }
}
