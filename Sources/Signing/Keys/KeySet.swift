import Kernel

/// A key as it is published, with the time in which it signed.
package struct PublishedKey: Hashable, Sendable {
    package var key: PublicKey
    package var validFrom: Instant
    /// From when on another key signs; signatures from before stay good.
    package var retiredAt: Instant?
    /// When it became known that somebody else has it: none of its signatures counts any more.
    package var withdrawnAt: Instant?

    package init(key: PublicKey, validFrom: Instant, retiredAt: Instant? = nil, withdrawnAt: Instant? = nil) {
        self.key = key
        self.validFrom = validFrom
        self.retiredAt = retiredAt
        self.withdrawnAt = withdrawnAt
    }

    /// As a JSON Web Key (RFC 8037) with our three instants.
    var json: CanonicalValue {
        var members: [String: CanonicalValue] = [
            "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": .string(key.id), "x": .string(base64URL(key.bytes)),
            "valid_from": .string(validFrom.description),
        ]
        members["retired_at"] = retiredAt.map { .string($0.description) }
        members["withdrawn_at"] = withdrawnAt.map { .string($0.description) }
        return .object(members)
    }
}

/// Every key an installation has ever signed with: what `/.well-known/pendopo-keys.json` says, a JSON Web Key Set.
package struct KeySet: Hashable, Sendable {
    package var keys: [PublishedKey]

    package init(_ keys: [PublishedKey]) { self.keys = keys }

    package subscript(_ id: String) -> PublishedKey? { keys.first { $0.key.id == id } }

    package var json: CanonicalValue { ["keys": .array(keys.map(\.json))] }

    /// What is to be thought of a signed value.
    /// - Parameters:
    ///   - type: what the payload must say it is, so that nothing signed for one purpose passes for another.
    ///   - at: when the payload says that it was signed.
    package func verify(_ signed: Signed, type: String, at: Instant) -> Verdict {
        guard let known = self[signed.key] else { return .unknownKey }
        guard signed.payload["type"]?.string == type, known.key.isSignature(signed.signature, of: signed.payload.bytes) else {
            return .altered
        }
        if known.withdrawnAt != nil { return .withdrawnKey }
        guard at >= known.validFrom, known.retiredAt.map({ at <= $0 }) ?? true else { return .outOfTime }
        return .valid
    }

    /// What is found of a signature.
    package enum Verdict: String, Hashable, Sendable, CaseIterable {
        case valid
        /// Signed with a key this set does not have.
        case unknownKey = "unknown_key"
        /// The content is not the one that was signed, or the signature is not that key's.
        case altered
        /// The key is not to be trusted any more.
        case withdrawnKey = "withdrawn_key"
        /// Dated to a time in which this key did not sign.
        case outOfTime = "out_of_time"
    }
}
