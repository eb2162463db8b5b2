import Directory
import Kernel
import Web
import Work

/// One node: what it is, what it is measured by, what it is joined with and who takes part in it.
enum NodePage {
    /// More nodes than these are not listed below one, but in the tree.
    static let mostBelow = 200

    struct LinkView: Sendable {
        var link: PlanLink
        var other: PlanNode?
        var edition: PlanEdition?
        var isOut: Bool
    }

    struct View: Sendable {
        var node: PlanNode
        var edition: PlanEdition
        var above: [PlanNode]
        var below: [PlanNode]
        var indicators: [PlanIndicator]
        var links: [LinkView]
        var parts: [Participation]
        var editions: [PlanEdition]
        /// Nodes that a search for something to join it with found.
        var found: [(PlanNode, PlanEdition)]
        var sought: String
        /// Nodes of this edition it may stand below.
        var parents: [PlanNode]
        var agencies: AgencyTree
        var choices: [Choice]
        var mayEdit: Bool
        var mayPropose: Bool
        var act: String?
        var form: Form = .empty
        var error: AppError?
    }

    static func page(_ page: Page, _ view: View) -> HTML {
        let node = view.node
        let path =
            [(page.t("plan.title"), PlanPaths.list()), (view.edition.title, PlanPaths.edition(view.edition.id.text))]
            + view.above.reversed().map { ($0.name, PlanPaths.node($0.id.text)) }
        let isPoint = view.edition.kind == .masterplan && (node.level == .initiative || node.level == .cityStrategy)
        let isOwn = !view.parts.contains { $0.role == .support && $0.state == .accepted }
        return Layout.page(
            page, title: node.title,
            body: """
                \(Breadcrumb(page, above: path, title: node.name))<h1>\(node.title)</h1>\
                <p class="row">\(PlanTags.tag(page, view.edition)) <span class="muted">\(page.t(node.level.label))</span>\
                \(if: isPoint && isOwn, PlanTags.ownOnly(page).html)\
                \(if: node.level == .initiative && view.edition.kind == .masterplan, "<a href=\"\(MoneyPaths.schedule("plan_node", node.id.text))\">\(page.t("roadmap.schedule"))</a>")\
                \(if: PlanFinding.mayRead(page.actor), " <a href=\"\(PlanPaths.nodeFindings(node.id.text))\">\(page.t("plan.findings"))</a>")</p>\
                \(with: view.error, { error in conflict(page, error, view.agencies) })\(ErrorSummary(page, view.form))\
                \(if: isPoint, missing(page, view, isOwn: isOwn))\
                <div class="split"><div class="stack">\(facts(page, view))\(below(page, view))\(indicators(page, view))\(links(page, view))\(parts(page, view))</div>\
                <div class="stack">\(NodeForms.html(page, view))</div></div>
                """)
    }

    /// Forms of this page that an address can open: `?buka=NAME`.
    static let opening: Set<String> = ["kaitan", "indikator", "peran"]

    /// What a point still lacks as far as its own page shows, each with the form that adds it; the matrix follows its links further.
    private static func missing(_ page: Page, _ view: View, isOwn: Bool) -> HTML {
        var steps: [Alignment.Hole] = []
        if view.mayPropose, view.links.isEmpty { steps.append(.objective) }
        if view.mayEdit, view.indicators.isEmpty { steps.append(.indicator) }
        if view.mayPropose, isOwn { steps.append(.partner) }
        guard !steps.isEmpty else { return .empty }
        let items = steps.html { hole in
            "<li><a href=\"\(PlanPaths.node(view.node.id.text, query: [("buka", hole.form)]))#\(hole.form)\">\(page.t(hole.step))</a></li>"
        }
        return Notice(.info, title: page.t("alignment.next"), "<ul>\(items)</ul>").html
    }

    /// What somebody else has changed meanwhile, field by field.
    private static func conflict(_ page: Page, _ error: AppError, _ agencies: AgencyTree) -> HTML {
        let lines = error.issues.html { issue in "<li>\(page.t(TextKey("plan.changed.\(issue.field)"))): \(page.t(issue.message))</li>" }
        return Notice(.warn, isLive: true, "<p>\(page.t(error.message))</p>\(if: !error.issues.isEmpty, "<ul>\(lines)</ul>")").html
    }

    private static func facts(_ page: Page, _ view: View) -> HTML {
        let node = view.node
        return Card(
            title: page.t("plan.about"),
            """
            \(if: !node.note.isEmpty, "<p class=\"said\">\(node.note)</p>")\
            \(Facts([
                (page.t("plan.field.code"), node.code.isEmpty ? nil : "<span class=\"code\">\(node.code)</span>"),
                (page.t("plan.field.lead"), "\(node.agency.map { view.agencies.name($0) } ?? page.t("plan.field.nobody"))"),
                (page.t("plan.field.dimension"), node.dimension.flatMap(CityDimension.find).map { "\(page.t($0.label))" }),
                (page.t("plan.field.sub_pillar"), node.subPillar.map { "\(page.t(TextKey("plan.sub_pillar.\($0)")))" }),
                (page.t("plan.field.kind"), "\(page.t(view.edition.kind.label)) \(view.edition.span)"),
            ]))
            """
        ).html
    }

    private static func below(_ page: Page, _ view: View) -> HTML {
        guard !view.below.isEmpty else { return .empty }
        let cards = view.below.prefix(mostBelow).map { node in
            ListCard(
                node.name, link: PlanPaths.node(node.id.text),
                facts: PlanTags.some(["\(page.t(node.level.label))", node.agency.map { "\(view.agencies.name($0))" }]), level: 3)
        }
        let all = PlanPaths.edition(view.edition.id.text, query: [("simpul", view.node.id.text)])
        return """
            <section class="stack"><h2>\(page.t("plan.below"))</h2>\(ListCard.list(Array(cards)))\
            \(if: view.below.count > mostBelow, "<p><a href=\"\(all)\">\(page.t("plan.below_all"))</a></p>")</section>
            """
    }

    private static func indicators(_ page: Page, _ view: View) -> HTML {
        guard !view.indicators.isEmpty else { return .empty }
        let years = view.edition.years.filter { year in view.indicators.contains { $0.targets[year] != nil } }
        let table = Table(
            page.t("plan.indicators"),
            columns: [
                Table.Column(page.t("plan.field.indicator")), Table.Column(page.t("plan.field.unit")),
                Table.Column(page.t("plan.field.baseline"), isNumber: true),
            ]
                + years.map { Table.Column("\($0)", isNumber: true) },
            rows: view.indicators.map { indicator -> [HTML] in
                let base: String =
                    indicator.baseline.map { text in "\(page.format.decimal(text))\(indicator.baselineYear.map { " (\($0))" } ?? "")" }
                    ?? "–"
                return [
                    "\(indicator.name)<span class=\"table__below\">\(page.t(indicator.kind.label)) · \(page.t(indicator.polarity.label))</span>",
                    "\(indicator.unit)", "\(base)",
                ]
                    + years.map { "\(indicator.targets[$0].map(page.format.decimal) ?? "–")" }
            })
        return "<section class=\"stack\"><h2>\(page.t("plan.indicators"))</h2>\(table)</section>"
    }

    private static func links(_ page: Page, _ view: View) -> HTML {
        guard !view.links.isEmpty else { return .empty }
        let cards = view.links.map { item in
            ListCard(
                item.other?.name ?? page.t("plan.hidden_node"), link: PlanPaths.link(item.link.id.text),
                facts: PlanTags.some([
                    "\(page.t(TextKey("plan.link.\(item.link.kind.rawValue)\(item.isOut ? "" : ".in")")))",
                    item.edition.map { "\($0.title)" },
                    item.link.share.map { "\($0) %" },
                ]), tags: [PlanTags.tag(page, item.link.state).html], level: 3)
        }
        return "<section class=\"stack\"><h2>\(page.t("plan.links"))</h2>\(ListCard.list(cards))</section>"
    }

    private static func parts(_ page: Page, _ view: View) -> HTML {
        guard !view.parts.isEmpty else { return .empty }
        let cards = view.parts.map { part in
            ListCard(
                view.agencies.name(part.agency), link: PlanPaths.part(part.id.text),
                facts: PlanTags.some(["\(page.t(part.role.label))", part.share.map { "\($0) %" }]),
                tags: [PlanTags.tag(page, part.state).html], level: 3)
        }
        return "<section class=\"stack\"><h2>\(page.t("plan.parts"))</h2>\(ListCard.list(cards))</section>"
    }
}
