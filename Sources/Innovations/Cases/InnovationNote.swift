import Kernel
import Storage
import Work

/// Words that belong to one act: why a sheet came back, what an idea is answered.
package struct InnovationNote: Sendable, Equatable, Identifiable {
    package var id: Identifier<InnovationNote>
    package var subject: Reference
    package var sequence: Int
    package var act: String
    package var at: Instant
    /// Whether whoever reads the record may read it; otherwise those who work on it only.
    package var isPublic: Bool
    package var text: String
    package var authorKind: Actor.Kind
    package var author: String

    var digested: [String?] {
        [id.text, String(sequence), act, at.description, String(isPublic), text, authorKind.rawValue, author]
    }
}

extension Transaction {
    /// The words of a record, first things first.
    package func innovationNotes(of subject: Reference) throws -> [InnovationNote] {
        try rows(
            "SELECT * FROM innovation_note WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.id) ORDER BY sequence, id"
        ).map { row in
            InnovationNote(
                id: row.id("id"), subject: subject, sequence: row.int("sequence"), act: row.text("act"), at: row.instant("at"),
                isPublic: row.bool("is_public"), text: row.text("text"),
                authorKind: Actor.Kind(rawValue: row.text("author_kind")) ?? .system, author: row.text("author_id"))
        }
    }

    func insert(_ note: InnovationNote) throws {
        try run(
            """
            INSERT INTO innovation_note (id, subject_kind, subject_id, sequence, act, at, is_public, text, author_kind, author_id)
            VALUES (\(note.id), \(note.subject.kind), \(note.subject.id), \(note.sequence), \(note.act), \(note.at), \(note.isPublic),
                \(note.text), \(note.authorKind.rawValue), \(note.author))
            """)
    }

    /// Digest of a record with all its words.
    func digest<Record: InnovationRecord>(of record: Record) throws -> String {
        Seal.digest(record.digested + (try innovationNotes(of: record.reference)).flatMap(\.digested))
    }

    /// The next number of a kind, without gaps: the one row is locked until the commit.
    func nextInnovationNumber(_ kind: String) throws -> Int {
        try run("INSERT INTO innovation_number (kind, last) VALUES (\(kind), 0) ON CONFLICT (kind) DO NOTHING")
        try run("UPDATE innovation_number SET last = last + 1 WHERE kind = \(kind)")
        return try row("SELECT last FROM innovation_number WHERE kind = \(kind)")?.int("last") ?? 1
    }
}

/// `L-0007`: a letter for the kind and the number.
func numberedCode(_ letter: String, _ number: Int) -> String {
    let digits = "\(number)"
    return "\(letter)-\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)"
}
