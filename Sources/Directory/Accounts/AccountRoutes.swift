import Kernel
import Storage
import Tables
import Web
import Work

/// People and their accounts: list, one, and what is done with them.
enum AccountRoutes {
    private static let permission = DirectoryPermission.accounts

    static let all: [PageRoute] = [
        .get(DirectoryPaths.accounts, permission: permission) { request in .page(AccountPages.list(request.page, try await list(request)))
        },
        .get(DirectoryPaths.accountsCSV, permission: permission) { request in
            .bytes(try await csv(request), type: "text/csv; charset=utf-8", filename: "akun.csv")
        },
        .get(DirectoryPaths.newAccount, permission: permission) { request in .page(form(request, AccountForm.blank, nil)) },
        .post(DirectoryPaths.accounts, permission: permission) { request in
            try await request.act(again: { filled, error in form(request, filled, nil, error) }) { data in
                let (account, token) = try await edit(request).invite(try AccountForm.draft(data).draft, by: request.actor)
                return linkPage(request, account, token)
            }
        },
        .get(DirectoryPaths.someAccount, permission: permission) { request in .page(try await detail(request)) },
        .get(DirectoryPaths.editAccount, permission: permission) { request in
            let account = try await find(request)
            return .page(form(request, AccountForm.form(account), account))
        },
        .post(DirectoryPaths.editAccount, permission: permission) { request in
            let id = try request.id("id", Account.self)
            return try await request.act(again: { filled, error in
                let now = try await find(request)
                return form(request, error == nil ? filled : filled.setting("version", "\(now.version)"), now, error)
            }) { data in
                let (draft, version) = try AccountForm.draft(data)
                try await edit(request).update(id, draft, seen: version, by: request.actor)
                return .redirect(DirectoryPaths.someAccount(id.text), flash: request.t("directory.saved"))
            }
        },
        .post(DirectoryPaths.accountLink, permission: permission) { request in
            let account = try await find(request)
            return linkPage(request, account, try await edit(request).renewLink(for: account.id, by: request.actor))
        },
        .post(DirectoryPaths.disableAccount, permission: permission) { request in
            try await act(request) { id, checker in
                try await edit(request).disable(id, seen: checker.version(), by: request.actor)
                return "directory.account.is_disabled_now"
            }
        },
        .post(DirectoryPaths.enableAccount, permission: permission) { request in
            try await act(request) { id, checker in
                try await edit(request).enable(id, seen: checker.version(), by: request.actor)
                return "directory.account.is_enabled_now"
            }
        },
        .post(DirectoryPaths.resetSecondStep, permission: permission) { request in
            try await act(request) { id, _ in
                try await edit(request).resetSecondStep(of: id, vault: request.installation.vault, by: request.actor)
                return "directory.second_step.is_off"
            }
        },
        .post(DirectoryPaths.giveRole, permission: permission) { request in
            try await act(request) { id, checker in
                let draft = try AccountForm.grant(&checker, among: try await request.desk.categories.choices().map(\.id))
                try await edit(request).grant(draft, to: id, by: request.actor)
                return "directory.grant.given"
            }
        },
        .post(DirectoryPaths.endRole, permission: permission) { request in
            try await act(request) { id, _ in
                try await edit(request).revoke(try request.id("grant"), from: id, by: request.actor)
                return "directory.grant.ended"
            }
        },
    ]

    static func edit(_ request: Request) -> EditAccounts { EditAccounts(request.directory, resolver: request.desk.resolver) }

    private static func act(_ request: Request, _ body: (Identifier<Account>, inout Checker) async throws -> TextKey) async throws -> Reply
    {
        let id = try request.id("id", Account.self)
        return try await request.act(again: { filled, error in try await detail(request, filled, error) }) { data in
            var checker = Checker(data)
            let done = try await body(id, &checker)
            return .redirect(DirectoryPaths.someAccount(id.text), flash: request.t(done))
        }
    }

    private static func linkPage(_ request: Request, _ account: Account, _ token: String) -> Reply {
        let address = request.installation.settings.absolute(DirectoryPaths.link(token))
        return .page(AccountPages.link(request.page, account: account, address: address))
    }

    /// The account, when it is within the reach of the one who asks; others are not found.
    static func find(_ request: Request) async throws -> Account {
        let id = try request.id("id", Account.self)
        guard let account = try await request.database.read({ try AccountStore($0).find(id) }),
            request.actor.may(permission, agency: account.person.agency?.text)
        else { throw AppError.notFound }
        return account
    }

    private static func list(_ request: Request) async throws -> AccountPages.ListView {
        let search = request.query["kata"] ?? ""
        let reach = request.actor.agencies(for: permission)
        let after = try request.cursor("accounts").flatMap { $0.values.count == 2 ? ($0.values[0], $0.values[1]) : nil }
        let rows = try await request.database.read { try AccountStore($0).list(search: search, agencies: reach, after: after, limit: 51) }
        let shown = Array(rows.prefix(50))
        let older =
            rows.count > 50
            ? shown.last.map { last in
                let cursor = Cursor([Plain.folded(last.name), last.id.text]).text("accounts", request.installation.vault)
                return DirectoryPaths.accounts(query: [("kata", search.isEmpty ? nil : search), ("cursor", cursor)])
            } : nil
        return AccountPages.ListView(
            accounts: shown, search: search, agencies: request.directory.agencies, today: request.directory.today, older: older)
    }

    private static func form(_ request: Request, _ form: Form, _ account: Account?, _ conflict: AppError? = nil) -> HTML {
        AccountPages.form(
            request.page, form, account: account, agencies: request.directory.agencies, today: request.directory.today, conflict: conflict)
    }

    private static func detail(_ request: Request, _ form: Form? = nil, _ conflict: AppError? = nil) async throws -> HTML {
        let account = try await find(request)
        let grants = try await request.database.read { try RoleStore($0).grants(of: account.id) }
        let view = AccountDetailPage.View(
            account: account, grants: grants, roles: request.directory.roles, agencies: request.directory.agencies,
            categories: try await request.desk.categories.choices(), today: request.directory.today,
            sessions: try await request.desk.signIn.sessions(of: account.id).count,
            grantForm: form ?? Form(["valid_from": request.directory.today.description, "agency": account.person.agency?.text ?? ""]),
            isOneself: account.id.text == request.actor.id)
        let tree = request.directory.agencies
        var history = try await request.history(of: account.reference) { field, value in field == "agency" ? tree.name(value) : value }
        let access = try await request.database.read { try AccessHistory.events(of: account.id, $0) }
        let others = try await request.desk.names(of: access.map(\.actorID))
        history.names.merge(others) { $1 }
        history.further = access.map { (event: $0, title: AccessHistory.title($0, request)) }
        return AccountDetailPage.html(request.page, view, history: history, conflict: conflict)
    }

    static func csv(_ request: Request) async throws -> [UInt8] {
        let reach = request.actor.agencies(for: permission)
        let (directory, today) = (request.directory, request.directory.today)
        let rows = try await request.database.read { tx in
            try AccountStore(tx).list(agencies: reach, limit: 100_000).map { ($0, try RoleStore(tx).grants(of: $0.id)) }
        }
        var writer = CSVWriter(byteOrderMark: true)
        writer.row(AccountForm.columns)
        for (account, grants) in rows {
            let roles = grants.filter { $0.isNotOver(on: today) }.compactMap { GrantWord($0, directory)?.text }
            writer.row([
                account.name, account.username, account.email ?? "", account.person.phone ?? "", account.person.position ?? "",
                account.person.employeeNumber ?? "", account.person.agency.flatMap { directory.agencies[$0]?.code } ?? "",
                roles.joined(separator: " "), account.isEnabled ? "" : "nonaktif", account.validFrom?.description ?? "",
                account.validTo?.description ?? "",
            ])
        }
        return writer.take()
    }
}
