import Directory
import Kernel
import Web

/// Every plan that somebody may read, by kind.
enum PlanListPage {
    struct View: Sendable {
        var editions: [PlanEdition]
        var agencies: AgencyTree
        var kind: PlanEdition.Kind?
        var mayDraft: Bool
        var stages: [PlanStage] = []
    }

    /// The regency's own plans first, then those of each agency, of which there are dozens.
    private static let order: [PlanEdition.Kind] = [
        .masterplan, .longTerm, .mediumTerm, .flagship, .annualGovernment, .strategic, .annualWork, .province, .national,
    ]

    static func page(_ page: Page, _ view: View) -> HTML {
        let groups = order.compactMap { kind -> HTML? in
            let some = view.editions.filter { $0.kind == kind }
            guard !some.isEmpty else { return nil }
            let cards = some.map { edition in
                ListCard(
                    edition.title, link: PlanPaths.edition(edition.id.text),
                    facts: PlanTags.some([
                        "\(edition.span)",
                        edition.agency.map { "\(view.agencies.name($0))" }, edition.legalBasis.isEmpty ? nil : "\(edition.legalBasis)",
                    ]), tags: [PlanTags.tag(page, edition).html], level: 3)
            }
            return "<section class=\"stack\"><h2>\(page.t(kind.label))</h2>\(ListCard.list(cards, isGrid: some.count > 3))</section>"
        }
        return Layout.page(
            page, title: page.t("plan.title"),
            body: """
                <h1>\(page.t("plan.title"))</h1><p class="lead">\(page.t("plan.lead"))</p>\(PlanNavigation.html(page))\
                \(StagePart.html(page, view.stages))\(if: view.mayDraft, drafting(page))\
                \(if: groups.isEmpty, EmptyState(page.t("plan.none"), text: page.t("plan.none_text")).html, else: "\(groups)")\
                \(if: !groups.isEmpty, PlainTable.links { PlanPaths.listFile("rencana", $0) })
                """)
    }

    /// A plan begins as a draft, or as a table that somebody has.
    private static func drafting(_ page: Page) -> HTML {
        """
        <p class="row">\(Button(page.t("plan.new"), kind: .quiet, icon: .edit, link: PlanPaths.new())) \
        \(Button(page.t("plan.import.title"), kind: .plain, link: MoneyPaths.imports()))</p>
        """
    }
}

/// The views on plans.
enum PlanNavigation {
    /// Which plan a view is of, where there are several to choose between.
    static func plans(_ page: Page, _ plans: [Choice], _ filter: RoadmapFilter) -> [HTML] {
        guard !plans.isEmpty else { return [] }
        return [
            Select(
                page, "rencana", label: page.t("roadmap.plan"), choices: plans, selected: filter.plan?.text ?? "",
                prompt: page.t("roadmap.plan.current"), need: .filter
            ).html
        ]
    }

    static func html(_ page: Page, _ current: Path? = nil) -> HTML {
        let views: [(TextKey, Path)] = [
            ("plan.title", PlanPaths.list), ("alignment.title", PlanPaths.alignment),
            ("roadmap.title", MoneyPaths.roadmap), ("money.budget", MoneyPaths.budget), ("plan.loose", PlanPaths.loose),
            ("plan.waiting", PlanPaths.waiting), ("nomenclature.title", PlanPaths.nomenclature),
        ]
        let shown = views.filter { page.actor.kind != .visitor || ![PlanPaths.loose, PlanPaths.waiting].contains($0.1) }
        return Tabs(
            page.t("plan.views"), shown.map { Tabs.Tab(page.t($0.0), link: $0.1(), isCurrent: $0.1 == (current ?? PlanPaths.list)) }
        )
        .html
    }
}
