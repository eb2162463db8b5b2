import NIOCore
import Synchronization

/// An event loop as the place where tasks run.
///
/// Unchecked, because what is not behind the lock is touched on the loop's own thread only.
final class LoopExecutor: TaskExecutor, @unchecked Sendable {
    let loop: any EventLoop
    private var isStarting = false
    /// The first piece of a task that is being started.
    private var first: UnownedJob?
    /// Pieces to be run at the loop's next turn: one visit for all that come together, such as the acts of a commit.
    private let coming = Mutex<[UnownedJob]>([])

    private init(_ loop: any EventLoop) { self.loop = loop }

    /// The one of this loop; there are as many loops as cores, for as long as the process lives.
    static func of(_ loop: any EventLoop) -> LoopExecutor {
        all.withLock { all in
            if let known = all[ObjectIdentifier(loop)] { return known }
            let made = LoopExecutor(loop)
            all[ObjectIdentifier(loop)] = made
            return made
        }
    }

    private static let all = Mutex<[ObjectIdentifier: LoopExecutor]>([:])

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if loop.inEventLoop, isStarting, first == nil {
            first = job
            return
        }
        let isFirst = coming.withLock { coming in
            coming.append(job)
            return coming.count == 1
        }
        if isFirst { loop.execute { self.runComing() } }
    }

    private func runComing() {
        let jobs = coming.withLock { coming in
            let jobs = coming
            coming = []
            return jobs
        }
        gathersAnswers = jobs.count > 1
        for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
        gathersAnswers = false
        sendAnswers()
    }

    /// Whether several pieces are being run one after the other, whose answers are then sent together.
    private var gathersAnswers = false
    /// Whose answers are written and not yet sent.
    private var unsent: [DirectAnswers] = []
    /// So many at most, so that the first does not wait for the last of a long row.
    private static let mostTogether = 32

    /// Sends an answer that was written on this loop: with those of the other pieces in hand, so that whoever reads them on this machine is
    /// woken once and not for each, or at once when there are none.
    func sendSoon(_ connection: DirectAnswers) {
        guard gathersAnswers else { return connection.send() }
        unsent.append(connection)
        if unsent.count >= Self.mostTogether { sendAnswers() }
    }

    private func sendAnswers() {
        let written = unsent
        unsent.removeAll(keepingCapacity: true)
        for connection in written { connection.send() }
    }

    /// Begins a task at once instead of at the loop's next turn: until it first waits, it has run when this returns. To be called on
    /// the loop, outside of any task.
    func start(_ operation: @escaping @Sendable () async -> Void) {
        loop.preconditionInEventLoop()
        isStarting = true
        Task(executorPreference: self, operation: operation)
        isStarting = false
        guard let job = first else { return }
        first = nil
        job.runSynchronously(on: asUnownedTaskExecutor())
    }
}
