import Crypto
import CryptoExtras
import Foundation
import Kernel

/// Hashes passwords with scrypt, beside the cooperative threads: one hash takes 32 MiB and about a tenth of a second,
/// so only a few run at once and the rest wait their turn.
package struct Passwords: Sendable {
    /// Logarithm of the number of rounds; 15 with blocks of 8 takes 32 MiB.
    private let logRounds: Int
    private let lane: Background
    private let random: @Sendable (Int) -> [UInt8]

    package init(world: World, logRounds: Int = 15, parallel: Int = 2) {
        self.logRounds = logRounds
        random = world.random
        lane = Background(parallel: parallel)
    }

    /// The password's hash with its salt and costs: `$scrypt$ln=15,r=8,p=1$SALT$HASH`.
    package func hash(_ password: String) async throws -> String {
        let salt = random(16)
        let key = try await derive(password, salt, logRounds)
        return "$scrypt$ln=\(logRounds),r=8,p=1$\(base64URL(salt))$\(base64URL(key))"
    }

    /// Whether the password is that of the hash. Without a hash it computes as long and says no, so that an answer's delay
    /// does not tell which accounts exist.
    package func verify(_ password: String, _ hash: String?) async throws -> Bool {
        guard let hash, let stored = Stored(hash) else {
            _ = try await derive(password, [UInt8](repeating: 0, count: 16), logRounds)
            return false
        }
        let key = try await derive(password, stored.salt, stored.logRounds)
        return isSame(key, stored.key)
    }

    /// Whether a hash was made with lower costs than today's.
    package func isOutdated(_ hash: String) -> Bool { (Stored(hash)?.logRounds ?? 0) < logRounds }

    private func derive(_ password: String, _ salt: [UInt8], _ logRounds: Int) async throws -> [UInt8] {
        // The same letters typed on another keyboard may come decomposed.
        let bytes = Data(password.precomposedStringWithCompatibilityMapping.utf8)
        return try await lane.run {
            let key = try KDF.Scrypt.deriveKey(
                from: bytes, salt: Data(salt), outputByteCount: 32, rounds: 1 << logRounds, blockSize: 8, parallelism: 1)
            return key.withUnsafeBytes { Array($0) }
        }
    }

    private struct Stored {
        var logRounds: Int
        var salt: [UInt8]
        var key: [UInt8]

        init?(_ text: String) {
            let parts = text.split(separator: "$")
            guard parts.count == 4, parts[0] == "scrypt", parts[1].hasPrefix("ln="), parts[1].hasSuffix(",r=8,p=1"),
                let cost = Int(parts[1].dropFirst(3).prefix { $0 != "," }), (1...20).contains(cost),
                let salt = bytes(base64URL: String(parts[2])), let key = bytes(base64URL: String(parts[3]))
            else { return nil }
            logRounds = cost
            self.salt = salt
            self.key = key
        }
    }
}

/// Compares in a time that does not depend on where two texts differ.
func isSame(_ a: some Collection<UInt8>, _ b: some Collection<UInt8>) -> Bool {
    guard a.count == b.count else { return false }
    return zip(a, b).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
}
