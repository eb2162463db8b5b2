import Directory
import Kernel
import Masterplan
import Storage

/// Years and money of the demo's plans: when each initiative is done and what it costs, what the Renja has and what was spent – with the gaps
/// that real plans have, so that the warnings have something to say.
struct DemoMoney: Sendable {
    let directory: DirectoryIndex
    let world: World
    let planner: Actor

    /// In one transaction, after the plans are there.
    func load() async throws {
        let year = directory.today.civil.year
        try await directory.database.write { [self] tx in
            guard let plan = try tx.planEditions(.masterplan).first(where: { !$0.isDraft }) else { throw DemoDefect("no master plan") }
            for (place, node) in try tx.planNodes(of: plan.id, level: .initiative).enumerated() {
                try tx.keepSchedule(schedule(node, place, from: max(plan.fromYear, year - 1)), agency: node.agency, by: planner, in: world)
            }
            for renja in try tx.planEditions(.annualWork) where !renja.isDraft { try budget(renja, tx) }
        }
    }

    private func schedule(_ node: PlanNode, _ place: Int, from: Int) -> PlanSchedule {
        let first = from + place % 4
        let steps = ["Menyusun dan menyepakati rancangan", "Mencoba di tiga kecamatan", "Memperluas ke seluruh kabupaten"]
        var schedule = PlanSchedule(subject: node.reference)
        for step in 0..<(2 + place % 2) { schedule.activities[first + step] = steps[step] }
        let sources: [FundSource] = [.regency, .regency, .national, .village, .company]
        for step in 0..<(2 + place % 2) where !(place % 5 == 4 && step == 1) {
            let amount = (120 + (place * 37 + step * 91) % 480) * 1_000_000
            schedule.money.append(
                MoneyLine(
                    year: first + step, source: sources[(place + step) % sources.count], agency: node.agency.map { Identifier($0) },
                    amount: amount))
        }
        // Somebody put money into a year in which nothing is planned.
        if place % 7 == 3 {
            schedule.money.append(
                MoneyLine(year: first + 4, source: .regency, agency: node.agency.map { Identifier($0) }, amount: 75_000_000))
        }
        return schedule
    }

    private func budget(_ renja: PlanEdition, _ tx: Transaction) throws {
        let nodes = try tx.planNodes(of: renja.id, level: .subActivity)
        func lines(_ amount: (Int) -> Int) -> [(node: Identifier<PlanNode>, line: MoneyLine)] {
            nodes.map { node in
                let seed = node.code.utf8.reduce(0) { ($0 * 31 + Int($1)) % 9973 }
                return (
                    node.id,
                    MoneyLine(
                        year: renja.fromYear, source: seed % 4 == 0 ? .national : .regency, agency: node.agency.map { Identifier($0) },
                        amount: amount(seed))
                )
            }
        }
        try tx.addMoney(.planned, lines { (150 + $0 % 900) * 1_000_000 }, to: renja, by: planner, in: world)
        try tx.addMoney(.spent, lines { (150 + $0 % 900) * (30 + $0 % 50) * 10_000 }, to: renja, by: planner, in: world)
    }
}
