import Kernel

/// A role as an administrator typed it, before it is checked.
package struct RoleDraft: Hashable, Sendable {
    package var nameID: String
    package var nameEN: String
    package var permissions: Set<Permission>
    package var validFrom: Day?
    package var validTo: Day?

    package init(nameID: String, nameEN: String, permissions: Set<Permission>, validFrom: Day? = nil, validTo: Day? = nil) {
        self.nameID = nameID
        self.nameEN = nameEN
        self.permissions = permissions
        self.validFrom = validFrom
        self.validTo = validTo
    }

    /// The draft that leaves a role as it is.
    package init(_ role: Role) {
        self.init(
            nameID: role.nameID, nameEN: role.nameEN, permissions: role.permissions, validFrom: role.validFrom, validTo: role.validTo)
    }

    func applied(to role: Role) -> Role {
        var role = role
        role.nameID = nameID
        role.nameEN = nameEN
        role.permissions = permissions
        role.validFrom = validFrom
        role.validTo = validTo
        return role
    }

    /// What it gives to whoever holds a role that it does not give by now, on some day: all of it where its days reach further.
    func adding(to role: Role) -> Set<Permission> {
        let beginsSooner = role.validFrom.map { old in validFrom.map { $0 < old } ?? true } ?? false
        let endsLater = role.validTo.map { old in validTo.map { $0 > old } ?? true } ?? false
        return beginsSooner || endsLater ? permissions : permissions.subtracting(role.permissions)
    }

    /// What is wrong with it.
    /// - Parameter known: every permission there is.
    func issues(_ known: Set<Permission>) -> [Issue] {
        var issues: [Issue] = []
        if nameID.isEmpty { issues.append(Issue("name_id", "directory.required")) }
        if nameEN.isEmpty { issues.append(Issue("name_en", "directory.required")) }
        if let unknown = permissions.subtracting(known).subtracting([everyPermission]).map(\.name).min() {
            issues.append(Issue("permissions", Message("directory.role.unknown_permission", ["permission": unknown])))
        }
        if let validFrom, let validTo, validTo < validFrom { issues.append(Issue("valid_to", "directory.ends_before_start")) }
        return issues
    }
}
