import Kernel
import Storage
import Work

/// Words that belong to one act: why something was returned or taken up again. Read by those who work on the assessment.
package struct AssessmentNote: Sendable, Equatable {
    package var id: Identifier<AssessmentNote>
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
    package func assessmentNotes(of subject: Reference) throws -> [AssessmentNote] {
        try rows(
            "SELECT * FROM assessment_note WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.id) ORDER BY sequence, id"
        ).map(AssessmentNote.init(row:))
    }

    func note(_ act: String, _ text: String, on record: some AssessmentRecord, by actor: Actor, at now: Instant, in world: World) throws {
        try run(
            """
            INSERT INTO assessment_note (id, subject_kind, subject_id, sequence, act, at, text, author_id)
            VALUES (\(world.newID(AssessmentNote.self)), \(record.reference.kind), \(record.reference.id), \(record.version), \(act),
                \(now), \(text), \(actor.id))
            """)
    }
}
