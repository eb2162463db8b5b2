import Kernel
import Storage
import Work

/// Words that came with an act. The event says that it happened; the note says what was written.
package struct ReportNote: Sendable, Equatable {
    package var id: Identifier<ReportNote>
    package var report: Identifier<Report>
    /// Sequence of the event it belongs to.
    package var sequence: Int
    package var act: String
    package var at: Instant
    package var visibility: Event.Visibility
    /// As it was written.
    package var text: String
    /// As the public reads it; `nil` while nobody has approved the words of a citizen.
    package var publicText: String?
    package var authorKind: Actor.Kind
    package var authorID: String
    package var agency: String?
    /// A reason's code, the other report's code, or another short fact.
    package var code: String?

    init(row: Row) {
        id = row.id("id")
        report = row.id("report_id")
        sequence = row.int("sequence")
        act = row.text("act")
        at = row.instant("at")
        visibility = Event.Visibility(rawValue: row.text("visibility")) ?? .internal
        text = row.text("text")
        publicText = row.textIfAny("public_text")
        authorKind = Actor.Kind(rawValue: row.text("author_kind")) ?? .system
        authorID = row.text("author_id")
        agency = row.textIfAny("agency_id")
        code = row.textIfAny("code")
    }

    init(
        id: Identifier<ReportNote>, report: Identifier<Report>, sequence: Int, act: String, at: Instant, visibility: Event.Visibility,
        text: String, publicText: String?, by actor: Actor, agency: String?, code: String?
    ) {
        self.id = id
        self.report = report
        self.sequence = sequence
        self.act = act
        self.at = at
        self.visibility = visibility
        self.text = text
        self.publicText = publicText
        authorKind = actor.kind
        authorID = actor.id
        self.agency = agency
        self.code = code
    }
}

extension Transaction {
    func insert(_ note: ReportNote) throws {
        try run(
            """
            INSERT INTO report_note (id, report_id, sequence, act, at, visibility, text, public_text, author_kind, author_id, agency_id, code)
            VALUES (\(note.id), \(note.report), \(note.sequence), \(note.act), \(note.at), \(note.visibility.rawValue), \(note.text),
                \(note.publicText), \(note.authorKind.rawValue), \(note.authorID), \(note.agency), \(note.code))
            """)
    }

    /// Every note of a report, oldest first.
    func notes(of report: Identifier<Report>) throws -> [ReportNote] {
        try rows("SELECT * FROM report_note WHERE report_id = \(report) ORDER BY sequence, id").map(ReportNote.init(row:))
    }
}
