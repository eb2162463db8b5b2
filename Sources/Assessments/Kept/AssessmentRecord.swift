import Kernel
import Storage
import Work

/// A record of this capability: one row of the table that has the name of its kind. What is written of it follows from ``columns``,
/// and so does the digest its events carry, so that no column can be forgotten in one of them.
package protocol AssessmentRecord: Sendable {
    /// Kind of its references and name of its table.
    static var kind: String { get }
    init(row: Row)
    /// Its id.
    var key: String { get }
    /// 1 for the first; every event about it has the version it led to as its sequence.
    var version: Int { get set }
    var updatedAt: Instant { get set }
    /// Every column but `id`, `version` and `updated_at`.
    var columns: [(name: String, value: Value)] { get }
    /// The agency on whose behalf things happen to it, where it is one.
    var holder: String? { get }
    /// What people call it.
    var title: String { get }
    /// Rows of other tables that belong to it, for the digest.
    func belongings(_ tx: Transaction) throws -> [String?]
}

extension AssessmentRecord {
    package var reference: Reference { Reference(Self.kind, key) }
    package var holder: String? { nil }
    package func belongings(_ tx: Transaction) throws -> [String?] { [] }

    /// Digest of the record with all that belongs to it, as its events carry it.
    func digest(_ tx: Transaction) throws -> String {
        Seal.digest(
            [key, "\(version)", updatedAt.description] + columns.map(\.value.digested) + (try belongings(tx))
                + (try tx.assessmentNotes(of: reference)).flatMap(\.digested))
    }

    /// How `pendopo verify` holds these records against their events.
    static var recordDigest: RecordDigest {
        let table = SQL(verbatim: kind)
        return RecordDigest(
            kind, endings: ["\(kind).removed"],
            ids: { tx, after, limit in
                try tx.rows("SELECT id FROM \(table) WHERE id > \(after) ORDER BY id LIMIT \(limit)").map { $0.text("id") }
            },
            title: { tx, id in try tx.kept(Self.self, id)?.title },
            digests: { tx, ids in
                var digests: [String: String] = [:]
                for id in ids { digests[id] = try tx.kept(Self.self, id)?.digest(tx) }
                return digests
            })
    }
}

extension Transaction {
    /// The record of that id.
    package func kept<Record: AssessmentRecord>(_: Record.Type, _ id: String) throws -> Record? {
        try row("SELECT * FROM \(SQL(verbatim: Record.kind)) WHERE id = \(id)").map(Record.init(row:))
    }

    func insert(_ record: some AssessmentRecord) throws {
        let (table, columns) = (SQL(verbatim: type(of: record).kind), record.columns)
        try run(
            """
            INSERT INTO \(table) (id, version, updated_at, \(.joined(columns.map { SQL(verbatim: $0.name) })))
            VALUES (\(record.key), \(record.version), \(record.updatedAt), \(.joined(columns.map { "\($0.value)" })))
            """)
    }

    /// Writes a record over the version it was made of.
    /// - Throws: `.conflict` when somebody was quicker.
    func update(_ record: some AssessmentRecord, from version: Int) throws {
        let sets = record.columns.map { "\(SQL(verbatim: $0.name)) = \($0.value)" as SQL }
        let saved = try run(
            """
            UPDATE \(SQL(verbatim: type(of: record).kind)) SET version = \(record.version), updated_at = \(record.updatedAt), \(.joined(sets))
            WHERE id = \(record.key) AND version = \(version)
            """)
        guard saved == 1 else { throw AppError.conflict("error.changed_meanwhile") }
    }
}

extension Value {
    fileprivate var digested: String? {
        switch self {
        case .null: nil
        case .text(let text), .json(let text): text
        case .integer(let number): "\(number)"
        case .real(let number): "\(number)"
        case .boolean(let flag): flag ? "1" : "0"
        case .bytes(let bytes): hex(bytes)
        case .instant(let instant): instant.description
        }
    }
}
