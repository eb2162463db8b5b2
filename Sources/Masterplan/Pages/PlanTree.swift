import Directory
import Kernel
import Storage
import Web

/// What of a plan's tree a page shows: all of it, or of a large plan one branch at a time, or what a search found.
struct PlanTree: Sendable {
    /// More nodes than these are not shown as one tree.
    static let most = 800
    /// Nodes of one page of a branch, or of what was found.
    static let pageSize = 100

    enum Content: Sendable {
        case whole([PlanNode])
        /// The nodes from the top down to the one that is open, and what stands right below it.
        case branch(path: [PlanNode], [PlanBranch])
        /// With what each stands below.
        case found([PlanNode], parents: [Identifier<PlanNode>: PlanNode])
    }

    var edition: PlanEdition
    var total: Int
    var sought = ""
    var content: Content
    /// The last node of this page, where there are more.
    var next: PlanNode?

    /// Nodes that something new may stand below, as far as they are shown.
    var nodes: [PlanNode] {
        switch content {
        case .whole(let nodes): nodes
        case .branch(let path, let branches): path + branches.map(\.node)
        case .found(let nodes, _): nodes
        }
    }
    /// The branch that is open.
    var open: PlanNode? {
        guard case .branch(let path, _) = content else { return nil }
        return path.last
    }

    /// - Parameter query: `simpul`, the branch to open; `cari`, words to look for; `sesudah`, the last node of the page before.
    static func load(_ edition: PlanEdition, _ query: Query, _ tx: Transaction) throws -> PlanTree {
        let total = try tx.count("SELECT count(*) FROM plan_node WHERE edition_id = \(edition.id)")
        let sought = Plain.line(query["cari"] ?? "")
        let last = try node(query["sesudah"], edition, tx)
        if !sought.isEmpty {
            let found = try tx.planNodes(matching: sought, in: edition.id, after: last?.id.text ?? "", limit: pageSize + 1)
            let above = try tx.planNodes(found.compactMap { $0.parent?.text })
            return PlanTree(
                edition: edition, total: total, sought: sought,
                content: .found(
                    Array(found.prefix(pageSize)), parents: Dictionary(uniqueKeysWithValues: above.map { ($0.id, $0) })),
                next: found.count > pageSize ? found[pageSize - 1] : nil)
        }
        guard total > most else {
            return PlanTree(edition: edition, total: total, content: .whole(try tx.planNodes(of: edition.id)))
        }
        let open = try node(query["simpul"], edition, tx)
        let branches = try tx.planBranches(of: open?.id, in: edition.id, after: last, limit: pageSize + 1)
        return PlanTree(
            edition: edition, total: total,
            content: .branch(
                path: try open.map { try tx.planAncestors(of: $0).reversed() + [$0] } ?? [], Array(branches.prefix(pageSize))),
            next: branches.count > pageSize ? branches[pageSize - 1].node : nil)
    }

    private static func node(_ typed: String?, _ edition: PlanEdition, _ tx: Transaction) throws -> PlanNode? {
        guard let id = typed.flatMap({ Identifier<PlanNode>(checking: $0) }), let node = try tx.planNode(id), node.edition == edition.id
        else { return nil }
        return node
    }

    // MARK: As a part of the page

    func html(_ page: Page, _ agencies: AgencyTree) -> HTML {
        """
        <section class="stack" id="pohon" data-swap><h2>\(page.t("plan.tree"))</h2>\(if: total > 20 || !sought.isEmpty, search(page))\
        \(if: total == 0, "<p class=\"muted\">\(page.t(empty))</p>")\(shown(page, agencies))\
        \(with: next, { "<p><a rel=\"next\" href=\"\(link(open, after: $0))\">\(page.t("plan.tree_more"))</a></p>" })</section>
        """
    }

    private var empty: TextKey {
        if !edition.isDraft { return "plan.tree_empty" }
        return edition.kind == .masterplan ? "plan.tree_empty_city" : "plan.tree_empty_draft"
    }

    private func search(_ page: Page) -> HTML {
        """
        <form method="get" action="\(PlanPaths.edition(edition.id.text))" class="form form--line" role="search" aria-label="\(page.t("plan.tree_search"))" \
        data-swap-form="pohon">\(Input(page, "cari", label: page.t("plan.tree_search"), kind: .search, value: sought, need: .filter))\
        \(Button(page.t("plan.seek"), kind: .quiet, icon: .search))</form>\
        \(if: !sought.isEmpty, "<p><a href=\"\(PlanPaths.edition(edition.id.text))\">\(page.t("plan.tree_all"))</a></p>")
        """
    }

    private func shown(_ page: Page, _ agencies: AgencyTree) -> HTML {
        switch content {
        case .whole(let nodes): return whole(page, nodes, agencies)
        case .branch(let path, let branches):
            let steps = path.html { "<li><a href=\"\(link($0))\">\($0.name)</a></li>" }
            let items = branches.html { branch in
                "<li>\(line(page, branch.node, agencies))\(if: branch.below > 0, " <a href=\"\(link(branch.node))\">\(page.t("plan.tree_open", ["count": page.format.number(branch.below)]))<span class=\"visually-hidden\">: \(branch.node.name)</span></a>")</li>"
            }
            return """
                \(if: path.isEmpty, "<p class=\"muted\">\(page.t("plan.tree_cut", ["count": page.format.number(total)]))</p>")\
                \(if: !path.isEmpty, "<nav aria-label=\"\(page.t("plan.tree_path"))\"><ol class=\"crumbs\"><li><a href=\"\(link(nil))\">\(page.t("plan.tree_top"))</a></li>\(steps)</ol></nav>")\
                \(with: path.last, { "<p>\(line(page, $0, agencies))</p>" })<ul class="tree">\(items)</ul>
                """
        case .found(let nodes, let parents):
            let items = nodes.html { node in
                "<li>\(line(page, node, agencies))\(with: node.parent.flatMap { parents[$0] }, { "<br><span class=\"muted\">\(page.t("plan.tree_below", ["title": $0.name]))</span>" })</li>"
            }
            return nodes.isEmpty ? "<p>\(page.t("plan.tree_none"))</p>" : "<ul class=\"tree\">\(items)</ul>"
        }
    }

    private func line(_ page: Page, _ node: PlanNode, _ agencies: AgencyTree) -> HTML {
        """
        <span class="muted">\(page.t(node.level.label))</span> <a href="\(PlanPaths.node(node.id.text))">\(node.name)</a>\
        \(with: node.agency, { " <span class=\"muted\">· \(agencies.name($0))</span>" })
        """
    }

    private func whole(_ page: Page, _ nodes: [PlanNode], _ agencies: AgencyTree) -> HTML {
        let ids = Set(nodes.map(\.id))
        let below = Dictionary(grouping: nodes.filter { $0.parent.map(ids.contains) ?? false }, by: { $0.parent! })
        func list(_ nodes: [PlanNode], _ depth: Int) -> HTML {
            guard !nodes.isEmpty, depth < 14 else { return .empty }
            let items = nodes.html { "<li>\(line(page, $0, agencies))\(list(below[$0.id] ?? [], depth + 1))</li>" }
            return "<ul class=\"tree\">\(items)</ul>"
        }
        return list(nodes.filter { $0.parent.map { !ids.contains($0) } ?? true }, 0)
    }

    /// The address of a branch, or of the top.
    private func link(_ node: PlanNode?, after last: PlanNode? = nil) -> String {
        PlanPaths.edition(
            edition.id.text,
            query: [("simpul", node?.id.text), ("cari", sought.isEmpty ? nil : sought), ("sesudah", last?.id.text)])
    }
}
