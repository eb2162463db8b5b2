import Kernel
import Storage

/// Makes the rows of the matrix anew from nodes, links, indicators, parts, and what records of other capabilities say.
///
/// A point is joined with whatever it leads to: by its own links, by sub-activities that finance it, by the codes of its innovation
/// sheets, by what stands above those in their plan, and by the same code of the nomenclature in the plan before
/// (Renja → Renstra → RPJMD), which needs no link. Only what holds fills a column: links that were accepted, into plans that were adopted
/// and not replaced (``StandingNodes``), and of the yearly plans this year's, or the next one's.
struct Realigner {
    private let tx: Transaction
    private let year: Int
    private var plans: StandingNodes
    private let out: [Identifier<PlanNode>: [PlanLink]]
    private let `in`: [Identifier<PlanNode>: [PlanLink]]
    private var byCode: [String: [PlanNode]] = [:]
    /// What sheets say of a point, by its key.
    private var shares: [String: [AlignmentShare]] = [:]
    /// Lines of the Renja by their code, for the codes that sheets name.
    private var renja: [String: [RenjaEntry]] = [:]

    /// - Parameter year: the one that runs.
    init(_ tx: Transaction, year: Int, shares all: [AlignmentShare] = []) throws {
        self.tx = tx
        self.year = year
        plans = try StandingNodes(tx, year: year)
        let links = try tx.rows("SELECT * FROM plan_link WHERE state = 'accepted' ORDER BY id").map(PlanLink.init(row:))
        out = Dictionary(grouping: links, by: \.from)
        `in` = Dictionary(grouping: links, by: \.to)
        let codes = all.flatMap(\.codes)
        if !codes.isEmpty {
            renja = try tx.renjaEntries(codes, year: year + 1, withDrafts: false)
            renja.merge(try tx.renjaEntries(codes, year: year, withDrafts: false)) { $1 }
        }
        for some in all.chunks(of: 500) {
            let nodes = Dictionary(uniqueKeysWithValues: try tx.planNodes(some.map(\.node.text)).map { ($0.id, $0) })
            for share in some { if let node = nodes[share.node] { shares[node.key, default: []].append(share) } }
        }
    }

    /// Rows of an edition's points: initiatives, and strategies below which there are none.
    mutating func rows(of edition: Identifier<PlanEdition>) throws -> [Alignment] {
        let all = try tx.planNodes(of: edition)
        plans.remember(all)
        let parents = Set(all.compactMap(\.parent))
        let points = all.filter { $0.level == .initiative || ($0.level == .cityStrategy && !parents.contains($0.id)) }
        let shared = try shared()
        let indicators = Dictionary(try tx.planIndicators(in: edition).map { ($0.node, $0.id) }) { first, _ in first }
        return try points.map { point in
            var row = Alignment(point)
            // Where a point names no dimension of its own, that of the node above it holds.
            if row.dimension.isEmpty { row.dimension = try above(point).compactMap(\.dimension).first ?? "" }
            let said = shares[point.key] ?? []
            row.indicator = indicators[point.id]
            if row.indicator == nil { row.source = said.first(where: \.hasIndicator)?.subject }
            row.isShared = shared.contains(point.id.text) || said.contains(where: \.isShared)
            try follow(point, said, &row)
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
    private mutating func follow(_ point: PlanNode, _ said: [AlignmentShare], _ row: inout Alignment) throws {
        var open: [PlanNode] = [point]
        for link in `in`[point.id] ?? [] where link.kind == .finances || link.kind == .measures || link.kind == .supports {
            if let node = try plans.node(link.from) { open.append(node) }
        }
        for node in try payers(said) { open.append(node) }
        var seen: Set<Identifier<PlanNode>> = []
        var isThisYears = false
        while !open.isEmpty, seen.count < 400 {
            let met = open.removeFirst()
            // Within the point's own plan everything counts, be it a draft; of other plans only what holds.
            guard let node = met.edition == point.edition ? met : try plans.standing(met), seen.insert(node.id).inserted,
                let edition = plans.editions[node.edition]
            else { continue }
            switch (edition.kind, node.level) {
            case (.mediumTerm, .objective): row.objective = row.objective ?? node.id
            case (.strategic, .programme): row.programme = row.programme ?? node.id
            case (.annualWork, .subActivity), (.annualGovernment, .subActivity):
                let isCurrent = edition.years.contains(year)
                if row.subActivity == nil || (isCurrent && !isThisYears) { (row.subActivity, isThisYears) = (node.id, isCurrent) }
            default: break
            }
            if let parent = node.parent, let above = try plans.node(parent) { open.append(above) }
            for link in out[node.id] ?? [] where link.kind != .measures { if let next = try plans.node(link.to) { open.append(next) } }
            open += try sameCode(node, edition)
        }
    }

    /// Lines of the Renja that pay for a point's sheets: those of the agencies that carry them, and where none of these has the code, the
    /// only one there is.
    private mutating func payers(_ said: [AlignmentShare]) throws -> [PlanNode] {
        var found: [PlanNode] = []
        for share in said {
            for code in share.codes {
                let all = renja[code] ?? []
                let own = all.filter { $0.agency.map { share.agencies.contains($0.text) } ?? false }
                for entry in own.isEmpty && all.count == 1 ? all : own { if let node = try plans.node(entry.node) { found.append(node) } }
            }
        }
        return found
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
        // The year that runs, as far as the plan reaches.
        let at = min(max(year, edition.fromYear), edition.toYear)
        let key = "\(target.rawValue) \(agency ?? "") \(at) \(node.code)"
        if let known = byCode[key] { return known }
        let above = plans.editions.values.filter {
            $0.kind == target && $0.agency == agency && $0.status == .adopted && $0.years.contains(at)
        }.sorted { $0.id > $1.id }
        var found: [PlanNode] = []
        for plan in above where found.isEmpty { found = try tx.planNodes(code: node.code, in: plan.id) }
        byCode[key] = found
        return found
    }

    private mutating func above(_ node: PlanNode) throws -> [PlanNode] {
        var above: [PlanNode] = []
        var next = node.parent
        while let id = next, above.count < 32, let found = try plans.node(id) {
            above.append(found)
            next = found.parent
        }
        return above
    }
}
