import Kernel
import Storage
import Work

/// Setting a password through a link: after forgetting it, or to accept an invitation.
extension SignIn {
    /// Kind of the job that mails a reset link; its payload is `account`: the id. The link is made when the mail is sent, so
    /// that it is never kept anywhere but in that mail.
    package static let resetMailJob = "directory.reset_mail"

    /// Asks for a reset link by mail. Says nothing about whether there is such an account.
    package func requestReset(name: String, visit: Visit) async throws {
        let folded = SignInName.folded(name)
        try await database.write { [vault, world] tx in
            try Throttle(vault: vault, tx: tx).begin([.address(visit.address)], now: world.now())
            guard let account = try AccountStore(tx).find(signInName: folded), account.isEnabled, account.email != nil else { return }
            // At most one mail in ten minutes, however often somebody asks.
            let slot = world.now().milliseconds / 600_000
            try tx.enqueue(Self.resetMailJob, ["account": account.id.text], key: "reset:\(account.id):\(slot)", in: world)
            try tx.note("account.reset_requested", of: account, by: .visitor, in: world)
        }
    }

    /// Sends the mail of ``resetMailJob``.
    /// - Parameters:
    ///   - link: makes the absolute address of a token.
    ///   - words: every sentence, for the mail's text.
    package func sendReset(to id: Identifier<Account>, words: Words, link: @Sendable (String) -> String) async throws {
        let found = try await database.write { [world] tx -> (Account, String)? in
            guard let account = try AccountStore(tx).find(id), account.isEnabled, account.email != nil else { return nil }
            return (account, try AccountLinkStore(tx).make(.reset, for: id, in: world))
        }
        guard let (account, token) = found, let address = account.email else { return }
        let values = ["name": account.name, "link": link(token)]
        try await world.sendMail(
            Mail(
                to: address, subject: words("directory.reset.mail_subject", account.language),
                text: words(Message("directory.reset.mail_text", values), account.language)))
    }

    /// Whose link this is, while it may be used; for showing the page.
    package func account(ofLink token: String) async throws -> Account? {
        try await database.read { [world] tx in
            guard let link = try AccountLinkStore(tx).find(token, at: world.now()), let id = link.account else { return nil }
            guard let account = try AccountStore(tx).find(id), account.isEnabled else { return nil }
            return account
        }
    }

    /// Sets a password through a link and ends every session.
    /// - Throws: `notFound` when the link was used or has run out.
    package func setPassword(link token: String, new: String, repeated: String) async throws -> Account {
        guard let account = try await account(ofLink: token) else { throw AppError(.notFound, "directory.link.gone") }
        try checkNew(new, repeated, for: account)
        let hash = try await passwords.hash(new)
        try await database.write { [vault, world] tx in
            let links = AccountLinkStore(tx)
            guard let link = try links.find(token, at: world.now()), try links.use(link, at: world.now()) else {
                throw AppError(.notFound, "directory.link.gone")
            }
            try AccountStore(tx).setPassword(hash, mustChange: false, of: account.id)
            _ = try SessionStore(tx).endAll(of: account.id, at: world.now())
            try links.revokeAll(of: account.id, at: world.now())
            try Throttle(vault: vault, tx: tx).succeed([.account(account.id.text)])
            try tx.note(
                "account.password_set", of: account, by: Actor(kind: .account, id: account.id.text), in: world,
                details: ["through": link.kind.rawValue])
            try tx.touch(.access)
        }
        try await directory.refresh()
        return account
    }
}
