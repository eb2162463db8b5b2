import Directory
import Kernel
import Storage
import Work

/// What an edition has of one agency's programmes, activities and sub-activities: the outline that a file is compared with, and the records
/// behind it.
struct StoredOutline {
    var outline = PlanOutline()
    /// Nodes by code.
    var nodes: [String: PlanNode] = [:]
    /// Indicators by the id of their node.
    var indicators: [Identifier<PlanNode>: [PlanIndicator]] = [:]
}

extension Transaction {
    /// - Parameter agency: whose nodes; those of an edition that belongs to one agency are all its own.
    func storedOutline(_ edition: PlanEdition, agency: Identifier<Agency>) throws -> StoredOutline {
        var stored = StoredOutline()
        let whose: SQL = edition.agency == nil ? "AND agency_id = \(agency)" : ""
        var codes: [Identifier<PlanNode>: PlanCode] = [:]
        try each("SELECT * FROM plan_node WHERE edition_id = \(edition.id) AND code <> '' \(whose)") { row in
            let node = PlanNode(row: row)
            guard let level = PlanCode.Level(node.level), let code = PlanCode(node.code), code.level == level else { return true }
            stored.nodes[code.text] = node
            codes[node.id] = code
            return true
        }
        guard !codes.isEmpty else { return stored }
        try each("SELECT * FROM plan_indicator WHERE edition_id = \(edition.id) ORDER BY node_id, position, id") { row in
            let indicator = PlanIndicator(row: row)
            if codes[indicator.node] != nil { stored.indicators[indicator.node, default: []].append(indicator) }
            return true
        }
        var money: [Identifier<PlanNode>: [MoneyLine]] = [:]
        let own: SQL = edition.agency == nil ? "AND n.agency_id = \(agency)" : ""
        try each(
            """
            SELECT b.subject_id, b.year, b.fund, b.agency_id, b.amount FROM plan_node n
            JOIN plan_budget b ON b.subject_kind = 'plan_node' AND b.subject_id = n.id AND b.kind = 'planned'
            WHERE n.edition_id = \(edition.id) \(own)
            ORDER BY b.subject_id, b.year, b.fund, b.agency_id
            """
        ) { row in
            money[row.id("subject_id"), default: []].append(MoneyLine(row: row))
            return true
        }
        stored.outline = PlanOutline(
            codes.map { id, code in
                OutlineNode(
                    code: code, title: stored.nodes[code.text]?.title ?? "",
                    indicators: (stored.indicators[id] ?? []).map {
                        OutlineIndicator(name: $0.name, unit: $0.unit, targets: $0.targets)
                    }, money: money[id] ?? [])
            })
        return stored
    }
}

extension PlanCode.Level {
    init?(_ level: PlanLevel) {
        switch level {
        case .programme: self = .programme
        case .activity: self = .activity
        case .subActivity: self = .subActivity
        default: return nil
        }
    }

    var planLevel: PlanLevel {
        switch self {
        case .field, .programme: .programme
        case .activity: .activity
        case .subActivity: .subActivity
        }
    }
}
