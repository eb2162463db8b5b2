import Kernel
import Storage

/// API clients in the database.
package struct APIClientStore {
    let tx: Transaction
    package init(_ tx: Transaction) { self.tx = tx }

    package func all() throws -> [APIClient] {
        try tx.rows("SELECT * FROM api_client ORDER BY folded").map { client($0, try permissions(of: $0.text("id"))) }
    }

    package func find(_ id: Identifier<APIClient>) throws -> APIClient? { try first("id = \(id)") }
    func find(keyHash: String) throws -> APIClient? { try first("key_hash = \(keyHash)") }

    func insert(_ client: APIClient, keyHash: String) throws {
        try tx.run(
            """
            INSERT INTO api_client (id, name, folded, key_hash, key_hint, agency_id, created_at, created_by, disabled_at,
                valid_from, valid_to, version)
            VALUES (\(client.id), \(client.name), \(Plain.folded(client.name)), \(keyHash), \(client.keyHint), \(client.agency),
                \(client.createdAt), \(client.createdBy), \(client.disabledAt), \(client.validFrom), \(client.validTo),
                \(client.version))
            """)
        try add(client)
    }

    /// Writes the client with the next version.
    /// - Returns: whether it still had the version it was read with.
    func update(_ client: APIClient) throws -> Bool {
        let changed = try tx.run(
            """
            UPDATE api_client SET name = \(client.name), folded = \(Plain.folded(client.name)), agency_id = \(client.agency),
                disabled_at = \(client.disabledAt), valid_from = \(client.validFrom), valid_to = \(client.validTo),
                key_hint = \(client.keyHint), version = \(client.version)
            WHERE id = \(client.id) AND version = \(client.version - 1)
            """)
        guard changed == 1 else { return false }
        try tx.run("DELETE FROM api_client_permission WHERE client_id = \(client.id)")
        try add(client)
        return true
    }

    /// Puts another key in the place of the one there is.
    func replaceKey(of id: Identifier<APIClient>, hash: String) throws {
        try tx.run("UPDATE api_client SET key_hash = \(hash) WHERE id = \(id)")
    }

    /// Notes the day a key was used: enough to see which keys are forgotten, and one write a day.
    func markUsed(_ id: Identifier<APIClient>, on day: Day) throws {
        try tx.run("UPDATE api_client SET last_used_on = \(day) WHERE id = \(id) AND (last_used_on IS NULL OR last_used_on < \(day))")
    }

    private func add(_ client: APIClient) throws {
        for permission in client.permissions.map(\.name).sorted() {
            try tx.run("INSERT INTO api_client_permission (client_id, permission) VALUES (\(client.id), \(permission))")
        }
    }

    private func permissions(of id: String) throws -> Set<Permission> {
        Set(try tx.rows("SELECT permission FROM api_client_permission WHERE client_id = \(id)").map { Permission($0.text("permission")) })
    }

    private func first(_ condition: SQL) throws -> APIClient? {
        try tx.row("SELECT * FROM api_client WHERE \(condition)").map { client($0, try permissions(of: $0.text("id"))) }
    }

    private func client(_ row: Row, _ permissions: Set<Permission>) -> APIClient {
        APIClient(
            id: row.id("id"), name: row.text("name"), permissions: permissions, agency: row.idIfAny("agency_id"),
            keyHint: row.text("key_hint"), createdAt: row.instant("created_at"), createdBy: row.text("created_by"),
            disabledAt: row.instantIfAny("disabled_at"), lastUsedOn: row.dayIfAny("last_used_on"),
            validFrom: row.dayIfAny("valid_from"), validTo: row.dayIfAny("valid_to"), version: row.int("version"))
    }
}
