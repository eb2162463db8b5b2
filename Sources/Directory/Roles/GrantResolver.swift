import Kernel
import Storage

/// Turns the roles somebody holds today into the grants that acts are checked against.
package struct GrantResolver: Sendable {
    package var agencies: AgencyTree
    /// Every permission any capability knows; ``everyPermission`` stands for them.
    package var permissions: Set<Permission>
    /// Ids of categories with those below them; the capability that owns categories supplies it.
    package var categoriesBelow: @Sendable (Set<String>) -> Set<String>

    package init(
        agencies: AgencyTree, permissions: Set<Permission>, categoriesBelow: @escaping @Sendable (Set<String>) -> Set<String> = { $0 }
    ) {
        self.agencies = agencies
        self.permissions = permissions
        self.categoriesBelow = categoriesBelow
    }

    package func grants(_ held: [RoleGrant], _ roles: [Identifier<Role>: Role], on day: Day) -> [Grant] {
        held.compactMap { grant in
            guard grant.isValid(on: day), let role = roles[grant.role], role.isValid(on: day), !role.permissions.isEmpty else { return nil }
            return Grant(
                permissions: expanded(role.permissions), agencies: grant.agency.map(agencies.reach),
                categories: grant.categories.map(categoriesBelow))
        }
    }

    /// With every permission there is instead of the one that means all of them.
    package func expanded(_ held: Set<Permission>) -> Set<Permission> {
        held.contains(everyPermission) ? held.union(permissions).subtracting([everyPermission]) : held
    }

    /// The account as an actor on that day.
    package func actor(_ account: Account, _ tx: Transaction, on day: Day) throws -> Actor {
        let store = RoleStore(tx)
        let held = try store.grants(of: account.id)
        let roles = Dictionary(try store.all().map { ($0.id, $0) }) { $1 }
        return Actor(kind: .account, id: account.id.text, name: account.name, grants: grants(held, roles, on: day))
    }

    /// An API client as an actor. Whether its key still works is not asked.
    func actor(_ client: APIClient) -> Actor {
        let grant = Grant(permissions: expanded(client.permissions), agencies: client.agency.map(agencies.reach))
        return Actor(kind: .client, id: client.id.text, name: client.name, grants: [grant])
    }
}

extension GrantResolver {
    /// Everyone who may do something for a record of that agency and category on that day: those to tell of it.
    package func accounts(
        holding permission: Permission, agency: String?, category: String? = nil, _ tx: Transaction, on day: Day
    ) throws -> [Account] {
        let roles = Dictionary(try RoleStore(tx).all().map { ($0.id, $0) }) { $1 }
        let wanted = roles.values.filter { $0.isValid(on: day) && expanded($0.permissions).contains(permission) }.map(\.id)
        var found: [Account] = []
        for id in try RoleStore(tx).accounts(holding: wanted, on: day) {
            let grants = grants(try RoleStore(tx).grants(of: id), roles, on: day)
            let actor = Actor(kind: .account, id: id.text, grants: grants)
            guard actor.may(permission, agency: agency, category: category), let account = try AccountStore(tx).find(id),
                account.isOpen(on: day)
            else { continue }
            found.append(account)
        }
        return found
    }
}
