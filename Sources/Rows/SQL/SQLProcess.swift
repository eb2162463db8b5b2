import Foundation

/// A worker process as the main process holds it.
final class SQLProcess {
    let id: pid_t
    private let input: Int32
    private let output: Int32
    private var isGone = false
    /// Statements it has answered.
    private(set) var answered = 0

    /// How long a new process may take until it is ready.
    private static let start = Duration.seconds(20)
    /// What a worker gets beyond its own limit before it is killed.
    private static let grace = Duration.milliseconds(700)

    /// Starts a process; `nil` when that does not work.
    init?(_ command: [String]) {
        var toWorker: [Int32] = [0, 0]
        var fromWorker: [Int32] = [0, 0]
        guard pipe(&toWorker) == 0 else { return nil }
        guard pipe(&fromWorker) == 0 else {
            toWorker.forEach { close($0) }
            return nil
        }
        // A worker that is started at this very moment closes what it inherits by itself.
        for file in toWorker + fromWorker { _ = fcntl(file, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, toWorker[0], 0)
        posix_spawn_file_actions_adddup2(&actions, fromWorker[1], 1)
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        // No environment but the place of shared libraries: settings may hold secrets.
        let kept = ["LD_LIBRARY_PATH", "PATH", "TZ"].compactMap { name in ProcessInfo.processInfo.environment[name].map { "\(name)=\($0)" }
        }
        var environment: [UnsafeMutablePointer<CChar>?] = kept.map { strdup($0) } + [nil]
        defer { environment.forEach { free($0) } }
        var started: pid_t = 0
        let result = posix_spawn(&started, command[0], &actions, nil, &arguments, &environment)
        close(toWorker[0])
        close(fromWorker[1])
        input = toWorker[1]
        output = fromWorker[0]
        id = started
        guard result == 0 else {
            isGone = true
            close(input)
            close(output)
            return nil
        }
        guard case .frame(.ready, _) = SQLPipe.receive(from: output, until: ContinuousClock.now.advanced(by: SQLProcess.start)) else {
            end()
            return nil
        }
    }

    deinit { end() }

    /// Kills the process, whatever it is doing.
    func end() {
        guard !isGone else { return }
        isGone = true
        kill(id, SIGKILL)
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        close(input)
        close(output)
    }

    enum Outcome {
        case answer(SQLAnswer)
        case fault(SQLFault)
        /// The process is not to be used again.
        case overdue
        case gone
    }

    func ask(_ question: SQLQuestion) -> Outcome {
        let request = SQLRequest(file: question.file, names: question.names, sql: question.sql, limits: question.limits)
        guard let payload = try? JSONEncoder().encode(request), SQLPipe.send(.ask, payload, to: input) else { return .gone }
        let deadline = ContinuousClock.now.advanced(by: .milliseconds(question.limits.milliseconds) + SQLProcess.grace)
        var answer = SQLAnswer(columns: [], rows: [], isCut: false)
        var bytes = 0
        while true {
            switch SQLPipe.receive(from: output, until: deadline) {
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
