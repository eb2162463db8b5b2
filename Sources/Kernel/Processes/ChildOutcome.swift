/// What a process may use before it is killed.
package struct ChildLimits: Sendable {
    /// From its start to its end; `nil` for as long as it likes.
    package var time: Duration?
    /// Of output and errors together.
    package var bytes: Int

    package init(time: Duration? = nil, bytes: Int = .max) {
        self.time = time
        self.bytes = bytes
    }
}

/// What came of a process.
package struct ChildOutcome: Sendable, Equatable {
    package var end: ChildEnd
    package var output: [UInt8] = []
    package var errors: [UInt8] = []

    /// Its output, broken UTF-8 mended.
    package var text: String { String(decoding: output, as: UTF8.self) }
    /// What it complained of, likewise.
    package var complaint: String { String(decoding: errors, as: UTF8.self) }
}

/// How a process ended.
package enum ChildEnd: Sendable, Equatable {
    /// By itself, with what it returned: 0 when all went well.
    case code(Int32)
    /// By a signal that did not come from here.
    case signal(Int32)
    /// Killed when its time was over.
    case overdue
    /// Killed when it had written more than it may.
    case tooMuch
    /// Killed when nobody wanted it any more.
    case cancelled

    /// From what `waitpid` says.
    init(status: Int32) { self = status & 0x7F == 0 ? .code(status >> 8 & 0xFF) : .signal(status & 0x7F) }
}
