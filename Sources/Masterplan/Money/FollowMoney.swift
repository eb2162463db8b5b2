import Kernel
import Storage
import Work

extension Transaction {
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
            var money = try editionMoney(new.id, kind)
            var lines: [SQL] = []
            try each(
                """
                SELECT b.subject_id, b.year, b.fund, b.agency_id, b.amount FROM plan_node n
                JOIN plan_budget b ON b.subject_kind = 'plan_node' AND b.subject_id = n.id AND b.kind = \(kind.rawValue)
                WHERE n.edition_id = \(old) ORDER BY b.subject_id, b.year, b.fund, b.agency_id
                """
            ) { row in
                guard scheduled[row.text("subject_id")] == nil, let follower = nodes[row.id("subject_id")] else { return true }
                let (line, subject) = (MoneyLine(row: row), Reference("plan_node", follower))
                money.content.add(line.digest(subject, kind.rawValue))
                lines.append(line.inserting(subject, kind: kind.rawValue))
                return true
            }
            guard !lines.isEmpty else { continue }
            try run(all: lines)
            try keep(money, agency: new.agency, by: actor, in: world, details: ["follows": old.text])
        }
    }
}
