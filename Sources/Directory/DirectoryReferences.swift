import Kernel
import Storage
import Web
import Work

/// How other capabilities name what the directory keeps, and lead to it.
package enum DirectoryReferences {
    package static let all = [account, client, agency, role]

    /// Readers of the history must know who acted, also where they may not see the pages about people.
    private static func mayKnowNames(_ actor: Actor) -> Bool {
        actor.mayAnywhere(DirectoryPermission.view) || actor.mayAnywhere("audit.read")
    }

    /// An account by its person's name.
    package static let account = ReferenceKind(
        "account", aliases: ["account_access"],
        views: { tx, ids, actor in
            guard mayKnowNames(actor) else { return [:] }
            let mayOpen = actor.mayAnywhere(DirectoryPermission.view)
            let rows = try tx.rows(
                "SELECT account.id, person.name FROM account JOIN person ON person.id = account.person_id WHERE account.id IN (\(SQL.list(ids)))"
            )
            return named(rows) { mayOpen ? DirectoryPaths.someAccount($0) : nil }
        },
        find: { tx, typed in try AccountStore(tx).find(signInName: typed)?.id.text })

    package static let client = ReferenceKind(
        "api_client",
        views: { tx, ids, actor in
            guard mayKnowNames(actor) else { return [:] }
            let mayOpen = actor.mayAnywhere(DirectoryPermission.clients)
            return named(try tx.rows("SELECT id, name FROM api_client WHERE id IN (\(SQL.list(ids)))")) {
                mayOpen ? DirectoryPaths.client($0) : nil
            }
        },
        find: { tx, typed in try tx.row("SELECT id FROM api_client WHERE folded = \(Plain.folded(typed))")?.text("id") })

    /// Agencies are known to everyone.
    package static let agency = ReferenceKind(
        "agency",
        views: { tx, ids, actor in
            let mayOpen = actor.mayAnywhere(DirectoryPermission.view)
            return named(try tx.rows("SELECT id, name FROM agency WHERE id IN (\(SQL.list(ids)))")) {
                mayOpen ? DirectoryPaths.agency($0) : nil
            }
        },
        find: { tx, typed in try tx.row("SELECT id FROM agency WHERE code = \(typed)")?.text("id") })

    package static let role = ReferenceKind(
        "role",
        views: { tx, ids, actor in
            guard mayKnowNames(actor) else { return [:] }
            return named(try tx.rows("SELECT id, name_id AS name FROM role WHERE id IN (\(SQL.list(ids)))")) { _ in DirectoryPaths.roles() }
        },
        find: { tx, typed in try RoleStore(tx).find(key: typed)?.id.text })

    private static func named(_ rows: [Row], _ url: (String) -> String?) -> [String: ReferenceView] {
        var views: [String: ReferenceView] = [:]
        for row in rows { views[row.text("id")] = ReferenceView(title: row.text("name"), url: url(row.text("id"))) }
        return views
    }
}
