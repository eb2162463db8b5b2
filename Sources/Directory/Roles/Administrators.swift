import Kernel
import Storage

/// How many may give rights for the whole regency. Somebody must be left who can, else the regency would need a programmer.
struct Administrators {
    /// Those who may on the day.
    private let present: Int
    /// Those of them whose role, and whose holding of it, has no last day: of the others a day may leave nobody.
    private let lasting: Int

    init(_ tx: Transaction, on day: Day) throws {
        let ways = try RoleStore(tx).all().filter { $0.isValid(on: day) && Administrators.givesRights($0) }
        func count(_ roles: [Role], _ further: SQL) throws -> Int {
            try tx.count(
                """
                SELECT count(*) FROM account_role JOIN account ON account.id = account_role.account_id
                WHERE account.disabled_at IS NULL AND (account.valid_from IS NULL OR account.valid_from <= \(day))
                    AND account_role.agency_id IS NULL AND account_role.role_id IN (\(SQL.list(roles.map(\.id))))
                    AND account_role.valid_from <= \(day) AND \(further)
                """)
        }
        present = try count(ways, "(account_role.valid_to IS NULL OR account_role.valid_to >= \(day))")
        lasting = try count(ways.filter { $0.validTo == nil }, "account_role.valid_to IS NULL")
    }

    /// Who may change roles alone, or accounts alone, cannot put the other into a role.
    private static func givesRights(_ role: Role) -> Bool {
        role.permissions.contains(everyPermission)
            || role.permissions.isSuperset(of: [DirectoryPermission.accounts, DirectoryPermission.roles])
    }

    /// Refuses what leaves nobody, now or after a last day. Where nobody could before, as on the command line before the first
    /// administrator, nothing gets worse.
    func need(after before: Administrators) throws {
        if before.present > 0, present == 0 { throw AppError.conflict("directory.account.last_administrator") }
        if before.lasting > 0, lasting == 0 { throw AppError.conflict("directory.account.last_lasting_administrator") }
    }
}
