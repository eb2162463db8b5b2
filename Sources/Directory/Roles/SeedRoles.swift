import Kernel
import Storage

/// Stands in a role for every permission there is, also those of capabilities that come later.
package let everyPermission: Permission = "*"

extension BuiltinRole {
    /// The roles of a regency, with what the directory itself lets them do. Capabilities add to them by key.
    package static let directory: [BuiltinRole] = [
        BuiltinRole("administrator", id: "Pengelola sistem", en: "Administrator", [everyPermission]),
        BuiltinRole("triage_officer", id: "Petugas triase", en: "Triage officer", []),
        BuiltinRole("agency_clerk", id: "Operator OPD", en: "Agency clerk", []),
        BuiltinRole("agency_head", id: "Kepala OPD", en: "Agency head", []),
        BuiltinRole("village_head", id: "Kepala desa/lurah", en: "Village head", []),
        BuiltinRole("planning_head", id: "Kepala Bappeda", en: "Planning head", []),
        BuiltinRole("regent", id: "Bupati", en: "Regent", []),
        BuiltinRole("inspector", id: "Inspektorat", en: "Inspector", []),
    ]
}

extension RoleStore {
    /// Adds built-in roles that are missing, and permissions that were never given to them before; what a regency took away
    /// from a role stays away. Run at every start.
    package func seed(_ roles: [BuiltinRole], world: World) throws {
        var permissions: [String: Set<Permission>] = [:]
        for role in roles { permissions[role.key, default: []].formUnion(role.permissions) }
        let known = try tx.rows("SELECT role_key, permission FROM role_seed").map { "\($0.text("role_key")) \($0.text("permission"))" }
        let seeded = Set(known)
        var done: Set<String> = []
        for builtin in roles where done.insert(builtin.key).inserted {
            let missing = permissions[builtin.key, default: []].filter { !seeded.contains("\(builtin.key) \($0.name)") }
            if var role = try find(key: builtin.key) {
                if missing.isEmpty { continue }
                role.permissions.formUnion(missing)
                role.version += 1
                guard try update(role) else { throw AppError.conflict("directory.changed_meanwhile") }
                try tx.keep(role.reference, version: role.version, "role.changed", fields: role.fields, by: .system, in: world)
            } else {
                let role = Role(
                    id: world.newID(), key: builtin.key, nameID: builtin.nameID, nameEN: builtin.nameEN, permissions: missing,
                    isBuiltin: true)
                try insert(role)
                try tx.keep(role.reference, version: 1, "role.created", fields: role.fields, by: .system, in: world)
            }
            for permission in missing.map(\.name).sorted() {
                try tx.run("INSERT INTO role_seed (role_key, permission) VALUES (\(builtin.key), \(permission))")
            }
            try tx.touch(.access)
        }
    }
}
