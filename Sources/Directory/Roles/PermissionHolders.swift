import Kernel
import Storage

extension Transaction {
    /// Ids of the accounts that hold a permission by a role given just for an agency or, for `nil`, for the whole regency.
    package func holders(of permission: Permission, agency: String?, on day: Day) throws -> [String] {
        try holders(of: permission, agency.map { "account_role.agency_id = \($0)" } ?? "account_role.agency_id IS NULL", on: day)
    }

    /// Of those that hold it by a role given just for one of several agencies.
    package func holders(of permission: Permission, anyOf agencies: [String], on day: Day) throws -> [String] {
        agencies.isEmpty ? [] : try holders(of: permission, "account_role.agency_id IN (\(.list(agencies)))", on: day)
    }

    private func holders(of permission: Permission, _ scope: SQL, on day: Day) throws -> [String] {
        try rows(
            """
            SELECT DISTINCT account_role.account_id AS id FROM role_permission
            JOIN role ON role.id = role_permission.role_id
            JOIN account_role ON account_role.role_id = role_permission.role_id
            JOIN account ON account.id = account_role.account_id
            WHERE role_permission.permission = \(permission.name) AND \(scope) AND account.disabled_at IS NULL
                AND (account.valid_from IS NULL OR account.valid_from <= \(day))
                AND (role.valid_from IS NULL OR role.valid_from <= \(day)) AND (role.valid_to IS NULL OR role.valid_to >= \(day))
                AND account_role.valid_from <= \(day) AND (account_role.valid_to IS NULL OR account_role.valid_to >= \(day))
            ORDER BY 1
            """
        ).map { $0.text("id") }
    }

    /// Ids of the API clients that have a permission just for an agency or, for `nil`, for the whole regency.
    package func clients(with permission: Permission, agency: String?, on day: Day) throws -> [String] {
        let scope: SQL = agency.map { "api_client.agency_id = \($0)" } ?? "api_client.agency_id IS NULL"
        return try rows(
            """
            SELECT api_client.id AS id FROM api_client_permission
            JOIN api_client ON api_client.id = api_client_permission.client_id
            WHERE api_client_permission.permission = \(permission.name) AND \(scope) AND api_client.disabled_at IS NULL
                AND (api_client.valid_from IS NULL OR api_client.valid_from <= \(day))
                AND (api_client.valid_to IS NULL OR api_client.valid_to >= \(day)) ORDER BY 1
            """
        ).map { $0.text("id") }
    }
}
