import Crypto
import Foundation
import Kernel

/// A key that signs (Ed25519, RFC 8032). Its secret half leaves it only sealed.
package struct SigningKey: Sendable {
    private let secret: Curve25519.Signing.PrivateKey
    package let publicKey: PublicKey

    /// A new key of 32 bytes that nobody can foresee.
    package init(random: [UInt8]) {
        precondition(random.count == 32, "an Ed25519 key takes 32 bytes")
        // Force: any 32 bytes are a key.
        self.init(try! Curve25519.Signing.PrivateKey(rawRepresentation: random))
    }

    private init(_ secret: Curve25519.Signing.PrivateKey) {
        self.secret = secret
        publicKey = PublicKey(Array(secret.publicKey.rawRepresentation))
    }

    /// Signs a value.
    ///
    /// Force: signing fails only when the machine has no randomness left, and then nothing else works either.
    package func sign(_ payload: CanonicalValue) -> Signed {
        precondition(payload.isPortable, "a number of the payload is too large for other languages")
        return Signed(payload: payload, key: publicKey.id, signature: Array(try! secret.signature(for: payload.bytes)))
    }

    /// The secret half, for sealing only.
    var secretBytes: [UInt8] { Array(secret.rawRepresentation) }
}

/// The half of a key that everybody may know.
package struct PublicKey: Hashable, Sendable {
    package let bytes: [UInt8]
    /// Its name: the thumbprint of the key as a JSON Web Key (RFC 7638), which anybody can compute.
    package let id: String

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let members = CanonicalValue.object(["crv": "Ed25519", "kty": "OKP", "x": .string(base64URL(bytes))])
        id = base64URL(Array(SHA256.hash(data: members.bytes)))
    }

    /// Whether the signature is this key's over these bytes.
    package func isSignature(_ signature: [UInt8], of content: [UInt8]) -> Bool {
        guard signature.count == 64, let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else { return false }
        return key.isValidSignature(signature, for: content)
    }
}
