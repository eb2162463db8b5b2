import Kernel
import Signing
import Storage
import Work

/// One of the installation's signing keys as it is kept.
struct KeptKey: Sendable {
    var sealed: SealedKey
    var published: PublishedKey
    /// Why it was withdrawn; empty otherwise.
    var reason: String
    var version: Int

    var id: String { sealed.id }
    var reference: Reference { Reference("signing_key", id) }

    init(_ key: SigningKey, in vault: Vault, at now: Instant) {
        sealed = SealedKey(key, in: vault)
        published = PublishedKey(key: key.publicKey, validFrom: now)
        reason = ""
        version = 1
    }

    init(row: Row) {
        sealed = SealedKey(id: row.text("id"), sealed: Vault.Sealed(key: row.text("seal_key"), bytes: row.bytes("sealed")))
        published = PublishedKey(
            key: PublicKey(row.bytes("public_key")), validFrom: row.instant("valid_from"), retiredAt: row.instantIfAny("retired_at"),
            withdrawnAt: row.instantIfAny("withdrawn_at"))
        reason = row.text("reason")
        version = row.int("version")
    }

    /// Whether it signs now.
    var isCurrent: Bool { published.retiredAt == nil && published.withdrawnAt == nil }

    /// Without the sealed half, which is sealed anew when the vault's key changes.
    var digest: String {
        Seal.digest([
            id, hex(published.key.bytes), published.validFrom.description, published.retiredAt?.description,
            published.withdrawnAt?.description, reason, String(version),
        ])
    }
}

extension Transaction {
    func signingKeys() throws -> [KeptKey] { try rows("SELECT * FROM signing_key ORDER BY valid_from, id").map(KeptKey.init(row:)) }

    /// Every key that ever signed, for verifying and for publishing.
    package func keySet() throws -> KeySet { KeySet(try signingKeys().map(\.published)) }

    func insert(_ key: KeptKey) throws {
        try run(
            """
            INSERT INTO signing_key (id, public_key, seal_key, sealed, valid_from, retired_at, withdrawn_at, reason, version)
            VALUES (\(key.id), \(key.published.key.bytes), \(key.sealed.sealed.key), \(key.sealed.sealed.bytes), \(key.published.validFrom),
                \(key.published.retiredAt), \(key.published.withdrawnAt), \(key.reason), \(key.version))
            """)
    }

    /// - Throws: ``AppError/Kind/conflict`` when somebody was quicker.
    func update(_ key: KeptKey, from version: Int) throws {
        let saved = try run(
            """
            UPDATE signing_key SET retired_at = \(key.published.retiredAt), withdrawn_at = \(key.published.withdrawnAt),
                reason = \(key.reason), version = \(key.version)
            WHERE id = \(key.id) AND version = \(version)
            """)
        guard saved == 1 else { throw AppError.conflict("error.changed_meanwhile") }
    }

    /// Seals up to `limit` signing keys anew that are not yet under the vault's current key.
    /// - Parameter after: number of the last row looked at before.
    package func resealSigningKeys(_ vault: Vault, after: String, limit: Int) throws -> Resealed {
        let old = try rows(
            "SELECT * FROM signing_key WHERE seal_key <> \(vault.current) AND id > \(after) ORDER BY id LIMIT \(limit)"
        ).map(KeptKey.init(row:))
        var result = Resealed()
        for kept in old {
            result.last = kept.id
            guard let key = try? kept.sealed.open(in: vault) else {
                result.lost.append(kept.id)
                continue
            }
            let fresh = SealedKey(key, in: vault).sealed
            try run("UPDATE signing_key SET seal_key = \(fresh.key), sealed = \(fresh.bytes) WHERE id = \(kept.id)")
            result.sealed += 1
        }
        return result
    }
}
