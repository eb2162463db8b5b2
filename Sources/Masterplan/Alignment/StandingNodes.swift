import Kernel
import Storage

/// Leads from a node to what it is now: itself in a plan that holds, the same thing in the edition that took its place, the same line in
/// this year's Renja. What only a draft has holds nowhere, and what was dropped has no successor.
struct StandingNodes {
    private let tx: Transaction
    private let year: Int
    let editions: [Identifier<PlanEdition>: PlanEdition]
    /// By the edition that was replaced.
    private let successors: [Identifier<PlanEdition>: Identifier<PlanEdition>]
    private var nodes: [Identifier<PlanNode>: PlanNode] = [:]
    private var known: [Identifier<PlanNode>: PlanNode?] = [:]

    /// - Parameter year: the one that runs.
    init(_ tx: Transaction, year: Int) throws {
        self.tx = tx
        self.year = year
        let all = try tx.planEditions()
        editions = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
        successors = Dictionary(
            all.compactMap { edition in edition.isDraft ? nil : edition.replaces.map { ($0, edition.id) } },
            uniquingKeysWith: { max($0, $1) })
    }

    mutating func remember(_ found: [PlanNode]) { for node in found { nodes[node.id] = node } }

    mutating func node(_ id: Identifier<PlanNode>) throws -> PlanNode? {
        if let known = nodes[id] { return known }
        let found = try tx.planNode(id)
        if let found { nodes[id] = found }
        return found
    }

    mutating func standing(_ node: PlanNode) throws -> PlanNode? {
        if let known = known[node.id] { return known }
        let found = try follow(node, steps: 16)
        known[node.id] = .some(found)
        return found
    }

    private mutating func follow(_ node: PlanNode, steps: Int) throws -> PlanNode? {
        guard steps > 0, let edition = editions[node.edition] else { return nil }
        switch edition.status {
        case .draft: return nil
        case .replaced:
            guard let next = successors[edition.id], let there = try tx.planNode(key: node.key, in: next) else { return nil }
            return try follow(there, steps: steps - 1)
        case .adopted:
            guard edition.toYear < year else { return node }
            let now = holding(edition)
            // Its years are over. Where nothing has come in its place yet, a plan of several years still says what is meant.
            if now.isEmpty { return edition.kind.mostYears == 1 ? nil : node }
            for plan in now {
                if let there = try tx.planNode(key: node.key, in: plan.id) { return there }
                guard NodeDraft.coded.contains(node.level), !node.code.isEmpty else { continue }
                if let there = try tx.planNodes(code: node.code, in: plan.id).first { return there }
            }
            return nil
        }
    }

    /// Plans of the same kind and agency that hold this year, the youngest first.
    private func holding(_ old: PlanEdition) -> [PlanEdition] {
        editions.values.filter {
            $0.kind == old.kind && $0.agency == old.agency && $0.status == .adopted && $0.years.contains(year)
        }.sorted { $0.id > $1.id }
    }
}

extension Transaction {
    /// Nodes as they are in the editions that hold: where a node's edition was replaced, the same thing in the one that took its place.
    /// What was dropped there, and what no adopted edition has, stays as it is. By the ids that were asked.
    package func currentNodes(_ ids: some Sequence<String>) throws -> [String: PlanNode] {
        let found = try Set(ids).sorted().chunks(of: 500).flatMap { try planNodes($0) }
        guard !found.isEmpty else { return [:] }
        let editions = Dictionary(uniqueKeysWithValues: try planEditions().map { ($0.id, $0) })
        let next = Dictionary(
            editions.values.compactMap { edition in edition.isDraft ? nil : edition.replaces.map { ($0, edition.id) } },
            uniquingKeysWith: { max($0, $1) })
        var current: [String: PlanNode] = [:]
        for node in found {
            var now = node
            var steps = 16
            while steps > 0, editions[now.edition]?.status == .replaced, let later = next[now.edition],
                let there = try planNode(key: node.key, in: later)
            {
                now = there
                steps -= 1
            }
            current[node.id.text] = now
        }
        return current
    }

    /// Ids of the same thing in every edition there is of plans of its kind, itself included.
    package func planNodeIDs(sameAs node: PlanNode) throws -> [String] {
        let kind: SQL = "SELECT kind FROM plan_edition WHERE id = \(node.edition)"
        return try rows(
            "SELECT id FROM plan_node WHERE key = \(node.key) AND edition_id IN (SELECT id FROM plan_edition WHERE kind = (\(kind)))"
        ).map { $0.text("id") }
    }
}
