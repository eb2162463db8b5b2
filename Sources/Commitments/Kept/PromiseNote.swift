import Kernel
import Storage
import Work

/// Words that belong to one act: why something was returned, lowered, ended or contested. Public where the record is.
package struct PromiseNote: Sendable, Equatable {
    package var id: Identifier<PromiseNote>
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
    package func notes(of subject: Reference) throws -> [PromiseNote] {
        try rows(
            "SELECT * FROM promise_note WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.id) ORDER BY sequence, id"
        ).map(PromiseNote.init(row:))
    }

    func note(_ act: String, _ text: String, on record: some KeptRecord, by actor: Actor, at now: Instant, in world: World) throws {
        try run(
            """
            INSERT INTO promise_note (id, subject_kind, subject_id, sequence, act, at, text, author_id)
            VALUES (\(world.newID(PromiseNote.self)), \(record.reference.kind), \(record.reference.id), \(record.version), \(act), \(now),
                \(text), \(actor.id))
            """)
    }
}
