import Kernel
import Storage
import Web
import Work

/// How other capabilities name records of `Masterplan` and lead to them.
package enum MasterplanReferences {
    package static let all: [ReferenceKind] = [edition, node, indicator, link, participation, nomenclature, finding]

    static let edition = ReferenceKind(
        "plan_edition",
        views: { tx, ids, actor in
            var views: [String: ReferenceView] = [:]
            for row in try tx.rows("SELECT * FROM plan_edition WHERE id IN (\(SQL.list(ids)))") {
                let edition = PlanEdition(row: row)
                guard edition.maySee(actor) else { continue }
                views[edition.id.text] = ReferenceView(title: edition.title, url: PlanPaths.edition(edition.id.text))
            }
            return views
        }, find: { tx, typed in try Identifier<PlanEdition>(checking: typed).flatMap { try tx.planEdition($0)?.id.text } })

    static let node = ReferenceKind(
        "plan_node", views: { tx, ids, actor in try PlanNodes.visible(ids, actor, tx).mapValues(view) },
        find: { tx, typed in
            if let id = Identifier<PlanNode>(checking: typed) { return try tx.planNode(id)?.id.text }
            // By the code it has in a plan that holds, such as `U-1` of a flagship programme, where only one point has that.
            guard (2...60).contains(typed.count) else { return nil }
            let found = try tx.rows(
                """
                SELECT n.id FROM plan_edition e JOIN plan_node n ON n.edition_id = e.id AND n.code = \(typed)
                WHERE e.status = 'adopted' ORDER BY n.id LIMIT 2
                """)
            return found.count == 1 ? found[0].text("id") : nil
        })

    static let indicator = ReferenceKind(
        "plan_indicator",
        views: { tx, ids, actor in
            let found = try tx.rows("SELECT * FROM plan_indicator WHERE id IN (\(SQL.list(ids)))").map(PlanIndicator.init(row:))
            let nodes = try PlanNodes.visible(found.map(\.node.text), actor, tx)
            var views: [String: ReferenceView] = [:]
            for indicator in found where nodes[indicator.node.text] != nil {
                views[indicator.id.text] = ReferenceView(title: indicator.name, url: PlanPaths.node(indicator.node.text))
            }
            return views
        }, find: { tx, typed in try Identifier<PlanIndicator>(checking: typed).flatMap { try tx.planIndicator($0)?.id.text } })

    static let link = ReferenceKind(
        PlanLink.kind,
        views: { tx, ids, actor in
            let found = try tx.rows("SELECT * FROM plan_link WHERE id IN (\(SQL.list(ids)))").map(PlanLink.init(row:))
            let nodes = try PlanNodes.visible(found.flatMap { [$0.from.text, $0.to.text] }, actor, tx)
            var views: [String: ReferenceView] = [:]
            for link in found {
                guard let from = nodes[link.from.text], let to = nodes[link.to.text] else { continue }
                views[link.id.text] = ReferenceView(title: "\(from.title) → \(to.title)", url: PlanPaths.link(link.id.text))
            }
            return views
        })

    /// By what it is a part of, for both sides and whoever reads plans.
    static let participation = ReferenceKind(
        Participation.kind,
        views: { tx, ids, actor in
            var views: [String: ReferenceView] = [:]
            for row in try tx.rows("SELECT * FROM plan_participation WHERE id IN (\(SQL.list(ids)))") {
                let part = Participation(row: row)
                guard part.maySee(actor) else { continue }
                views[part.id.text] = ReferenceView(title: part.title, url: PlanPaths.part(part.id.text))
            }
            return views
        })

    static let nomenclature = ReferenceKind(
        "nomenclature",
        views: { tx, ids, _ in
            var views: [String: ReferenceView] = [:]
            for row in try tx.rows("SELECT id, name FROM nomenclature_edition WHERE id IN (\(SQL.list(ids)))") {
                views[row.text("id")] = ReferenceView(title: row.text("name"), url: PlanPaths.nomenclature())
            }
            return views
        })

    private static func view(_ node: PlanNode) -> ReferenceView { ReferenceView(title: node.name, url: PlanPaths.node(node.id.text)) }
}

/// Nodes as far as somebody may see them.
package enum PlanNodes {
    /// By id. Who may see an edition may see all its nodes.
    package static func visible(_ ids: some Sequence<String>, _ actor: Actor, _ tx: Transaction) throws -> [String: PlanNode] {
        let nodes = try tx.planNodes(ids)
        var may: [Identifier<PlanEdition>: Bool] = [:]
        for edition in Set(nodes.map(\.edition)) { may[edition] = try tx.planEdition(edition)?.maySee(actor) ?? false }
        return Dictionary(uniqueKeysWithValues: nodes.filter { may[$0.edition] == true }.map { ($0.id.text, $0) })
    }
}
