import Foundation
import Kernel
import Synchronization

/// The one thread that writes to a SQLite database. Acts that wait together share one commit, because what a durable
/// commit costs is the wait for the disk and not the writing.
///
/// There are no savepoints (they halve the throughput). An act that failed after it had written takes the whole group
/// back with it; the others are then tried again together and it runs by itself at the end, so that only the guilty fails.
final class GroupCommit: Sendable {
    private let line: Line<PendingAct>
    private let handle: SQLiteHandle
    private let checkpoints: Checkpoints?
    /// Rows changed by all commits so far; another number after every commit that changed something, and set before anybody
    /// who waits for the commit hears of it.
    let changes = Atomic(0)

    /// An act waits at most for the commit of the group it is in, so a group must not grow without bounds.
    static let largestGroup = 256

    /// After a group of so many the next one waits for those that are about to come. Whoever acts alone waits for nobody.
    private static let busy = 4
    /// Each commit writes the last page of two dozen tables and indexes anew and waits for the disk once, whether it is for four acts or for
    /// forty. Not for all that could come: while a group is written, the next is made ready.
    private static let gathering = Line<PendingAct>.Gathering(enough: 24, lull: 0.0003, longest: 0.003)

    /// - Parameter checkpoints: by which the log is copied into the file; `nil` where SQLite does it by itself.
    init(_ line: Line<PendingAct>, _ handle: SQLiteHandle, checkpoints: Checkpoints? = nil) {
        self.line = line
        self.handle = handle
        self.checkpoints = checkpoints
        if checkpoints != nil { handle.countLogPages() }
    }

    func start(onEnd: @escaping @Sendable () -> Void) {
        let thread = Thread { [self] in
            var last = 0
            while let acts = line.take(atMost: Self.largestGroup, gathering: last < Self.busy ? nil : Self.gathering) {
                last = acts.count
                commit(acts)
                checkpoints?.afterCommit(handle)
            }
            checkpoints?.close()
            onEnd()
        }
        thread.name = "pendopo-writer"
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Answers every act: after the commit that made it durable, or with what prevented it.
    func commit(_ acts: [PendingAct]) {
        var together = acts
        var alone: [PendingAct] = []
        while !together.isEmpty {
            switch attempt(together) {
            case .committed:
                for act in together { act.finish() }
                together = []
            case .guilty(let index):
                alone.append(together.remove(at: index))
                // With many guilty acts, trying the rest again and again costs more than it saves.
                if alone.count < 3 { continue }
                alone += together
                together = []
            case .notBegun(let error):
                for act in together { act.fail(error) }
                together = []
            case .lost(let error):
                if together.count == 1 { together[0].fail(error) } else { alone += together }
                together = []
            }
        }
        for act in alone { commitAlone(act) }
    }

    private func commitAlone(_ act: PendingAct) {
        switch attempt([act]) {
        case .committed, .guilty: act.finish()
        case .notBegun(let error), .lost(let error): act.fail(error)
        }
    }

    private enum Attempt {
        case committed
        /// Another process holds the file; waiting for it once more for each act would take for ever.
        case notBegun(any Error)
        /// Rolled back because the act at this index failed after it had written.
        case guilty(Int)
        /// Rolled back as a whole: by SQLite itself, or because the commit failed.
        case lost(any Error)
    }

    private func attempt(_ acts: [PendingAct]) -> Attempt {
        handle.sync { connection in
            defer { connection.startAct() }
            do { try connection.begin("BEGIN IMMEDIATE") } catch { return .notBegun(error) }
            do {
                let transaction = Transaction(connection)
                for (index, act) in acts.enumerated() {
                    connection.startAct()
                    let error = act.perform(transaction)
                    if error == nil, let failure = connection.failure { act.spoil(failure) }
                    if connection.isBroken { return .lost(connection.failure ?? AppError.diskFull) }
                    if error != nil || connection.failure != nil, connection.hasChanged {
                        connection.rollback()
                        return .guilty(index)
                    }
                }
                try connection.commit()
                changes.store(connection.totalChanges, ordering: .releasing)
                return .committed
            } catch {
                connection.rollback()
                return .lost(error)
            }
        }
    }
}
