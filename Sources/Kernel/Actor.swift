/// One thing a role may allow, such as `reports.triage`. Each capability lists its own.
package struct Permission: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible, Codable {
    package let name: String
    package init(_ name: String) { self.name = name }
    package init(stringLiteral name: String) { self.name = name }
    package init(from decoder: any Decoder) throws { name = try decoder.singleValueContainer().decode(String.self) }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
    package var description: String { name }
}

/// Permissions given to somebody within a scope. A person's grants add up; nothing is allowed that no grant allows.
package struct Grant: Hashable, Sendable {
    package var permissions: Set<Permission>
    /// Ids of the agencies it reaches, those below them included; `nil` reaches all.
    package var agencies: Set<String>?
    /// Ids of the categories it reaches, those below them included; `nil` reaches all.
    package var categories: Set<String>?

    package init(permissions: Set<Permission>, agencies: Set<String>? = nil, categories: Set<String>? = nil) {
        self.permissions = permissions
        self.agencies = agencies
        self.categories = categories
    }
}

/// Who is asking: found once per request and handed to every act, which checks it against the record.
package struct Actor: Sendable {
    /// Who is behind an act, as far as we know.
    package enum Kind: String, Sendable {
        /// Nobody we know.
        case visitor
        /// The bearer of a report's secret follow-up link.
        case reporter
        /// A person with an account.
        case account
        /// Another system with an API key.
        case client
        /// Pendopo itself: clocks and jobs.
        case system
    }

    package var kind: Kind
    /// Id of the account or client, or of the report whose link was shown; empty for visitors and the system.
    package var id: String
    /// Name shown to colleagues. Never shown to the public.
    package var name: String
    package var grants: [Grant]

    package init(kind: Kind, id: String = "", name: String = "", grants: [Grant] = []) {
        self.kind = kind
        self.id = id
        self.name = name
        self.grants = grants
    }

    package static let visitor = Actor(kind: .visitor)
    package static let system = Actor(kind: .system)

    /// Whether some grant allows this for a record of that agency and category. `nil` means that the record has none,
    /// which only grants without that limit reach.
    package func may(_ permission: Permission, agency: String? = nil, category: String? = nil) -> Bool {
        grants.contains { grant in
            grant.permissions.contains(permission)
                && (grant.agencies.map { limits in agency.map(limits.contains) ?? false } ?? true)
                && (grant.categories.map { limits in category.map(limits.contains) ?? false } ?? true)
        }
    }

    /// Whether some grant allows this for some record: good for showing a menu entry, never for opening a record.
    package func mayAnywhere(_ permission: Permission) -> Bool { grants.contains { $0.permissions.contains(permission) } }

    /// The agencies for which this is allowed: `nil` for all of them, an empty set for none.
    package func agencies(for permission: Permission) -> Set<String>? {
        var all: Set<String> = []
        for grant in grants where grant.permissions.contains(permission) {
            guard let some = grant.agencies else { return nil }
            all.formUnion(some)
        }
        return all
    }
}
