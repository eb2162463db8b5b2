import Foundation
import Kernel

/// A worker process as the main process holds it.
final class SQLProcess {
    private let process: ChildProcess
    /// Statements it has answered.
    private(set) var answered = 0

    /// How long a new process may take until it is ready.
    private static let start = Duration.seconds(20)
    /// What a worker gets beyond its own limit before it is killed.
    private static let grace = Duration.milliseconds(700)

    /// Starts a process, which ends when this does; `nil` when that does not work.
    init?(_ command: [String]) {
        // No environment but the place of shared libraries: settings may hold secrets.
        let ours = ProcessInfo.processInfo.environment.filter { ["LD_LIBRARY_PATH", "PATH", "TZ"].contains($0.key) }
        let child = ChildCommand(command[0], Array(command.dropFirst()), environment: ours)
        guard let process = try? ChildProcess(child, input: .pipe, output: .pipe, errors: .ours) else { return nil }
        self.process = process
        guard case .frame(.ready, _) = SQLPipe.receive(from: process.output, until: ContinuousClock.now.advanced(by: SQLProcess.start))
        else { return nil }
    }

    var id: pid_t { process.id }

    /// Kills the process, whatever it is doing.
    func end() { process.stop() }

    enum Outcome {
        case answer(SQLAnswer)
        case fault(SQLFault)
        /// The process is not to be used again.
        case overdue
        case gone
    }

    func ask(_ question: SQLQuestion) -> Outcome {
        let request = SQLRequest(file: question.file, names: question.names, sql: question.sql, limits: question.limits)
        guard let payload = try? JSONEncoder().encode(request), SQLPipe.send(.ask, payload, to: process.input) else { return .gone }
        let deadline = ContinuousClock.now.advanced(by: .milliseconds(question.limits.milliseconds) + SQLProcess.grace)
        var answer = SQLAnswer(columns: [], rows: [], isCut: false)
        var bytes = 0
        while true {
            switch SQLPipe.receive(from: process.output, until: deadline) {
            case .overdue: return .overdue
            case .nothing: return .gone
            case .frame(.columns, let payload):
                guard let columns = try? JSONDecoder().decode([SQLAnswer.Column].self, from: Data(payload)) else { return .gone }
                answer.columns = columns
            case .frame(.rows, let payload):
                bytes += payload.count
                guard bytes <= question.limits.bytes + SQLFrame.longest, !answer.columns.isEmpty,
                    let rows = SQLBytes.rows(payload, columns: answer.columns.count)
                else { return .gone }
                answer.rows += rows
            case .frame(.done, let payload):
                answered += 1
                answer.isCut = payload.first == 1
                return .answer(answer)
            case .frame(.failed, let payload):
                answered += 1
                guard let fault = try? JSONDecoder().decode(SQLFault.self, from: Data(payload)) else { return .gone }
                return .fault(fault)
            case .frame: return .gone
            }
        }
    }
}
