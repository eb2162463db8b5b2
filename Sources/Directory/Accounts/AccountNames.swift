import Kernel
import Storage

extension Transaction {
    /// Names of whoever acted, people behind accounts and API clients alike, by id; ids that are neither are left out.
    package func actorNames(_ ids: Set<String>) throws -> [String: String] {
        if ids.isEmpty { return [:] }
        let clients = try rows("SELECT id, name FROM api_client WHERE id IN (\(.list(ids.sorted())))")
        return Dictionary(clients.map { ($0.text("id"), $0.text("name")) }, uniquingKeysWith: { $1 })
            .merging(try accountNames(ids)) { $1 }
    }

    /// Names of the people behind accounts, by the account's id; ids that are no accounts are left out.
    package func accountNames(_ ids: Set<String>) throws -> [String: String] {
        if ids.isEmpty { return [:] }
        let rows = try rows(
            "SELECT account.id, person.name FROM account JOIN person ON person.id = account.person_id WHERE account.id IN (\(.list(ids.sorted())))"
        )
        return Dictionary(rows.map { ($0.text("id"), $0.text("name")) }, uniquingKeysWith: { $1 })
    }
}
