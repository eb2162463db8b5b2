import Crypto
import Kernel
import Storage

/// A link that proves who follows it, once: to set a password after forgetting it, after an invitation, or to set up the
/// installation. Only its hash is kept.
struct AccountLink: Sendable {
    enum Kind: String, Sendable {
        case reset, invitation, setup

        /// Seconds it may be used.
        var lifetime: Double {
            switch self {
            case .reset: 3600
            case .invitation: 7 * 86_400
            case .setup: 86_400
            }
        }
    }

    var tokenHash: String
    var kind: Kind
    var account: Identifier<Account>?
    var expiresAt: Instant
    var usedAt: Instant?
}

struct AccountLinkStore {
    let tx: Transaction
    init(_ tx: Transaction) { self.tx = tx }

    /// Makes a link and puts every earlier one of its kind and account out of use.
    /// - Returns: the token, which is nowhere else.
    func make(_ kind: AccountLink.Kind, for account: Identifier<Account>?, in world: World) throws -> String {
        let now = world.now()
        try tx.run(
            """
            UPDATE account_link SET used_at = \(now)
            WHERE kind = \(kind.rawValue) AND account_id IS NOT DISTINCT FROM \(account?.text) AND used_at IS NULL
            """)
        let token = world.token()
        try tx.run(
            """
            INSERT INTO account_link (token_hash, kind, account_id, created_at, expires_at)
            VALUES (\(hash(token)), \(kind.rawValue), \(account), \(now), \(now.adding(seconds: kind.lifetime)))
            """)
        return token
    }

    /// The link of a token that may still be used.
    func find(_ token: String, at now: Instant) throws -> AccountLink? {
        guard
            let row = try tx.row(
                "SELECT * FROM account_link WHERE token_hash = \(hash(token)) AND used_at IS NULL AND expires_at > \(now)"),
            let kind = AccountLink.Kind(rawValue: row.text("kind"))
        else { return nil }
        return AccountLink(
            tokenHash: row.text("token_hash"), kind: kind, account: row.idIfAny("account_id"), expiresAt: row.instant("expires_at"))
    }

    /// - Returns: whether nobody had used it before.
    func use(_ link: AccountLink, at now: Instant) throws -> Bool {
        try tx.run("UPDATE account_link SET used_at = \(now) WHERE token_hash = \(link.tokenHash) AND used_at IS NULL") == 1
    }

    func revokeAll(of account: Identifier<Account>, at now: Instant) throws {
        try tx.run("UPDATE account_link SET used_at = \(now) WHERE account_id = \(account) AND used_at IS NULL")
    }

    private func hash(_ token: String) -> String { hex(SHA256.hash(data: Array(token.utf8))) }
}
