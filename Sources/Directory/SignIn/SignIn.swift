import Crypto
import Foundation
import Kernel
import Storage
import Work

/// Signing in and out, and everything about one's own account. Names, passwords and codes come in as they were typed.
package struct SignIn: Sendable {
    package let directory: DirectoryIndex
    package let vault: Vault
    package let passwords: Passwords

    package init(directory: DirectoryIndex, vault: Vault, passwords: Passwords? = nil) {
        self.directory = directory
        self.vault = vault
        self.passwords = passwords ?? Passwords(world: directory.world)
    }

    var database: Database { directory.database }
    var world: World { directory.world }

    /// From where and with what somebody signs in.
    package struct Visit: Sendable {
        package var address: String
        package var userAgent: String

        package init(address: String, userAgent: String) {
            self.address = address
            self.userAgent = userAgent
        }
    }

    /// What came of a right password.
    package enum Outcome: Sendable {
        /// The token for the session cookie.
        case signedIn(token: String, account: Account)
        /// The password was right and a code is still needed; the ticket goes with it.
        case needsCode(ticket: String)
    }

    /// The first step: name or e-mail address, and password.
    /// - Throws: `invalid` when they do not fit, in the same words whatever the reason; `tooMany` after too many tries.
    package func begin(name: String, password: String, visit: Visit) async throws -> Outcome {
        let folded = SignInName.folded(name)
        let account = try await database.write { [vault, world] tx in
            let account = try AccountStore(tx).find(signInName: folded)
            // By account, not by the name typed: user name and e-mail address would give twice the tries.
            let subject = Throttle.Subject.account(account?.id.text ?? folded)
            try Throttle(vault: vault, tx: tx).begin([subject, .address(visit.address)], now: world.now())
            return account
        }
        let isRight = try await passwords.verify(password, account?.passwordHash)
        guard isRight, let account, account.isOpen(on: directory.today) else {
            try await recordFailure(of: account)
            throw AppError.invalid("password", "directory.sign_in.wrong")
        }
        if let hash = account.passwordHash, passwords.isOutdated(hash) {
            let better = try await passwords.hash(password)
            try await database.write { [world] tx in
                try AccountStore(tx).setPassword(better, mustChange: account.mustChangePassword, of: account.id)
                try tx.note("account.password_rehashed", of: account, by: .system, in: world)
            }
        }
        if account.hasTOTP {
            try await database.write { [vault] tx in
                // The account's count stays: the code is still to be guessed.
                try Throttle(vault: vault, tx: tx).succeed([.address(visit.address)])
            }
            return .needsCode(ticket: ticket(for: account))
        }
        return .signedIn(token: try await open(account, visit), account: account)
    }

    /// The second step: a code of the authenticator app, or a recovery code.
    package func finish(ticket: String, code: String, visit: Visit) async throws -> Outcome {
        guard let id = accountID(ofTicket: ticket) else { throw AppError.invalid("code", "directory.sign_in.too_late") }
        let today = directory.today
        let account = try await database.write { [vault, world] tx -> Account? in
            try Throttle(vault: vault, tx: tx).begin([.account(id.text), .address(visit.address)], now: world.now())
            guard let account = try AccountStore(tx).find(id), account.isOpen(on: today) else { return nil }
            return try SecondStep(vault: vault, tx: tx).accept(code, for: id, at: world.now()) ? account : nil
        }
        guard let account else {
            try await recordFailure(of: try await database.read { try AccountStore($0).find(id) })
            throw AppError.invalid("code", "directory.sign_in.wrong_code")
        }
        return .signedIn(token: try await open(account, visit), account: account)
    }

    /// Seconds an account must wait after so many failures.
    package static func wait(afterFailures failures: Int) -> Double {
        Throttle.wait(after: failures, free: Throttle.Subject.account("").free)
    }

    /// Signs an account in without its password: for the demo's cast and right after set-up, invitation or reset.
    package func open(_ account: Account, _ visit: Visit) async throws -> String {
        let token = world.token()
        let settings = directory.settings
        let today = directory.today
        let addressHash = vault.fingerprint(visit.address, purpose: "session.address")
        try await database.write { [vault, world] tx in
            let now = world.now()
            try Throttle(vault: vault, tx: tx).succeed([.account(account.id.text), .address(visit.address)])
            let session = Session(
                id: world.newID(), account: account.id, createdAt: now, seenAt: now,
                expiresAt: now.adding(days: settings.int(SettingKey.sessionDays, on: today, default: 30)),
                addressHash: String(addressHash.prefix(16)), device: deviceName(userAgent: visit.userAgent))
            try SessionStore(tx).insert(session, token: token)
            try tx.note("account.signed_in", of: account, by: Actor(kind: .account, id: account.id.text), in: world)
        }
        return token
    }

    private func recordFailure(of account: Account?) async throws {
        guard let account else { return }
        try await database.write { [world] tx in try tx.note("account.sign_in_failed", of: account, by: .visitor, in: world) }
    }

    /// Proof that the password was right, good for five minutes. Signed, not stored.
    private func ticket(for account: Account) -> String {
        let text = "\(account.id)|\(world.now().adding(seconds: 300).milliseconds)|\(world.token().prefix(8))"
        return text + "|" + signature(text)
    }

    private func accountID(ofTicket ticket: String) -> Identifier<Account>? {
        let parts = ticket.split(separator: "|").map(String.init)
        guard parts.count == 4, isSame(Array(signature(parts[0...2].joined(separator: "|")).utf8), Array(parts[3].utf8)),
            let end = Int64(parts[1]), world.now().milliseconds < end
        else { return nil }
        return Identifier(checking: parts[0])
    }

    private func signature(_ text: String) -> String {
        hex(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: vault.key(for: "directory.sign_in_ticket")))
    }
}

extension Transaction {
    /// An event about an account that leaves its record as it is. Such events hang on a subject of their own, because the
    /// account's own sequence is its version.
    func note(_ kind: String, of account: Account, by actor: Actor, in world: World, details: [String: String] = [:]) throws {
        let subject = Reference("account_access", account.id)
        let digest = try accessDigest(of: account.id) ?? ""
        try record(
            Event(
                kind, of: subject, sequence: try nextSequence(of: subject), by: actor, in: world, agency: account.person.agency?.text,
                details: details, digest: digest))
    }
}
