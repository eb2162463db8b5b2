import Kernel
import Masterplan
import Storage
import Web

/// How far the joint commitment is on the way to the books: the youngest that has not ended.
enum CommitmentStage {
    @Sendable static func look(_ tx: Transaction, _ actor: Actor, _ today: Day) throws -> PlanStage {
        // Made before a plan that begins anew it was another plan's.
        let fresh = try tx.freshPlan(actor, today)?.id.text ?? ""
        let all = try tx.commitments(isPublic: false, limit: 50)
        guard let commitment = all.first(where: { $0.state != .ended && $0.id.text > fresh }) else {
            return PlanStage(.commitment, .waiting, "commitment.stage.waiting", link: CommitmentPaths.new())
        }
        let link = CommitmentPaths.draft(commitment.code)
        let title = ["title": commitment.title]
        if commitment.state == .draft { return PlanStage(.commitment, .begun, Message("commitment.stage.draft", title), link: link) }
        if commitment.state == .inForce { return PlanStage(.commitment, .done, Message("commitment.stage.done", title), link: link) }
        let signatories = try tx.signatories(of: commitment.id)
        let signed = signatories.count(where: { $0.state == .signed })
        let values = ["title": commitment.title, "signed": "\(signed)", "all": "\(signatories.count)"]
        return PlanStage(.commitment, .begun, Message("commitment.stage.open", values), link: link)
    }
}
