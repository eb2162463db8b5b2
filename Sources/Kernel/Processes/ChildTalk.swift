import Foundation
import Synchronization

extension ChildProcess {
    /// Hands it all input, takes what it writes, and waits for its end. Both at once, so that neither waits for the other for ever; what
    /// it leaves running behind is not waited for. Blocks the thread.
    package func talk(_ input: [UInt8] = [], _ limits: ChildLimits = ChildLimits()) -> ChildOutcome {
        let deadline = limits.time.map { ContinuousClock.now.advanced(by: $0) }
        var talk = ChildTalk(input)
        talk.open(self)
        // Two pipes hold no more. What comes after that is from those it left running behind, who may never come to an end.
        var left = 2 << 20
        while true {
            let end = end
            // Of one that has ended, only what already lies in the pipes.
            guard let patience = end == nil ? patience(until: deadline) : 0 else { return stopped(.overdue, talk) }
            let before = talk.count
            let wasRead = talk.turn(self, patience)
            if talk.count > limits.bytes { return stopped(.tooMuch, talk) }
            if end != nil { left -= talk.count - before }
            if let end, !wasRead || left <= 0 {
                talk.outcome.end = end
                return talk.outcome
            }
        }
    }

    private func stopped(_ reason: ChildEnd, _ talk: ChildTalk) -> ChildOutcome {
        stop()
        var outcome = talk.outcome
        outcome.end = end == .cancelled ? .cancelled : reason
        return outcome
    }

    /// What it writes next, as soon as there is anything; empty when there is nothing any more. Blocks the thread.
    /// - Parameter errors: what it complains of, instead of its output.
    package func nextPiece(errors: Bool = false) -> [UInt8] {
        ChildTalk.piece(of: errors ? self.errors : output)
    }

    /// The next line that it writes, without its end; `nil` when there is none any more. Blocks the thread.
    package func nextLine() -> String? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while true {
            let count = read(output, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { return line.isEmpty ? nil : String(decoding: line, as: UTF8.self) }
            if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
    }
}

/// What has been said so far.
private struct ChildTalk {
    var outcome = ChildOutcome(end: .cancelled)
    private var left: ArraySlice<UInt8>
    private var output: Int32 = -1
    private var errors: Int32 = -1

    private static let room = 256 << 10

    init(_ input: [UInt8]) { left = input[...] }

    /// Bytes read.
    var count: Int { outcome.output.count + outcome.errors.count }

    mutating func open(_ process: ChildProcess) {
        (output, errors) = (process.output, process.errors)
        let input = process.input
        if left.isEmpty { process.closeInput() } else { _ = fcntl(input, F_SETFL, fcntl(input, F_GETFL) | O_NONBLOCK) }
    }

    /// Waits until something can be written or read, or the process has ended, and does that.
    /// - Returns: whether something was read.
    mutating func turn(_ process: ChildProcess, _ patience: Int32) -> Bool {
        // Files that are -1 are passed over.
        let input = left.isEmpty ? -1 : process.input
        var files = [
            pollfd(fd: output, events: Int16(POLLIN), revents: 0), pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
            pollfd(fd: input, events: Int16(POLLOUT), revents: 0), pollfd(fd: process.watch, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&files, nfds_t(files.count), patience) > 0 else { return false }
        let before = (output, errors)
        if files[0].revents != 0 { ChildTalk.take(&output, onto: &outcome.output) }
        if files[1].revents != 0 { ChildTalk.take(&errors, onto: &outcome.errors) }
        if files[2].revents != 0 { write(to: input, process) }
        return files[0].revents != 0 && before.0 == output || files[1].revents != 0 && before.1 == errors
    }

    /// - Parameter file: -1 once there is nothing more.
    private static func take(_ file: inout Int32, onto content: inout [UInt8]) {
        let piece = piece(of: file)
        content += piece
        if piece.isEmpty { file = -1 }
    }

    static func piece(of file: Int32) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: room) { target, count in
            var found: Int
            repeat { found = read(file, target.baseAddress, room) } while found < 0 && errno == EINTR
            count = max(0, found)
        }
    }

    private mutating func write(to file: Int32, _ process: ChildProcess) {
        let count = left.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
        if count > 0 { left = left.dropFirst(count) }
        // It need not listen.
        if count < 0, errno != EAGAIN, errno != EINTR { left = [] }
        if left.isEmpty { process.closeInput() }
    }
}

/// Holds a process for whoever may want it to end.
final class ChildLeash: Sendable {
    private let state = Mutex<(isCut: Bool, process: ChildProcess?)>((false, nil))

    var isCut: Bool { state.withLock { $0.isCut } }

    func hold(_ process: ChildProcess) {
        let isCut = state.withLock { state in
            state.process = process
            return state.isCut
        }
        if isCut { process.cancel() }
    }

    func cut() {
        let process = state.withLock { state in
            state.isCut = true
            return state.process
        }
        process?.cancel()
    }
}
