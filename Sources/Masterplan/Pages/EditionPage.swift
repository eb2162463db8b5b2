import Directory
import Kernel
import Web

/// One edition: its tree, and what can be done with it.
enum EditionPage {
    struct View: Sendable {
        var edition: PlanEdition
        var tree: PlanTree
        var loose: Int
        /// Findings of evaluations that nobody has dealt with; 0 for who may not know of them.
        var findings = 0
        /// Of the way to the books, for who leads the planning.
        var stages: [PlanStage] = []
        /// Links into the RPJMD it was written for that have no end in the one it is based on now.
        var lost: [LostLink]
        var before: PlanEdition?
        var basis: PlanEdition?
        /// What a plan of its kind can be written for.
        var rpjmds: [PlanEdition]
        var agencies: AgencyTree
        var choices: [Choice]
        var mayEdit: Bool
        var mayAddOwn: Bool
        var mayAdopt: Bool
        var act: String?
        var form: Form = .empty
        var error: AppError?
        var today: Day
    }

    static func page(_ page: Page, _ view: View) -> HTML {
        let edition = view.edition
        return Layout.page(
            page, title: edition.title,
            body: """
                \(Breadcrumb(page, above: [(page.t("plan.title"), PlanPaths.list())], title: edition.title))\
                <h1>\(edition.title)</h1><p class="row">\(PlanTags.tag(page, edition)) <span class="muted">\(page.t(edition.kind.label))</span></p>\
                \(with: view.error, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })\(ErrorSummary(page, view.form))\
                \(StagePart.html(page, view.stages))\
                <div class="split"><div class="stack">\(LostLinks.html(page, view.lost, view.agencies))\(view.tree.html(page, view.agencies))</div><div class="stack">\(facts(page, view))\(acts(page, view))</div></div>
                """)
    }

    private static func facts(_ page: Page, _ view: View) -> HTML {
        let edition = view.edition
        return Card(
            title: page.t("plan.about"),
            Facts([
                (page.t("plan.field.from"), "\(edition.fromYear)"), (page.t("plan.field.to"), "\(edition.toYear)"),
                (page.t("plan.field.agency"), edition.agency.map { "\(view.agencies.name($0))" }),
                (page.t("plan.field.legal_basis"), edition.legalBasis.isEmpty ? nil : "\(edition.legalBasis)"),
                (page.t("plan.adopted_on"), edition.adoptedOn.map { "\(page.format.day($0))" }),
                (
                    page.t("plan.follows"),
                    view.before.map {
                        "<a href=\"\(PlanPaths.edition($0.id.text))\">\($0.title)</a> · <a href=\"\(PlanPaths.compare(edition.id.text, query: [("dengan", $0.id.text)]))\">\(page.t("plan.compare"))</a>"
                    }
                ), (page.t("plan.basis"), view.basis.map { "<a href=\"\(PlanPaths.edition($0.id.text))\">\($0.title)</a>" }),
                (page.t("plan.nodes"), "\(page.format.number(view.tree.total))"),
                (
                    page.t("plan.findings"),
                    !PlanFinding.mayRead(page.actor)
                        ? nil
                        : "<a href=\"\(PlanPaths.findings(edition.id.text))\">\(page.t("plan.findings_open", ["count": page.format.number(view.findings)]))</a>"
                ),
                (
                    page.t("roadmap.title"),
                    edition.kind != .masterplan || edition.status == .replaced
                        ? nil
                        : "<a href=\"\(MoneyPaths.roadmap(query: [("rencana", edition.id.text)]))\">\(page.t("roadmap.of_this"))</a>"
                ),
                (
                    page.t("plan.loose"),
                    view.loose == 0
                        ? nil
                        : "<a href=\"\(PlanPaths.loose(query: [("rencana", edition.id.text)]))\">\(page.format.number(view.loose))</a>"
                ),
            ]).html
        ).html + PlainTable.links { PlanPaths.listFile("isi", $0, query: [("rencana", edition.id.text)]) }
    }

    private static func acts(_ page: Page, _ view: View) -> HTML {
        let edition = view.edition
        var cards: [HTML] = []
        func scoped(_ name: String) -> Page {
            var scoped = page
            scoped.fieldScope = "\(name)."
            return scoped
        }
        func form(_ name: String, or fresh: Form) -> Form { view.act == name ? view.form : fresh }
        if edition.isDraft, view.mayEdit || view.mayAddOwn {
            let parents = view.tree.nodes.filter { $0.level != edition.kind.levels.last }
            let fresh = Form(["parent": view.tree.open?.id.text ?? ""])
            let fields = PlanForms.nodeFields(scoped("simpul"), form("simpul", or: fresh), edition.kind, view.choices, parents)
            cards.append(
                fold(
                    page, "plan.add_node", view.act == "simpul" || view.tree.total == 0,
                    PostForm(page, PlanPaths.addNode(edition.id.text), "\(fields)<p>\(Button(page.t("plan.add"), kind: .quiet))</p>").html))
        }
        if edition.isDraft, view.mayEdit {
            let fields = PlanForms.editionFields(
                scoped("ubah"), form("ubah", or: PlanForms.form(edition)), view.choices, isNew: false, bases: view.rpjmds)
            cards.append(
                fold(
                    page, "plan.change", view.act == "ubah",
                    PostForm(page, PlanPaths.changeEdition(edition.id.text), "\(fields)<p>\(Button(page.t("plan.save"), kind: .quiet))</p>")
                        .html))
        }
        if edition.isDraft, view.mayAdopt {
            let fresh = Form(["legalBasis": edition.legalBasis, "adoptedOn": view.today.description, "version": "\(edition.version)"])
            let fields = Fields(scoped("penetapan"), form("penetapan", or: fresh))
            cards.append(
                fold(
                    page, "plan.adopt", view.act == "penetapan",
                    PostForm(
                        page, PlanPaths.adopt(edition.id.text),
                        """
                        <p>\(page.t("plan.adopt_about"))</p>\
                        \(if: view.loose > 0, Notice(.warn, "<p>\(page.t("plan.adopt_loose", ["count": "\(view.loose)"]))</p>").html)\
                        \(if: view.findings > 0, Notice(.warn, "<p>\(page.t("plan.adopt_findings", ["count": "\(view.findings)"]))</p>").html)\
                        \(fields.line("legalBasis", "plan.field.legal_basis", hint: "plan.field.legal_hint", max: 300))\
                        \(fields.day("adoptedOn", "plan.adopted_on"))\(fields.hidden("version"))<p>\(Button(page.t("plan.adopt")))</p>
                        """
                    ).html))
        }
        if view.mayEdit {
            let bases = view.rpjmds.filter { $0.id != edition.basis }
            let links = bases.html { rpjmd in
                "<li><a href=\"\(PlanPaths.new(query: [("dari", edition.id.text), ("rpjmd", rpjmd.id.text)]))\">\(page.t("plan.rebase_on", ["title": rpjmd.title]))</a></li>"
            }
            let canRebase = edition.kind.basisKind != nil
            cards.append(
                fold(
                    page, "plan.follow", false,
                    """
                    <p>\(page.t("plan.follow_about"))</p>\
                    <p>\(Button(page.t("plan.follow"), kind: .quiet, link: PlanPaths.new(query: [("dari", edition.id.text)])))</p>\
                    \(if: canRebase && !bases.isEmpty, "<ul>\(links)</ul>")
                    """))
        }
        return "\(cards)"
    }

    static func fold(_ page: Page, _ title: TextKey, _ isOpen: Bool, _ content: HTML, id: String? = nil) -> HTML {
        "<details class=\"card\"\(attr: "id", id)\(attr: "open", isOpen)><summary>\(page.t(title))</summary>\(content)</details>"
    }
}
