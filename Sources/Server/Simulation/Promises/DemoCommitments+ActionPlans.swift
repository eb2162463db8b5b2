import Commitments
import Directory
import Kernel
import Storage

extension DemoCommitments {
    /// Action plans of the year that runs, made of the steps that the signed pledges have in it: most are published, every fourth waits for
    /// the planning agency, and agencies that lead no pledge have written none.
    func planActions(_ heads: [String: Actor], _ tx: Transaction) throws {
        guard let commitment = try tx.commitments(isPublic: true, limit: 10).first(where: { $0.state == .inForce }) else {
            throw DemoDefect("no commitment to plan for")
        }
        let planner = try self.planner
        let year = day(0).civil.year
        let clauses = Dictionary(grouping: try tx.clauses(of: commitment.id), by: \.lead.text)
        var place = 0
        for agency in clauses.keys.sorted() {
            guard let head = heads[agency], head.id != planner.id else { continue }
            let items = try clauses[agency, default: []].flatMap { clause in
                try tx.milestones(of: clause.id).filter { $0.due.civil.year == year }.map { step in
                    ActionItemDraft(
                        clause: clause.code, activity: step.name, output: clause.target.text(Format(language: .indonesian)), owner: agency,
                        supporters: clause.supporters, months: Array(max(1, step.due.civil.month - 2)...step.due.civil.month))
                }
            }
            guard !items.isEmpty else { continue }
            place += 1
            let waits = place % 4 == 0
            let written = moment(waits ? -6 : -300 + place)
            time.set(now: written)
            try desk.write(items, agency: agency, year: year, by: head, tx)
            time.set(now: written.adding(days: 1))
            try desk.move("propose", agency: agency, year: year, by: head, tx)
            if waits { continue }
            time.set(now: written.adding(days: 5))
            try desk.move("publish", agency: agency, year: year, by: planner, tx)
        }
    }
}
