import Foundation
import Kernel

/// What one thread does with its connection: begin, run the act, commit, and try again what may be tried again.
final class PostgresWorker {
    private let url: String
    private let statementTimeout: Int
    private var connection: PostgresConnection?

    /// Tries of one act that keeps meeting others.
    static let tries = 20

    init(url: String, statementTimeout: Int) {
        self.url = url
        self.statementTimeout = statementTimeout
    }

    func perform(_ waiting: PostgresAct) {
        var reconnected = false
        var isOvertaken = false
        for attempt in 1...Self.tries {
            switch self.attempt(waiting, isOvertaken: isOvertaken) {
            case .overtaken: isOvertaken = true  // Once, and at once: the other has committed already.
            case .done: return waiting.act.finish()
            case .failed(let error): return waiting.act.fail(error)
            case .inTheWay where attempt < Self.tries: Self.pause(attempt)
            case .inTheWay: return waiting.act.fail(AppError.databaseBusy)
            case .connectionLost:
                connection = nil
                // A restarted server leaves every connection stale; one more try finds out whether it is back.
                if reconnected { return waiting.act.fail(AppError.databaseUnreachable) }
                reconnected = true
            case .unknown:
                connection = nil
                return waiting.act.fail(AppError.databaseUnreachable)
            }
        }
        waiting.act.fail(AppError.databaseBusy)
    }

    private enum Attempt {
        /// Committed, or ended by the closure's own error: the act knows which.
        case done
        case failed(any Error)
        case inTheWay
        /// A key it wrote was taken, for the first time.
        case overtaken
        /// Lost before the commit was sent, so nothing happened.
        case connectionLost
        /// Lost while committing; only the server knows.
        case unknown
    }

    private func attempt(_ waiting: PostgresAct, isOvertaken: Bool) -> Attempt {
        let connection: PostgresConnection
        do {
            connection = try self.connection ?? PostgresConnection(url: url, statementTimeout: statementTimeout)
            self.connection = connection
        } catch { return .failed(error) }
        do { try connection.begin(waiting.begin) } catch { return verdict(connection) ?? .failed(error) }
        let error = waiting.act.perform(Transaction(connection))
        if error != nil || connection.failure != nil {
            connection.rollback()
            if let verdict = verdict(connection) { return verdict }
            if connection.failure?.isKeyTaken == true, !isOvertaken { return .overtaken }
            // A closure that swallowed a statement's error must not look as if it had succeeded.
            return error == nil ? .failed(connection.failure?.error ?? AppError.databaseUnreachable) : .done
        }
        do { try connection.commit() } catch {
            if connection.failure?.isConnectionLost == true || !connection.isAlive { return .unknown }
            connection.rollback()
            return verdict(connection) ?? .failed(error)
        }
        return .done
    }

    private func verdict(_ connection: PostgresConnection) -> Attempt? {
        if !connection.isAlive || connection.failure?.isConnectionLost == true { return .connectionLost }
        return connection.failure?.isRetryable == true ? .inTheWay : nil
    }

    /// Longer each time and never the same, so that two that collided do not collide again.
    private static func pause(_ attempt: Int) {
        let most = min(0.1, 0.001 * Double(1 << min(attempt, 7)))
        Thread.sleep(forTimeInterval: Double.random(in: 0...most))
    }
}
