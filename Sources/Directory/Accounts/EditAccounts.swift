import Kernel
import Storage
import Work

/// What administrators do with people and their accounts.
///
/// Nobody can give away more than they have: giving a role needs every permission in it, within the scope it is given for,
/// and touching an account needs the right over everything that account may do.
package struct EditAccounts: Sendable {
    package let directory: DirectoryIndex
    let resolver: GrantResolver

    package init(_ directory: DirectoryIndex, resolver: GrantResolver) {
        self.directory = directory
        self.resolver = resolver
    }

    /// Makes an account without a password, and the link with which its owner sets one.
    /// - Returns: the account and the token for the link, which is shown once.
    package func invite(_ draft: AccountDraft, by actor: Actor) async throws -> (account: Account, token: String) {
        try needDayAhead(draft, nil)
        return try await write { tx, _ in try invite(draft, by: actor, in: tx) }
    }

    /// A fresh link, when the first was lost or has run out, or somebody without e-mail forgot the password.
    package func renewLink(for id: Identifier<Account>, by actor: Actor) async throws -> String {
        try await write { tx, world in
            let account = try need(id, actor, tx)
            guard account.isEnabled else { throw AppError.conflict("directory.account.is_disabled") }
            try tx.note("account.link_made", of: account, by: actor, in: world)
            return try AccountLinkStore(tx).make(.invitation, for: id, in: world)
        }
    }

    @discardableResult
    package func update(_ id: Identifier<Account>, _ draft: AccountDraft, seen: Int, by actor: Actor) async throws -> Account {
        try await write { tx, _ in
            try needDayAhead(draft, try AccountStore(tx).find(id))
            return try update(id, draft, seen: seen, by: actor, in: tx)
        }
    }

    /// Ends every session and lets nobody sign in any more.
    package func disable(_ id: Identifier<Account>, seen: Int, by actor: Actor) async throws {
        try await write { tx, _ in try disable(id, seen: seen, by: actor, in: tx) }
    }

    package func enable(_ id: Identifier<Account>, seen: Int, by actor: Actor) async throws {
        try await write { tx, world in
            if try need(id, actor, tx).isOver(on: directory.today) { throw AppError.conflict("directory.account.is_over") }
            try AccountWriter(tx, world: world, by: actor).setDisabled(id, false, seen: seen)
        }
    }

    /// Disables accounts whose last day has passed; whoever is the last administrator stays.
    package func endThoseOver() async throws {
        let today = directory.today
        let over = try await directory.database.read { try AccountStore($0).over(on: today) }
        for account in over {
            do {
                try await disable(account.id, seen: account.version, by: .system)
            } catch let error as AppError where error.kind == .conflict {
                continue
            }
        }
    }

    /// An end that has passed may stay as it is, but nobody sets one.
    private func needDayAhead(_ draft: AccountDraft, _ old: Account?) throws {
        guard let end = draft.validTo, end < directory.today, end != old?.validTo else { return }
        throw AppError.invalid("valid_to", "directory.client.ended_before")
    }

    /// Takes the second step off an account whose owner lost phone and recovery codes.
    package func resetSecondStep(of id: Identifier<Account>, vault: Vault, by actor: Actor) async throws {
        try await write { tx, world in
            let account = try need(id, actor, tx)
            try SecondStep(vault: vault, tx: tx).disable(for: id)
            _ = try SessionStore(tx).endAll(of: id, at: world.now())
            try tx.note("account.second_step_reset", of: account, by: actor, in: world)
        }
    }

    @discardableResult
    package func grant(_ draft: GrantDraft, to id: Identifier<Account>, by actor: Actor) async throws -> RoleGrant {
        try await write { tx, _ in try grant(draft, to: id, by: actor, in: tx) }
    }

    /// Ends a role today; the row stays as history.
    package func revoke(_ grant: Identifier<RoleGrant>, from id: Identifier<Account>, by actor: Actor) async throws {
        let today = directory.today
        try await write { tx, world in
            let account = try need(id, actor, tx)
            guard let held = try RoleStore(tx).find(grant: grant), held.account == id else { throw AppError.notFound }
            let before = try administrators(tx)
            // The last day is yesterday, so that it ends at once.
            try RoleStore(tx).end(grant, on: today.adding(-1))
            try tx.note(
                "account.role_ended", of: account, by: actor, in: world,
                details: ["role": held.role.text, "agency": held.agency?.text ?? ""])
            try administrators(tx).need(after: before)
        }
    }

    /// The account, when the actor may change it: everything it may do the actor may do as well, also what its roles give on other days
    /// and what it is given from a later day on. A link made today would open all of that then.
    func need(_ id: Identifier<Account>, _ actor: Actor, _ tx: Transaction) throws -> Account {
        guard let account = try AccountStore(tx).find(id) else { throw AppError.notFound }
        try actor.need(DirectoryPermission.accounts, agency: account.person.agency?.text)
        let roles = RoleStore(tx)
        for grant in try roles.grants(of: id) where grant.isNotOver(on: directory.today) {
            guard let role = try roles.find(grant.role) else { continue }
            try needReach(actor, role.permissions, agency: grant.agency?.text)
        }
        return account
    }

    func needReach(_ actor: Actor, _ permissions: Set<Permission>, agency: String?) throws {
        guard actor.kind != .system else { return }
        for permission in resolver.expanded(permissions) where !actor.may(permission, agency: agency) {
            throw AppError(.forbidden, Message("directory.account.more_than_yours", ["permission": permission.name]))
        }
    }

    /// Those who may give rights for the whole regency.
    func administrators(_ tx: Transaction) throws -> Administrators {
        try Administrators(tx, on: directory.today)
    }

    private func write<T: Sendable>(_ body: @escaping @Sendable (Transaction, World) throws -> T) async throws -> T {
        let result = try await directory.database.write { [world = directory.world] tx in
            let result = try body(tx, world)
            try tx.touch(.access)
            return result
        }
        try await directory.refresh()
        return result
    }
}
