import Directory
import Kernel
import Web

/// Every report an official may open, public or not, the newest first, narrowed as the address says.
enum CaseListPage {
    struct View: Sendable {
        var reports: [Report]
        var names: Names
        var query: ListQuery
        /// Cursor of the next page, `nil` on the last.
        var older: String?
        /// A code somebody read out that led to nothing, and why.
        var code: (typed: String, error: Message)?
    }

    static func page(_ page: Page, _ view: View) -> HTML {
        Layout.page(
            page, title: page.t("staff.reports.title"),
            body: """
                \(Breadcrumb(page, above: [(page.t("staff.work.title"), StaffPaths.workList())], title: page.t("staff.reports.title")))
                <div class="stack"><h1>\(page.t("staff.reports.title"))</h1><p class="lead">\(page.t("staff.reports.intro"))</p>
                \(codeForm(page, view))\(filters(page, view))
                <div id="daftar" class="stack">
                \(if: view.reports.isEmpty, EmptyState(page.t("staff.reports.empty.title"), text: page.t("staff.reports.empty.text")).html,
                    else: table(page, view))
                \(Pagination(page, newer: view.query.older == nil ? nil : link(view.query.withoutPage), older: view.older.map { link(view.query.page(older: $0)) }))
                <p>\(Button(page.t("staff.reports.export"), kind: .quiet, link: StaffPaths.reportsTable(query: view.query.withoutPage.parameters)))</p>
                </div></div>
                """)
    }

    /// For whoever has a citizen on the phone or at the counter, who names the code of her report.
    private static func codeForm(_ page: Page, _ view: View) -> HTML {
        let field = Input(
            page, "kode", label: page.t("staff.reports.code"), value: view.code?.typed ?? "", hint: page.t("report.track.hint"),
            error: view.code.map { page.t($0.error) }, width: .code, maxLength: 40, autocomplete: "off",
            attributes: " autocapitalize=\"characters\" spellcheck=\"false\"")
        return """
            <form class="form form--line" method="get" action="\(StaffPaths.reports())">\(field)\
            <p>\(Button(page.t("staff.reports.open"), kind: .quiet, icon: .search))</p></form>
            """
    }

    private static func link(_ query: ListQuery) -> String { StaffPaths.reports(query: query.parameters) }

    private static func filters(_ page: Page, _ view: View) -> HTML {
        let filter = view.query.filter
        let names = view.names
        let categories = names.offered.map { top, children in
            ChoiceGroup(
                top.name(page.language),
                [Choice(top.id, page.t("staff.reports.whole", ["name": top.name(page.language)]))]
                    + children.map { Choice($0.id, $0.name(page.language)) })
        }
        return Filters(
            page, action: StaffPaths.reports(),
            fields: [
                Select(
                    page, "status", label: page.t("report.fact.status"),
                    choices: ReportFilter.Status.allCases.map { Choice($0.rawValue, page.t($0.label)) },
                    selected: filter.status?.rawValue ?? "", prompt: page.t("staff.reports.all"), need: .filter
                ).html,
                Select(
                    page, "kategori", label: page.t("report.fact.category"), groups: categories, selected: filter.category ?? "",
                    prompt: page.t("staff.reports.all"), need: .filter
                ).html,
                Select(
                    page, "instansi", label: page.t("report.fact.agency"), choices: names.handlers.map { Choice($0.id.text, $0.name) },
                    selected: filter.agency ?? "", prompt: page.t("staff.reports.all"), need: .filter
                ).html,
                Input(page, "dari", label: page.t("staff.reports.from"), kind: .date, value: filter.from?.description ?? "", need: .filter)
                    .html,
                Input(page, "sampai", label: page.t("staff.reports.to"), kind: .date, value: filter.to?.description ?? "", need: .filter)
                    .html,
            ], target: "daftar"
        ).html
    }

    private static func table(_ page: Page, _ view: View) -> HTML {
        Table(
            page.t("staff.reports.title"),
            columns: [
                Table.Column(page.t("staff.reports.what")),
                Table.Column(page.t("report.fact.status")),
                Table.Column(page.t("report.fact.received")), Table.Column(page.t("report.fact.due")),
            ],
            rows: view.reports.map { report in
                let title = ReportRow.split(report.publicText ?? report.text).title
                let agency = report.agency.map(view.names.agency) ?? page.t("report.no_agency")
                return [
                    """
                    <a href="\(StaffPaths.report(report.code))">\(title)</a>\
                    <span class="table__below"><span class="code">\(report.code)</span> · \(agency)</span>
                    """,
                    "\(Tag(page.t(StateWords.label(report.state)), ReportFilter.Status(state: report.state).kind))\(if: report.isOverdue, " \(Tag(page.t("report.overdue"), .bad))")\(if: report.disclosure == .confidential, " \(Tag(page.t(report.disclosure.label), .idle, icon: .lock))")",
                    "<time>\(page.format.day(report.receivedAt))</time>",
                    "\(with: report.dueAt, { "<time>\(page.format.day($0))</time>" })\(if: report.dueAt == nil, "–")",
                ]
            }
        ).html
    }
}
