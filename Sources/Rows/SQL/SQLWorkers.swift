import Foundation
import Kernel
import Logging
import Synchronization

/// A few worker processes that answer SQL, one statement each at a time. A process that crashed, took too long or ran out of memory is
/// replaced, and costs nobody but its asker anything. Processes start when they are first needed.
package final class SQLWorkers: Sendable {
    private struct State {
        var idle: [Box] = []
        var waiting = 0
    }

    /// A process is used by one thread at a time: whoever took it out of ``State/idle``.
    private final class Box: @unchecked Sendable {
        let process: SQLProcess
        init(_ process: SQLProcess) { self.process = process }
    }

    private let command: [String]
    private let parallel: Int
    private let mostWaiting: Int
    private let lane: Background
    private let log: Logger
    private let state = Mutex(State())

    /// A process is replaced after so many statements.
    private static let mostAnswers = 500

    /// - Parameters:
    ///   - command: the program and its arguments; it must end up in ``SQLWorker/run()``.
    ///   - parallel: processes at most.
    ///   - mostWaiting: statements that may wait for one; more are refused.
    package init(command: [String] = ["/proc/self/exe", "rows-worker"], parallel: Int = 2, mostWaiting: Int = 16, log: Logger) {
        self.command = command
        self.parallel = max(1, parallel)
        self.mostWaiting = mostWaiting
        self.log = log
        lane = Background(parallel: parallel)
    }

    /// Answers a statement.
    /// - Throws: `invalid` for what cannot be understood, takes too long or needs too much memory; `forbidden` for what nobody may do;
    ///   `unavailable` when too many wait or no process can be started.
    package func answer(_ question: SQLQuestion) async throws(AppError) -> SQLAnswer {
        let mayWait = state.withLock { state in
            guard state.waiting < parallel + mostWaiting else { return false }
            state.waiting += 1
            return true
        }
        guard mayWait else { throw AppError(.unavailable, "rows.sql_busy", retryAfter: 2) }
        defer { state.withLock { $0.waiting -= 1 } }
        return try await lane.run { () throws(AppError) in try self.ask(question) }
    }

    /// Ends all processes that are not answering.
    package func close() { state.withLock { $0.idle.removeAll() } }

    private func ask(_ question: SQLQuestion) throws(AppError) -> SQLAnswer {
        var outcome = SQLProcess.Outcome.gone
        // One that was idle may have died since; then another is started.
        for attempt in 0..<2 {
            guard let box = attempt == 0 ? taken() : SQLProcess(command).map({ Box($0) }) else {
                log.error("no worker for SQL could be started", metadata: ["command": "\(command)"])
                throw .unavailable("rows.sql_no_worker")
            }
            let wasUsed = box.process.answered > 0
            outcome = box.process.ask(question)
            switch outcome {
            case .answer, .fault:
                if box.process.answered < SQLWorkers.mostAnswers { state.withLock { $0.idle.append(box) } } else { box.process.end() }
            case .overdue, .gone: box.process.end()
            }
            guard case .gone = outcome, wasUsed, attempt == 0 else { break }
        }
        switch outcome {
        case .answer(let answer): return answer
        case .fault(let fault): throw fault.kind.error(fault.detail)
        case .overdue:
            log.warning("a worker for SQL took too long and was ended")
            throw SQLFailure.tooSlow.error("")
        case .gone:
            log.warning("a worker for SQL ended by itself, most likely for want of memory")
            throw SQLFailure.tooMuchMemory.error("")
        }
    }

    private func taken() -> Box? {
        state.withLock { $0.idle.popLast() } ?? SQLProcess(command).map { Box($0) }
    }
}
