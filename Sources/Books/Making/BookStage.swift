import Kernel
import Masterplan
import Storage

/// Which of the three books are there.
enum BookStage {
    private static let three: [Book.Kind] = [.analysis, .masterplan, .summary]

    @Sendable static func look(_ tx: Transaction, _ actor: Actor, _ today: Day) throws -> PlanStage {
        let ready = Set(try tx.books(isPublic: false, limit: 200).filter { $0.state == .ready }.map(\.kind))
        let made = three.count(where: { ready.contains($0) })
        let state: PlanStage.State = made == three.count ? .done : made == 0 ? .waiting : .begun
        return PlanStage(
            .books, state, Message("books.stage.made", ["made": "\(made)", "all": "\(three.count)"]), link: BookPaths.list())
    }
}
