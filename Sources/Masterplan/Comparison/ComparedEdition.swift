import Kernel
import Storage

/// An edition as it is compared with another: its parts in the order of their keys.
struct ComparedEdition {
    /// In which years something is done at a node, and what it costs.
    struct Work: Equatable {
        var years: Set<Int> = []
        var money: [Int: Int] = [:]
    }

    let nodes: [PlanNode]
    let indicators: [PlanIndicator]
    /// Key and title of each node by its id.
    let keys: [Identifier<PlanNode>: PlanNode]
    /// Only of nodes that have any.
    let work: [Identifier<PlanNode>: Work]
    var byID: [Identifier<PlanNode>: PlanNode] { keys }

    init(_ edition: Identifier<PlanEdition>, _ tx: Transaction) throws {
        nodes = try tx.rows("SELECT * FROM plan_node WHERE edition_id = \(edition) ORDER BY key").map(PlanNode.init(row:))
        indicators = try tx.rows("SELECT * FROM plan_indicator WHERE edition_id = \(edition) ORDER BY key").map(
            PlanIndicator.init(row:))
        keys = Dictionary(uniqueKeysWithValues: nodes.map { ($0.id, $0) })
        var work: [Identifier<PlanNode>: Work] = [:]
        try tx.each(
            """
            SELECT b.subject_id, b.year, b.amount FROM plan_node n
            JOIN plan_budget b ON b.subject_kind = 'plan_node' AND b.subject_id = n.id AND b.kind = 'planned'
            WHERE n.edition_id = \(edition)
            """
        ) { row in
            work[row.id("subject_id"), default: Work()].money[row.int("year"), default: 0] += row.int("amount")
            return true
        }
        try tx.each(
            """
            SELECT x.subject_id, x.year FROM plan_node n
            JOIN plan_execution x ON x.subject_kind = 'plan_node' AND x.subject_id = n.id WHERE n.edition_id = \(edition)
            """
        ) { row in
            work[row.id("subject_id"), default: Work()].years.insert(row.int("year"))
            return true
        }
        self.work = work
    }
}
