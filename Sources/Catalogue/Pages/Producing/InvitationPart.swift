import Kernel
import Web

/// Asking villages to fill a table, and what they have sent.
struct InvitationPart {
    let page: Page
    let view: ManagePage.View

    init(_ page: Page, _ view: ManagePage.View) {
        self.page = page
        self.view = view
    }

    var html: HTML {
        let tables = view.tables.map(\.table).filter { ContributionRows.areaField($0.schema) != nil }
        guard !tables.isEmpty else { return .empty }
        return """
            \(each: tables.filter { view.invitations[$0.id] != nil || (view.waiting[$0.id] ?? 0) > 0 }, running)\
            <details class="card"\(attr: "open", view.form.issue("until") != nil)><summary>\(page.t("invitation.invite"))</summary>\
            <p>\(page.t("invitation.about"))</p>\
            \(PostForm(page, CataloguePaths.invite(view.dataset.name), """
                \(ManagePage.version(view))\(Select(page, "table", in: view.form, label: page.t("catalogue.upload.table"), choices: tables.map { Choice($0.id.text, $0.title) }))
                \(Input(page, "until", in: view.form, label: page.t("invitation.until_on"), kind: .date))<p>\(Button(page.t("invitation.invite"), kind: .quiet))</p>
                """))</details>
            """
    }

    private func running(_ table: Distribution) -> HTML {
        let count = view.waiting[table.id] ?? 0
        let end: HTML =
            view.invitations[table.id] == nil
            ? .empty
            : PostForm(
                page, CataloguePaths.dismiss(view.dataset.name),
                """
                \(ManagePage.version(view))<input type="hidden" name="table" value="\(table.id.text)">\
                <p>\(Button(page.t("invitation.end"), kind: .plain))</p>
                """
            ).html
        let until: HTML = view.invitations[table.id].map { "<p>\(page.t("invitation.until", ["day": page.format.day($0)]))</p>" } ?? .empty
        return Notice(
            .info, title: table.title,
            """
            \(until)<p><a href="\(CataloguePaths.contributions(table.id.text))">\(page.t("contribution.count", ["count": page.format.number(count)]))</a></p>\(end)
            """
        ).html
    }
}
