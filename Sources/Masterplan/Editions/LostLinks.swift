import Kernel
import Storage

extension Transaction {
    /// Links of a re-based draft that lead nowhere any more: its old edition had them into an RPJMD (an RPJMD into an RPJPD), they did not
    /// go along, the node there has no counterpart in the new one, and nothing else has been joined in its place yet. A list that shrinks.
    package func lostLinks(of edition: PlanEdition, limit: Int = 200) throws -> [LostLink] {
        guard edition.isDraft, let old = edition.replaces, let book = try edition.basis.flatMap({ try planEdition($0) }) else { return [] }
        let basis = book.id
        let ends = try rows(
            """
            SELECT mine.id AS node_id, far.id AS far_id, link.kind AS kind
            FROM plan_link link JOIN plan_node near ON near.id = link.from_id AND near.edition_id = \(old)
                JOIN plan_node far ON far.id = link.to_id
                JOIN plan_edition book ON book.id = far.edition_id AND book.kind = \(book.kind.rawValue) AND book.id <> \(basis)
                JOIN plan_node mine ON mine.edition_id = \(edition.id) AND mine.key = near.key
            WHERE link.state NOT IN ('withdrawn', 'declined')
                AND NOT EXISTS (
                    SELECT 1 FROM plan_link kept WHERE kept.from_id = mine.id AND kept.to_id = far.id AND kept.kind = link.kind)
                AND NOT EXISTS (SELECT 1 FROM plan_node there WHERE there.edition_id = \(basis) AND there.key = far.key)
                AND NOT EXISTS (
                    SELECT 1 FROM plan_link fresh JOIN plan_node there ON there.id = fresh.to_id AND there.edition_id = \(basis)
                    WHERE fresh.from_id = mine.id AND fresh.kind = link.kind AND fresh.state NOT IN ('withdrawn', 'declined'))
            ORDER BY mine.position, mine.id, far.id LIMIT \(limit)
            """
        ).map { ($0.text("node_id"), $0.text("far_id"), PlanLink.Kind(rawValue: $0.text("kind")) ?? .supports) }
        let nodes = Dictionary(uniqueKeysWithValues: try planNodes(ends.flatMap { [$0.0, $0.1] }).map { ($0.id.text, $0) })
        return ends.compactMap { node, far, kind in
            guard let node = nodes[node], let was = nodes[far] else { return nil }
            return LostLink(node: node, kind: kind, was: was)
        }
    }
}
