import Kernel
import Storage
import Work

extension Transaction {
    /// Adds money to nodes of an edition as an import does, with one event for all of it. Not for nodes with a schedule.
    package func addMoney(
        _ kind: EditionMoney.Kind, _ lines: [(node: Identifier<PlanNode>, line: MoneyLine)], to edition: PlanEdition, by actor: Actor,
        in world: World, details: [String: String] = [:]
    ) throws {
        guard !lines.isEmpty else { return }
        if let fault = lines.lazy.compactMap({ $0.line.fault }).first { throw AppError.invalid("money", fault) }
        var money = try editionMoney(edition.id, kind)
        try insert(lines.map { NodeMoney(node: $0.node, line: $0.line, kind: kind) }, adding: &money.content)
        try keep(money, agency: edition.agency, by: actor, in: world, details: details)
    }

    /// Gives the nodes of a new edition the years and money of those they follow: schedules with an event each, and what was imported with
    /// one for each sum.
    /// - Parameter nodes: the new ids by the old ones.
    package func followMoney(
        _ nodes: [Identifier<PlanNode>: Identifier<PlanNode>], from old: Identifier<PlanEdition>, to new: PlanEdition, by actor: Actor,
        in world: World
    ) throws {
        let scheduled = try schedules(of: "plan_node", nodes.keys.map(\.text).sorted())
        for (id, schedule) in scheduled.sorted(by: { $0.key < $1.key }) {
            guard let follower = nodes[Identifier(id)] else { continue }
            try keepSchedule(
                PlanSchedule(subject: Reference("plan_node", follower), activities: schedule.activities, money: schedule.money),
                agency: new.agency, by: actor, in: world)
        }
        for kind in EditionMoney.Kind.allCases {
            var lines: [(node: Identifier<PlanNode>, line: MoneyLine)] = []
            try each(
                """
                SELECT b.subject_id, b.year, b.fund, b.agency_id, b.amount FROM plan_node n
                JOIN plan_budget b ON b.subject_kind = 'plan_node' AND b.subject_id = n.id AND b.kind = \(kind.rawValue)
                WHERE n.edition_id = \(old) ORDER BY b.subject_id, b.year, b.fund, b.agency_id
                """
            ) { row in
                if scheduled[row.text("subject_id")] == nil, let follower = nodes[row.id("subject_id")] {
                    lines.append((follower, MoneyLine(row: row)))
                }
                return true
            }
            try addMoney(kind, lines, to: new, by: actor, in: world, details: ["follows": old.text])
        }
    }
}
