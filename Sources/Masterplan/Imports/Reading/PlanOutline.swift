import Kernel

/// A plan of one agency as a table has it: what the importer compares and keeps.
package struct PlanOutline: Sendable, Hashable {
    /// By code.
    package var nodes: [OutlineNode]

    package init(_ nodes: [OutlineNode] = []) { self.nodes = nodes.sorted { $0.code < $1.code } }

    /// With what another outline has under these codes, where this one has nothing.
    func keeping(_ codes: Set<String>, of known: PlanOutline) -> PlanOutline {
        guard !codes.isEmpty else { return self }
        let own = Set(nodes.map(\.code.text))
        return PlanOutline(nodes + known.nodes.filter { codes.contains($0.code.text) && !own.contains($0.code.text) })
    }

    /// Rupiah by year.
    package var totals: [Int: Int] {
        var totals: [Int: Int] = [:]
        for node in nodes { for line in node.money { totals[line.year, default: 0] += line.amount } }
        return totals
    }
}

/// One programme, activity or sub-activity.
package struct OutlineNode: Sendable, Hashable {
    package var code: PlanCode
    package var title: String
    package var indicators: [OutlineIndicator]
    /// One line for each year and source.
    package var money: [MoneyLine]

    package init(code: PlanCode, title: String, indicators: [OutlineIndicator] = [], money: [MoneyLine] = []) {
        self.code = code
        self.title = title
        self.indicators = indicators
        self.money = money
    }
}

/// What is measured of a node, with its targets as canonical decimals by year.
package struct OutlineIndicator: Sendable, Hashable {
    package var name: String
    package var unit: String
    package var targets: [Int: String]

    package init(name: String, unit: String, targets: [Int: String] = [:]) {
        self.name = name
        self.unit = unit
        self.targets = targets
    }
}
