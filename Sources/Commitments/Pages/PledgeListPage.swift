import Directory
import Kernel
import Web
import Work

/// What was promised, by whom, by when, and how it stands: for everybody, bad news first.
enum PledgeListPage {
    struct View: Sendable {
        var pledges: [Pledge]
        /// Of all that fit, by state.
        var counts: [PledgeState: Int]
        var filter: PledgeFilter
        var agencies: [Choice]
        var areas: [Choice]
        var names: AgencyTree
        var areaNames: [String: String]
        var older: String?
        var newer: String?
    }

    static let pageSize = 40

    static func page(_ page: Page, _ view: View) -> HTML {
        let title = page.t("pledge.title")
        return Layout.page(
            page, title: title,
            body: """
                <div class="stack"><h1>\(title)</h1><p class="lead">\(page.t("pledge.lead"))</p>\(meanings(page, view))</div>\
                \(filters(page, view))<div class="stack" id="daftar">\
                \(if: view.pledges.isEmpty, EmptyState(page.t("pledge.none"), text: page.t("pledge.none.text")).html,
                    else: ListCard.list(view.pledges.map { card(page, $0, view) }))\
                \(Pagination(page, newer: view.newer, older: view.older))\
                <p class="row"><a href="\(CommitmentPaths.commitments())">\(page.t("commitment.all"))</a> \
                <a href="\(CommitmentPaths.actionPlans())">\(page.t("action_plan.title"))</a> \
                <a href="\(CommitmentPaths.pledgesCSV())">CSV</a> <a href="\(CommitmentPaths.pledgesXLSX())">XLSX</a></p></div>
                """)
    }

    /// How many pledges stand how, each number leading to them; what the words mean is folded away, so that the pledges come first.
    private static func meanings(_ page: Page, _ view: View) -> HTML {
        let counts = PledgeState.allCases.html { state in
            var filter = view.filter
            filter.state = state
            return """
                <span>\(PledgeWords.tag(page, state)) <a href="\(CommitmentPaths.pledges(query: query(filter)))">\
                \(page.t("pledge.count", ["count": page.format.number(view.counts[state] ?? 0)]))</a></span>
                """
        }
        let meanings = PledgeState.allCases.html { state in
            "<dt>\(PledgeWords.tag(page, state))</dt><dd>\(page.t(state.meaning))</dd>"
        }
        return """
            <div class="card"><p class="row">\(counts)</p>\
            <details><summary>\(page.t("pledge.meanings"))</summary><dl class="facts">\(meanings)</dl></details></div>
            """
    }

    static func query(_ filter: PledgeFilter) -> [(String, String?)] {
        [
            ("opd", filter.agency), ("dimensi", filter.dimension?.rawValue), ("wilayah", filter.area), ("keadaan", filter.state?.rawValue),
            ("kata", filter.words.isEmpty ? nil : filter.words),
        ]
    }

    private static func filters(_ page: Page, _ view: View) -> HTML {
        let filter = view.filter
        var active: [String] = []
        if let agency = filter.agency { active.append(view.names.name(agency)) }
        if let dimension = filter.dimension { active.append(page.t(dimension.label)) }
        if let area = filter.area { active.append(view.areaNames[area] ?? area) }
        if let state = filter.state { active.append(page.t(state.label)) }
        if !filter.words.isEmpty { active.append("“\(filter.words)”") }
        return Filters(
            page, action: CommitmentPaths.pledges(),
            lead: Input(page, "kata", label: page.t("pledge.filter.words"), kind: .search, value: filter.words, need: .filter).html,
            fields: [
                Select(
                    page, "opd", label: page.t("pledge.filter.agency"), choices: view.agencies, selected: filter.agency ?? "",
                    prompt: page.t("pledge.filter.all"), need: .filter
                ).html,
                Select(
                    page, "dimensi", label: page.t("pledge.filter.dimension"),
                    choices: PledgeDimension.allCases.map { Choice($0.rawValue, page.t($0.label)) },
                    selected: filter.dimension?.rawValue ?? "", prompt: page.t("pledge.filter.all"), need: .filter
                ).html,
                Select(
                    page, "wilayah", label: page.t("pledge.filter.area"), choices: view.areas, selected: filter.area ?? "",
                    prompt: page.t("pledge.filter.all"), need: .filter
                ).html,
                Select(
                    page, "keadaan", label: page.t("pledge.filter.state"),
                    choices: PledgeState.allCases.map { Choice($0.rawValue, page.t($0.label)) }, selected: filter.state?.rawValue ?? "",
                    prompt: page.t("pledge.filter.all"), need: .filter
                ).html,
            ], active: active, target: "daftar"
        ).html
    }

    private static func card(_ page: Page, _ pledge: Pledge, _ view: View) -> ListCard {
        let clause = pledge.clause
        var facts: [HTML] = ["\(Icon.person) \(view.names.name(clause.lead.text))"]
        if !clause.supporters.isEmpty {
            facts.append("\(page.t("pledge.with", ["count": page.format.number(clause.supporters.count)]))")
        }
        facts.append("<time datetime=\"\(clause.due.description)\">\(page.t("pledge.by", ["day": page.format.day(clause.due)]))</time>")
        if let area = clause.area.flatMap({ view.areaNames[$0] }) { facts.append("\(Icon.pin) \(area)") }
        let proofs = pledge.milestones.count { $0.state == .verified }
        // Without steps the words above say that there are none.
        if !pledge.milestones.isEmpty {
            facts.append("\(page.t("pledge.steps_proven", ["done": "\(proofs)", "all": "\(pledge.milestones.count)"]))")
        }
        facts.append("\(page.t("pledge.last", ["day": page.format.day(pledge.changedAt)]))")
        return ListCard(
            clause.promise(page.language), link: CommitmentPaths.pledge(clause.code),
            text: "\(clause.target.text(page.format)). \(PledgeWords.reason(page, pledge.standing))", facts: facts,
            tags: [PledgeWords.tag(page, pledge.standing.state).html])
    }
}
