import Kernel
import Storage
import Work

/// What shows that a score is deserved: a file, or a record of Pendopo such as an innovation sheet, a plan node or a dataset.
package struct AssessmentEvidence: Sendable, Equatable, Identifiable {
    package enum Kind: String, Sendable, CaseIterable { case file, link }

    /// Larger files are refused; whoever has more names a record instead.
    package static let largestFile = 20 << 20

    package var id: Identifier<AssessmentEvidence>
    package var answer: Identifier<AssessmentAnswer>
    package var kind: Kind
    package var title: String
    /// SHA-256 under which the file store keeps it.
    package var file: String?
    package var filename: String?
    package var bytes: Int?
    package var subject: Reference?
    package var addedBy: String
    package var addedAt: Instant

    var digested: [String?] {
        [
            id.text, kind.rawValue, title, file, filename, bytes.map { "\($0)" }, subject?.description, addedBy, addedAt.description,
        ]
    }

    init(row: Row) {
        id = row.id("id")
        answer = row.id("answer_id")
        kind = Kind(rawValue: row.text("kind")) ?? .link
        title = row.text("title")
        file = row.textIfAny("file_hash")
        filename = row.textIfAny("file_name")
        bytes = row.intIfAny("bytes")
        subject = row.textIfAny("subject_kind").map { Reference($0, row.textIfAny("subject_id") ?? "") }
        addedBy = row.text("added_by")
        addedAt = row.instant("added_at")
    }

    init(
        id: Identifier<AssessmentEvidence>, of answer: Identifier<AssessmentAnswer>, _ draft: AssessmentEvidenceDraft, by author: String,
        at now: Instant
    ) {
        self.id = id
        self.answer = answer
        kind = draft.file == nil ? .link : .file
        title = draft.title
        (file, filename, bytes, subject) = (draft.file, draft.filename, draft.bytes, draft.subject)
        addedBy = author
        addedAt = now
    }
}

/// Evidence that was taken in and waits to be kept with an answer.
package struct AssessmentEvidenceDraft: Sendable, Equatable {
    package var title: String
    package var file: String?
    package var filename: String?
    package var bytes: Int?
    package var subject: Reference?

    package static func file(_ hash: String, name: String, bytes: Int) -> AssessmentEvidenceDraft {
        AssessmentEvidenceDraft(title: name, file: hash, filename: name, bytes: bytes)
    }
    package static func link(_ subject: Reference, title: String) -> AssessmentEvidenceDraft {
        AssessmentEvidenceDraft(title: title, subject: subject)
    }
}

extension Transaction {
    /// Evidence by the answer's id, first things first.
    package func assessmentEvidence(of answers: [String]) throws -> [String: [AssessmentEvidence]] {
        let found = try rows("SELECT * FROM assessment_evidence WHERE answer_id IN (\(SQL.list(answers))) ORDER BY id").map(
            AssessmentEvidence.init(row:))
        return Dictionary(grouping: found, by: \.answer.text)
    }

    func assessmentEvidence(_ id: Identifier<AssessmentEvidence>) throws -> AssessmentEvidence? {
        try row("SELECT * FROM assessment_evidence WHERE id = \(id)").map(AssessmentEvidence.init(row:))
    }

    func insert(_ evidence: AssessmentEvidence) throws {
        try run(
            """
            INSERT INTO assessment_evidence (id, answer_id, kind, title, file_hash, file_name, bytes, subject_kind, subject_id, added_by,
                added_at)
            VALUES (\(evidence.id), \(evidence.answer), \(evidence.kind.rawValue), \(evidence.title), \(evidence.file),
                \(evidence.filename), \(evidence.bytes), \(evidence.subject?.kind), \(evidence.subject?.id), \(evidence.addedBy),
                \(evidence.addedAt))
            """)
    }
}
