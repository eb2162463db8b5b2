import Directory
import Kernel
import Storage

extension Ground {
    /// The regency as the directory knows it at each moment.
    package init(_ directory: DirectoryIndex) {
        self.init(
            locate: { latitude, longitude in
                let placement = directory.places.locate(latitude: latitude, longitude: longitude)
                return Location(placement)
            },
            isVillage: { code in RegionCode(code).map { $0.kind == .village && directory.places.isKnownAndOwn($0) } ?? false },
            isSubdistrict: { code in RegionCode(code).map { $0.kind == .subdistrict && directory.places.isKnownAndOwn($0) } ?? false },
            agencyOfRegion: { code in RegionCode(code).flatMap { directory.agencies.office(of: $0, on: directory.today) }?.id.text },
            isAgency: { id in directory.agencies[id]?.isActive(on: directory.today) ?? false },
            calendar: { directory.calendars.current(for: $0) },
            holders: { permission, agency, tx in try tx.holders(of: permission, agency: agency, on: directory.today) },
            clients: { permission, agency, tx in try tx.clients(with: permission, agency: agency) },
            successor: { id in directory.agencies.successor(of: Identifier(id))?.id.text ?? id })
    }
}

extension Places {
    fileprivate func isKnownAndOwn(_ code: RegionCode) -> Bool {
        let snapshot = now
        return snapshot.isOwn(code) && snapshot.region(code) != nil
    }
}

extension Ground.Location {
    fileprivate init(_ placement: Placement) {
        let finding: ReportPlace.Finding = placement.how == .boundary ? .boundary : .nearest
        switch placement.how {
        case .outside(let neighbour): self = .outside(neighbour?.name)
        default:
            // Where a regency has not imported its villages, the subdistrict is as near as it gets.
            if let village = placement.village {
                self = .village(village.code.text, finding)
            } else {
                self = placement.subdistrict.map { .subdistrict($0.code.text) } ?? .outside(nil)
            }
        }
    }
}

extension Transaction {
    /// Ids of the accounts that hold a permission by a role given just for an agency or, for `nil`, for the whole regency.
    fileprivate func holders(of permission: Permission, agency: String?, on day: Day) throws -> [String] {
        let scope: SQL = agency.map { "account_role.agency_id = \($0)" } ?? "account_role.agency_id IS NULL"
        return try rows(
            """
            SELECT DISTINCT account_role.account_id AS id FROM role_permission
            JOIN account_role ON account_role.role_id = role_permission.role_id
            JOIN account ON account.id = account_role.account_id
            WHERE role_permission.permission = \(permission.name) AND \(scope) AND account.disabled_at IS NULL
                AND account_role.valid_from <= \(day) AND (account_role.valid_to IS NULL OR account_role.valid_to >= \(day))
            ORDER BY 1
            """
        ).map { $0.text("id") }
    }

    /// Ids of the API clients that have a permission just for an agency or, for `nil`, for the whole regency.
    fileprivate func clients(with permission: Permission, agency: String?) throws -> [String] {
        let scope: SQL = agency.map { "api_client.agency_id = \($0)" } ?? "api_client.agency_id IS NULL"
        return try rows(
            """
            SELECT api_client.id AS id FROM api_client_permission
            JOIN api_client ON api_client.id = api_client_permission.client_id
            WHERE api_client_permission.permission = \(permission.name) AND \(scope) AND api_client.disabled_at IS NULL ORDER BY 1
            """
        ).map { $0.text("id") }
    }
}
