import Kernel
import Masterplan
import Storage

/// How far the joint commitment is on the way to the books: the youngest that has not ended.
enum CommitmentStage {
    @Sendable static func look(_ tx: Transaction, _ actor: Actor, _ today: Day) throws -> PlanStage {
        guard let commitment = try tx.commitments(isPublic: false, limit: 50).first(where: { $0.state != .ended }) else {
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
