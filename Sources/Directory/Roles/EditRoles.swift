import Kernel
import Storage
import Work

/// What administrators do with roles.
package struct EditRoles: Sendable {
    package let directory: DirectoryIndex
    /// Every permission there is, to refuse others.
    let known: Set<Permission>

    package init(_ directory: DirectoryIndex, known: Set<Permission>) {
        self.directory = directory
        self.known = known
    }

    @discardableResult
    package func create(key: String? = nil, _ draft: RoleDraft, by actor: Actor) async throws -> Role {
        try await write { tx in try create(key: key, draft, by: actor, in: tx) }
    }

    /// As ``create(key:_:by:)``, within a transaction that does more and says that access has changed.
    @discardableResult
    func create(key given: String?, _ draft: RoleDraft, by actor: Actor, in tx: Transaction) throws -> Role {
        try actor.need(DirectoryPermission.roles)
        try check(draft, adding: draft.permissions, by: actor)
        let key = given ?? Plain.folded(draft.nameEN.isEmpty ? draft.nameID : draft.nameEN).replacing(" ", with: "_")
        guard try RoleStore(tx).find(key: key) == nil else { throw AppError.invalid("name_en", "directory.role.name_taken") }
        let blank = Role(
            id: directory.world.newID(), key: key, nameID: draft.nameID, nameEN: draft.nameEN, permissions: draft.permissions)
        let role = draft.applied(to: blank)
        try RoleStore(tx).insert(role)
        try tx.keep(role.reference, version: 1, "role.created", fields: role.fields, by: actor, in: directory.world)
        return role
    }

    @discardableResult
    package func update(_ id: Identifier<Role>, _ draft: RoleDraft, seen: Int, by actor: Actor) async throws -> Role {
        try await write { tx in try update(id, draft, seen: seen, by: actor, in: tx) }
    }

    /// As ``update(_:_:seen:by:)``, within a transaction that does more and says that access has changed.
    @discardableResult
    func update(_ id: Identifier<Role>, _ draft: RoleDraft, seen: Int, by actor: Actor, in tx: Transaction) throws -> Role {
        try actor.need(DirectoryPermission.roles)
        guard let old = try RoleStore(tx).find(id) else { throw AppError.notFound }
        try tx.needVersion(seen, of: old.reference, current: old.version)
        // Against the row itself: what another process has taken away since is given anew here.
        try check(draft, adding: draft.adding(to: old), by: actor)
        let before = try Administrators(tx, on: directory.today)
        var role = draft.applied(to: old)
        role.version += 1
        guard try RoleStore(tx).update(role) else { throw AppError.conflict("directory.changed_meanwhile") }
        try Administrators(tx, on: directory.today).need(after: before)
        try tx.keep(role.reference, version: role.version, "role.changed", fields: role.fields, by: actor, in: directory.world)
        return role
    }

    /// Deletes a role of the regency's own that nobody ever held.
    package func delete(_ id: Identifier<Role>, seen: Int, by actor: Actor) async throws {
        try actor.need(DirectoryPermission.roles)
        try await write { tx in
            guard let role = try RoleStore(tx).find(id) else { throw AppError.notFound }
            try tx.needVersion(seen, of: role.reference, current: role.version)
            guard !role.isBuiltin else { throw AppError.conflict("directory.role.is_builtin") }
            guard try RoleStore(tx).allGrants().allSatisfy({ $0.role != id }) else { throw AppError.conflict("directory.role.is_held") }
            try RoleStore(tx).delete(id)
            try tx.keep(role.reference, version: role.version + 1, "role.deleted", fields: [:], by: actor, in: directory.world)
        }
    }

    private func check(_ draft: RoleDraft, adding: Set<Permission>, by actor: Actor) throws {
        let issues = draft.issues(known)
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        guard actor.kind != .system else { return }
        let wanted = adding.contains(everyPermission) ? known : adding
        if let missing = wanted.first(where: { !actor.may($0) }) {
            throw AppError(.forbidden, Message("directory.account.more_than_yours", ["permission": missing.name]))
        }
    }

    private func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        let result = try await directory.database.write { tx in
            let result = try body(tx)
            try tx.touch(.access)
            return result
        }
        try await directory.refresh()
        return result
    }
}
