import Kernel
import Storage

extension Transaction {
    /// Names of the people behind accounts, by the account's id; ids that are no accounts are left out.
    package func accountNames(_ ids: Set<String>) throws -> [String: String] {
        if ids.isEmpty { return [:] }
        let rows = try rows(
            "SELECT account.id, person.name FROM account JOIN person ON person.id = account.person_id WHERE account.id IN (\(.list(ids.sorted())))"
        )
        return Dictionary(rows.map { ($0.text("id"), $0.text("name")) }, uniquingKeysWith: { $1 })
    }
}
