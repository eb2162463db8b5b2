import Kernel
import Storage

/// The acts of ``EditAccounts`` that a table of accounts does as well, within a transaction that does more. Callers say that access has
/// changed (``DirectoryPart/access``).
extension EditAccounts {
    func invite(_ draft: AccountDraft, by actor: Actor, in tx: Transaction) throws -> (account: Account, token: String) {
        try actor.need(DirectoryPermission.accounts, agency: draft.agency?.text)
        let account = try AccountWriter(tx, world: directory.world, by: actor).create(draft, passwordHash: nil)
        return (account, try AccountLinkStore(tx).make(.invitation, for: account.id, in: directory.world))
    }

    func update(
        _ id: Identifier<Account>, _ draft: AccountDraft, seen: Int, by actor: Actor, in tx: Transaction
    ) throws -> Account {
        try actor.need(DirectoryPermission.accounts, agency: draft.agency?.text)
        let old = try need(id, actor, tx)
        let writer = AccountWriter(tx, world: directory.world, by: actor)
        guard let first = draft.validFrom, first > directory.today, first != old.validFrom else {
            return try writer.update(id, draft, seen: seen)
        }
        // Until then its owner is let in no more.
        guard id.text != actor.id else { throw AppError.invalid("valid_from", "directory.account.not_yourself_later") }
        let before = try administrators(tx)
        let account = try writer.update(id, draft, seen: seen)
        try administrators(tx).need(after: before)
        return account
    }

    func disable(_ id: Identifier<Account>, seen: Int, by actor: Actor, in tx: Transaction) throws {
        guard id.text != actor.id else { throw AppError.conflict("directory.account.not_yourself") }
        _ = try need(id, actor, tx)
        let before = try administrators(tx)
        try AccountWriter(tx, world: directory.world, by: actor).setDisabled(id, true, seen: seen)
        try administrators(tx).need(after: before)
    }

    @discardableResult
    func grant(_ draft: GrantDraft, to id: Identifier<Account>, by actor: Actor, in tx: Transaction) throws -> RoleGrant {
        if let validTo = draft.validTo, validTo < draft.validFrom { throw AppError.invalid("valid_to", "directory.ends_before_start") }
        let account = try need(id, actor, tx)
        guard let role = try RoleStore(tx).find(draft.role) else { throw AppError.invalid("role", "directory.role.unknown") }
        if let agency = draft.agency, try AgencyStore(tx).find(agency) == nil {
            throw AppError.invalid("agency", "directory.agency.unknown")
        }
        try needReach(actor, role.permissions, agency: draft.agency?.text)
        return try AccountWriter(tx, world: directory.world, by: actor).grant(draft, to: account)
    }
}
