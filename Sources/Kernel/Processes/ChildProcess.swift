import CSpawn
import Foundation
import Synchronization

/// A process that has been started, for as long as this lives: whoever lets go of it ends it.
///
/// It inherits nothing but its three streams. Nobody else may wait for it.
package final class ChildProcess: Sendable {
    /// What a process has as one of its standard streams.
    package enum Stream: Sendable {
        /// There is nothing to be read, and what is written is lost.
        case nothing
        /// A pipe whose other end is here.
        case pipe
        /// The same as ours.
        case ours
        /// For errors: the same as its output.
        case output
    }

    /// A program that is not there, or may not be run; or we have no more room for files or processes.
    package struct NotStarted: Error, CustomStringConvertible {
        package let program: String
        /// The system's number of the error, such as `ENOENT`.
        package let error: Int32

        package var description: String { "\(program) could not be started: \(String(cString: strerror(error)))" }
    }

    private struct State {
        var input: Int32
        /// Set once it has been waited for.
        var end: ChildEnd?
        var isCancelled = false
    }

    package let id: pid_t
    /// Our end of its output and of its errors; -1 unless they are pipes. Closed when this ends.
    package let output: Int32
    package let errors: Int32
    /// Can be read from when it has ended; -1 where there are no such files.
    let watch: Int32
    private let state: Mutex<State>

    package init(
        _ command: ChildCommand, input: Stream = .nothing, output: Stream = .pipe, errors: Stream = .nothing
    ) throws(NotStarted) {
        // A process that ends while it is written to must not take us with it.
        if case .pipe = input { signal(SIGPIPE, SIG_IGN) }
        var pipes = ChildPipes()
        do throws(NotStarted) {
            try pipes.add(input, at: 0, for: command.program)
            try pipes.add(output, at: 1, for: command.program)
            try pipes.add(errors, at: 2, for: command.program)
            id = try command.start(pipes.theirs)
        } catch {
            pipes.closeAll()
            throw error
        }
        pipes.closeTheirs()
        (self.output, self.errors) = (pipes.ours[1], pipes.ours[2])
        watch = cspawn_watch(id)
        state = Mutex(State(input: pipes.ours[0]))
    }

    deinit {
        stop()
        closeInput()
        for file in [output, errors, watch] where file >= 0 { close(file) }
    }

    /// Our end of its input; -1 when there is none, or none any more.
    package var input: Int32 { state.withLock { $0.input } }

    /// Tells it that no more is coming.
    package func closeInput() {
        state.withLock { state in
            if state.input >= 0 { close(state.input) }
            state.input = -1
        }
    }

    /// Sends it a signal, unless it has ended.
    package func send(_ signal: Int32) {
        // Once it has been waited for, its number may be another's.
        state.withLock { if $0.end == nil { kill(id, signal) } }
    }

    /// Kills it and waits until it is gone.
    package func stop() {
        send(SIGKILL)
        _ = ended()
    }

    /// Kills it, and lets whoever waits for it know that nobody wants it any more.
    package func cancel() {
        state.withLock { state in
            guard state.end == nil else { return }
            state.isCancelled = true
            kill(id, SIGKILL)
        }
    }

    /// How it ended, if it has.
    package var end: ChildEnd? {
        state.withLock { state in
            if let end = state.end { return end }
            var status: Int32 = 0
            var found: pid_t
            repeat { found = waitpid(id, &status, WNOHANG) } while found < 0 && errno == EINTR
            if found == 0 { return nil }
            // Where children are not waited for at all, nobody knows how this one ended.
            let end = state.isCancelled ? .cancelled : found == id ? ChildEnd(status: status) : .code(-1)
            state.end = end
            return end
        }
    }

    /// Waits for its end; what it writes must be read meanwhile, or fit into a pipe. Blocks the thread.
    /// - Returns: `nil` when it is still running at the deadline.
    package func ended(by deadline: ContinuousClock.Instant? = nil) -> ChildEnd? {
        while true {
            if let end { return end }
            var file = pollfd(fd: watch, events: Int16(POLLIN), revents: 0)
            guard let patience = patience(until: deadline) else { return nil }
            poll(&file, 1, patience)
        }
    }

    /// Milliseconds that may be waited at once; `nil` when the deadline has passed.
    func patience(until deadline: ContinuousClock.Instant?) -> Int32? {
        // Where nothing wakes us when it ends, we look every now and then.
        let most: Int32 = watch >= 0 ? 60_000 : 20
        guard let deadline else { return most }
        let left = ContinuousClock.now.duration(to: deadline).components
        guard left.seconds >= 0, left.attoseconds >= 0, left != (0, 0) else { return nil }
        // Rounded up: in the last millisecond nobody should turn around in circles.
        let milliseconds = min(left.seconds, 100) * 1000 + left.attoseconds / 1_000_000_000_000_000 + 1
        return min(most, Int32(milliseconds))
    }
}
