import HTTPTypes
import Kernel
import Storage
import Web

/// The roles of an account over the API.
enum GrantEndpoints {
    private static let permission = DirectoryPermission.accounts

    static let all = [list, give, end]

    private struct GrantItem: Encodable, Sendable {
        var id: String
        var roleId: String
        var agencyId: String?
        var categories: [String]?
        var validFrom: Day
        var validTo: Day?
        var isValid: Bool
        var grantedBy: SetterItem
        var grantedAt: Instant

        init(_ grant: RoleGrant, today: Day, names: [String: String]) {
            id = grant.id.text
            roleId = grant.role.text
            agencyId = grant.agency?.text
            categories = grant.categories?.sorted()
            validFrom = grant.validFrom
            validTo = grant.validTo
            isValid = grant.isValid(on: today)
            grantedBy = SetterItem(grant.grantedBy, names)
            grantedAt = grant.grantedAt
        }

        static let schema = Schema.named(
            "RoleGrant",
            .object(
                .required("id", .id), .required("roleId", .id), .optional("agencyId", .id.about("Left out where it reaches all.")),
                .optional("categories", .array(of: .string).about("Left out where it reaches all.")), .required("validFrom", .day),
                .optional("validTo", .day), .required("isValid", .boolean.about("Whether it holds today.")),
                .required("grantedBy", .setter), .required("grantedAt", .instant)))
    }

    private static let list = Endpoint(
        .get, "/api/accounts/{id}/roles", "Roles of an account, ended ones included", permission: permission,
        response: .items(of: GrantItem.schema)
    ) { request in
        let account = try await AccountRoutes.find(request)
        let grants = try await request.database.read { try RoleStore($0).grants(of: account.id) }
        let names = try await request.desk.names(of: grants.map(\.grantedBy))
        return try .json(Items(grants.map { GrantItem($0, today: request.directory.today, names: names) }))
    }

    private static let names = BodyForm([
        "roleId": "role", "agencyId": "agency", "categories": "categories", "validFrom": "valid_from", "validTo": "valid_to",
    ])

    private static let give = Endpoint(
        .post, "/api/accounts/{id}/roles", "Give an account a role",
        about: "Nobody gives away more than she has. `null` for agency or categories means all of them and must be said.",
        permission: permission,
        request: .named(
            "NewRoleGrant",
            .object(
                .required("roleId", .id), .required("agencyId", Schema.id.orNull),
                .required("categories", Schema.array(of: .string(min: 1, max: 100), max: 1000).orNull),
                .optional("validFrom", .day.about("Today unless given.")),
                .optional("validTo", Schema.day.orNull.about("Last day; null while no end is known.")))),
        response: GrantItem.schema, status: .created
    ) { request in
        let account = try await AccountRoutes.find(request)
        let blank = Form(["valid_from": request.directory.today.description])
        let body = try await request.jsonValue()
        // On the page no box ticked means all; an empty list is more likely a mistake.
        if body["categories"]?.array?.isEmpty ?? false { throw AppError.invalid("categories", "error.missing") }
        let known = try await request.desk.categories.choices().map(\.id)
        return try await request.reading(names, over: blank) { data in
            var checker = Checker(data)
            let draft = try AccountForm.grant(&checker, among: known)
            let grant = try await AccountRoutes.edit(request).grant(draft, to: account.id, by: request.actor)
            return try .created(
                GrantItem(grant, today: request.directory.today, names: [request.actor.id: request.actor.name]),
                at: "/api/accounts/\(account.id)/roles/\(grant.id)")
        }
    }

    private static let end = Endpoint(
        .delete, "/api/accounts/{id}/roles/{grant}", "End a role of an account", about: "At once; it stays in the list as history.",
        permission: permission, status: .noContent
    ) { request in
        let account = try await AccountRoutes.find(request)
        try await AccountRoutes.edit(request).revoke(try request.id("grant"), from: account.id, by: request.actor)
        return .noContent
    }
}
