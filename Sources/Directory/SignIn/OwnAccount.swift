import Kernel
import Storage
import Work

/// What people do with their own account once signed in.
extension SignIn {
    /// Changes one's own password; every other session ends.
    package func changePassword(
        of id: Identifier<Account>, current: String, new: String, repeated: String, keeping session: Identifier<Session>?
    ) async throws {
        let account = try await need(id)
        try await checkPassword(current, of: account, field: "current")
        try checkNew(new, repeated, for: account)
        guard current != new else { throw AppError.invalid("new", "directory.password.same") }
        try await setPassword(new, of: account, by: Actor(kind: .account, id: id.text), keeping: session)
    }

    /// A fresh secret to show; nothing is kept until a code of it was typed (``enableSecondStep``). It travels sealed in the form.
    package func proposeSecondStep(for id: Identifier<Account>) -> (secret: [UInt8], sealed: String) {
        let secret = world.random(20)
        let sealed = vault.seal(secret, context: "totp-proposal:\(id)")
        return (secret, sealed.key + "." + base64URL(sealed.bytes))
    }

    package func openProposal(_ sealed: String, for id: Identifier<Account>) -> [UInt8]? {
        let parts = sealed.split(separator: ".")
        guard parts.count == 2, let bytes = bytes(base64URL: String(parts[1])) else { return nil }
        return try? vault.open(Vault.Sealed(key: String(parts[0]), bytes: bytes), context: "totp-proposal:\(id)")
    }

    /// Turns the second step on once a code shows that the app has the secret.
    /// - Returns: the recovery codes, to be shown once.
    package func enableSecondStep(for id: Identifier<Account>, sealed: String, code: String) async throws -> [String] {
        guard let secret = openProposal(sealed, for: id) else { throw AppError.invalid("code", "directory.sign_in.too_late") }
        guard let step = TOTP.matches(code, secret: secret, at: world.now(), after: nil) else {
            throw AppError.invalid("code", "directory.sign_in.wrong_code")
        }
        let codes = (0..<RecoveryCode.count).map { _ in RecoveryCode.make(in: world) }
        try await change(id, "account.second_step_enabled") { tx, vault, now in
            try SecondStep(vault: vault, tx: tx).enable(secret, lastStep: step, recovery: codes, for: id, at: now)
        }
        return codes
    }

    package func disableSecondStep(for id: Identifier<Account>, password: String) async throws {
        try await checkPassword(password, of: try await need(id), field: "password")
        try await change(id, "account.second_step_disabled") { tx, vault, _ in try SecondStep(vault: vault, tx: tx).disable(for: id) }
    }

    /// Fresh recovery codes; the old ones stop working.
    package func renewRecoveryCodes(for id: Identifier<Account>, password: String) async throws -> [String] {
        try await checkPassword(password, of: try await need(id), field: "password")
        let codes = (0..<RecoveryCode.count).map { _ in RecoveryCode.make(in: world) }
        try await change(id, "account.recovery_codes_renewed") { tx, vault, _ in
            try SecondStep(vault: vault, tx: tx).replaceRecoveryCodes(codes, for: id)
        }
        return codes
    }

    package func sessions(of id: Identifier<Account>) async throws -> [Session] {
        try await database.read { [world] tx in try SessionStore(tx).open(of: id, at: world.now()) }
    }

    /// Ends one of one's own sessions, such as the present one (sign out) or that of a lost phone.
    package func end(_ session: Identifier<Session>, of id: Identifier<Account>) async throws {
        let account = try await need(id)
        try await database.write { [world] tx in
            guard try SessionStore(tx).end(session, of: id, at: world.now()) else { return }
            try tx.note("account.signed_out", of: account, by: Actor(kind: .account, id: id.text), in: world)
            try tx.touch(.access)
        }
        try await directory.refresh()
    }

    /// Signs out everywhere, except on the device in hand.
    /// - Returns: how many sessions that ended.
    package func endOthers(of id: Identifier<Account>, except session: Identifier<Session>?) async throws -> Int {
        let account = try await need(id)
        let count = try await database.write { [world] tx in
            let count = try SessionStore(tx).endAll(of: id, except: session, at: world.now())
            try tx.note(
                "account.signed_out_everywhere", of: account, by: Actor(kind: .account, id: id.text), in: world,
                details: ["sessions": "\(count)"])
            try tx.touch(.access)
            return count
        }
        try await directory.refresh()
        return count
    }

    func need(_ id: Identifier<Account>) async throws -> Account {
        guard let account = try await database.read({ try AccountStore($0).find(id) }) else { throw AppError.notFound }
        return account
    }

    /// Password again before something weighty: a phone left on a table must not be enough. Throttled like signing in.
    func checkPassword(_ password: String, of account: Account, field: String) async throws {
        let subject = Throttle.Subject.account(account.id.text)
        try await database.write { [vault, world] tx in try Throttle(vault: vault, tx: tx).begin([subject], now: world.now()) }
        guard try await passwords.verify(password, account.passwordHash) else { throw AppError.invalid(field, "directory.password.wrong") }
        try await database.write { [vault] tx in try Throttle(vault: vault, tx: tx).succeed([subject]) }
    }

    func checkNew(_ new: String, _ repeated: String, for account: Account) throws {
        let names = [account.username, account.name, account.email?.split(separator: "@").first.map(String.init) ?? ""]
        if let problem = PasswordRules.problem(new, names: names) { throw AppError.invalid("new", problem) }
        guard new == repeated else { throw AppError.invalid("repeated", "directory.password.not_repeated") }
    }

    func setPassword(
        _ new: String, of account: Account, by actor: Actor, keeping session: Identifier<Session>?
    ) async throws {
        let hash = try await passwords.hash(new)
        try await database.write { [world] tx in
            try AccountStore(tx).setPassword(hash, mustChange: false, of: account.id)
            _ = try SessionStore(tx).endAll(of: account.id, except: session, at: world.now())
            try AccountLinkStore(tx).revokeAll(of: account.id, at: world.now())
            try tx.note("account.password_changed", of: account, by: actor, in: world)
            try tx.touch(.access)
        }
        try await directory.refresh()
    }

    private func change(
        _ id: Identifier<Account>, _ kind: String, _ body: @escaping @Sendable (Transaction, Vault, Instant) throws -> Void
    ) async throws {
        let account = try await need(id)
        try await database.write { [vault, world] tx in
            try body(tx, vault, world.now())
            try tx.note(kind, of: account, by: Actor(kind: .account, id: id.text), in: world)
            try tx.touch(.access)
        }
        try await directory.refresh()
    }
}
