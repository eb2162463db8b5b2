import Crypto
import Kernel
import Storage

/// Somebody signed in on one device.
package struct Session: Hashable, Sendable, Identifiable {
    package var id: Identifier<Session>
    package var account: Identifier<Account>
    package var createdAt: Instant
    package var seenAt: Instant
    package var expiresAt: Instant
    /// Keyed hash of the address, to tell places apart without keeping where people are.
    package var addressHash: String
    /// Browser and system in a few words, such as `Firefox, Android`.
    package var device: String
    package var endedAt: Instant?
}

/// Sessions in the database.
package struct SessionStore {
    let tx: Transaction
    package init(_ tx: Transaction) { self.tx = tx }

    static func hash(_ token: String) -> String { hex(SHA256.hash(data: Array(token.utf8))) }

    func insert(_ session: Session, token: String) throws {
        try tx.run(
            """
            INSERT INTO session (id, token_hash, account_id, created_at, seen_at, expires_at, address_hash, user_agent)
            VALUES (\(session.id), \(SessionStore.hash(token)), \(session.account), \(session.createdAt), \(session.seenAt),
                \(session.expiresAt), \(session.addressHash), \(session.device))
            """)
    }

    func find(tokenHash: String) throws -> Session? {
        try tx.row("SELECT * FROM session WHERE token_hash = \(tokenHash)").map(session)
    }

    /// Sessions that are open at a moment, the one used last first.
    package func open(of account: Identifier<Account>, at now: Instant) throws -> [Session] {
        try tx.rows(
            "SELECT * FROM session WHERE account_id = \(account) AND ended_at IS NULL AND expires_at > \(now) ORDER BY seen_at DESC, id"
        ).map(session)
    }

    func markSeen(_ id: Identifier<Session>, at now: Instant) throws {
        try tx.run("UPDATE session SET seen_at = \(now) WHERE id = \(id) AND seen_at < \(now)")
    }

    /// - Returns: whether that account had such an open session.
    func end(_ id: Identifier<Session>, of account: Identifier<Account>, at now: Instant) throws -> Bool {
        try tx.run("UPDATE session SET ended_at = \(now) WHERE id = \(id) AND account_id = \(account) AND ended_at IS NULL") == 1
    }

    func endAll(of account: Identifier<Account>, except kept: Identifier<Session>? = nil, at now: Instant) throws -> Int {
        try tx.run(
            "UPDATE session SET ended_at = \(now) WHERE account_id = \(account) AND ended_at IS NULL AND id <> \(kept?.text ?? "")")
    }

    /// Removes sessions that ended or ran out so long ago that nobody asks for them.
    package func purge(before: Instant) throws { try tx.run("DELETE FROM session WHERE expires_at < \(before) OR ended_at < \(before)") }

    private func session(_ row: Row) -> Session {
        Session(
            id: row.id("id"), account: row.id("account_id"), createdAt: row.instant("created_at"), seenAt: row.instant("seen_at"),
            expiresAt: row.instant("expires_at"), addressHash: row.text("address_hash"), device: row.text("user_agent"),
            endedAt: row.instantIfAny("ended_at"))
    }
}

/// Browser and system in a few words. A whole user-agent line is close to a fingerprint; this is enough to know one's phone.
func deviceName(userAgent: String) -> String {
    let browsers = [
        ("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]
    let systems = [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"),
    ]
    let found = [browsers, systems].compactMap { names in names.first { userAgent.contains($0.0) }?.1 }
    return found.isEmpty ? "–" : found.joined(separator: ", ")
}
