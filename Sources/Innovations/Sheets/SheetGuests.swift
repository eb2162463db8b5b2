import Storage
import Synchronization

/// Names of those who write on sheets without an account, such as guests of a workshop. Whoever lets them write adds how they are found;
/// one of the installation's services.
package final class SheetGuests: Sendable {
    /// Names by id, of those ids that are known.
    package typealias Names = @Sendable (Set<String>, Transaction) throws -> [String: String]

    private let known = Mutex<[Names]>([])

    package init() {}

    package func add(_ names: @escaping Names) { known.withLock { $0.append(names) } }

    func names(_ ids: Set<String>, _ tx: Transaction) throws -> [String: String] {
        try known.withLock(\.self).reduce(into: [:]) { all, find in all.merge(try find(ids, tx)) { $1 } }
    }
}
