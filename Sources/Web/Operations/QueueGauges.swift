import Kernel
import Storage
import Work

extension Metrics {
    /// Jobs counted at most, because counting more would cost what is being watched.
    private static let most = 10_000

    /// Shows how many jobs wait, and how many were given up and want a person.
    func watchQueue(_ database: Database) {
        gauge("jobs_waiting") { await Self.count("done_at IS NULL AND tries < \(Queue.maxTries)", database) }
        gauge("jobs_given_up") { await Self.count("done_at IS NULL AND tries >= \(Queue.maxTries)", database) }
    }

    private static func count(_ condition: SQL, _ database: Database) async -> Double {
        let counted = try? await database.read { tx in
            try tx.count("SELECT count(*) FROM (SELECT 1 AS one FROM job WHERE \(condition) LIMIT \(most)) AS waiting")
        }
        return counted.map(Double.init) ?? .nan
    }
}
