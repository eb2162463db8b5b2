import Kernel
import Storage
import Synchronization

/// Counts how data that everybody may read are used: by dataset, day and kind, and nothing about who it was. Kept in memory, so that
/// a reading costs no write, and written down together by a schedule. One per process; several add up in the table.
package final class UseCounter: Sendable {
    private struct Key: Hashable, Sendable {
        var dataset: Identifier<Dataset>
        var day: Day
        var kind: DatasetUse.Kind
    }

    /// Counted at most in one transaction, so that the one thread that writes is never held up for long.
    private static let batch = 500

    private let waiting = Mutex<[Key: Int]>([:])

    package init() {}

    /// Counts one reading; of what is no use, such as our own checks, nothing.
    package func count(_ purpose: ReadingPurpose, of dataset: Identifier<Dataset>, on day: Day) {
        guard let kind = DatasetUse.Kind(purpose) else { return }
        waiting.withLock { $0[Key(dataset: dataset, day: day, kind: kind), default: 0] += 1 }
    }

    /// Writes down what was counted since the last time. What cannot be written is counted with the next; what is not written when the
    /// process dies is lost, a minute's worth at most.
    package func write(to database: Database) async throws {
        var rest = waiting.withLock { waiting in
            let counted = waiting.map { ($0.key, $0.value) }
            waiting = [:]
            return counted
        }
        do {
            while !rest.isEmpty {
                let now = Array(rest.prefix(UseCounter.batch))
                try await database.write { tx in
                    for (key, count) in now { try tx.addUse(of: key.dataset, on: key.day, key.kind, count) }
                }
                rest.removeFirst(now.count)
            }
        } catch {
            let unwritten = rest
            waiting.withLock { for (key, count) in unwritten { $0[key, default: 0] += count } }
            throw error
        }
    }
}
