import Kernel

/// A read or write waiting for its turn: the closure, its outcome once it ran, and the task to wake with it.
///
/// Running and waking are two steps, because a write is only answered when its commit is on disk.
class PendingAct: @unchecked Sendable {
    /// Runs the closure and keeps its outcome, in place of an earlier one. Returns the error it threw, if any.
    func perform(_ transaction: Transaction) -> (any Error)? { preconditionFailure("abstract") }
    /// Puts an error in the outcome's place, for a closure that swallowed what a statement threw.
    func spoil(_ error: any Error) { preconditionFailure("abstract") }
    /// Wakes the waiting task with the kept outcome.
    func finish() { preconditionFailure("abstract") }
    /// Wakes the waiting task with an error in place of the outcome.
    func fail(_ error: any Error) { preconditionFailure("abstract") }
}

/// The one kind of ``PendingAct``. Touched by one thread at a time.
final class TypedAct<Outcome: Sendable>: PendingAct, @unchecked Sendable {
    private let body: @Sendable (Transaction) throws -> Outcome
    private let waiting: UnsafeContinuation<Outcome, any Error>
    private var outcome: Result<Outcome, any Error>?

    init(_ body: @escaping @Sendable (Transaction) throws -> Outcome, _ waiting: UnsafeContinuation<Outcome, any Error>) {
        self.body = body
        self.waiting = waiting
    }

    override func perform(_ transaction: Transaction) -> (any Error)? {
        do {
            outcome = .success(try body(transaction))
            return nil
        } catch {
            outcome = .failure(error)
            return error
        }
    }

    override func spoil(_ error: any Error) { outcome = .failure(error) }

    override func finish() {
        guard let outcome else { preconditionFailure("an act was answered before it ran") }
        waiting.resume(with: outcome)
    }

    override func fail(_ error: any Error) { waiting.resume(throwing: error) }
}

extension Line where Element == PendingAct {
    /// Queues `body` and waits for its outcome without blocking the calling thread.
    func outcome<T: Sendable>(of body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        // Unsafe: an act is answered exactly once, whatever becomes of its group; `GroupCommitTests` and the reader threads see to it.
        try await withUnsafeThrowingContinuation { waiting in
            let act = TypedAct(body, waiting)
            if !add(act) { act.fail(AppError.databaseClosed) }
        }
    }
}
