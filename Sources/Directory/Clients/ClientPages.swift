import Kernel
import Web

/// Pages about API clients.
enum ClientPages {
    static func list(_ page: Page, _ clients: [APIClient], agencies: AgencyTree, today: Day) -> HTML {
        let rows: [[HTML]] = clients.map { client in
            [
                "<a href=\"\(DirectoryPaths.client(client.id.text))\">\(client.name)</a>", "<span class=\"code\">\(client.keyHint)…</span>",
                "\(page.format.number(client.permissions.count))",
                "\(client.agency.flatMap { agencies[$0]?.name } ?? page.t("directory.grant.all_agencies"))",
                "\(client.lastUsedOn.map(page.format.day) ?? page.t("directory.client.never"))",
                "\(client.validTo.map(page.format.day) ?? "–")", state(page, client, today),
            ]
        }
        let columns = ["name", "key", "permissions", "scope", "last_used", "validTo", "state"].map {
            Table.Column(page.t(TextKey("directory.field.\($0)")))
        }
        return AdminFrame.page(
            page, page.t("directory.clients"),
            actions: [
                Button(page.t("directory.client.new"), link: DirectoryPaths.newClient()),
                Button(page.t("directory.import"), kind: .quiet, link: DirectoryPaths.clientsImport()),
                Button(page.t("directory.export"), kind: .plain, link: DirectoryPaths.clientsCSV()),
            ],
            body: """
                <p>\(page.t("directory.clients.about"))</p>
                \(if: rows.isEmpty, EmptyState(page.t("directory.clients.none"), text: page.t("directory.clients.none.about"), action: Button(page.t("directory.client.new"), link: DirectoryPaths.newClient())).html, else: Table(page.t("directory.clients"), columns: columns, rows: rows).html)
                """)
    }

    private static func state(_ page: Page, _ client: APIClient, _ today: Day) -> HTML {
        if client.isEnabled, let from = client.validFrom, today < from {
            return Tag(page.t("directory.state.future", ["day": page.format.day(from)]), .info).html
        }
        if client.isEnabled, let end = client.validTo, end < today {
            return Tag(page.t("directory.state.ended", ["day": page.format.day(end)])).html
        }
        return client.isEnabled ? Tag(page.t("directory.state.active"), .good).html : Tag(page.t("directory.account.disabled")).html
    }

    /// The key, shown once.
    static func key(_ page: Page, _ client: APIClient, key: String) -> HTML {
        AdminFrame.page(
            page, page.t("directory.client.key"), above: [(page.t("directory.clients"), DirectoryPaths.clients())], isWide: false,
            body: """
                \(Notice(.warn, isLive: true, "<p>\(page.t("directory.client.key.about", ["name": client.name]))</p>"))
                \(CopyBox(page, id: "key", label: page.t("directory.client.key"), text: key))
                <p>\(page.t("directory.client.key.how"))</p><p>\(Button(page.t("directory.client.key.kept"), link: DirectoryPaths.client(client.id.text)))</p>
                """)
    }

    struct View: Sendable {
        var client: APIClient?
        /// Permissions the asker holds, which are those a key can get.
        var permissions: [Permission]
        var agencies: AgencyTree
        var today: Day
    }

    static func form(_ page: Page, _ form: Form, _ view: View, history: HistoryList?, conflict: AppError? = nil) -> HTML {
        let fields = Fields(page, form)
        let choices = view.permissions.map { Choice($0.name, page.t(TextKey("permission.\($0.name)")), hint: $0.name) }
        let action = view.client.map { DirectoryPaths.client($0.id.text) } ?? DirectoryPaths.clients()
        return AdminFrame.page(
            page, view.client?.name ?? page.t("directory.client.new"), above: [(page.t("directory.clients"), DirectoryPaths.clients())],
            isWide: false,
            body: """
                \(AdminFrame.conflict(page, conflict))\(with: view.client, { "<p>\(state(page, $0, view.today)) <span class=\"code\">\($0.keyHint)…</span></p>" })\(fields.summary)
                \(PostForm(page, action, """
                \(fields.hidden("version"))\(fields.line("name", "directory.field.name", hint: "directory.client.name.hint", max: 80))
                \(fields.select("agency", "directory.field.scope", AccountPages.agencyChoices(view.agencies, view.today), need: .optional, prompt: "directory.grant.all_agencies", hint: "directory.grant.scope.hint"))
                \(fields.boxes("permissions", "directory.field.permissions", choices, need: .required, hint: "directory.client.permissions.hint"))
                \(fields.day("valid_from", "directory.field.validFrom", need: .optional, hint: "directory.client.valid_from.hint"))
                \(fields.day("valid_to", "directory.field.validTo", need: .optional, hint: "directory.client.valid_to.hint"))
                <p class="row">\(Button(page.t(view.client == nil ? "directory.client.create" : "directory.save"))) \(Button(page.t("directory.cancel"), kind: .plain, link: DirectoryPaths.clients()))</p>
                """))
                \(with: view.client, { "\(renew(page, $0))\(disable(page, $0))" })\(with: history, { Card(title: page.t("directory.history"), $0.html).html })
                """)
    }

    private static func renew(_ page: Page, _ client: APIClient) -> HTML {
        let box = ConfirmBox(
            page, page.t("directory.client.renew"), explanation: page.t("directory.client.renew.about"),
            confirm: page.t("directory.client.renew.confirm"))
        return PostForm(
            page, DirectoryPaths.renewClientKey(client.id.text),
            "<input type=\"hidden\" name=\"version\" value=\"\(client.version)\">\(box)"
        ).html
    }

    private static func disable(_ page: Page, _ client: APIClient) -> HTML {
        let version: HTML = "<input type=\"hidden\" name=\"version\" value=\"\(client.version)\">"
        guard client.isEnabled else {
            return PostForm(
                page, DirectoryPaths.enableClient(client.id.text),
                "\(version)<p>\(Button(page.t("directory.client.enable"), kind: .quiet))</p>"
            ).html
        }
        let box = ConfirmBox(
            page, page.t("directory.client.disable"), explanation: page.t("directory.client.disable.about"),
            confirm: page.t("directory.client.disable.confirm"))
        return PostForm(page, DirectoryPaths.disableClient(client.id.text), "\(version)\(box)").html
    }
}
