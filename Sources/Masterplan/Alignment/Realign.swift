import Kernel
import Storage

/// Makes the rows of the matrix anew from nodes, links, indicators and parts.
///
/// A point is joined with whatever it leads to: by its own links, by sub-activities that finance it, by what stands above those in their
/// plan, and by the same code of the nomenclature in the plan before (Renja → Renstra → RPJMD), which needs no link.
struct Realigner {
    private let tx: Transaction
    private var editions: [Identifier<PlanEdition>: PlanEdition]
    private let out: [Identifier<PlanNode>: [PlanLink]]
    private let `in`: [Identifier<PlanNode>: [PlanLink]]
    private var nodes: [Identifier<PlanNode>: PlanNode] = [:]
    private var byCode: [String: [PlanNode]] = [:]

    init(_ tx: Transaction) throws {
        self.tx = tx
        editions = Dictionary(uniqueKeysWithValues: try tx.planEditions().map { ($0.id, $0) })
        let links = try tx.rows("SELECT * FROM plan_link WHERE state IN ('proposed', 'questioned', 'accepted') ORDER BY id").map(
            PlanLink.init(row:))
        out = Dictionary(grouping: links, by: \.from)
        `in` = Dictionary(grouping: links, by: \.to)
    }

    /// Rows of an edition's points: initiatives, and strategies below which there are none.
    mutating func rows(of edition: Identifier<PlanEdition>) throws -> [Alignment] {
        let all = try tx.planNodes(of: edition)
        for node in all { nodes[node.id] = node }
        let parents = Set(all.compactMap(\.parent))
        let points = all.filter { $0.level == .initiative || ($0.level == .cityStrategy && !parents.contains($0.id)) }
        let shared = try shared()
        let indicators = Dictionary(try tx.planIndicators(in: edition).map { ($0.node, $0.id) }) { first, _ in first }
        return try points.map { point in
            var row = Alignment(point)
            // Where a point names no dimension of its own, that of the node above it holds.
            if row.dimension.isEmpty { row.dimension = try above(point).compactMap(\.dimension).first ?? "" }
            row.indicator = indicators[point.id]
            row.isShared = shared.contains(point.id.text)
            try follow(point, &row)
            return row
        }
    }

    /// Ids of all nodes in which a second agency has accepted a part; asked whole, because an engine takes only so many ids in one question.
    private func shared() throws -> Set<String> {
        var ids: Set<String> = []
        try tx.each(
            "SELECT subject_id FROM plan_participation WHERE subject_kind = 'plan_node' AND role = 'support' AND state = 'accepted'"
        ) {
            row in
            ids.insert(row.text("subject_id"))
            return true
        }
        return ids
    }

    /// Walks from a point through everything it leads to.
    private mutating func follow(_ point: PlanNode, _ row: inout Alignment) throws {
        var open: [PlanNode] = [point]
        for link in `in`[point.id] ?? [] where link.kind == .finances || link.kind == .measures || link.kind == .supports {
            if let node = try node(link.from) { open.append(node) }
        }
        var seen: Set<Identifier<PlanNode>> = []
        while !open.isEmpty, seen.count < 400 {
            let node = open.removeFirst()
            guard seen.insert(node.id).inserted, let edition = editions[node.edition] else { continue }
            switch (edition.kind, node.level) {
            case (.mediumTerm, .objective): row.objective = row.objective ?? node.id
            case (.strategic, .programme): row.programme = row.programme ?? node.id
            case (.annualWork, .subActivity), (.annualGovernment, .subActivity): row.subActivity = row.subActivity ?? node.id
            default: break
            }
            if let parent = node.parent, let above = try self.node(parent) { open.append(above) }
            for link in out[node.id] ?? [] where link.kind != .measures { if let next = try self.node(link.to) { open.append(next) } }
            open += try sameCode(node, edition)
        }
    }

    /// The same line of the nomenclature in the plan a Renja or Renstra follows.
    private mutating func sameCode(_ node: PlanNode, _ edition: PlanEdition) throws -> [PlanNode] {
        guard NodeDraft.coded.contains(node.level), !node.code.isEmpty else { return [] }
        let target: PlanEdition.Kind
        switch edition.kind {
        case .annualWork: target = .strategic
        case .strategic: target = .mediumTerm
        default: return []
        }
        let agency = edition.kind == .annualWork ? edition.agency : nil
        let key = "\(target.rawValue) \(agency ?? "") \(edition.fromYear) \(node.code)"
        if let known = byCode[key] { return known }
        let plans = editions.values.filter {
            $0.kind == target && $0.agency == agency && $0.status != .replaced && $0.years.contains(edition.fromYear)
        }.sorted { $0.id > $1.id }
        var found: [PlanNode] = []
        for plan in plans where found.isEmpty { found = try tx.planNodes(code: node.code, in: plan.id) }
        byCode[key] = found
        return found
    }

    private mutating func node(_ id: Identifier<PlanNode>) throws -> PlanNode? {
        if let known = nodes[id] { return known }
        let found = try tx.planNode(id)
        if let found { nodes[id] = found }
        return found
    }

    private mutating func above(_ node: PlanNode) throws -> [PlanNode] {
        var above: [PlanNode] = []
        var next = node.parent
        while let id = next, above.count < 32, let found = try self.node(id) {
            above.append(found)
            next = found.parent
        }
        return above
    }
}
