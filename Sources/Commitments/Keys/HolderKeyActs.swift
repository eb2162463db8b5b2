import Directory
import Kernel
import Signing
import Storage
import Work

extension CommitmentDesk {
    /// Makes a signing key for the person who asks, sealed by a password of hers that is kept nowhere. A key she had before retires;
    /// what it signed stays good.
    /// - Throws: `.invalid` at `key_password` for a weak or unrepeated password and at `code` for a code that does not fit.
    @discardableResult
    package func makeKey(password: String, repeated: String, code: String, by actor: Actor, _ signIn: SignIn) async throws -> HolderKey {
        let account = try await person(actor)
        try CommitmentDesk.check(password, repeated)
        let sealed = try await signIn.withFreshCode(code, of: account.id, field: "otp") { [world, keyRounds] in
            try await PasswordSealedKey.make(password: password, world: world, logRounds: keyRounds)
        }
        return try await database.write { tx in try keep(sealed, for: account, by: actor, tx) }
    }

    /// Keeps a key that was just made for somebody.
    package func keep(_ sealed: PasswordSealedKey, for account: Account, by actor: Actor, _ tx: Transaction) throws -> HolderKey {
        let now = world.now()
        for var old in try tx.holderKeys(of: account.id.text) where old.isCurrent {
            old.published.retiredAt = now
            try change(&old, "retired", by: actor, tx)
        }
        let key = HolderKey(
            sealed, account: account.id.text, name: account.name, position: account.person.position ?? "", at: now)
        try begin(key, "made", by: actor, tx)
        return key
    }

    /// Says that a key is in other hands: none of its signatures counts any more. Its owner may, and whoever writes commitments.
    package func withdrawKey(_ id: String, reason typed: String, by actor: Actor) async throws {
        let reason = Plain.line(typed)
        guard reason.count >= 10 else { throw AppError.invalid("reason", Message("error.too_short", ["min": "10"])) }
        try await database.write { tx in
            guard var key = try tx.kept(HolderKey.self, id) else { throw AppError.notFound }
            guard key.account == actor.id && actor.kind == .account || CommitmentPolicy.mayDraft(actor) else { throw AppError.forbidden }
            guard key.published.withdrawnAt == nil else { throw AppError.conflict("error.signing_key_withdrawn") }
            key.published.withdrawnAt = world.now()
            key.reason = reason
            try change(&key, "withdrawn", by: actor, tx)
        }
    }

    /// The account behind an actor; only people have keys and sign.
    func person(_ actor: Actor) async throws -> Account {
        guard actor.kind == .account else { throw actor.kind == .visitor ? AppError.unauthenticated : AppError.forbidden }
        guard let account = try await database.read({ try AccountStore($0).find(Identifier(actor.id)) }), account.isEnabled else {
            throw AppError.forbidden
        }
        return account
    }

    private static func check(_ password: String, _ repeated: String) throws {
        guard password.count >= 12 else { throw AppError.invalid("key_password", Message("error.too_short", ["min": "12"])) }
        guard password.count <= 200 else {
            throw AppError.invalid("key_password", Message("error.too_long", ["max": "200", "length": "\(password.count)"]))
        }
        guard password == repeated else { throw AppError.invalid("key_password_repeated", "directory.password.not_repeated") }
    }
}
