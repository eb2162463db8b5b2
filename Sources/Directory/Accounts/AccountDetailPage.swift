import Kernel
import Web

/// One account: facts, roles, and what can be done with it.
enum AccountDetailPage {
    struct View: Sendable {
        var account: Account
        var grants: [RoleGrant]
        var roles: [Identifier<Role>: Role]
        var agencies: AgencyTree
        var categories: [(id: String, name: String)]
        var today: Day
        var sessions: Int
        var grantForm = Form.empty
        var isOneself: Bool
    }

    static func html(_ page: Page, _ view: View, history: HistoryList, conflict: AppError? = nil) -> HTML {
        let account = view.account
        return AdminFrame.page(
            page, account.name, above: [(page.t("directory.accounts"), DirectoryPaths.accounts())],
            actions: [Button(page.t("directory.edit"), link: DirectoryPaths.editAccount(account.id.text))],
            body: """
                \(AdminFrame.conflict(page, conflict))<p>\(AccountPages.state(page, account, view.today))</p>
                \(Facts([
                    (page.t("directory.field.username"), "\(account.username)"), (page.t("directory.field.email"), account.email.map { "\($0)" }),
                    (page.t("directory.field.phone"), account.person.phone.map { "\($0)" }),
                    (page.t("directory.field.position"), account.person.position.map { "\($0)" }),
                    (page.t("directory.field.employeeNumber"), account.person.employeeNumber.map { "\($0)" }),
                    (page.t("directory.field.agency"), account.person.agency.flatMap { view.agencies[$0] }.map { "\($0.name)" }),
                    (page.t("directory.field.validFrom"), account.validFrom.map { "\(page.format.day($0))" }),
                    (page.t("directory.field.validTo"), account.validTo.map { "\(page.format.day($0))" }),
                    (page.t("directory.second_step"), "\(page.t(account.hasTOTP ? "directory.second_step.on" : "directory.second_step.is_off"))"),
                    (page.t("directory.sessions"), "\(page.format.number(view.sessions))"),
                ]))
                \(Card(title: page.t("directory.roles"), "\(roles(page, view))\(giveRole(page, view))"))
                \(acts(page, view))
                \(Card(title: page.t("directory.history"), history.html))
                """)
    }

    private static func roles(_ page: Page, _ view: View) -> HTML {
        if view.grants.isEmpty { return "<p class=\"muted\">\(page.t("directory.own.no_role"))</p>" }
        let rows: [[HTML]] = view.grants.map { grant in
            [
                "\(view.roles[grant.role]?.name(page.language) ?? "–")",
                "\(grant.agency.flatMap { view.agencies[$0]?.name } ?? page.t("directory.grant.all_agencies"))",
                "\(categories(page, grant, view))", "\(page.format.day(grant.validFrom))", "\(grant.validTo.map(page.format.day) ?? "–")",
                state(page, grant, view),
            ]
        }
        return Table(
            page.t("directory.roles"),
            columns: ["role", "scope", "categories", "validFrom", "validTo", "state"].map {
                Table.Column(page.t(TextKey("directory.field.\($0)")))
            },
            rows: rows
        ).html
    }

    private static func state(_ page: Page, _ grant: RoleGrant, _ view: View) -> HTML {
        guard grant.isNotOver(on: view.today) else { return Tag(page.t("directory.grant.over")).html }
        let isAsleep = !(view.roles[grant.role]?.isValid(on: view.today) ?? true)
        let end = PostForm(
            page, DirectoryPaths.endRole(view.account.id.text, grant.id.text), "\(Button(page.t("directory.grant.end"), kind: .quiet))")
        return "\(if: isAsleep, Tag(page.t("directory.grant.role_asleep")).html)\(end)"
    }

    private static func categories(_ page: Page, _ grant: RoleGrant, _ view: View) -> String {
        guard let chosen = grant.categories else { return page.t("directory.grant.all_categories") }
        return view.categories.filter { chosen.contains($0.id) }.map(\.name).joined(separator: ", ")
    }

    private static func giveRole(_ page: Page, _ view: View) -> HTML {
        let fields = Fields(page, view.grantForm)
        let offered = view.roles.values.filter { !$0.isOver(on: view.today) }
        let roles = offered.sorted { ($0.isBuiltin ? 0 : 1, $0.id) < ($1.isBuiltin ? 0 : 1, $1.id) }
        return """
            <h3>\(page.t("directory.grant.give"))</h3>\(fields.summary)
            \(PostForm(page, DirectoryPaths.giveRole(view.account.id.text), """
            \(fields.select("role", "directory.field.role", roles.map { Choice($0.id.text, $0.name(page.language)) }, prompt: "directory.choose"))
            \(fields.select("agency", "directory.field.scope", AccountPages.agencyChoices(view.agencies, view.today), need: .optional, prompt: "directory.grant.all_agencies", hint: "directory.grant.scope.hint"))
            \(if: !view.categories.isEmpty, "<details><summary>\(page.t("directory.grant.limit_categories"))</summary>\(fields.boxes("categories", "directory.field.categories", view.categories.map { Choice($0.id, $0.name) }, hint: "directory.grant.categories.hint"))</details>")
            \(fields.day("valid_from", "directory.field.validFrom"))\(fields.day("valid_to", "directory.field.validTo", need: .optional, hint: "directory.valid_to.hint"))
            <p>\(Button(page.t("directory.grant.give"), kind: .quiet))</p>
            """))
            """
    }

    private static func acts(_ page: Page, _ view: View) -> HTML {
        let account = view.account
        let id = account.id.text
        let version: HTML = "<input type=\"hidden\" name=\"version\" value=\"\(account.version)\">"
        let disable = ConfirmBox(
            page, page.t("directory.account.disable"), explanation: page.t("directory.account.disable.about"),
            confirm: page.t("directory.account.disable.confirm"))
        let lift = ConfirmBox(
            page, page.t("directory.account.second_step.reset"), explanation: page.t("directory.account.second_step.reset.about"),
            confirm: page.t("directory.account.second_step.reset.confirm"))
        return """
            \(if: account.isEnabled, PostForm(page, DirectoryPaths.accountLink(id), "<p>\(Button(page.t("directory.account.link.make"), kind: .quiet))</p>").html)
            \(if: account.hasTOTP, PostForm(page, DirectoryPaths.resetSecondStep(id), "\(lift)").html)
            \(if: account.isEnabled && !view.isOneself, PostForm(page, DirectoryPaths.disableAccount(id), "\(version)\(disable)").html)
            \(if: !account.isEnabled, PostForm(page, DirectoryPaths.enableAccount(id), "\(version)<p>\(Button(page.t("directory.account.enable")))</p>").html)
            """
    }
}
