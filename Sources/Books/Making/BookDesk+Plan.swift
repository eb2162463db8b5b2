import Kernel
import Masterplan
import Storage

extension BookDesk {
    /// Plans that a book can be made of, the one that is meant where none is named first: the adopted one that holds, else the youngest.
    static func plans(_ tx: Transaction, on today: Day) throws -> [PlanEdition] {
        let standing = try tx.planEditions(.masterplan).filter { $0.status != .replaced }.sorted { $0.id > $1.id }
        guard let current = try tx.currentEdition(kind: .masterplan, on: today) else { return standing }
        return [current] + standing.filter { $0.id != current.id }
    }

    /// ``BookDesk/way`` of an installation that has plans.
    static let way: @Sendable (Transaction, Identifier<PlanEdition>?, Day, Actor) throws -> PlanWay? = { tx, plan, today, actor in
        if let plan { return try tx.planWay(actor, on: today, to: plan) }
        let standing = try plans(tx, on: today)
        if let seen = standing.first(where: { $0.maySee(actor) }) { return try tx.planWay(actor, on: today, to: seen.id) }
        // Of plans that she may not see nothing is told, nor of what belongs to them.
        return standing.isEmpty ? nil : try tx.planWay(actor, on: today)
    }
}
