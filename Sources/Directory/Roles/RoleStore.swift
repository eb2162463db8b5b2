import Kernel
import Storage

/// Roles, and who holds them, in the database.
package struct RoleStore {
    let tx: Transaction
    package init(_ tx: Transaction) { self.tx = tx }

    /// Every role, those that came with Pendopo first.
    package func all() throws -> [Role] {
        var permissions: [String: Set<Permission>] = [:]
        for row in try tx.rows("SELECT role_id, permission FROM role_permission") {
            permissions[row.text("role_id"), default: []].insert(Permission(row.text("permission")))
        }
        return try tx.rows("SELECT * FROM role ORDER BY is_builtin DESC, id").map { role($0, permissions[$0.text("id")] ?? []) }
    }

    package func find(_ id: Identifier<Role>) throws -> Role? { try first("id = \(id)") }
    package func find(key: String) throws -> Role? { try first("key = \(key)") }

    func insert(_ role: Role) throws {
        try tx.run(
            """
            INSERT INTO role (id, key, name_id, name_en, is_builtin, valid_from, valid_to, version)
            VALUES (\(role.id), \(role.key), \(role.nameID), \(role.nameEN), \(role.isBuiltin), \(role.validFrom), \(role.validTo),
                \(role.version))
            """)
        try add(role.permissions, to: role.id)
    }

    /// Writes the role with the next version.
    /// - Returns: whether it still had the version it was read with.
    func update(_ role: Role) throws -> Bool {
        let changed = try tx.run(
            """
            UPDATE role SET name_id = \(role.nameID), name_en = \(role.nameEN), valid_from = \(role.validFrom),
                valid_to = \(role.validTo), version = \(role.version)
            WHERE id = \(role.id) AND version = \(role.version - 1)
            """)
        guard changed == 1 else { return false }
        try tx.run("DELETE FROM role_permission WHERE role_id = \(role.id)")
        try add(role.permissions, to: role.id)
        return true
    }

    func delete(_ id: Identifier<Role>) throws { try tx.run("DELETE FROM role WHERE id = \(id)") }

    func add(_ permissions: Set<Permission>, to id: Identifier<Role>) throws {
        for permission in permissions.map(\.name).sorted() {
            try tx.run(
                "INSERT INTO role_permission (role_id, permission) VALUES (\(id), \(permission)) ON CONFLICT (role_id, permission) DO NOTHING"
            )
        }
    }

    /// Roles of an account, ended ones included, the newest last.
    package func grants(of account: Identifier<Account>) throws -> [RoleGrant] {
        try tx.rows("SELECT * FROM account_role WHERE account_id = \(account) ORDER BY id").map(grant)
    }

    /// Everyone who ever held a role, for lists.
    package func allGrants() throws -> [RoleGrant] { try tx.rows("SELECT * FROM account_role ORDER BY id").map(grant) }

    /// Ids of the accounts that hold one of these roles on a day, whatever the scope.
    func accounts(holding roles: [Identifier<Role>], on day: Day) throws -> [Identifier<Account>] {
        try tx.rows(
            """
            SELECT DISTINCT account_id FROM account_role WHERE role_id IN (\(SQL.list(roles)))
                AND valid_from <= \(day) AND (valid_to IS NULL OR valid_to >= \(day)) ORDER BY account_id
            """
        ).map { $0.id("account_id") }
    }

    func find(grant id: Identifier<RoleGrant>) throws -> RoleGrant? {
        try tx.row("SELECT * FROM account_role WHERE id = \(id)").map(grant)
    }

    func insert(_ grant: RoleGrant) throws {
        try tx.run(
            """
            INSERT INTO account_role (id, account_id, role_id, agency_id, categories, valid_from, valid_to, granted_by, granted_at)
            VALUES (\(grant.id), \(grant.account), \(grant.role), \(grant.agency), \(text(grant.categories)), \(grant.validFrom),
                \(grant.validTo), \(grant.grantedBy), \(grant.grantedAt))
            """)
    }

    func end(_ id: Identifier<RoleGrant>, on day: Day) throws {
        try tx.run("UPDATE account_role SET valid_to = \(day) WHERE id = \(id)")
    }

    /// `*` for every category; else their ids with blanks between them.
    private func text(_ categories: Set<String>?) -> String { categories.map { $0.sorted().joined(separator: " ") } ?? "*" }

    private func grant(_ row: Row) -> RoleGrant {
        let categories = row.text("categories")
        return RoleGrant(
            id: row.id("id"), account: row.id("account_id"), role: row.id("role_id"), agency: row.idIfAny("agency_id"),
            categories: categories == "*" ? nil : Set(categories.split(separator: " ").map(String.init)), validFrom: row.day("valid_from"),
            validTo: row.dayIfAny("valid_to"), grantedBy: row.text("granted_by"), grantedAt: row.instant("granted_at"))
    }

    private func first(_ condition: SQL) throws -> Role? {
        guard let row = try tx.row("SELECT * FROM role WHERE \(condition)") else { return nil }
        let permissions = try tx.rows("SELECT permission FROM role_permission WHERE role_id = \(row.text("id"))")
        return role(row, Set(permissions.map { Permission($0.text("permission")) }))
    }

    private func role(_ row: Row, _ permissions: Set<Permission>) -> Role {
        Role(
            id: row.id("id"), key: row.text("key"), nameID: row.text("name_id"), nameEN: row.text("name_en"), permissions: permissions,
            isBuiltin: row.bool("is_builtin"), validFrom: row.dayIfAny("valid_from"), validTo: row.dayIfAny("valid_to"),
            version: row.int("version"))
    }
}
