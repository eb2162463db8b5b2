import Kernel
import Web

/// Pages about people and their accounts.
enum AccountPages {
    struct ListView: Sendable {
        var accounts: [Account]
        var search: String
        var agencies: AgencyTree
        var today: Day
        /// Link to those after; `nil` at the end.
        var older: String?
    }

    static func list(_ page: Page, _ view: ListView) -> HTML {
        let filters = Filters(
            page, action: DirectoryPaths.accounts(),
            fields: [Input(page, "kata", label: page.t("directory.search"), kind: .search, value: view.search, need: .filter).html],
            active: view.search.isEmpty ? [] : [view.search], target: "daftar")
        let rows: [[HTML]] = view.accounts.map { account in
            [
                "<a href=\"\(DirectoryPaths.someAccount(account.id.text))\">\(account.name)</a>", "\(account.username)",
                "\(account.person.position ?? "–")", "\(account.person.agency.flatMap { view.agencies[$0]?.name } ?? "–")",
                state(page, account, view.today),
            ]
        }
        let columns = ["name", "username", "position", "agency", "state"].map { Table.Column(page.t(TextKey("directory.field.\($0)"))) }
        return AdminFrame.page(
            page, page.t("directory.accounts"),
            actions: [
                Button(page.t("directory.account.new"), link: DirectoryPaths.newAccount()),
                Button(page.t("directory.import"), kind: .quiet, link: DirectoryPaths.accountsImport()),
                Button(page.t("directory.export"), kind: .plain, link: DirectoryPaths.accountsCSV()),
            ],
            body: """
                <p>\(page.t("directory.accounts.about"))</p>\(filters)<div id="daftar">\
                \(if: rows.isEmpty, EmptyState(page.t("directory.search.none"), text: page.t("directory.search.none.about")).html, else: Table(page.t("directory.accounts"), columns: columns, rows: rows).html)\
                \(Pagination(page, older: view.older))</div>
                """)
    }

    static func state(_ page: Page, _ account: Account, _ today: Day) -> HTML {
        if !account.isEnabled { return Tag(page.t("directory.account.disabled")).html }
        if let from = account.validFrom, today < from {
            return Tag(page.t("directory.state.future", ["day": page.format.day(from)]), .info).html
        }
        if account.passwordHash == nil { return Tag(page.t("directory.account.invited"), .info).html }
        return Tag(page.t("directory.state.active"), .good).html
    }

    static func form(_ page: Page, _ form: Form, account: Account?, agencies: AgencyTree, today: Day, conflict: AppError? = nil) -> HTML {
        let fields = Fields(page, form)
        let title = account.map { page.t("directory.edit.title", ["name": $0.name]) } ?? page.t("directory.account.new")
        let action = account.map { DirectoryPaths.editAccount($0.id.text) } ?? DirectoryPaths.accounts()
        let back = account.map { DirectoryPaths.someAccount($0.id.text) } ?? DirectoryPaths.accounts()
        return AdminFrame.page(
            page, title, above: [(page.t("directory.accounts"), DirectoryPaths.accounts())], isWide: false,
            body: """
                \(AdminFrame.conflict(page, conflict))\(if: account == nil, "<p>\(page.t("directory.account.new.about"))</p>")\(fields.summary)
                \(PostForm(page, action, """
                \(fields.hidden("version"))\(fields.line("name", "directory.field.name", max: 120))
                \(fields.line("username", "directory.field.username", hint: "directory.account.username.hint", max: 40))
                \(fields.line("email", "directory.field.email", kind: .email, need: .optional, hint: "directory.account.email.hint"))
                \(fields.line("phone", "directory.field.phone", kind: .tel, need: .optional))
                \(fields.line("position", "directory.field.position", need: .optional, max: 120))
                \(fields.line("employee_number", "directory.field.employeeNumber", need: .optional, max: 30))
                \(fields.select("agency", "directory.field.agency", agencyChoices(agencies, today), need: .optional, prompt: "directory.account.no_agency"))
                \(fields.radios("language", "directory.field.language", [Choice("id", "Bahasa Indonesia"), Choice("en", "English")], isRow: true))
                \(fields.day("valid_from", "directory.field.validFrom", need: .optional, hint: "directory.account.valid_from.hint"))
                \(fields.day("valid_to", "directory.field.validTo", need: .optional, hint: "directory.account.valid_to.hint"))
                <p class="row">\(Button(page.t("directory.save"))) \(Button(page.t("directory.cancel"), kind: .plain, link: back))</p>
                """))
                """)
    }

    static func agencyChoices(_ agencies: AgencyTree, _ today: Day) -> [Choice] {
        agencies.outline { $0.isActive(on: today) || $0.validFrom > today }.map {
            Choice($0.agency.id.text, String(repeating: "– ", count: $0.depth) + $0.agency.name)
        }
    }

    /// The link to set a password, shown once to be handed over.
    static func link(_ page: Page, account: Account, address: String) -> HTML {
        AdminFrame.page(
            page, page.t("directory.account.link"), above: [(page.t("directory.accounts"), DirectoryPaths.accounts())], isWide: false,
            body: """
                \(Notice(.warn, isLive: true, "<p>\(page.t("directory.account.link.about", ["name": account.name]))</p>"))
                \(CopyBox(page, id: "link", label: page.t("directory.account.link.label"), text: address))
                <p>\(Button(page.t("directory.account.roles.next"), link: DirectoryPaths.someAccount(account.id.text)))</p>
                """)
    }
}
