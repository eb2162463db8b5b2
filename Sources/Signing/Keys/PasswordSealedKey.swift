import Crypto
import CryptoExtras
import Foundation
import Kernel

/// A person's own signing key, sealed by her own password: the server keeps it and cannot sign with it alone.
///
/// The password is stretched with scrypt (32 MiB at the usual cost), so that guessing is dear even for somebody who has stolen
/// the database *and* the vault. A forgotten password is a lost key; she then gets a new one.
package struct PasswordSealedKey: Codable, Hashable, Sendable {
    package let id: String
    package let publicKey: [UInt8]
    let logRounds: Int
    let salt: [UInt8]
    let box: [UInt8]

    /// What stands in place of a key that nobody can read any more: no password opens it.
    package static let unreadable = PasswordSealedKey(id: "", publicKey: [], logRounds: 4, salt: [0], box: [])

    /// A new key for a person, sealed by a password of hers.
    /// - Parameter logRounds: logarithm of scrypt's rounds; only tests take less than 15.
    package static func make(password: String, world: World, logRounds: Int = 15) async throws -> PasswordSealedKey {
        try await seal(SigningKey(random: world.random(32)), password: password, world: world, logRounds: logRounds)
    }

    /// The same key under another password.
    /// - Throws: `.invalid` at `password` when the present one is wrong.
    package func changing(_ password: String, to next: String, world: World) async throws -> PasswordSealedKey {
        try await PasswordSealedKey.seal(try await open(password: password), password: next, world: world, logRounds: logRounds)
    }

    /// The key, for one signature; do not keep it.
    /// - Throws: `.invalid` at `password` when that is wrong.
    package func open(password: String) async throws -> SigningKey {
        let lock = try await PasswordSealedKey.stretch(password, salt, logRounds)
        guard let sealed = try? AES.GCM.SealedBox(combined: box),
            let bytes = try? AES.GCM.open(sealed, using: lock, authenticating: Data(id.utf8)), bytes.count == 32
        else { throw AppError.invalid("password", "error.signing_password") }
        return SigningKey(random: Array(bytes))
    }

    private static func seal(_ key: SigningKey, password: String, world: World, logRounds: Int) async throws -> PasswordSealedKey {
        let salt = world.random(16)
        let lock = try await stretch(password, salt, logRounds)
        let sealed = try AES.GCM.seal(Data(key.secretBytes), using: lock, authenticating: Data(key.publicKey.id.utf8))
        return PasswordSealedKey(
            id: key.publicKey.id, publicKey: key.publicKey.bytes, logRounds: logRounds, salt: salt, box: Array(sealed.combined!))
    }

    private static func stretch(_ password: String, _ salt: [UInt8], _ logRounds: Int) async throws -> SymmetricKey {
        // The same letters typed on another keyboard may come decomposed.
        let bytes = Data(password.precomposedStringWithCompatibilityMapping.utf8)
        return try await lane.run {
            try KDF.Scrypt.deriveKey(
                from: bytes, salt: Data(salt), outputByteCount: 32, rounds: 1 << logRounds, blockSize: 8, parallelism: 1)
        }
    }

    /// Two at a time, for each takes 32 MiB.
    private static let lane = Background(parallel: 2)
}
