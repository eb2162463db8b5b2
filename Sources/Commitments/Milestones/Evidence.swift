import Kernel
import Storage
import Work

/// What proves a step: a file, a photo made anew from its pixels, or a record of Pendopo.
package struct Evidence: Sendable, Equatable, Identifiable {
    package enum Kind: String, Sendable, CaseIterable { case file, photo, link }

    /// Larger files are refused; whoever has more names a record or a dataset instead.
    package static let largestFile = 20 << 20

    package var id: Identifier<Evidence>
    package var milestone: Identifier<Milestone>
    package var kind: Kind
    package var title: String
    /// SHA-256 under which the file store keeps it.
    package var file: String?
    package var filename: String?
    package var bytes: Int?
    package var thumbnail: String?
    package var subject: Reference?
    package var addedBy: String
    package var addedAt: Instant

    var digested: [String?] {
        [
            id.text, kind.rawValue, title, file, filename, bytes.map { "\($0)" }, thumbnail, subject?.description, addedBy,
            addedAt.description,
        ]
    }

    init(row: Row) {
        id = row.id("id")
        milestone = row.id("milestone_id")
        kind = Kind(rawValue: row.text("kind")) ?? .file
        title = row.text("title")
        file = row.textIfAny("file_hash")
        filename = row.textIfAny("file_name")
        bytes = row.intIfAny("bytes")
        thumbnail = row.textIfAny("thumbnail_hash")
        subject = row.textIfAny("subject_kind").map { Reference($0, row.textIfAny("subject_id") ?? "") }
        addedBy = row.text("added_by")
        addedAt = row.instant("added_at")
    }

    init(id: Identifier<Evidence>, of milestone: Identifier<Milestone>, _ draft: EvidenceDraft, by author: String, at now: Instant) {
        self.id = id
        self.milestone = milestone
        kind = draft.kind
        title = draft.title
        (file, filename, bytes, thumbnail) = (draft.file, draft.filename, draft.bytes, draft.thumbnail)
        subject = draft.subject
        addedBy = author
        addedAt = now
    }
}

/// Evidence that was taken in and waits to be kept with a claim.
package struct EvidenceDraft: Sendable, Equatable {
    package var kind: Evidence.Kind
    package var title: String
    package var file: String?
    package var filename: String?
    package var bytes: Int?
    package var thumbnail: String?
    package var subject: Reference?

    package static func file(_ hash: String, name: String, bytes: Int) -> EvidenceDraft {
        EvidenceDraft(kind: .file, title: name, file: hash, filename: name, bytes: bytes)
    }
    package static func photo(_ hash: String, thumbnail: String, name: String, bytes: Int) -> EvidenceDraft {
        EvidenceDraft(kind: .photo, title: name, file: hash, filename: name, bytes: bytes, thumbnail: thumbnail)
    }
    package static func link(_ subject: Reference, title: String) -> EvidenceDraft {
        EvidenceDraft(kind: .link, title: title, subject: subject)
    }
}

extension Transaction {
    /// Evidence by the step's id, first things first.
    package func evidence(of milestones: [String]) throws -> [String: [Evidence]] {
        let found = try rows("SELECT * FROM milestone_evidence WHERE milestone_id IN (\(SQL.list(milestones))) ORDER BY id").map(
            Evidence.init(row:))
        return Dictionary(grouping: found, by: \.milestone.text)
    }

    package func evidence(_ id: Identifier<Evidence>) throws -> Evidence? {
        try row("SELECT * FROM milestone_evidence WHERE id = \(id)").map(Evidence.init(row:))
    }

    /// How many other steps the same file was given as proof of.
    package func otherUses(of evidence: Evidence) throws -> Int {
        guard let file = evidence.file else { return 0 }
        return try count(
            """
            SELECT count(DISTINCT milestone_id) FROM milestone_evidence WHERE file_hash = \(file) AND milestone_id <> \(evidence.milestone)
            """)
    }

    func insert(_ evidence: Evidence) throws {
        try run(
            """
            INSERT INTO milestone_evidence (id, milestone_id, kind, title, file_hash, file_name, bytes, thumbnail_hash, subject_kind,
                subject_id, added_by, added_at)
            VALUES (\(evidence.id), \(evidence.milestone), \(evidence.kind.rawValue), \(evidence.title), \(evidence.file),
                \(evidence.filename), \(evidence.bytes), \(evidence.thumbnail), \(evidence.subject?.kind), \(evidence.subject?.id),
                \(evidence.addedBy), \(evidence.addedAt))
            """)
    }
}
