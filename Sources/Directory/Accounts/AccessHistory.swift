import Kernel
import Storage
import Web
import Work

/// What was done to somebody's access that the fields of her account do not show: roles given, ended and moved, links to set a password,
/// a second step taken off.
enum AccessHistory {
    static let kinds = [
        "account.role_given", "account.role_ended", "account.roles_moved", "account.link_made", "account.second_step_reset",
    ]

    /// The newest first, as many as somebody reads.
    static func events(of account: Identifier<Account>, _ tx: Transaction) throws -> [Event] {
        try tx.rows(
            """
            SELECT * FROM event WHERE subject_kind = 'account_access' AND subject_id = \(account) AND kind IN (\(SQL.list(kinds)))
            ORDER BY sequence DESC LIMIT 200
            """
        ).map(Event.init(row:))
    }

    /// One of them in words, such as "Role Agency clerk given, for Dinas Pekerjaan Umum, from 1 March 2026".
    static func title(_ event: Event, _ request: Request) -> String {
        let directory = request.directory
        func agency(_ name: String) -> String {
            guard let id = event.details[name], !id.isEmpty else { return request.t("directory.grant.all_agencies") }
            return directory.agencies.name(id)
        }
        let role = event.details["role"].flatMap { directory.roles[Identifier($0)] }?.name(request.language)
        let from = event.details["from"].flatMap { Day($0) }.map { request.page.format.day($0) }
        return request.t(
            TextKey("directory.access.\(event.kind.dropFirst("account.".count))"),
            ["role": role ?? "–", "agency": agency("agency"), "day": from ?? "–", "before": agency("from"), "after": agency("into")])
    }
}
