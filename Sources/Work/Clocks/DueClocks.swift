import Kernel
import Logging
import Storage

extension Database {
    /// Works on every clock of one kind of record whose alert is due, each in a transaction of its own. One that fails keeps no other
    /// from its alert, however many of them there are (`docs/decisions/0093-clocks-end-with-the-case.md`): it is logged and tried again
    /// with the next call.
    /// - Parameters:
    ///   - limit: clocks taken up at once.
    ///   - alert: gives the alert of a clock that is due still, and says whether there was one to give.
    /// - Returns: how many were given. A clock that has passed several takes as many calls.
    package func eachDueClock(
        of kind: String, at now: Instant, limit: Int, _ alert: @escaping @Sendable (Clock, Transaction) throws -> Bool
    ) async throws -> Int {
        var given = 0
        var failed: [Clock] = []
        var reason = ""
        var after: (at: Instant, id: String)?
        while true {
            let due = try await read { [after] tx in try tx.clocksToEscalate(of: kind, at: now, after: after, limit: limit) }
            for seen in due {
                do {
                    let isGiven = try await write { tx in
                        guard let clock = try tx.stillDue(seen, at: now) else { return false }
                        return try alert(clock, tx)
                    }
                    if isGiven { given += 1 }
                } catch let error as CancellationError {
                    throw error
                } catch {
                    if failed.isEmpty { reason = Defect.inWords(error) }
                    failed.append(seen)
                }
            }
            guard let last = due.last, due.count == limit, let at = last.nextAlertAt else { break }
            after = (at, last.id.text)
        }
        if let first = failed.first {
            Logger(label: "pendopo.work").error(
                "alerts could not be given",
                metadata: ["count": "\(failed.count)", "first": "\(first.subject)", "clock": "\(first.name)", "reason": "\(reason)"])
        }
        return given
    }
}
