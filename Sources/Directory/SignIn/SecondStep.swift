import Kernel
import Storage

/// The second step of signing in: an authenticator app's code, or a recovery code.
struct SecondStep {
    let vault: Vault
    let tx: Transaction

    /// Whether the code fits; it is then used up.
    func accept(_ typed: String, for id: Identifier<Account>, at now: Instant) throws -> Bool {
        guard let row = try tx.row("SELECT totp_secret, totp_key, totp_last_step FROM account WHERE id = \(id)"),
            let sealed = row.bytesIfAny("totp_secret"), let key = row.textIfAny("totp_key")
        else { return false }
        // A secret that does not open any more must not keep recovery codes from working: they are for when all else is lost.
        if let secret = try? vault.open(Vault.Sealed(key: key, bytes: sealed), context: context(id)),
            let step = TOTP.matches(typed, secret: secret, at: now, after: row.intIfAny("totp_last_step"))
        {
            // Two requests with the same code at once: only one of them moves the step on.
            return try tx.run(
                "UPDATE account SET totp_last_step = \(step) WHERE id = \(id) AND (totp_last_step IS NULL OR totp_last_step < \(step))")
                == 1
        }
        return try tx.run(
            """
            UPDATE account_recovery_code SET used_at = \(now)
            WHERE account_id = \(id) AND code_hash = \(RecoveryCode.hash(typed, account: id)) AND used_at IS NULL
            """) == 1
    }

    /// Keeps a secret that was proven with a code, and fresh recovery codes.
    /// - Throws: `conflict` when it is on: a session left open must not be enough to put another app in the place of hers, and turning
    ///   it off asks for the password.
    func enable(_ secret: [UInt8], lastStep: Int, recovery: [String], for id: Identifier<Account>, at now: Instant) throws {
        let sealed = vault.seal(secret, context: context(id))
        let changed = try tx.run(
            """
            UPDATE account SET totp_secret = \(sealed.bytes), totp_key = \(sealed.key), totp_enabled_at = \(now),
                totp_last_step = \(lastStep)
            WHERE id = \(id) AND totp_secret IS NULL
            """)
        guard changed == 1 else { throw AppError.conflict("directory.second_step.is_on") }
        try replaceRecoveryCodes(recovery, for: id)
    }

    func replaceRecoveryCodes(_ codes: [String], for id: Identifier<Account>) throws {
        try tx.run("DELETE FROM account_recovery_code WHERE account_id = \(id)")
        for code in codes {
            try tx.run("INSERT INTO account_recovery_code (account_id, code_hash) VALUES (\(id), \(RecoveryCode.hash(code, account: id)))")
        }
    }

    func disable(for id: Identifier<Account>) throws {
        try tx.run("UPDATE account SET totp_secret = NULL, totp_key = NULL, totp_enabled_at = NULL, totp_last_step = NULL WHERE id = \(id)")
        try tx.run("DELETE FROM account_recovery_code WHERE account_id = \(id)")
    }

    private func context(_ id: Identifier<Account>) -> String { SecondStep.context(id) }

    fileprivate static func context(_ id: Identifier<Account>) -> String { "totp:\(id)" }
}

extension Transaction {
    /// Seals up to `limit` secrets of second steps anew that are not yet under the current key.
    /// - Parameter after: number of the last row looked at before.
    package func resealSecondSteps(_ vault: Vault, after: String, limit: Int) throws -> Resealed {
        let old = try rows(
            """
            SELECT id, totp_secret, totp_key FROM account WHERE totp_key <> \(vault.current) AND id > \(after)
            ORDER BY id LIMIT \(limit)
            """)
        return try Resealed(old, key: "totp_key", bytes: "totp_secret", in: vault, context: { SecondStep.context($0.id("id")) }) {
            row, sealed in
            try run("UPDATE account SET totp_secret = \(sealed.bytes), totp_key = \(sealed.key) WHERE id = \(row.text("id"))")
        }
    }
}
