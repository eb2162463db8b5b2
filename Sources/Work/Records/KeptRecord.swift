import Kernel
import Storage

/// A record that is one row of the table that has the name of its kind. What is written of it follows from ``written``, and so does the
/// digest its events carry, so that no column can be forgotten in one of them.
package protocol KeptRecord: Sendable {
    /// Kind of its references and name of its table.
    static var kind: String { get }
    /// Table of the words that go with its acts, with the columns of ``KeptNote``.
    static var noteTable: String { get }
    init(row: Row)
    /// Its id.
    var key: String { get }
    /// 1 for the first; every event about it has the version it led to as its sequence.
    var version: Int { get set }
    /// What it says.
    var columns: [(name: String, value: Value)] { get }
    /// Every column but `id` and `version`: ``columns``, and before them what all records of a capability have.
    var written: [(name: String, value: Value)] { get }
    /// The agency on whose behalf things happen to it, where it is one.
    var holder: String? { get }
    /// What people call it.
    var title: String { get }
    /// Kinds of events after which it is rightly gone.
    static var endings: Set<String> { get }
    /// Rows of other tables that belong to it, for the digest.
    func belongings(_ tx: Transaction) throws -> [String?]
}

extension KeptRecord {
    package var reference: Reference { Reference(Self.kind, key) }
    package var written: [(name: String, value: Value)] { columns }
    package var holder: String? { nil }
    package func belongings(_ tx: Transaction) throws -> [String?] { [] }
    package static var endings: Set<String> { ["\(kind).removed"] }

    /// Digest of the record with all that belongs to it, as its events carry it.
    package func digest(_ tx: Transaction) throws -> String {
        Seal.digest(
            [key, "\(version)"] + written.map(\.value.digested) + (try belongings(tx))
                + (try tx.keptNotes(of: reference, in: Self.noteTable)).flatMap(\.digested))
    }

    /// How `pendopo verify` holds these records against their events.
    package static var recordDigest: RecordDigest {
        let table = SQL(verbatim: kind)
        return RecordDigest(
            kind, endings: endings,
            ids: RecordDigest.ids(of: table),
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
    package func kept<Record: KeptRecord>(_: Record.Type, _ id: String) throws -> Record? {
        try row("SELECT * FROM \(SQL(verbatim: Record.kind)) WHERE id = \(id)").map(Record.init(row:))
    }

    /// Keeps a new record with its first event.
    package func begin(_ record: some KeptRecord, _ act: String, by actor: Actor, details: [String: String], in world: World) throws {
        let (table, columns) = (SQL(verbatim: type(of: record).kind), record.written)
        try run(
            """
            INSERT INTO \(table) (id, version, \(.joined(columns.map { SQL(verbatim: $0.name) })))
            VALUES (\(record.key), \(record.version), \(.joined(columns.map { "\($0.value)" })))
            """)
        try tell(record, act, by: actor, details, in: world)
    }

    /// Writes a record over the version it was made of, with the next version and its event. What belongs to it must be written before.
    /// - Parameter words: why, in the actor's words; kept with the record.
    /// - Throws: `.conflict` when somebody was quicker.
    package func change<Record: KeptRecord>(
        _ record: inout Record, _ act: String, by actor: Actor, words: String, details: [String: String], in world: World
    ) throws {
        let before = record.version
        record.version += 1
        let sets = record.written.map { "\(SQL(verbatim: $0.name)) = \($0.value)" as SQL }
        let saved = try run(
            """
            UPDATE \(SQL(verbatim: Record.kind)) SET version = \(record.version), \(.joined(sets))
            WHERE id = \(record.key) AND version = \(before)
            """)
        guard saved == 1 else { throw AppError.conflict("error.changed_meanwhile") }
        if !words.isEmpty { try keep(act, words, on: record, by: actor, in: world) }
        try tell(record, act, by: actor, details, in: world)
    }

    private func tell<Record: KeptRecord>(
        _ told: Record, _ act: String, by actor: Actor, _ details: [String: String], in world: World
    ) throws {
        try record(
            Event(
                "\(Record.kind).\(act)", of: told.reference, sequence: told.version, by: actor, in: world, agency: told.holder,
                details: details, digest: try told.digest(self)))
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
