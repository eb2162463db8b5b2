import Kernel
import Masterplan
import Storage
import Web

/// How far the innovation sheets are on the way to the books.
enum SheetStage {
    @Sendable static func look(_ tx: Transaction, _ actor: Actor, _ today: Day) throws -> PlanStage {
        // Of a plan that begins anew count those that are its own, or were begun since.
        let own: SQL =
            try tx.freshPlan(actor, today).map {
                "AND (id > \($0.id) OR node_id IN (SELECT id FROM plan_node WHERE edition_id = \($0.id)))"
            } ?? ""
        let counts = try tx.rows(
            "SELECT state, count(*) AS sheets FROM innovation_sheet WHERE state <> 'dropped' \(own) GROUP BY state")
        let all = counts.reduce(0) { $0 + $1.int("sheets") }
        let accepted = counts.filter { ["accepted", "in_plan"].contains($0.text("state")) }.reduce(0) { $0 + $1.int("sheets") }
        if all == 0 { return PlanStage(.sheets, .waiting, "innovation.stage.waiting", link: InnovationsPaths.newSheet()) }
        let standing = Message("innovation.stage.accepted", ["accepted": "\(accepted)", "all": "\(all)"])
        return PlanStage(.sheets, accepted == all ? .done : .begun, standing, link: InnovationsPaths.sheets())
    }
}
