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
    static let way: @Sendable (Transaction, Identifier<PlanEdition>?, Day) throws -> PlanWay? = { tx, plan, today in
        let chosen = try plan ?? plans(tx, on: today).first?.id
        return try chosen.map { try tx.planWay(.system, on: today, to: $0) }
    }
}
