import Directory
import Ingest
import Kernel
import Web

/// The page of what villages have sent for one table.
enum ContributionPage {
    struct View: Sendable {
        var table: Distribution
        var dataset: Dataset
        var invitation: FillingInvitation?
        var contributions: [Contribution]
        var agencies: AgencyTree
        var mayTake: Bool
        var form: Form
    }

    static func page(_ page: Page, _ view: View, _ error: AppError?) -> HTML {
        let waiting = view.contributions.filter { $0.state == .waiting }
        let others = view.contributions.filter { $0.state != .waiting }
        let title = page.t("contribution.title", ["table": view.table.title])
        return Layout.page(
            page, title: title,
            body: """
                \(Breadcrumb(page, above: [(page.t("catalogue.mine.title"), CataloguePaths.mine()), (view.dataset.title, CataloguePaths.manage(view.dataset.name))], title: title))
                <div class="stack"><h1>\(title)</h1>\(with: view.invitation, { "<p class=\"lead\">\(page.t("invitation.until", ["day": page.format.day($0.untilOn)]))</p>" })\
                \(with: error, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })\(ErrorSummary(page, view.form))\
                \(if: view.contributions.isEmpty, EmptyState(page.t("contribution.none"), text: page.t("contribution.none.about")).html)\
                \(if: view.mayTake && !waiting.isEmpty, gather(page, view, waiting))\
                \(if: !waiting.isEmpty, "<h2>\(page.t("contribution.waiting"))</h2><ul class=\"list\">\(each: waiting, { "<li>\(card(page, view, $0))</li>" })</ul>")\
                \(if: !others.isEmpty, "<h2>\(page.t("contribution.decided"))</h2><ul class=\"list\">\(each: others, { "<li>\(card(page, view, $0))</li>" })</ul>")</div>
                """)
    }

    private static func gather(_ page: Page, _ view: View, _ waiting: [Contribution]) -> HTML {
        let rows = waiting.reduce(0) { $0 + $1.rows.count }
        return Card(
            title: page.t("contribution.gather"),
            """
            <p>\(page.t("contribution.gather.about", ["count": page.format.number(waiting.count), "rows": page.format.number(rows)]))</p>\
            \(PostForm(page, CataloguePaths.gather(view.table.id.text), "<p>\(Button(page.t("contribution.gather.do"), icon: .check))</p>"))
            """
        ).html
    }

    private static func card(_ page: Page, _ view: View, _ contribution: Contribution) -> HTML {
        let schema = view.table.schema
        let columns = schema.fields.map { Table.Column($0.heading, isNumber: $0.type.isNumeric) }
        let rows: [[HTML]] = contribution.rows.filter { $0.count == columns.count }.map { row in row.map { "\($0 ?? "–")" } }
        let kind: Tag.Kind = contribution.state == .waiting ? .act : contribution.state == .taken ? .good : .idle
        return """
            <article class="list-card list-card--open"><h3 class="list-card__title">\(view.agencies.name(contribution.agency.text))</h3>\
            <p class="row">\(Tag(page.t(contribution.state.label), kind)) <span class="muted">\(page.format.moment(contribution.sentAt)) · \
            \(page.t("catalogue.rows", ["count": page.format.number(contribution.rows.count)]))</span></p>\
            \(with: contribution.reason, { "<p>\($0)</p>" })\
            \(with: contribution.submission, { "<p><a href=\"\(CataloguePaths.submission($0.text))\">\(page.t("contribution.see"))</a></p>" })\
            <details><summary>\(page.t("contribution.rows"))</summary>\(Table(page.t("contribution.rows"), columns: columns, rows: rows, isCards: false))</details>\
            \(if: view.mayTake && contribution.state == .waiting, refusal(page, view, contribution))</article>
            """
    }

    private static func refusal(_ page: Page, _ view: View, _ contribution: Contribution) -> HTML {
        var scoped = page
        scoped.fieldScope = "\(contribution.id.text)."
        let isAsked = view.form.value("contribution") == contribution.id.text
        let fields = Fields(scoped, isAsked ? view.form : .empty)
        return """
            <details\(attr: "open", isAsked)><summary>\(page.t("contribution.refuse"))</summary>\
            \(PostForm(page, CataloguePaths.refuseContribution(view.table.id.text), """
                <input type="hidden" name="contribution" value="\(contribution.id.text)"><input type="hidden" name="version" value="\(contribution.version)">\
                \(fields.area("reason", "contribution.reason", rows: 2, max: 2000))<p>\(Button(page.t("contribution.refuse"), kind: .danger))</p>
                """))</details>
            """
    }
}
