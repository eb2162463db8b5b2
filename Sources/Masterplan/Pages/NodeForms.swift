import Directory
import Kernel
import Web

/// What can be done with a node, each as a form that is folded away until it is wanted.
enum NodeForms {
    static func html(_ page: Page, _ view: NodePage.View) -> HTML {
        let node = view.node
        var cards: [HTML] = []
        func scoped(_ name: String) -> Page {
            var scoped = page
            scoped.fieldScope = "\(name)."
            return scoped
        }
        func form(_ name: String, or fresh: Form = .empty) -> Form { view.act == name ? view.form : fresh }
        func fold(_ name: String, _ title: TextKey, _ fields: HTML, _ button: TextKey, kind: Button.Kind = .quiet) {
            let action = PlanPaths.nodeAct(node.id.text, name)
            cards.append(
                EditionPage.fold(
                    page, title, view.act == name, PostForm(page, action, "\(fields)<p>\(Button(page.t(button), kind: kind))</p>").html,
                    id: name))
        }
        if view.mayEdit {
            let fields = PlanForms.nodeFields(
                scoped("ubah"), form("ubah", or: PlanForms.form(node)), view.edition.kind, view.choices,
                view.parents.filter { $0.id != node.id && $0.level != view.edition.kind.levels.last })
            fold("ubah", "plan.change_node", fields, "plan.save")
            fold(
                "indikator", "plan.add_indicator", PlanForms.indicatorFields(scoped("indikator"), form("indikator"), view.edition.years),
                "plan.add")
            for indicator in view.indicators {
                let name = "indikator-\(indicator.id.text)"
                let fields = PlanForms.indicatorFields(scoped(name), form(name, or: PlanForms.form(indicator)), view.edition.years)
                cards.append(
                    "<details class=\"card\"\(attr: "open", view.act == name)><summary>\(page.t("plan.change_indicator", ["name": String(indicator.name.prefix(60))]))</summary>\(PostForm(page, PlanPaths.indicatorAct(indicator.id.text, "ubah"), "\(fields)<p>\(Button(page.t("plan.save"), kind: .quiet))</p>"))\(PostForm(page, PlanPaths.indicatorAct(indicator.id.text, "hapus"), "<p>\(Button(page.t("plan.remove_indicator"), kind: .danger))</p>"))</details>"
                )
            }
        }
        if view.mayPropose {
            cards.append(linking(page, view, scoped("kaitan"), form("kaitan")))
            let fields = Fields(scoped("peran"), form("peran"))
            fold(
                "peran", "plan.invite",
                """
                <p>\(page.t("plan.invite_about"))</p>\(fields.select("agency", "plan.field.agency_asked", view.choices, prompt: "plan.field.choose"))\
                \(fields.line("share", "plan.field.share", kind: .number, need: .optional, hint: "plan.field.share_hint", max: 3, width: .short))\
                \(fields.day("due", "plan.field.due", need: .optional, hint: "plan.field.due_hint"))\(fields.area("note", "plan.field.why", need: .optional))
                """, "plan.invite_send")
        }
        if view.mayEdit, view.below.isEmpty {
            fold(
                "hapus", "plan.remove_node",
                "<input type=\"hidden\" name=\"version\" value=\"\(node.version)\"><p>\(page.t("plan.remove_about"))</p>",
                "plan.remove_node", kind: .danger)
        }
        return "\(cards)"
    }

    /// First what to join it with is looked for, then the link is proposed.
    private static func linking(_ page: Page, _ view: NodePage.View, _ scoped: Page, _ form: Form) -> HTML {
        let fields = Fields(scoped, form)
        let kinds = PlanLink.Kind.allCases.map { Choice($0.rawValue, page.t($0.label)) }
        let found = view.found.map { Choice($0.0.id.text, "\($0.0.name.prefix(90)) (\($0.1.title))") }
        let proposal = PostForm(
            page, PlanPaths.nodeAct(view.node.id.text, "kaitan"),
            """
            \(fields.select("kind", "plan.field.link_kind", kinds))\(fields.radios("to", "plan.field.link_to", found))\
            \(fields.line("share", "plan.field.share", kind: .number, need: .optional, hint: "plan.field.share_hint", max: 3, width: .short))\
            \(fields.day("due", "plan.field.due", need: .optional, hint: "plan.field.due_hint"))\(fields.area("note", "plan.field.why", need: .optional))\
            <p>\(Button(page.t("plan.link_send"), kind: .quiet))</p>
            """)
        return """
            <details class="card" id="kaitan"\(attr: "open", view.act == "kaitan" || !view.sought.isEmpty)><summary>\(page.t("plan.link_to"))</summary>\
            <form method="get" action="\(PlanPaths.node(view.node.id.text))" class="form" role="search" aria-label="\(page.t("plan.link_seek"))">\
            \(Input(page, "cari", label: page.t("plan.link_seek"), value: view.sought, hint: page.t("plan.link_seek_hint")))\
            <p>\(Button(page.t("plan.seek"), kind: .quiet, icon: .search))</p></form>\
            \(if: !view.sought.isEmpty && found.isEmpty, "<p class=\"muted\">\(page.t("plan.link_nothing"))</p>")\
            \(if: !found.isEmpty, proposal.html)</details>
            """
    }
}
