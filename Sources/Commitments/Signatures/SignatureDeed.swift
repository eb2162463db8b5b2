import Kernel
import Signing

/// What one office holder signs: the hash of the text, for whom, and when; and what is handed out so that anybody can check it.
package enum SignatureDeed {
    package static let type = "pendopo.commitment-signature/1"
    package static let bundleType = "pendopo.commitment/1"

    static func payload(
        _ commitment: Commitment, _ signatory: Signatory, agency: (code: String, name: String)?, address: String, at now: Instant
    ) -> CanonicalValue {
        [
            "type": .string(type), "commitment": .string(commitment.code), "text_sha256": .string(commitment.textHash),
            "signatory": .string(signatory.id.text), "office": .string(signatory.officeTitle),
            "agency": agency.map { ["code": .string($0.code), "name": .string($0.name)] } ?? .null,
            "institution": .text(signatory.institution), "holder": .string(signatory.name), "signed_at": .string(now.description),
            "address": .string(address),
        ]
    }

    /// Everything there is about a commitment's signatures: text, signatures, and the keys they were made with.
    static func bundle(_ commitment: Commitment, _ signatories: [Signatory], keys: KeySet, address: String) -> CanonicalValue {
        let used = Set(signatories.compactMap(\.keyID))
        return [
            "type": .string(bundleType), "code": .string(commitment.code), "address": .string(address),
            "text": CanonicalValue(reading: commitment.canonical) ?? .null, "text_sha256": .string(commitment.textHash),
            "signatures": .array(signatories.compactMap(\.signed).map(\.json)),
            "keys": KeySet(keys.keys.filter { used.contains($0.key.id) }).json,
        ]
    }
}

/// What is to be thought of one signature.
package enum SignatureVerdict: String, Sendable, CaseIterable {
    case valid
    /// Nothing was signed yet.
    case waiting
    /// The text or the signature is not the one that was signed, or it was made for something else.
    case altered
    case unknownKey = "unknown_key"
    case withdrawnKey = "withdrawn_key"
    case outOfTime = "out_of_time"
    /// Made by a certified provider in the signed PDF; Pendopo keeps that file and its number and does not judge it itself.
    case certified

    package var label: TextKey { TextKey("signature.verdict.\(rawValue)") }
}

extension Signatory {
    package var signed: Signed? {
        guard let deed, let keyID, let signature, let payload = CanonicalValue(reading: deed) else { return nil }
        return Signed(payload: payload, key: keyID, signature: signature)
    }

    /// Checks the signature against the commitment's text as it is kept now: a signature of another text, another office or
    /// another commitment that was put here does not pass.
    package func verdict(on commitment: Commitment, _ keys: KeySet) -> SignatureVerdict {
        guard state == .signed, let signedAt else { return .waiting }
        guard CommitmentText.hash(commitment.canonical) == commitment.textHash else { return .altered }
        if provider == SignatureSettings.Provider.bsre.rawValue { return .certified }
        guard let signed, signed.payload.text == deed, signed.payload["commitment"]?.string == commitment.code,
            signed.payload["text_sha256"]?.string == commitment.textHash, signed.payload["signatory"]?.string == id.text,
            signed.payload["office"]?.string == officeTitle, signed.payload["holder"]?.string == name,
            signed.payload["signed_at"]?.string == signedAt.description
        else { return .altered }
        switch keys.verify(signed, type: SignatureDeed.type, at: signedAt) {
        case .valid: return .valid
        case .unknownKey: return .unknownKey
        case .altered: return .altered
        case .withdrawnKey: return .withdrawnKey
        case .outOfTime: return .outOfTime
        }
    }
}
