import Kernel
import Storage
import Work

/// Words that belong to one act on a case.
package struct CaseNote: Sendable, Equatable, Identifiable {
    package var id: Identifier<CaseNote>
    package var subject: Reference
    package var sequence: Int
    package var act: String
    package var at: Instant
    package var visibility: Event.Visibility
    package var text: String
    package var authorKind: Actor.Kind
    package var author: String

    var digested: [String?] {
        [id.text, String(sequence), act, at.description, visibility.rawValue, text, authorKind.rawValue, author]
    }
}

extension Transaction {
    /// The words of a case, first things first.
    package func notes(of subject: Reference) throws -> [CaseNote] {
        try rows("SELECT * FROM sharing_note WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.id) ORDER BY sequence, id").map
        { row in
            CaseNote(
                id: row.id("id"), subject: subject, sequence: row.int("sequence"), act: row.text("act"), at: row.instant("at"),
                visibility: Event.Visibility(rawValue: row.text("visibility")) ?? .internal, text: row.text("text"),
                authorKind: Actor.Kind(rawValue: row.text("author_kind")) ?? .system, author: row.text("author_id"))
        }
    }

    func insert(_ note: CaseNote) throws {
        try run(
            """
            INSERT INTO sharing_note (id, subject_kind, subject_id, sequence, act, at, visibility, text, author_kind, author_id)
            VALUES (\(note.id), \(note.subject.kind), \(note.subject.id), \(note.sequence), \(note.act), \(note.at),
                \(note.visibility.rawValue), \(note.text), \(note.authorKind.rawValue), \(note.author))
            """)
    }

    /// Digest of a case with all its words.
    func digest<Record: SharingCase>(of record: Record) throws -> String {
        Seal.digest(record.digested + (try notes(of: record.reference)).flatMap(\.digested))
    }
}
