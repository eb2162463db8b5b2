import Kernel
import Storage

/// Words that belong to one act on a ``KeptRecord``: why something was returned, lowered, ended, contested or taken up again. Who may read
/// them is the record's to say.
package struct KeptNote: Sendable, Equatable {
    package var id: Identifier<KeptNote>
    package var subject: Reference
    /// The version of the subject that the act led to.
    package var sequence: Int
    package var act: String
    package var at: Instant
    package var text: String
    package var author: String

    var digested: [String?] { [id.text, String(sequence), act, at.description, text, author] }

    init(row: Row) {
        id = row.id("id")
        subject = Reference(row.text("subject_kind"), row.text("subject_id"))
        sequence = row.int("sequence")
        act = row.text("act")
        at = row.instant("at")
        text = row.text("text")
        author = row.text("author_id")
    }
}

extension Transaction {
    /// The words about a record, first things first.
    package func keptNotes(of subject: Reference, in table: String) throws -> [KeptNote] {
        try rows(
            """
            SELECT * FROM \(SQL(verbatim: table)) WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.id)
            ORDER BY sequence, id
            """
        ).map(KeptNote.init(row:))
    }

    func keep<Record: KeptRecord>(_ act: String, _ text: String, on record: Record, by actor: Actor, in world: World) throws {
        try run(
            """
            INSERT INTO \(SQL(verbatim: Record.noteTable)) (id, subject_kind, subject_id, sequence, act, at, text, author_id)
            VALUES (\(world.newID(KeptNote.self)), \(record.reference.kind), \(record.reference.id), \(record.version), \(act),
                \(world.now()), \(text), \(actor.id))
            """)
    }
}
