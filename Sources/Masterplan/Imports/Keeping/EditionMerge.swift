import Directory
import Kernel
import Storage
import Work

/// Makes one agency's part of a draft edition what a file says: inserts what is new, changes what is different, takes away what is gone.
/// What matches is not touched, so that the same file again writes nothing.
struct EditionMerge {
    let tx: Transaction
    let world: World
    let agency: Identifier<Agency>
    /// What the draft has.
    let stored: StoredOutline
    /// What the edition before it has, whose keys things keep.
    let earlier: StoredOutline
    /// Which code the nomenclature has put in the place of which.
    let nomenclature: NomenclatureTable
    /// Nodes that were inserted, by those of the edition before that they follow.
    private(set) var followed: [Identifier<PlanNode>: Identifier<PlanNode>] = [:]

    private var ids: [String: Identifier<PlanNode>] = [:]
    /// Codes that the file has: what still has its old one is not followed by what has the new one.
    private var codes: Set<String> = []

    init(
        _ tx: Transaction, world: World, agency: Identifier<Agency>, stored: StoredOutline, earlier: StoredOutline,
        nomenclature: NomenclatureTable = NomenclatureTable()
    ) {
        self.nomenclature = nomenclature
        self.tx = tx
        self.world = world
        self.agency = agency
        self.stored = stored
        self.earlier = earlier
        ids = stored.nodes.mapValues(\.id)
    }

    /// - Returns: codes that are gone from the file but stay, because others are linked with them.
    mutating func apply(_ outline: PlanOutline, to edition: inout PlanEdition, money: inout ContentSum) throws -> [String] {
        let before = Dictionary(uniqueKeysWithValues: stored.outline.nodes.map { ($0.code.text, $0) })
        var nodes: [PlanNode] = []
        var indicators: [PlanIndicator] = []
        var lines: [NodeMoney] = []
        codes = Set(outline.nodes.map(\.code.text))
        var taken = Set(stored.nodes.values.map(\.key))
        for (position, node) in outline.nodes.enumerated() {
            guard let known = stored.nodes[node.code.text] else {
                var old = earlierNode(node.code)
                // Where one old line was split into several, the first goes on with it.
                if let key = old?.key, !taken.insert(key).inserted { old = nil }
                let new = made(node, edition.id, position, old)
                if let old { followed[old.id] = new.id }
                ids[node.code.text] = new.id
                nodes.append(new)
                indicators += made(node.indicators, new, earlierNode: old)
                lines += node.money.map { NodeMoney(node: new.id, line: $0) }
                continue
            }
            guard let was = before[node.code.text], was != node else { continue }
            if known.title != node.title {
                var changed = known
                changed.title = node.title
                try tx.update(&changed, from: known, in: &edition)
            }
            try change(was, to: node, known, &edition)
            if was.money != node.money {
                try forget(was.money, of: known.id, &money)
                lines += node.money.map { NodeMoney(node: known.id, line: $0) }
            }
        }
        try tx.insert(nodes, into: &edition)
        try tx.insert(indicators, into: &edition)
        try tx.insert(lines, adding: &money)
        return try remove(Set(before.keys).subtracting(outline.nodes.map(\.code.text)), before, &edition, &money)
    }

    /// The same thing in the edition before: by its code, or by the one it had before the nomenclature gave it this one.
    private func earlierNode(_ code: PlanCode) -> PlanNode? {
        if let same = earlier.nodes[code.text] { return same }
        guard let old = nomenclature.previous(of: code), !codes.contains(old) else { return nil }
        return earlier.nodes[old]
    }

    private func made(_ node: OutlineNode, _ edition: Identifier<PlanEdition>, _ position: Int, _ old: PlanNode?) -> PlanNode {
        PlanNode(
            id: world.newID(), edition: edition, level: node.code.level.planLevel, code: node.code.text, title: node.title,
            parent: node.code.parent.flatMap { ids[$0.text] }, agency: agency.text, key: old?.key,
            position: position)
    }

    private func made(_ indicators: [OutlineIndicator], _ node: PlanNode, earlierNode: PlanNode?) -> [PlanIndicator] {
        let old = earlierNode.flatMap { earlier.indicators[$0.id] } ?? []
        var taken: Set<String> = []
        return indicators.enumerated().map { position, indicator in
            let was = old.first { !taken.contains($0.key) && Plain.folded($0.name) == Plain.folded(indicator.name) }
            if let was { taken.insert(was.key) }
            // A file says neither where it stood nor which way is better: what people have said of it goes along.
            return PlanIndicator(
                id: world.newID(), edition: node.edition, node: node.id, key: was?.key,
                kind: was?.kind ?? (node.level == .programme ? .outcome : .output), name: indicator.name, unit: indicator.unit,
                polarity: was?.polarity ?? .higher, baseline: was?.baseline, baselineYear: was?.baselineYear, targets: indicator.targets,
                position: position)
        }
    }

    /// Indicators are the same by their names; what somebody added of baseline and polarity stays.
    private func change(_ was: OutlineNode, to node: OutlineNode, _ known: PlanNode, _ edition: inout PlanEdition) throws {
        guard was.indicators != node.indicators else { return }
        let records = stored.indicators[known.id] ?? []
        var kept: Set<Identifier<PlanIndicator>> = []
        var new: [OutlineIndicator] = []
        for (position, indicator) in node.indicators.enumerated() {
            guard let record = records.first(where: { !kept.contains($0.id) && Plain.folded($0.name) == Plain.folded(indicator.name) })
            else {
                new.append(indicator)
                continue
            }
            kept.insert(record.id)
            var changed = record
            (changed.name, changed.unit, changed.targets, changed.position) = (indicator.name, indicator.unit, indicator.targets, position)
            if changed != record { try tx.update(&changed, from: record, in: &edition) }
        }
        for record in records where !kept.contains(record.id) { try tx.delete(record, from: &edition) }
        guard !new.isEmpty else { return }
        let old = PlanCode(known.code).flatMap { earlierNode($0) }
        // Indicators that the draft has already keep their keys to themselves.
        let keys = Set(try tx.planIndicators(of: known.id).map(\.key))
        let fresh = made(new, known, earlierNode: old).map { indicator in
            guard keys.contains(indicator.key) else { return indicator }
            var other = indicator
            other.key = indicator.id.text
            return other
        }
        try tx.insert(fresh, into: &edition)
    }

    private func forget(_ money: [MoneyLine], of node: Identifier<PlanNode>, _ sum: inout ContentSum) throws {
        for line in money { sum.remove(NodeMoney(node: node, line: line).digest) }
        try tx.run("DELETE FROM plan_budget WHERE subject_kind = 'plan_node' AND subject_id = \(node) AND kind = 'planned'")
    }

    /// The lowest first, so that nothing hangs on what is gone.
    private func remove(
        _ codes: Set<String>, _ before: [String: OutlineNode], _ edition: inout PlanEdition, _ money: inout ContentSum
    ) throws -> [String] {
        var left: [String] = []
        var needed: Set<String> = []
        for code in codes.sorted(by: { ($0.utf8.count, $0) > ($1.utf8.count, $1) }) {
            guard let node = stored.nodes[code] else { continue }
            let isLinked = try tx.row("SELECT 1 AS one FROM plan_link WHERE from_id = \(node.id) OR to_id = \(node.id) LIMIT 1") != nil
            if isLinked || needed.contains(code) {
                left.append(code)
                if let parent = PlanCode(code)?.parent { needed.insert(parent.text) }
                continue
            }
            try forget(before[code]?.money ?? [], of: node.id, &money)
            for record in stored.indicators[node.id] ?? [] { try tx.delete(record, from: &edition) }
            try tx.delete(node, from: &edition)
        }
        return left.sorted()
    }
}

extension MoneyLine {
    /// For the sum over an edition's money.
    func digest(_ subject: Reference, _ kind: String) -> String {
        Seal.digest([subject.kind, subject.id, kind, String(year), source.rawValue, agency?.text, String(amount)])
    }
}
