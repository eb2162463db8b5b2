import Directory
import Kernel
import Web

/// The form for a new edition: empty, following another one, or re-basing one on a new RPJMD.
enum NewEditionPage {
    struct View: Sendable {
        var old: PlanEdition?
        var basis: PlanEdition?
        /// What a plan that follows none can be written for.
        var bases: [PlanEdition]
        var choices: [Choice]
        var form: Form
        var error: AppError?
    }

    static func page(_ page: Page, _ view: View) -> HTML {
        let title = page.t(view.basis != nil ? "plan.rebase" : view.old != nil ? "plan.follow" : "plan.new")
        let fields = Fields(page, view.form)
        return Layout.page(
            page, title: title, isWide: false,
            body: """
                \(Breadcrumb(page, above: [(page.t("plan.title"), PlanPaths.list())], title: title))<div class="stack"><h1>\(title)</h1>\
                \(with: view.old, { "<p class=\"lead\">\(page.t("plan.follow_from", ["title": $0.title]))</p>" })\
                \(with: view.basis, { "<p>\(page.t("plan.rebase_about", ["title": $0.title]))</p>" })\
                \(with: view.error, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })\(fields.summary)\
                \(PostForm(
                    page, PlanPaths.new(),
                    """
                    \(fields.hidden("dari"))\(fields.hidden("rpjmd"))\
                    \(PlanForms.editionFields(page, view.form, view.choices, isNew: view.old == nil, bases: view.bases))\
                    <p>\(Button(page.t("plan.begin")))</p>
                    """))</div>
                """)
    }
}
