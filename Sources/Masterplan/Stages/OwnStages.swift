import Kernel
import Storage
import Web

extension PlanStages {
    /// The stages that the plans themselves tell of.
    func addOwn() {
        add(PlanStages.basis)
        add(PlanStages.draft)
        add(PlanStages.alignment)
        add(PlanStages.adoption)
    }

    @Sendable private static func basis(_ tx: Transaction, _ way: PlanWay) throws -> PlanStage {
        // The one the plan is written for, else the one that holds now.
        let basis = try way.plan?.basis.flatMap { try tx.planEdition($0) }
        let named = basis?.status == .adopted ? basis : nil
        if let current = try named ?? tx.currentEdition(kind: .mediumTerm, on: way.today) {
            return PlanStage(
                .basis, .done, Message("plan.stage.basis.done", ["title": current.title]), link: PlanPaths.edition(current.id.text))
        }
        if let draft = try tx.planEditions(.mediumTerm).first(where: { $0.isDraft && $0.maySee(way.actor) }) {
            return PlanStage(
                .basis, .begun, Message("plan.stage.basis.begun", ["title": draft.title]), link: PlanPaths.edition(draft.id.text))
        }
        return PlanStage(.basis, .waiting, "plan.stage.basis.waiting", link: begin(.mediumTerm))
    }

    @Sendable private static func draft(_ tx: Transaction, _ way: PlanWay) throws -> PlanStage {
        guard let plan = way.plan else {
            return PlanStage(.draft, .waiting, "plan.stage.draft.waiting", link: begin(.masterplan))
        }
        return PlanStage(.draft, .done, Message("plan.stage.draft.done", ["title": plan.title]), link: PlanPaths.edition(plan.id.text))
    }

    @Sendable private static func alignment(_ tx: Transaction, _ way: PlanWay) throws -> PlanStage {
        guard let plan = way.plan else {
            return PlanStage(.alignment, .waiting, "plan.stage.alignment.waiting", link: PlanPaths.alignment())
        }
        let (points, holes) = try tx.alignmentCounts(in: plan.id)
        let missing = holes.values.reduce(0, +)
        let link = PlanPaths.alignment(query: [("rencana", plan.id.text)])
        if points == 0 { return PlanStage(.alignment, .waiting, "plan.stage.alignment.waiting", link: link) }
        let values = ["holes": "\(missing)", "points": "\(points)"]
        return missing == 0
            ? PlanStage(.alignment, .done, Message("plan.stage.alignment.done", values), link: link)
            : PlanStage(.alignment, .begun, Message("plan.stage.alignment.begun", values), link: link)
    }

    @Sendable private static func adoption(_ tx: Transaction, _ way: PlanWay) throws -> PlanStage {
        guard let plan = way.plan else {
            return PlanStage(.adoption, .waiting, "plan.stage.adoption.waiting", link: PlanPaths.list())
        }
        let link = PlanPaths.edition(plan.id.text)
        return plan.isDraft
            ? PlanStage(.adoption, .begun, Message("plan.stage.adoption.begun", ["title": plan.title]), link: link)
            : PlanStage(.adoption, .done, Message("plan.stage.adoption.done", ["basis": plan.legalBasis]), link: link)
    }

    private static func begin(_ kind: PlanEdition.Kind) -> String { PlanPaths.new(query: [("jenis", kind.rawValue)]) }
}
