import Catalogue
import Kernel
import Signing
import Storage
import Work

/// The installation's own signing keys: one signs, those before it still vouch for what they signed.
package struct KeyRing: Sendable {
    let database: Database
    let world: World
    let vault: Vault

    package init(database: Database, world: World, vault: Vault) {
        self.database = database
        self.world = world
        self.vault = vault
    }

    /// Makes the first key. Run at every start.
    package func ensure() async throws {
        try await database.write { tx in if try current(tx) == nil { try add(tx, by: .system, "signing_key.made") } }
    }

    /// Signs within a transaction.
    func sign(_ payload: CanonicalValue, _ tx: Transaction) throws -> Signed {
        guard let key = try current(tx) else { throw AppError.unavailable("error.signing_key_none") }
        return try key.sealed.open(in: vault).sign(payload)
    }

    /// Lets a new key sign from now on. What the one before signed stays good.
    package func rotate(by actor: Actor) async throws {
        guard actor.may(.administerCatalogue) else { throw AppError.forbidden }
        try await database.write { tx in
            let now = world.now()
            if var old = try current(tx) {
                old.published.retiredAt = now
                try keep(&old, "signing_key.retired", by: actor, tx)
            }
            try add(tx, by: actor, "signing_key.made")
        }
    }

    /// Says that nothing a key signed is to be trusted any more, because somebody else may have it.
    package func withdraw(_ id: String, reason typed: String, by actor: Actor) async throws {
        guard actor.may(.administerCatalogue) else { throw AppError.forbidden }
        let reason = Plain.line(typed)
        guard reason.count >= 10 else { throw AppError.invalid("reason", "error.key_reason_short") }
        try await database.write { tx in
            guard var key = try tx.signingKeys().first(where: { $0.id == id }) else { throw AppError.notFound }
            guard key.published.withdrawnAt == nil else { throw AppError.conflict("error.signing_key_withdrawn") }
            let signs = key.isCurrent
            key.published.withdrawnAt = world.now()
            key.reason = reason
            try keep(&key, "signing_key.withdrawn", by: actor, tx)
            if signs { try add(tx, by: actor, "signing_key.made") }
        }
    }

    private func current(_ tx: Transaction) throws -> KeptKey? { try tx.signingKeys().last(where: \.isCurrent) }

    private func add(_ tx: Transaction, by actor: Actor, _ kind: String) throws {
        let key = KeptKey(SigningKey(random: world.random(32)), in: vault, at: world.now())
        try tx.insert(key)
        try tx.record(Event(kind, of: key.reference, sequence: 1, by: actor, in: world, visibility: .open, digest: key.digest))
    }

    private func keep(_ key: inout KeptKey, _ kind: String, by actor: Actor, _ tx: Transaction) throws {
        let before = key.version
        key.version += 1
        try tx.update(key, from: before)
        try tx.record(Event(kind, of: key.reference, sequence: key.version, by: actor, in: world, visibility: .open, digest: key.digest))
    }
}
