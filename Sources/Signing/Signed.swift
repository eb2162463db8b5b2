import Kernel

/// A value with a signature over its one text. The payload names its own type under `type`, which verification asks for.
package struct Signed: Hashable, Sendable {
    package var payload: CanonicalValue
    /// Name of the key: ``PublicKey/id``.
    package var key: String
    package var signature: [UInt8]

    package init(payload: CanonicalValue, key: String, signature: [UInt8]) {
        self.payload = payload
        self.key = key
        self.signature = signature
    }

    /// As it is handed out: `{"payload": …, "signature": {"alg": "EdDSA", "kid": …, "value": base64url}}`.
    package var json: CanonicalValue {
        [
            "payload": payload,
            "signature": ["alg": "EdDSA", "kid": .string(key), "value": .string(base64URL(signature))],
        ]
    }

    /// Reads what ``json`` gave; `nil` for anything else.
    package init?(json: CanonicalValue) {
        guard let payload = json["payload"], let part = json["signature"], part["alg"]?.string == "EdDSA",
            let key = part["kid"]?.string, let signature = part["value"]?.string.flatMap({ bytes(base64URL: $0) })
        else { return nil }
        self.init(payload: payload, key: key, signature: signature)
    }
}
