import Directory
import Kernel
import Signing
import Storage
import Web
import Work

/// What a person says when she signs: which text she saw, and the two secrets only she has.
package struct SignCommitment: Sendable {
    /// Hash of the text that was shown to her.
    package var seen: String
    /// Of her key.
    package var keyPassword: String
    /// Of her authenticator app, typed for this signature.
    package var code: String

    package init(seen: String, keyPassword: String, code: String) {
        self.seen = seen
        self.keyPassword = keyPassword
        self.code = code
    }
}

extension CommitmentDesk {
    /// Signs with the person's own key: her session, her key's password and a fresh code of her app, for exactly the text she saw.
    /// - Throws: `.forbidden` unless she is named and still holds the office, `.conflict` for a text that is not the one to be signed or
    ///   that she has signed already, `.invalid` at `key_password` or `otp`.
    @discardableResult
    package func sign(_ act: SignCommitment, _ code: String, by actor: Actor, _ signIn: SignIn) async throws -> Commitment {
        guard signatures.provider == .local else { throw AppError.conflict("error.signing_not_local") }
        let account = try await person(actor)
        // Everything that needs no secret first, so that nobody types a code for nothing.
        let sealed = try await database.read { tx in
            _ = try signing(code, seen: act.seen, account, actor, tx)
            guard let key = try tx.holderKeys(of: account.id.text).last(where: \.isCurrent) else {
                throw AppError.conflict("error.signing_no_key")
            }
            return key.sealed
        }
        let key = try await signIn.withFreshCode(act.code, of: account.id, field: "otp") {
            do {
                return try await sealed.open(password: act.keyPassword)
            } catch let error as AppError where error.kind == .invalid {
                throw AppError.invalid("key_password", error.issues.first?.message ?? "error.signing_password")
            }
        }
        return try await telling { tx in try sign(code, seen: act.seen, with: key, account, by: actor, tx) }
    }

    /// Signs with a key that is open already.
    package func sign(_ code: String, seen: String, with key: SigningKey, _ account: Account, by actor: Actor, _ tx: Transaction) throws
        -> Commitment
    {
        var (commitment, signatory) = try signing(code, seen: seen, account, actor, tx)
        guard try tx.holderKeys(of: account.id.text).contains(where: { $0.id == key.publicKey.id && $0.isCurrent }) else {
            throw AppError.conflict("error.signing_no_key")
        }
        let now = world.now()
        // Who holds the office now, not who held it when the list was made.
        signatory.name = account.name
        let signed = key.sign(payload(commitment, signatory, at: now))
        (signatory.deed, signatory.keyID, signatory.signature) = (signed.payload.text, signed.key, signed.signature)
        signatory.provider = SignatureSettings.Provider.local.rawValue
        try keep(&signatory, &commitment, by: actor, at: now, tx)
        return commitment
    }

    func payload(_ commitment: Commitment, _ signatory: Signatory, at now: Instant) -> CanonicalValue {
        let agency = signatory.agency.flatMap { directory.agencies[$0] }.map { (code: $0.code, name: $0.name) }
        return SignatureDeed.payload(
            commitment, signatory, agency: agency, address: absolute(CommitmentPaths.commitment(commitment.code)), at: now)
    }

    /// Keeps a signature; the last one puts the commitment in force.
    func keep(_ signatory: inout Signatory, _ commitment: inout Commitment, by actor: Actor, at now: Instant, _ tx: Transaction) throws {
        (signatory.state, signatory.signedAt, signatory.updatedAt) = (.signed, now, now)
        try change(&signatory, "signed", by: actor, details: ["commitment": commitment.code, "hash": commitment.textHash], tx)
        try tx.closeObligations(of: signatory.reference, at: now)
        // Two who sign at once both bump it, so that one of them sees the other.
        try change(&commitment, "signature_added", by: actor, tx)
        if try tx.signatories(of: commitment.id).allSatisfy({ $0.state == .signed }) { try enterForce(&commitment, by: .system, tx) }
    }

    /// The commitment and the place in it that this person may sign now.
    func signing(_ code: String, seen: String, _ account: Account, _ actor: Actor, _ tx: Transaction) throws -> (Commitment, Signatory) {
        let commitment = try commitment(code, for: actor, tx)
        guard let signatory = try tx.signatories(of: commitment.id).first(where: { $0.account == account.id.text }) else {
            throw AppError.forbidden
        }
        guard commitment.state == .open || signatory.state == .signed else { throw AppError.conflict("error.commitment_not_open") }
        guard signatory.state == .waiting else { throw AppError.conflict("error.signed_already") }
        guard seen == commitment.textHash, CommitmentText.hash(commitment.canonical) == commitment.textHash else {
            throw AppError.conflict("error.commitment_text_changed")
        }
        guard holds(account, signatory, tx) else { throw AppError(.forbidden, "error.signatory_left") }
        return (commitment, signatory)
    }

    /// Whether an account still holds the office it was named for.
    package func holds(_ account: Account, _ signatory: Signatory, _ tx: Transaction) -> Bool {
        guard account.isEnabled, account.id.text == signatory.account else { return false }
        guard let agency = signatory.agency else { return true }
        return account.person.agency?.text == agency && directory.agencies[agency]?.isActive(on: directory.today) ?? false
    }
}
