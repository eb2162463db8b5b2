import Kernel
import Masterplan
import Storage
import Web

/// Which of the three books of a plan are there.
enum BookStage {
    private static let three: [Book.Kind] = [.analysis, .masterplan, .summary]

    @Sendable static func look(_ tx: Transaction, _ way: PlanWay) throws -> PlanStage {
        let ready: Set<Book.Kind> =
            try way.plan.map { plan in
                // Once it is adopted, books of the draft are not its books any more.
                Set(try tx.readyBooks(of: plan).filter { plan.isDraft || $0.requestedAt >= plan.updatedAt }.map(\.kind))
            } ?? []
        let made = three.count(where: { ready.contains($0) })
        let state: PlanStage.State = made == three.count ? .done : made == 0 ? .waiting : .begun
        return PlanStage(
            .books, state, Message("books.stage.made", ["made": "\(made)", "all": "\(three.count)"]),
            link: BookPaths.list(query: [("rencana", way.plan?.id.text)]))
    }
}
