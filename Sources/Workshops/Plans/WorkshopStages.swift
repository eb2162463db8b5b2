import Kernel
import Masterplan
import Storage
import Web

/// What the workshops tell of the way to the books.
enum WorkshopStages {
    @Sendable static func team(_ tx: Transaction, _ way: PlanWay) throws -> PlanStage {
        let kinds = Set(try tx.workshopBodies().filter { $0.isValid(on: way.today) }.map(\.kind))
        let link = WorkshopsPaths.bodies()
        if kinds.isEmpty { return PlanStage(.team, .waiting, "workshop.stage.team.waiting", link: link) }
        return kinds.count == WorkshopBody.Kind.allCases.count
            ? PlanStage(.team, .done, "workshop.stage.team.done", link: link)
            : PlanStage(.team, .begun, "workshop.stage.team.begun", link: link)
    }

    /// The youngest cycle that is held for the plan: how many of its four were, and the room that is open. Workshops of another plan say
    /// nothing of this one.
    @Sendable static func workshops(_ tx: Transaction, _ way: PlanWay) throws -> PlanStage {
        guard let cycle = try tx.workshopCycles().first(where: { way.owns($0.years, madeAt: $0.createdAt, isOfWholePlan: true) }) else {
            return PlanStage(.workshops, .waiting, "workshop.stage.waiting", link: WorkshopsPaths.newCycle())
        }
        let rounds = try tx.workshopRounds(of: cycle.id)
        let held = rounds.count(where: { $0.state == .closed })
        let standing = Message(
            "workshop.stage.held", ["held": "\(held)", "all": "\(rounds.count)", "title": cycle.title])
        let open = rounds.first { $0.state == .open }
        let link = open.map { WorkshopsPaths.room(cycle.code, "\($0.number)") } ?? WorkshopsPaths.cycle(cycle.code)
        return PlanStage(.workshops, held == rounds.count ? .done : .begun, standing, link: link)
    }
}
