import Kernel
import Storage

/// How the records of one kind are held against their events: the digest of a record as it stands must be that of its last
/// event, or somebody has changed it without an act.
package struct RecordDigest: Sendable {
    /// The ``Reference/kind`` of the events about these records.
    package let kind: String
    /// Up to so many ids after one, in order: for finding records that no event tells of.
    package let ids: @Sendable (Transaction, _ after: String, _ limit: Int) throws -> [String]
    /// Digests of those of these records that exist, by id, computed as the act computed them for its event.
    package let digests: @Sendable (Transaction, _ ids: [String]) throws -> [String: String]
    /// The same as earlier versions of the program computed them, for records whose last event one of those wrote; `nil` where they
    /// never did it otherwise. Asked only for what does not fit.
    package let earlier: (@Sendable (Transaction, _ ids: [String]) throws -> [String: String])?
    /// What people call a record, such as its code; `nil` when it is gone or has no name.
    package let title: @Sendable (Transaction, _ id: String) throws -> String?
    /// Kinds of events after which the record is rightly gone.
    package let endings: Set<String>

    package init(
        _ kind: String, endings: Set<String> = [], ids: @escaping @Sendable (Transaction, String, Int) throws -> [String],
        title: @escaping @Sendable (Transaction, String) throws -> String? = { _, _ in nil },
        earlier: (@Sendable (Transaction, [String]) throws -> [String: String])? = nil,
        digests: @escaping @Sendable (Transaction, [String]) throws -> [String: String]
    ) {
        self.kind = kind
        self.endings = endings
        self.ids = ids
        self.title = title
        self.digests = digests
        self.earlier = earlier
    }

    /// Ids of the rows of a table, for ``ids``.
    package static func ids(of table: SQL) -> @Sendable (Transaction, String, Int) throws -> [String] {
        return { tx, after, limit in
            try tx.rows("SELECT id FROM \(table) WHERE id > \(after) ORDER BY id LIMIT \(limit)").map { $0.text("id") }
        }
    }

    /// Of records whose events answer for their clocks too (``Storage/Transaction/digest(_:withClocksOf:)``); those of earlier versions
    /// did not.
    /// - Parameter digests: of the records without their clocks.
    package static func withClocks(
        _ kind: String, ids: @escaping @Sendable (Transaction, String, Int) throws -> [String],
        title: @escaping @Sendable (Transaction, String) throws -> String? = { _, _ in nil },
        digests: @escaping @Sendable (Transaction, [String]) throws -> [String: String]
    ) -> RecordDigest {
        RecordDigest(
            kind, ids: ids, title: title, earlier: digests,
            digests: { tx, ids in
                var whole: [String: String] = [:]
                for (id, digest) in try digests(tx, ids) { whole[id] = try tx.digest(digest, withClocksOf: Reference(kind, id)) }
                return whole
            })
    }
}
