import Audit
import Kernel
import Logging
import ServiceLifecycle
import Storage
import Web
import Work

/// Does the waiting jobs of a lane, one after the other. Asked to stop, it finishes the job in hand.
struct QueueWorker: Service {
    let queue: Queue
    let lane: JobLane
    let logger: Logger

    func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            var worked = false
            do { worked = try await queue.runOne(lane) } catch {
                logger.error("the queue stumbled", metadata: ["error": "\(Defect.inWords(error))"])
            }
            if !worked { await rest(seconds: 1) }
        }
    }
}

/// Seals events and tells them to their subscribers, soon after they happened.
struct OutboxWorker: Service {
    let outbox: Outbox
    let database: Database
    let logger: Logger

    func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            var count = 0
            do {
                // Looking costs a read; an empty dispatch would cost a write.
                let isWaiting = try await database.read { tx in try tx.row("SELECT event_id FROM outbox LIMIT 1") != nil }
                if isWaiting { count = try await outbox.dispatch() }
            } catch {
                logger.error("the outbox stumbled", metadata: ["error": "\(Defect.inWords(error))"])
                await rest(seconds: 2)
            }
            // Between full batches the file is left alone for a moment, or commands of another process would wait until all is told;
            // after the others longer, so that under load many events share a transaction.
            await rest(seconds: count == 0 ? 0.3 : count < Outbox.batch ? 0.03 : 0.005)
        }
    }
}

/// Writes down the head of the chain of events now and then, and once more when everything else has stopped.
struct HeadWorker: Service {
    let keeper: HeadKeeper

    func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            // What does not fit is logged by the keeper as critical; serving goes on, for citizens must be heard.
            _ = try? await keeper.keep()
            await rest(seconds: HeadKeeper.interval)
        }
        _ = try? await keeper.keep()
    }
}

/// Does something again and again.
struct ScheduleWorker: Service {
    let schedule: Schedule
    let logger: Logger

    func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            await runOnce()
            await rest(seconds: schedule.every)
        }
        if schedule.isDoneAtTheEnd { await runOnce() }
    }

    private func runOnce() async {
        do { try await schedule.runOnce() } catch {
            logger.error("a schedule failed", metadata: ["schedule": "\(schedule.name)", "error": "\(Defect.inWords(error))"])
        }
    }
}

/// Sleeps, and wakes at once when everything is asked to stop.
private func rest(seconds: Double) async {
    try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(seconds)) }
}
