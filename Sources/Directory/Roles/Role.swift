import Kernel
import Work

/// A named set of permissions. Roles are data: a regency may change every one of them.
package struct Role: Hashable, Sendable, Identifiable {
    package var id: Identifier<Role>
    /// Short name for programs, such as `agency_clerk`.
    package var key: String
    package var nameID: String
    package var nameEN: String
    package var permissions: Set<Permission>
    package var isBuiltin: Bool
    /// The first and the last day on which it gives its permissions to whoever holds it; `nil` where there is no such day.
    package var validFrom: Day?
    package var validTo: Day?
    package var version: Int

    package init(
        id: Identifier<Role>, key: String, nameID: String, nameEN: String, permissions: Set<Permission>, isBuiltin: Bool = false,
        validFrom: Day? = nil, validTo: Day? = nil, version: Int = 1
    ) {
        self.id = id
        self.key = key
        self.nameID = nameID
        self.nameEN = nameEN
        self.permissions = permissions
        self.isBuiltin = isBuiltin
        self.validFrom = validFrom
        self.validTo = validTo
        self.version = version
    }

    /// Whether it gives anything on that day.
    package func isValid(on day: Day) -> Bool { validFrom.map { $0 <= day } ?? true && !isOver(on: day) }
    package func isOver(on day: Day) -> Bool { validTo.map { $0 < day } ?? false }

    package func name(_ language: Language) -> String { language == .indonesian ? nameID : nameEN }
    package var reference: Reference { Reference("role", id) }

    /// Its fields as history keeps them.
    var fields: [String: String] {
        let fields: [String: String?] = [
            "nameID": nameID, "nameEN": nameEN, "permissions": permissions.map(\.name).sorted().joined(separator: " "),
            "validFrom": validFrom?.description, "validTo": validTo?.description,
        ]
        return fields.compactMapValues { $0 }
    }
}

/// A role given to an account, within a scope and for a time.
package struct RoleGrant: Hashable, Sendable, Identifiable {
    package var id: Identifier<RoleGrant>
    package var account: Identifier<Account>
    package var role: Identifier<Role>
    /// The agency it reaches, those below it included; `nil` reaches all.
    package var agency: Identifier<Agency>?
    /// Ids of the categories it reaches, those below them included; `nil` reaches all.
    package var categories: Set<String>?
    package var validFrom: Day
    /// Last day; `nil` while no end is known.
    package var validTo: Day?
    package var grantedBy: String
    package var grantedAt: Instant

    package init(
        id: Identifier<RoleGrant>, account: Identifier<Account>, role: Identifier<Role>, agency: Identifier<Agency>? = nil,
        categories: Set<String>? = nil, validFrom: Day, validTo: Day? = nil, grantedBy: String, grantedAt: Instant
    ) {
        self.id = id
        self.account = account
        self.role = role
        self.agency = agency
        self.categories = categories
        self.validFrom = validFrom
        self.validTo = validTo
        self.grantedBy = grantedBy
        self.grantedAt = grantedAt
    }

    package func isValid(on day: Day) -> Bool { validFrom <= day && validTo.map { day <= $0 } ?? true }
}

/// A role that Pendopo brings along. Several capabilities may add permissions to the same key.
package struct BuiltinRole: Sendable {
    package var key: String
    package var nameID: String
    package var nameEN: String
    package var permissions: Set<Permission>

    package init(_ key: String, id nameID: String, en nameEN: String, _ permissions: Set<Permission>) {
        self.key = key
        self.nameID = nameID
        self.nameEN = nameEN
        self.permissions = permissions
    }
}
