import Directory
import Kernel
import Storage
import Work

/// Keeps what was spent of each agency's Renja of a year beside what was planned: the adopted one, else the draft. A file has all that was
/// spent until then, so it replaces what was kept before.
struct SpendingKeeper {
    let tx: Transaction
    let world: World
    let year: Int
    let reading: PlanReading
    let actor: Actor

    init(_ tx: Transaction, world: World, year: Int, _ reading: PlanReading, by actor: Actor) {
        self.reading = reading
        self.tx = tx
        self.world = world
        self.year = year
        self.actor = actor
    }

    /// What keeping would change.
    func compare() throws -> [KeptPlan] {
        try matched().map { agency, outline, edition, nodes in
            let before = try spent(edition)
            // A file of spending says nothing of titles and targets; only money is compared.
            let titles = Dictionary(before.nodes.map { ($0.code, $0.title) }) { first, _ in first }
            let known = outline.nodes.filter { nodes[$0.code.text] != nil && !$0.money.isEmpty }.map { node in
                OutlineNode(code: node.code, title: titles[node.code] ?? node.title, money: node.money)
            }
            let after = PlanOutline(known).keeping(reading.withheld[agency] ?? [], of: before)
            return KeptPlan(
                agency: agency, reconciliation: Reconciliation(before: before, after: after), edition: edition.id,
                unknown: unknown(outline, nodes))
        }
    }

    func keep(details: [String: String]) throws -> [KeptPlan] {
        let plans = try compare()
        guard !plans.isEmpty else { throw AppError.invalid("file", Message("plan.import.no_renja", ["year": "\(year)"])) }
        for (agency, outline, edition, nodes) in try matched() {
            guard let plan = plans.first(where: { $0.agency == agency }), !plan.reconciliation.isSame else { continue }
            var money = try tx.editionMoney(edition.id, .spent)
            money.content = ContentSum()
            let whole = outline.keeping(reading.withheld[agency] ?? [], of: try spent(edition))
            try tx.run(
                """
                DELETE FROM plan_budget WHERE subject_kind = 'plan_node' AND kind = 'spent'
                    AND subject_id IN (SELECT id FROM plan_node WHERE edition_id = \(edition.id))
                """)
            let lines = whole.nodes.flatMap { node -> [NodeMoney] in
                guard let id = nodes[node.code.text] else { return [] }
                return node.money.map { NodeMoney(node: id, line: $0, kind: .spent) }
            }
            try tx.insert(lines, adding: &money.content)
            try tx.keep(money, agency: agency.text, by: actor, in: world, details: details)
        }
        return plans
    }

    private typealias Matched = (Identifier<Agency>, PlanOutline, PlanEdition, [String: Identifier<PlanNode>])

    /// Those agencies' outlines that have a Renja, with its nodes by code.
    private func matched() throws -> [Matched] {
        let editions = Dictionary(
            try tx.renjaEditions(year: year, withDrafts: true).map { ($0.agency ?? "", $0) }, uniquingKeysWith: { $1 })
        return try reading.outlines.sorted { $0.key < $1.key }.compactMap { agency, outline -> Matched? in
            guard let edition = editions[agency.text] else { return nil }
            var nodes: [String: Identifier<PlanNode>] = [:]
            try tx.each("SELECT id, code FROM plan_node WHERE edition_id = \(edition.id) AND code <> ''") { row in
                nodes[row.text("code")] = row.id("id")
                return true
            }
            return (agency, outline, edition, nodes)
        }
    }

    private func unknown(_ outline: PlanOutline, _ nodes: [String: Identifier<PlanNode>]) -> [String] {
        outline.nodes.filter { !$0.money.isEmpty && nodes[$0.code.text] == nil }.map(\.code.text)
    }

    /// What is kept as spent of an edition; nodes as a file would name them, so that only money is compared.
    private func spent(_ edition: PlanEdition) throws -> PlanOutline {
        var nodes: [String: OutlineNode] = [:]
        try tx.each(
            """
            SELECT n.code, n.title, b.year, b.fund, b.agency_id, b.amount FROM plan_node n
            JOIN plan_budget b ON b.subject_kind = 'plan_node' AND b.subject_id = n.id AND b.kind = 'spent'
            WHERE n.edition_id = \(edition.id) ORDER BY n.code, b.year, b.fund
            """
        ) { row in
            guard let code = PlanCode(row.text("code")) else { return true }
            nodes[code.text, default: OutlineNode(code: code, title: row.text("title"))].money.append(MoneyLine(row: row))
            return true
        }
        return PlanOutline(Array(nodes.values))
    }
}
