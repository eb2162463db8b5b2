import Foundation
import Kernel
import Logging
import Synchronization

/// Copies the log of a SQLite file into the file itself (a checkpoint) on a thread of its own: everybody who acts waits for the one
/// thread that writes, and to copy 48 MB takes some thirty milliseconds, on a slow disk a second.
///
/// A log that others add to meanwhile is never copied to its end, and only one that was can begin anew. So the thread that writes copies
/// the last pages itself, which is soon done.
final class Checkpoints: Sendable {
    /// When a log is copied, in pages.
    struct Limits {
        /// So many of them are changed again soon after that copying them earlier would be copying them twice.
        var first = 12_000
        /// So many more are waited for where the end was not reached, because somebody still reads what the file was before.
        var again = 4000
    }

    private enum Phase { case resting, copying, copied }

    private struct Progress {
        var phase = Phase.resting
        /// Pages in the log at which it is copied next.
        var next: Int
        /// Pages in it after the commit before.
        var before = 0
        var isClosed = false
    }

    private let limits: Limits
    private let progress: Mutex<Progress>
    private let begin = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    init(path: String, _ limits: Limits = Limits()) {
        self.limits = limits
        progress = Mutex(Progress(next: limits.first))
        let thread = Thread { [self] in
            copy(path)
            ended.signal()
        }
        thread.name = "pendopo-checkpoint"
        thread.stackSize = 1 << 20
        thread.start()
    }

    /// To be called by the thread that writes, after each commit and outside of any transaction.
    func afterCommit(_ writer: SQLiteHandle) {
        let pages = writer.logPages
        let (begins, ends) = progress.withLock { progress in
            // The log has begun anew.
            if pages < progress.before { progress.next = limits.first }
            progress.before = pages
            switch progress.phase {
            case .resting where pages >= progress.next:
                progress.phase = .copying
                return (true, false)
            case .copied:
                progress.phase = .resting
                progress.next = pages + limits.again
                return (false, true)
            case .resting, .copying: return (false, false)
            }
        }
        if begins { begin.signal() }
        if ends { writer.checkpoint() }
    }

    private func copy(_ path: String) {
        var copier: SQLiteHandle?
        while true {
            begin.wait()
            if progress.withLock({ $0.isClosed }) { break }
            do {
                let opened = try copier ?? SQLiteHandle.writing(path)
                copier = opened
                // Once more for what came meanwhile, so that next to nothing is left.
                for _ in 0..<2 { opened.checkpoint() }
            } catch {
                // Then the thread that writes copies all of it.
                Database.log.error("the log cannot be copied beside the writing", metadata: ["reason": "\(Defect.inWords(error))"])
            }
            progress.withLock { $0.phase = .copied }
        }
        try? copier?.close()
    }

    /// Lets a copy that was begun end, and no other begin.
    func close() {
        progress.withLock { $0.isClosed = true }
        begin.signal()
    }

    /// Blocks until the thread has let go of the file.
    func waitForEnd() { ended.wait() }
}
