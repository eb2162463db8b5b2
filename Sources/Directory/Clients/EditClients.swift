import Kernel
import Storage
import Work

/// What administrators do with API clients.
package struct EditClients: Sendable {
    package let directory: DirectoryIndex
    let known: Set<Permission>

    package init(_ directory: DirectoryIndex, known: Set<Permission>) {
        self.directory = directory
        self.known = known
    }

    /// Makes a client and its key.
    /// - Returns: the client and the key, which is shown once and kept nowhere.
    package func create(
        name: String, permissions: Set<Permission>, agency: Identifier<Agency>? = nil, validFrom: Day? = nil, validTo: Day? = nil,
        by actor: Actor
    ) async throws -> (client: APIClient, key: String) {
        try actor.need(DirectoryPermission.clients)
        if let validTo, validTo < directory.today { throw AppError.invalid("valid_to", "directory.client.ended_before") }
        let made = try await directory.database.write { tx in
            try create(
                name: name, permissions: permissions, agency: agency, validFrom: validFrom, validTo: validTo, by: actor, in: tx)
        }
        try await directory.refresh()
        return made
    }

    /// As ``create(name:permissions:agency:validFrom:validTo:by:)``, within a transaction that does more. A last day that has
    /// passed is taken: a table tells of clients that were let go as well.
    func create(
        name: String, permissions: Set<Permission>, agency: Identifier<Agency>?, validFrom: Day?, validTo: Day?, by actor: Actor,
        in tx: Transaction
    ) throws -> (client: APIClient, key: String) {
        try actor.need(DirectoryPermission.clients)
        let name = Plain.line(name)
        try check(name, permissions, agency, validFrom, validTo, by: actor)
        let world = directory.world
        let key = APIKey.make(in: world)
        let client = APIClient(
            id: world.newID(), name: name, permissions: permissions, agency: agency, keyHint: APIKey.hint(key), createdAt: world.now(),
            createdBy: actor.id, validFrom: validFrom, validTo: validTo, version: 1)
        let isTaken = try tx.row("SELECT 1 AS one FROM api_client WHERE folded = \(Plain.folded(name))") != nil
        if isTaken { throw AppError.invalid("name", "directory.client.name_taken") }
        try APIClientStore(tx).insert(client, keyHash: APIKey.hash(key))
        try tx.keep(
            client.reference, version: 1, "api_client.created", fields: client.fields, by: actor, in: world,
            digest: APIClientStore(tx).digest(of: client.id))
        try tx.touch(.access)
        return (client, key)
    }

    package func update(
        _ id: Identifier<APIClient>, name: String, permissions: Set<Permission>, agency: Identifier<Agency>?, validFrom: Day? = nil,
        validTo: Day? = nil, seen: Int, by actor: Actor
    ) async throws {
        try await directory.database.write { tx in
            try update(
                id, name: name, permissions: permissions, agency: agency, validFrom: validFrom, validTo: validTo, seen: seen, by: actor,
                in: tx)
        }
        try await directory.refresh()
    }

    /// As ``update(_:name:permissions:agency:validFrom:validTo:seen:by:)``, within a transaction that does more.
    func update(
        _ id: Identifier<APIClient>, name: String, permissions: Set<Permission>, agency: Identifier<Agency>?, validFrom: Day?,
        validTo: Day?, seen: Int, by actor: Actor, in tx: Transaction
    ) throws {
        try actor.need(DirectoryPermission.clients)
        let name = Plain.line(name)
        // An end that has passed may stay: that is how a key is let go on a day.
        try check(name, permissions, agency, validFrom, validTo, by: actor)
        try change(id, seen, "api_client.changed", by: actor, in: tx) { client in
            client.name = name
            client.permissions = permissions
            client.agency = agency
            client.validFrom = validFrom
            client.validTo = validTo
        }
    }

    /// Makes another key for a client; the one before stops working.
    /// - Returns: the key, which is shown once and kept nowhere.
    package func renewKey(_ id: Identifier<APIClient>, seen: Int, by actor: Actor) async throws -> (client: APIClient, key: String) {
        try actor.need(DirectoryPermission.clients)
        guard let old = try await directory.database.read({ try APIClientStore($0).find(id) }) else { throw AppError.notFound }
        try check(old.name, old.permissions, old.agency, old.validFrom, old.validTo, by: actor)
        let key = APIKey.make(in: directory.world)
        let hint = APIKey.hint(key)
        try await change(id, seen, "api_client.key_renewed", by: actor, key: key) { $0.keyHint = hint }
        guard let client = try await directory.database.read({ try APIClientStore($0).find(id) }) else { throw AppError.notFound }
        return (client, key)
    }

    package func setDisabled(_ id: Identifier<APIClient>, _ isDisabled: Bool, seen: Int, by actor: Actor) async throws {
        try actor.need(DirectoryPermission.clients)
        let now = directory.world.now()
        try await change(id, seen, isDisabled ? "api_client.disabled" : "api_client.enabled", by: actor) { client in
            client.disabledAt = isDisabled ? now : nil
        }
    }

    /// Switches a client off, within a transaction that does more.
    func disable(_ id: Identifier<APIClient>, seen: Int, by actor: Actor, in tx: Transaction) throws {
        try actor.need(DirectoryPermission.clients)
        let now = directory.world.now()
        try change(id, seen, "api_client.disabled", by: actor, in: tx) { $0.disabledAt = now }
    }

    private func change(
        _ id: Identifier<APIClient>, _ seen: Int, _ kind: String, by actor: Actor, key: String? = nil,
        _ body: @escaping @Sendable (inout APIClient) -> Void
    ) async throws {
        try await directory.database.write { tx in try change(id, seen, kind, by: actor, key: key, in: tx, body) }
        try await directory.refresh()
    }

    private func change(
        _ id: Identifier<APIClient>, _ seen: Int, _ kind: String, by actor: Actor, key: String? = nil, in tx: Transaction,
        _ body: (inout APIClient) -> Void
    ) throws {
        guard var client = try APIClientStore(tx).find(id) else { throw AppError.notFound }
        try tx.needVersion(seen, of: client.reference, current: client.version)
        body(&client)
        client.version += 1
        guard try APIClientStore(tx).update(client) else { throw AppError.conflict("directory.changed_meanwhile") }
        if let key { try APIClientStore(tx).replaceKey(of: id, hash: APIKey.hash(key)) }
        try tx.keep(
            client.reference, version: client.version, kind, fields: client.fields, by: actor, in: directory.world,
            digest: APIClientStore(tx).digest(of: id))
        try tx.touch(.access)
    }

    /// A key may do no more than whoever makes it.
    private func check(
        _ name: String, _ permissions: Set<Permission>, _ agency: Identifier<Agency>?, _ validFrom: Day?, _ validTo: Day?, by actor: Actor
    ) throws {
        var issues: [Issue] = []
        if let validFrom, let validTo, validTo < validFrom { issues.append(Issue("valid_to", "directory.ends_before_start")) }
        if name.isEmpty || name.count > 80 { issues.append(Issue("name", "directory.required")) }
        if permissions.isEmpty { issues.append(Issue("permissions", "directory.client.no_permission")) }
        if let unknown = permissions.subtracting(known).map(\.name).min() {
            issues.append(Issue("permissions", Message("directory.role.unknown_permission", ["permission": unknown])))
        }
        if let agency, directory.agencies[agency] == nil { issues.append(Issue("agency", "directory.agency.unknown")) }
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        guard actor.kind != .system else { return }
        if let missing = permissions.first(where: { !actor.may($0, agency: agency?.text) }) {
            throw AppError(.forbidden, Message("directory.account.more_than_yours", ["permission": missing.name]))
        }
    }
}
