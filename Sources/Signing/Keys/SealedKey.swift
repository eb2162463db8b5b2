import Kernel

/// A signing key of the installation as it is kept: sealed with a key of the ``Vault`` and bound to its own name.
package struct SealedKey: Hashable, Sendable {
    package var id: String
    package var sealed: Vault.Sealed

    package init(id: String, sealed: Vault.Sealed) {
        self.id = id
        self.sealed = sealed
    }

    package init(_ key: SigningKey, in vault: Vault) {
        id = key.publicKey.id
        sealed = vault.seal(key.secretBytes, context: SealedKey.context(id))
    }

    /// The key itself.
    /// - Throws: when the vault lacks the key it was sealed with, or the bytes are another key's.
    package func open(in vault: Vault) throws -> SigningKey {
        let bytes = try vault.open(sealed, context: SealedKey.context(id))
        guard bytes.count == 32 else { throw AppError.unavailable("error.signing_key_damaged") }
        let key = SigningKey(random: bytes)
        guard key.publicKey.id == id else { throw AppError.unavailable("error.signing_key_damaged") }
        return key
    }

    private static func context(_ id: String) -> String { "signing_key:\(id)" }
}
