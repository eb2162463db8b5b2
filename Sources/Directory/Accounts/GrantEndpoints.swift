import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// The roles of an account over the API.
enum GrantEndpoints {
    private static let permission = DirectoryPermission.accounts

    static let all = [list, give, end, history]

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

        init(_ grant: RoleGrant, _ directory: DirectoryIndex, names: [String: String]) {
            let today = directory.today
            id = grant.id.text
            roleId = grant.role.text
            agencyId = grant.agency?.text
            categories = grant.categories?.sorted()
            validFrom = grant.validFrom
            validTo = grant.validTo
            isValid = grant.isValid(on: today) && directory.roles[grant.role]?.isValid(on: today) ?? false
            grantedBy = SetterItem(grant.grantedBy, names)
            grantedAt = grant.grantedAt
        }

        static let schema = Schema.named(
            "RoleGrant",
            .object(
                .required("id", .id), .required("roleId", .id), .optional("agencyId", .id.about("Left out where it reaches all.")),
                .optional("categories", .array(of: .string).about("Left out where it reaches all.")), .required("validFrom", .day),
                .optional("validTo", .day), .required("isValid", .boolean.about("Whether it holds today, and the role does.")),
                .required("grantedBy", .setter), .required("grantedAt", .instant)))
    }

    private static let list = Endpoint(
        .get, "/api/accounts/{id}/roles", "Roles of an account, ended ones included", permission: permission,
        response: .items(of: GrantItem.schema)
    ) { request in
        let account = try await AccountRoutes.find(request)
        let grants = try await request.database.read { try RoleStore($0).grants(of: account.id) }
        let names = try await request.desk.names(of: grants.map(\.grantedBy))
        return try .json(Items(grants.map { GrantItem($0, request.directory, names: names) }))
    }

    private struct AccessChangeItem: Encodable, Sendable {
        var at: Instant
        var by: ActorItem
        var kind: String
        var details: [String: String]

        static let schema = Schema.named(
            "AccessChange",
            .object(
                .required("at", .instant), .required("by", .actor), .required("kind", .choice(AccessHistory.kinds)),
                .required("details", .map(of: .string).about("Ids of the role and the agencies, and the first day of a role."))))
    }

    private static let history = Endpoint(
        .get, "/api/accounts/{id}/access-history", "What was done to an account's access, the newest first",
        about: "Roles given, ended and moved, links to set a password made, a second step taken off: at most the last 200.",
        permission: permission, response: .items(of: AccessChangeItem.schema)
    ) { request in
        let account = try await AccountRoutes.find(request)
        let events = try await request.database.read { try AccessHistory.events(of: account.id, $0) }
        let names = try await request.desk.names(of: events.map(\.actorID))
        return try .json(
            Items(
                events.map {
                    AccessChangeItem(
                        at: $0.at, by: ActorItem(kind: $0.actorKind.rawValue, id: $0.actorID, name: names[$0.actorID]), kind: $0.kind,
                        details: $0.details)
                }))
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
                GrantItem(grant, request.directory, names: [request.actor.id: request.actor.name]),
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
