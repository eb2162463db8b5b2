import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// People and their accounts over the API, within the reach of the one who asks. What they may do stands in ``GrantEndpoints``.
enum AccountEndpoints {
    private static let permission = DirectoryPermission.accounts

    static let all: [Endpoint] =
        [list, one, create, change, link, disable, enable, resetSecondStep] + [
            .history("/api/accounts/{id}/history", "What became of an account", permission: permission) { request in
                try await AccountRoutes.find(request).reference
            },
            .table("/api/tables/accounts", "Accounts within one's reach as a table", permission: permission, csv: AccountRoutes.csv),
            .importing(
                "/api/tables/accounts", "Import accounts",
                columns: "Columns as the table that GET gives. New accounts wait for a link, see `POST /api/accounts/{id}/link`.",
                permission: permission, limits: Imports.limits, run: Imports.accounts),
        ] + GrantEndpoints.all

    private static let list = Endpoint(
        .get, "/api/accounts", "Accounts within one's reach, by name", permission: permission,
        parameters: [.init("q", .string(max: 200), "Part of the name, user name or e-mail address.")] + Endpoint.Parameter.paging,
        response: .page(of: AccountItem.schema)
    ) { request in
        let reach = request.actor.agencies(for: permission)
        let after = try request.cursor("api.accounts").flatMap { $0.values.count == 2 ? ($0.values[0], $0.values[1]) : nil }
        let (search, limit) = (request.query["q"], request.pageLimit + 1)
        let rows = try await request.database.read {
            try AccountStore($0).list(search: search, agencies: reach, after: after, limit: limit)
        }
        return try .json(request.page("api.accounts", rows, AccountItem.init) { Cursor([Plain.folded($0.name), $0.id.text]) })
    }

    private static let one = Endpoint(
        .get, "/api/accounts/{id}", "One account", permission: permission, response: AccountItem.schema
    ) { request in try .json(AccountItem(try await AccountRoutes.find(request))) }

    private struct Invited: Encodable, Sendable {
        var account: AccountItem
        var link: AccountLinkItem
    }

    private static let create = Endpoint(
        .post, "/api/accounts", "Add a person with an account", about: "The account has no password until its owner follows the link.",
        permission: permission, request: .named("NewAccount", .object(AccountBody.members)),
        response: .object(.required("account", AccountItem.schema), .required("link", AccountLinkItem.schema)), status: .created
    ) { request in
        try await request.reading(AccountBody.names, over: AccountForm.blank) { data in
            let (account, token) = try await AccountRoutes.edit(request).invite(try AccountForm.draft(data).draft, by: request.actor)
            return try .created(
                Invited(account: AccountItem(account), link: AccountLinkItem(token: token, request)), at: "/api/accounts/\(account.id)")
        }
    }

    private static let change = Endpoint(
        .patch, "/api/accounts/{id}", "Change an account", permission: permission,
        request: .change("AccountChange", AccountBody.members), response: AccountItem.schema
    ) { request in
        let account = try await AccountRoutes.find(request)
        return try await request.reading(AccountBody.names, over: AccountForm.form(account)) { data in
            let (draft, version) = try AccountForm.draft(data)
            return try .json(
                AccountItem(try await AccountRoutes.edit(request).update(account.id, draft, seen: version, by: request.actor)))
        }
    }

    private static let link = Endpoint(
        .post, "/api/accounts/{id}/link", "Make a fresh link to set a password",
        about: "For whoever lost the first one, or forgot the password and has no e-mail. Earlier links stop working.",
        permission: permission, response: AccountLinkItem.schema, status: .created
    ) { request in
        let account = try await AccountRoutes.find(request)
        let token = try await AccountRoutes.edit(request).renewLink(for: account.id, by: request.actor)
        return try .json(AccountLinkItem(token: token, request), status: .created)
    }

    private static let disable = Endpoint(
        .post, "/api/accounts/{id}/suspension", "Disable an account", about: "Ends every session and every link at once.",
        permission: permission, request: .object(.version), response: AccountItem.schema
    ) { request in
        let seen = try await request.json(Seen.self).version
        return try await changed(request) { try await AccountRoutes.edit(request).disable($0, seen: seen, by: request.actor) }
    }

    private static let enable = Endpoint(
        .delete, "/api/accounts/{id}/suspension", "Enable an account again", permission: permission, parameters: [.version],
        response: AccountItem.schema
    ) { request in
        try await changed(request) { try await AccountRoutes.edit(request).enable($0, seen: request.seenVersion, by: request.actor) }
    }

    private static let resetSecondStep = Endpoint(
        .delete, "/api/accounts/{id}/second-step", "Take the second step off an account",
        about: "For whoever lost phone and recovery codes. Ends every session.", permission: permission, response: AccountItem.schema
    ) { request in
        try await changed(request) {
            try await AccountRoutes.edit(request).resetSecondStep(of: $0, vault: request.installation.vault, by: request.actor)
        }
    }

    private static func changed(_ request: Request, _ act: (Identifier<Account>) async throws -> Void) async throws -> Reply {
        let account = try await AccountRoutes.find(request)
        return try await AccountBody.names.naming {
            try await act(account.id)
            return try .json(AccountItem(try await AccountRoutes.find(request)))
        }
    }
}

/// A body that says nothing but what was seen.
struct Seen: Decodable {
    var version: Int
}
