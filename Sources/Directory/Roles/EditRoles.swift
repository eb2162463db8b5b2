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
    package func create(
        key given: String? = nil, nameID: String, nameEN: String, permissions: Set<Permission>, by actor: Actor
    ) async throws -> Role {
        try await write { tx in
            try create(key: given, nameID: nameID, nameEN: nameEN, permissions: permissions, by: actor, in: tx)
        }
    }

    /// As ``create(key:nameID:nameEN:permissions:by:)``, within a transaction that does more and says that access has changed.
    @discardableResult
    func create(
        key given: String?, nameID: String, nameEN: String, permissions: Set<Permission>, by actor: Actor, in tx: Transaction
    ) throws -> Role {
        try actor.need(DirectoryPermission.roles)
        try check(nameID, nameEN, permissions, adding: permissions, by: actor)
        let key = given ?? Plain.folded(nameEN.isEmpty ? nameID : nameEN).replacing(" ", with: "_")
        guard try RoleStore(tx).find(key: key) == nil else { throw AppError.invalid("name_en", "directory.role.name_taken") }
        let role = Role(id: directory.world.newID(), key: key, nameID: nameID, nameEN: nameEN, permissions: permissions)
        try RoleStore(tx).insert(role)
        try tx.keep(role.reference, version: 1, "role.created", fields: role.fields, by: actor, in: directory.world)
        return role
    }

    @discardableResult
    package func update(
        _ id: Identifier<Role>, nameID: String, nameEN: String, permissions: Set<Permission>, seen: Int, by actor: Actor
    ) async throws -> Role {
        try await write { tx in
            try update(id, nameID: nameID, nameEN: nameEN, permissions: permissions, seen: seen, by: actor, in: tx)
        }
    }

    /// As ``update(_:nameID:nameEN:permissions:seen:by:)``, within a transaction that does more and says that access has changed.
    @discardableResult
    func update(
        _ id: Identifier<Role>, nameID: String, nameEN: String, permissions: Set<Permission>, seen: Int, by actor: Actor,
        in tx: Transaction
    ) throws -> Role {
        try actor.need(DirectoryPermission.roles)
        guard var role = try RoleStore(tx).find(id) else { throw AppError.notFound }
        try tx.needVersion(seen, of: role.reference, current: role.version)
        // Against the row itself: what another process has taken away since is given anew here.
        try check(nameID, nameEN, permissions, adding: permissions.subtracting(role.permissions), by: actor)
        role.nameID = nameID
        role.nameEN = nameEN
        role.permissions = permissions
        role.version += 1
        guard try RoleStore(tx).update(role) else { throw AppError.conflict("directory.changed_meanwhile") }
        try needWay(tx)
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

    private func check(_ nameID: String, _ nameEN: String, _ all: Set<Permission>, adding: Set<Permission>, by actor: Actor) throws {
        var issues: [Issue] = []
        if nameID.isEmpty { issues.append(Issue("name_id", "directory.required")) }
        if nameEN.isEmpty { issues.append(Issue("name_en", "directory.required")) }
        if let unknown = all.subtracting(known).subtracting([everyPermission]).map(\.name).min() {
            issues.append(Issue("permissions", Message("directory.role.unknown_permission", ["permission": unknown])))
        }
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        guard actor.kind != .system else { return }
        let wanted = adding.contains(everyPermission) ? known : adding
        if let missing = wanted.first(where: { !actor.may($0) }) {
            throw AppError(.forbidden, Message("directory.account.more_than_yours", ["permission": missing.name]))
        }
    }

    /// Some role must still let somebody change roles.
    private func needWay(_ tx: Transaction) throws {
        let ways = try RoleStore(tx).all().filter {
            $0.permissions.contains(everyPermission) || $0.permissions.contains(DirectoryPermission.roles)
        }
        let today = directory.today
        let holders = try tx.count(
            """
            SELECT count(*) FROM account_role JOIN account ON account.id = account_role.account_id
            WHERE account.disabled_at IS NULL AND account_role.agency_id IS NULL AND account_role.role_id IN (\(SQL.list(ways.map(\.id))))
                AND account_role.valid_from <= \(today) AND (account_role.valid_to IS NULL OR account_role.valid_to >= \(today))
            """)
        guard holders > 0 else { throw AppError.conflict("directory.account.last_administrator") }
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
