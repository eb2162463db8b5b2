import Kernel
import Masterplan
import Storage
import Web

/// Which of the three books are there.
enum BookStage {
    private static let three: [Book.Kind] = [.analysis, .masterplan, .summary]

    @Sendable static func look(_ tx: Transaction, _ actor: Actor, _ today: Day) throws -> PlanStage {
        // Those made before a plan that begins anew tell of another plan.
        let fresh = try tx.freshPlan(actor, today)?.id.text ?? ""
        let ready = Set(try tx.books(isPublic: false, limit: 200).filter { $0.state == .ready && $0.id.text > fresh }.map(\.kind))
        let made = three.count(where: { ready.contains($0) })
        let state: PlanStage.State = made == three.count ? .done : made == 0 ? .waiting : .begun
        return PlanStage(
            .books, state, Message("books.stage.made", ["made": "\(made)", "all": "\(three.count)"]), link: BookPaths.list())
    }
}
