import Kernel
import Storage
import Work

/// Changes to accounts inside a transaction, for pages, the command line and the demo alike. Who may is the caller's question.
package struct AccountWriter {
    let tx: Transaction
    let world: World
    let actor: Actor

    package init(_ tx: Transaction, world: World, by actor: Actor) {
        self.tx = tx
        self.world = world
        self.actor = actor
    }

    /// - Parameter passwordHash: `nil` for accounts that wait for their owner to follow a link.
    @discardableResult
    package func create(_ draft: AccountDraft, passwordHash: String?, mustChangePassword: Bool = false) throws -> Account {
        let blank = Account(
            id: world.newID(), person: Person(id: world.newID(), name: draft.name), username: draft.username, passwordHash: passwordHash,
            mustChangePassword: mustChangePassword, createdAt: world.now())
        let account = draft.applied(to: blank)
        try check(draft, account.id)
        try AccountStore(tx).insert(account)
        try keep(account, "account.created")
        return account
    }

    @discardableResult
    package func update(_ id: Identifier<Account>, _ draft: AccountDraft, seen: Int) throws -> Account {
        guard let old = try AccountStore(tx).find(id) else { throw AppError.notFound }
        try tx.needVersion(seen, of: old.reference, current: old.version)
        var new = draft.applied(to: old)
        if new == old { return old }
        try check(draft, id)
        new.version += 1
        guard try AccountStore(tx).update(new) else { throw AppError.conflict("directory.changed_meanwhile") }
        try keep(new, "account.changed")
        return new
    }

    package func setDisabled(_ id: Identifier<Account>, _ isDisabled: Bool, seen: Int) throws {
        guard var account = try AccountStore(tx).find(id) else { throw AppError.notFound }
        try tx.needVersion(seen, of: account.reference, current: account.version)
        guard account.isEnabled == isDisabled else { return }
        account.disabledAt = isDisabled ? world.now() : nil
        account.version += 1
        guard try AccountStore(tx).update(account) else { throw AppError.conflict("directory.changed_meanwhile") }
        if isDisabled {
            _ = try SessionStore(tx).endAll(of: id, at: world.now())
            try AccountLinkStore(tx).revokeAll(of: id, at: world.now())
        }
        try keep(account, isDisabled ? "account.disabled" : "account.enabled")
    }

    @discardableResult
    package func grant(_ draft: GrantDraft, to account: Account) throws -> RoleGrant {
        let grant = RoleGrant(
            id: world.newID(), account: account.id, role: draft.role, agency: draft.agency, categories: draft.categories,
            validFrom: draft.validFrom, validTo: draft.validTo, grantedBy: actor.id, grantedAt: world.now())
        try RoleStore(tx).insert(grant)
        try tx.note(
            "account.role_given", of: account, by: actor, in: world,
            details: ["role": draft.role.text, "agency": draft.agency?.text ?? "", "from": draft.validFrom.description])
        try tx.touch(.access)
        return grant
    }

    private func check(_ draft: AccountDraft, _ id: Identifier<Account>) throws {
        var issues = try draft.issues(for: id, in: AccountStore(tx))
        if let agency = draft.agency, try AgencyStore(tx).find(agency) == nil { issues.append(Issue("agency", "directory.agency.unknown")) }
        guard issues.isEmpty else { throw AppError.invalid(issues) }
    }

    private func keep(_ account: Account, _ kind: String) throws {
        try tx.keep(
            account.reference, version: account.version, kind, fields: account.fields, by: actor, in: world,
            agency: account.person.agency?.text, digest: account.digest)
        try tx.touch(.access)
    }
}
