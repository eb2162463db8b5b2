import Foundation

/// The process that sets one paper, from its start to its end.
struct PressProcess {
    enum Outcome {
        /// What it wrote.
        case wrote([UInt8])
        case overdue
        case tooLarge
        /// It ended by itself without a word; with the signal or the code it ended with.
        case died(status: Int32)
        case notStarted
    }

    /// Runs the command until it ends, has written too much or the time is over; then it is killed.
    static func run(_ command: [String], limits: PressLimits) -> Outcome {
        var output: [Int32] = [0, 0]
        guard pipe(&output) == 0 else { return .notStarted }
        for file in output { _ = fcntl(file, F_SETFD, FD_CLOEXEC) }
        guard let id = start(command, output: output[1]) else {
            output.forEach { close($0) }
            return .notStarted
        }
        close(output[1])
        defer { close(output[0]) }
        let deadline = ContinuousClock.now.advanced(by: .seconds(limits.seconds))
        var content: [UInt8] = []
        while true {
            switch next(output[0], until: deadline, onto: &content) {
            case .more where content.count <= limits.bytes: continue
            case .more:
                _ = end(id, killing: true)
                return .tooLarge
            case .overdue:
                _ = end(id, killing: true)
                return .overdue
            case .finished:
                let status = end(id, killing: false)
                return content.isEmpty ? .died(status: status) : .wrote(content)
            }
        }
    }

    private static func start(_ command: [String], output: Int32) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        // Nothing of our environment: settings may hold secrets. One thread, so that others have the processors.
        let kept = ["RAYON_NUM_THREADS=1", "LANG=C.UTF-8", "PYTHONDONTWRITEBYTECODE=1", "PATH=/usr/bin:/bin"]
        var environment: [UnsafeMutablePointer<CChar>?] = kept.map { strdup($0) } + [nil]
        defer { environment.forEach { free($0) } }
        var id: pid_t = 0
        return posix_spawn(&id, command[0], &actions, nil, &arguments, &environment) == 0 ? id : nil
    }

    private enum Reading {
        case more, finished, overdue
    }

    private static func next(_ file: Int32, until deadline: ContinuousClock.Instant, onto content: inout [UInt8]) -> Reading {
        let left = deadline - ContinuousClock.now
        guard left > .zero else { return .overdue }
        let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
        var waiting = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
        let ready = poll(&waiting, 1, Int32(min(milliseconds + 1, 60_000)))
        if ready < 0 { return errno == EINTR ? .more : .finished }
        if ready == 0 { return .more }
        let room = 256 << 10
        let piece = [UInt8](unsafeUninitializedCapacity: room) { target, count in count = max(0, read(file, target.baseAddress, room)) }
        content += piece
        return piece.isEmpty ? .finished : .more
    }

    private static func end(_ id: pid_t, killing: Bool) -> Int32 {
        if killing { kill(id, SIGKILL) }
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        return status
    }
}

/// What one paper may use.
package struct PressLimits: Sendable {
    /// On the wall's clock, and as much of a processor.
    package var seconds: Int
    /// Bytes of address space.
    package var memory: Int
    /// Bytes of PDF.
    package var bytes: Int

    package init(seconds: Int = 120, memory: Int = 1_536 << 20, bytes: Int = 256 << 20) {
        self.seconds = seconds
        self.memory = memory
        self.bytes = bytes
    }
}
