import Kernel
import Storage

/// Who an account or an API client is today and what she may: asked when a job reads or does something for her that she asked for earlier.
package struct PresentActors: Sendable {
    /// `nil` for who is not there any more, is disabled, or whose key has ended.
    package var find: @Sendable (Actor.Kind, String) async throws -> Actor?

    package init(find: @escaping @Sendable (Actor.Kind, String) async throws -> Actor?) { self.find = find }
}

extension DirectoryDesk {
    var presentActors: PresentActors {
        PresentActors { [self] kind, id in
            let resolver = self.resolver
            let today = directory.today
            return try await directory.database.read { tx in try resolver.present(kind, id, tx, on: today) }
        }
    }
}

extension GrantResolver {
    /// An account or API client as an actor on that day; `nil` for one that may not come in any more.
    package func present(_ kind: Actor.Kind, _ id: String, _ tx: Transaction, on day: Day) throws -> Actor? {
        switch kind {
        case .account:
            guard let account = try AccountStore(tx).find(Identifier(id)), account.isOpen(on: day) else { return nil }
            return try actor(account, tx, on: day)
        case .client:
            guard let client = try APIClientStore(tx).find(Identifier(id)), client.isValid(on: day) else { return nil }
            return actor(client)
        case .visitor, .reporter, .system: return nil
        }
    }
}
