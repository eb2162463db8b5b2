import Foundation
import Kernel
import Storage

/// Accounts and their people in the database.
package struct AccountStore {
    let tx: Transaction
    package init(_ tx: Transaction) { self.tx = tx }

    private static let columns: SQL = """
        account.*, person.name AS person_name, person.position AS person_position, person.employee_number AS person_employee_number,
        person.phone AS person_phone, person.agency_id AS person_agency_id
        FROM account JOIN person ON person.id = account.person_id
        """

    package func find(_ id: Identifier<Account>) throws -> Account? {
        try tx.row("SELECT \(Self.columns) WHERE account.id = \(id)").map(account)
    }

    /// By user name or e-mail address, as typed at sign-in.
    package func find(signInName typed: String) throws -> Account? {
        let name = SignInName.folded(typed)
        return try tx.row("SELECT \(Self.columns) WHERE account.username = \(name) OR account.email = \(name)").map(account)
    }

    /// One page of accounts by name.
    /// - Parameters:
    ///   - search: part of the name, user name or e-mail address.
    ///   - after: folded name and id of the last one on the page before.
    package func list(
        search: String? = nil, agencies: Set<String>? = nil, includingDisabled: Bool = true, after: (String, String)? = nil, limit: Int
    ) throws -> [Account] {
        var conditions: [SQL] = ["1 = 1"]
        if let search, !Plain.folded(search).isEmpty {
            let pattern = "%" + Plain.folded(search) + "%"
            let name = "%" + likeEscaped(SignInName.folded(search)) + "%"
            conditions.append(
                """
                (person.folded LIKE \(pattern) OR account.username LIKE \(name) ESCAPE '!' OR account.email LIKE \(name) ESCAPE '!')
                """)
        }
        if let agencies { conditions.append("person.agency_id IN (\(SQL.list(agencies.sorted())))") }
        if !includingDisabled { conditions.append("account.disabled_at IS NULL") }
        if let after { conditions.append("(person.folded, account.id) > (\(after.0), \(after.1))") }
        return try tx.rows(
            """
            SELECT \(Self.columns) WHERE \(SQL.joined(conditions, separator: " AND "))
            ORDER BY person.folded, account.id LIMIT \(limit)
            """
        ).map(account)
    }

    /// Those that are still enabled though their last day has passed.
    func over(on day: Day) throws -> [Account] {
        try tx.rows(
            "SELECT \(Self.columns) WHERE account.valid_to < \(day) AND account.disabled_at IS NULL ORDER BY account.id"
        ).map(account)
    }

    package func count() throws -> Int { try tx.count("SELECT count(*) FROM account") }

    func insert(_ account: Account) throws {
        let person = account.person
        try tx.run(
            """
            INSERT INTO person (id, name, folded, position, employee_number, phone, agency_id)
            VALUES (\(person.id), \(person.name), \(Plain.folded(person.name)), \(person.position), \(person.employeeNumber),
                \(person.phone), \(person.agency))
            """)
        try tx.run(
            """
            INSERT INTO account (id, person_id, username, email, password_hash, must_change_password, language, created_at, disabled_at,
                valid_from, valid_to, version)
            VALUES (\(account.id), \(person.id), \(account.username), \(account.email), \(account.passwordHash),
                \(account.mustChangePassword), \(account.language.rawValue), \(account.createdAt), \(account.disabledAt),
                \(account.validFrom), \(account.validTo), \(account.version))
            """)
    }

    /// Writes what administrators edit, with the next version; password and second step have their own statements.
    /// - Returns: whether it still had the version it was read with.
    func update(_ account: Account) throws -> Bool {
        let changed = try tx.run(
            """
            UPDATE account SET username = \(account.username), email = \(account.email), language = \(account.language.rawValue),
                disabled_at = \(account.disabledAt), valid_from = \(account.validFrom), valid_to = \(account.validTo),
                version = \(account.version)
            WHERE id = \(account.id) AND version = \(account.version - 1)
            """)
        guard changed == 1 else { return false }
        let person = account.person
        try tx.run(
            """
            UPDATE person SET name = \(person.name), folded = \(Plain.folded(person.name)), position = \(person.position),
                employee_number = \(person.employeeNumber), phone = \(person.phone), agency_id = \(person.agency)
            WHERE id = \(person.id)
            """)
        return true
    }

    func setPassword(_ hash: String, mustChange: Bool, of id: Identifier<Account>) throws {
        try tx.run("UPDATE account SET password_hash = \(hash), must_change_password = \(mustChange) WHERE id = \(id)")
    }

    private func account(_ row: Row) -> Account {
        let person = Person(
            id: row.id("person_id"), name: row.text("person_name"), position: row.textIfAny("person_position"),
            employeeNumber: row.textIfAny("person_employee_number"), phone: row.textIfAny("person_phone"),
            agency: row.idIfAny("person_agency_id"))
        var account = Account(
            id: row.id("id"), person: person, username: row.text("username"), email: row.textIfAny("email"),
            passwordHash: row.textIfAny("password_hash"), mustChangePassword: row.bool("must_change_password"),
            language: Language(rawValue: row.text("language")) ?? .indonesian, createdAt: row.instant("created_at"),
            version: row.int("version"))
        account.hasTOTP = !row.isNull("totp_enabled_at")
        account.disabledAt = row.instantIfAny("disabled_at")
        account.validFrom = row.dayIfAny("valid_from")
        account.validTo = row.dayIfAny("valid_to")
        return account
    }
}

/// Text in which `%` and `_` stand for themselves under `LIKE … ESCAPE '!'`.
func likeEscaped(_ text: String) -> String {
    text.replacingOccurrences(of: "!", with: "!!").replacingOccurrences(of: "%", with: "!%").replacingOccurrences(of: "_", with: "!_")
}
