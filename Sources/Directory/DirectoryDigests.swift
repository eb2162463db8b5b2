import Kernel
import Storage
import Work

/// How the directory is held against its events by `pendopo verify`: above all who may do what, for whoever can write to the
/// database could otherwise give herself a role, or another person's password, and leave no trace.
package enum DirectoryDigests {
    package static let all = [account, access, role, client, agency, calendar, setting, word]

    /// Of a record's fields, as ``Storage/Transaction/keep(_:version:_:fields:by:in:agency:details:digest:)`` puts it into the event.
    package static func digest(_ fields: [String: String]) -> String { Seal.digest([flatJSON(fields)]) }

    /// Who somebody is. Where she belongs moves along when agencies are merged, and her second step is a matter of ``access``.
    static let account = RecordDigest(
        "account", ids: ids("account", "id"),
        title: name("SELECT person.name FROM account JOIN person ON person.id = account.person_id WHERE account.id ="),
        digests: { tx, ids in
            var digests: [String: String] = [:]
            for id in ids { digests[id] = try AccountStore(tx).find(Identifier(id))?.digest }
            return digests
        })

    /// How somebody gets in and what she may do then: password, second step, roles with their scope.
    static let access = RecordDigest(
        "account_access", ids: ids("account_role", "account_id"), title: account.title,
        digests: { tx, ids in
            var digests: [String: String] = [:]
            for id in ids { digests[id] = try tx.accessDigest(of: Identifier(id)) }
            return digests
        })

    static let role = RecordDigest(
        "role", endings: ["role.deleted"], ids: ids("role", "id"), title: name("SELECT name_id AS name FROM role WHERE id ="),
        digests: { tx, ids in
            Dictionary(
                uniqueKeysWithValues: try RoleStore(tx).all().filter { ids.contains($0.id.text) }.map { ($0.id.text, digest($0.fields)) })
        })

    static let client = RecordDigest(
        "api_client", ids: ids("api_client", "id"), title: name("SELECT name FROM api_client WHERE id ="),
        digests: { tx, ids in
            var digests: [String: String] = [:]
            for id in ids { digests[id] = try APIClientStore(tx).digest(of: Identifier(id)) }
            return digests
        })

    static let agency = RecordDigest(
        "agency", ids: ids("agency", "id"), title: name("SELECT name FROM agency WHERE id ="),
        digests: { tx, ids in
            let wanted = Set(ids)
            return Dictionary(
                uniqueKeysWithValues: try AgencyStore(tx).all().filter { wanted.contains($0.id.text) }.map {
                    ($0.id.text, digest($0.fields))
                })
        })

    static let calendar = RecordDigest(
        "calendar", endings: ["calendar.discarded"], ids: ids("calendar", "id"),
        digests: { tx, ids in
            var digests: [String: String] = [:]
            for id in ids { digests[id] = try CalendarStore(tx).find(Identifier(id)).map { digest($0.fields) } }
            return digests
        })

    /// Every value a setting was ever given has the event that gave it: one that fits none, or an event whose value is gone, was
    /// changed behind its back, also where another value holds today. The mark that only a demo has is no setting of anybody.
    static let setting = RecordDigest(
        "setting",
        ids: { tx, after, limit in
            try tx.rows(
                "SELECT DISTINCT key AS id FROM setting WHERE key > \(after) AND key <> 'demo.regency' ORDER BY key LIMIT \(limit)"
            ).map { $0.text("id") }
        },
        digests: { tx, ids in
            var digests: [String: String] = [:]
            for key in ids {
                let kept = try SettingStore(tx).history(key).map { "\($0.validFrom) \(Seal.digest([key, $0.value]))" }.sorted()
                guard !kept.isEmpty else { continue }
                let events = try tx.events(of: Reference("setting", key))
                let told = events.map { "\($0.details["from"] ?? "") \($0.digest)" }.sorted()
                digests[key] = kept == told ? events.last?.digest : Seal.digest([key, kept.joined(separator: " ")])
            }
            return digests
        })

    /// What the regency put over our sentences, the privacy notice among them. Events of earlier versions say nothing of it.
    static let word = RecordDigest(
        "word", ids: ids("word_override", "key"), title: { _, key in key },
        digests: { tx, keys in
            var digests: [String: String] = [:]
            for key in keys where try !WordStore(tx).history(key).isEmpty { digests[key] = try WordStore(tx).digest(of: key) }
            return digests
        })

    private static func ids(_ table: StaticString, _ column: StaticString) -> @Sendable (Transaction, String, Int) throws -> [String] {
        let table = SQL(verbatim: "\(table)")
        let column = SQL(verbatim: "\(column)")
        return { tx, after, limit in
            try tx.rows("SELECT DISTINCT \(column) AS id FROM \(table) WHERE \(column) > \(after) ORDER BY \(column) LIMIT \(limit)").map {
                $0.text("id")
            }
        }
    }

    private static func name(_ query: StaticString) -> @Sendable (Transaction, String) throws -> String? {
        let query = SQL(verbatim: "\(query)")
        return { tx, id in try tx.row("\(query) \(id)")?.text("name") }
    }
}

extension Account {
    var digest: String { DirectoryDigests.digest(fields.filter { !["agency", "secondStep"].contains($0.key) }) }
}

extension APIClientStore {
    /// Covers the key's hash too: another one would let somebody else in under this client's name.
    func digest(of id: Identifier<APIClient>) throws -> String? {
        guard let client = try find(id), let key = try tx.row("SELECT key_hash FROM api_client WHERE id = \(id)")?.text("key_hash") else {
            return nil
        }
        return Seal.digest([flatJSON(client.fields), key])
    }
}

extension Transaction {
    /// Digest of everything that decides whether and as what somebody gets in; `nil` when there is no such account.
    func accessDigest(of id: Identifier<Account>) throws -> String? {
        guard let row = try row("SELECT password_hash, totp_enabled_at FROM account WHERE id = \(id)") else { return nil }
        var fields = [row.textIfAny("password_hash"), row.instantIfAny("totp_enabled_at")?.description]
        for grant in try RoleStore(self).grants(of: id) {
            fields += [
                grant.id.text, grant.role.text, grant.agency?.text, grant.categories.map { $0.sorted().joined(separator: " ") },
                grant.validFrom.description, grant.validTo?.description, grant.grantedBy, grant.grantedAt.description,
            ]
        }
        return Seal.digest(fields)
    }
}
