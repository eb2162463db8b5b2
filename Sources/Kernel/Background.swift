import Dispatch
import Foundation
import Synchronization

/// A lane for heavy computing (password hashing, photo work, reading big files) beside Swift's cooperative threads,
/// which must never be held up: while one of them computes for a second, every request behind it waits.
///
/// At most `parallel` pieces run at once, so that memory has a limit too; the others wait in order of arrival.
package final class Background: Sendable {
    /// One lane for everything that has no reason for its own: as many at once as the machine has cores.
    package static let shared = Background(parallel: ProcessInfo.processInfo.activeProcessorCount)

    private struct Line {
        var waiting: [(@Sendable () -> Void)?] = []
        /// Index of the next piece in `waiting`; what lies before it has run.
        var next = 0
        var running = 0
    }

    private let parallel: Int
    private let line = Mutex(Line())

    /// A lane of its own with room for so many pieces at once (at least one).
    package init(parallel: Int) { self.parallel = max(1, parallel) }

    /// Runs the closure on a thread where it may block and compute, and waits for its result without holding a thread.
    package func run<Value: Sendable, Failure: Error>(
        _ work: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let result: Result<Value, Failure> = await withCheckedContinuation { continuation in
            add {
                do throws(Failure) {
                    continuation.resume(returning: .success(try work()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }

    /// ``run(_:)`` on the shared lane.
    package static func run<Value: Sendable, Failure: Error>(
        _ work: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        try await shared.run(work)
    }

    /// Makes something of each piece of an array on every core at once and gives it back in order. The thread that asks computes too and
    /// waits for the others, so this is for what must be made where one may not leave, such as in a transaction: thousands of rows.
    package static func pieces<Element: Sendable, Made: Sendable>(
        of elements: [Element], _ make: @Sendable (ArraySlice<Element>) -> Made
    ) -> [Made] {
        let count = min(ProcessInfo.processInfo.activeProcessorCount, elements.count / 256)
        guard count > 1 else { return [make(elements[...])] }
        let made = Mutex([Made?](repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: count) { number in
            let piece = make(elements[elements.count * number / count..<elements.count * (number + 1) / count])
            made.withLock { $0[number] = piece }
        }
        return made.withLock { $0.compactMap(\.self) }
    }

    private func add(_ piece: @escaping @Sendable () -> Void) {
        let startsThread = line.withLock { line in
            line.waiting.append(piece)
            guard line.running < parallel else { return false }
            line.running += 1
            return true
        }
        if startsThread { DispatchQueue.global().async { self.work() } }
    }

    private func work() {
        while let piece = take() { piece() }
    }

    private func take() -> (@Sendable () -> Void)? {
        line.withLock { line in
            guard line.next < line.waiting.count else {
                line.waiting.removeAll()
                line.next = 0
                line.running -= 1
                return nil
            }
            defer {
                line.waiting[line.next] = nil
                line.next += 1
                if line.next >= 64, line.next * 2 >= line.waiting.count {
                    line.waiting.removeFirst(line.next)
                    line.next = 0
                }
            }
            return line.waiting[line.next]
        }
    }
}
