import Kernel
import Storage
import Work

/// What somebody asks about a dataset, or says is wrong with it. Seen by everyone only once the producer has answered it.
package struct DatasetQuestion: Sendable, Equatable, Identifiable {
    package enum Kind: String, Sendable, CaseIterable, Codable {
        case question, correction
        package var label: TextKey { TextKey("question.kind.\(rawValue)") }
    }

    package enum State: String, Sendable, CaseIterable, Codable {
        case waiting, answered
        /// Not shown and not answered: abuse, advertising, somebody's personal data.
        case dismissed
        package var label: TextKey { TextKey("question.state.\(rawValue)") }
    }

    package var id: Identifier<DatasetQuestion>
    /// Under which who asked finds it again.
    package var code: String
    package var dataset: Identifier<Dataset>
    package var kind: Kind
    package var text: String
    /// The name to be shown; `nil` for none. Nothing else of the person is kept.
    package var askedBy: String?
    package var state: State
    package var answer: String?
    /// Id of the account that answered or dismissed it.
    package var decidedBy: String?
    package var askedAt: Instant
    package var decidedAt: Instant?
    package var version: Int

    package init(
        id: Identifier<DatasetQuestion>, code: String, dataset: Identifier<Dataset>, kind: Kind, text: String, askedBy: String?,
        state: State = .waiting, answer: String? = nil, decidedBy: String? = nil, askedAt: Instant, decidedAt: Instant? = nil,
        version: Int = 1
    ) {
        self.id = id
        self.code = code
        self.dataset = dataset
        self.kind = kind
        self.text = text
        self.askedBy = askedBy
        self.state = state
        self.answer = answer
        self.decidedBy = decidedBy
        self.askedAt = askedAt
        self.decidedAt = decidedAt
        self.version = version
    }

    package var reference: Reference { Reference("dataset_question", id) }

    /// Every column, for the digest in its events.
    var digest: String {
        Seal.digest([
            id.text, code, dataset.text, kind.rawValue, text, askedBy, state.rawValue, answer, decidedBy, askedAt.description,
            decidedAt?.description, String(version),
        ])
    }

    init(row: Row) {
        id = row.id("id")
        code = row.text("code")
        dataset = row.id("dataset_id")
        kind = Kind(rawValue: row.text("kind")) ?? .question
        text = row.text("text")
        askedBy = row.textIfAny("asked_by")
        // What cannot be read is not shown.
        state = State(rawValue: row.text("state")) ?? .dismissed
        answer = row.textIfAny("answer")
        decidedBy = row.textIfAny("decided_by")
        askedAt = row.instant("asked_at")
        decidedAt = row.instantIfAny("decided_at")
        version = row.int("version")
    }
}

extension Transaction {
    package func datasetQuestion(_ id: Identifier<DatasetQuestion>) throws -> DatasetQuestion? {
        try row("SELECT * FROM dataset_question WHERE id = \(id)").map(DatasetQuestion.init(row:))
    }

    package func datasetQuestion(code: String) throws -> DatasetQuestion? {
        try row("SELECT * FROM dataset_question WHERE code = \(code)").map(DatasetQuestion.init(row:))
    }

    /// Those that everyone may read, the newest answer first.
    package func answeredQuestions(of dataset: Identifier<Dataset>, limit: Int = 100) throws -> [DatasetQuestion] {
        try rows(
            "SELECT * FROM dataset_question WHERE dataset_id = \(dataset) AND state = 'answered' ORDER BY decided_at DESC, id LIMIT \(limit)"
        ).map(DatasetQuestion.init(row:))
    }

    /// Those that wait for an answer, the oldest first.
    package func waitingQuestions(of dataset: Identifier<Dataset>, limit: Int = 200) throws -> [DatasetQuestion] {
        try rows("SELECT * FROM dataset_question WHERE dataset_id = \(dataset) AND state = 'waiting' ORDER BY id LIMIT \(limit)")
            .map(DatasetQuestion.init(row:))
    }

    package func answeredQuestionCount(of dataset: Identifier<Dataset>) throws -> Int {
        try count("SELECT count(*) FROM dataset_question WHERE dataset_id = \(dataset) AND state = 'answered'")
    }

    func insert(_ question: DatasetQuestion, fingerprint: String) throws {
        try run(
            """
            INSERT INTO dataset_question (id, code, dataset_id, kind, text, asked_by, state, asked_at, fingerprint, version)
            VALUES (\(question.id), \(question.code), \(question.dataset), \(question.kind.rawValue), \(question.text),
                \(question.askedBy), \(question.state.rawValue), \(question.askedAt), \(fingerprint), \(question.version))
            """)
    }

    /// - Throws: ``AppError/Kind/conflict`` when somebody was quicker.
    func update(_ question: DatasetQuestion, from version: Int) throws {
        let changed = try run(
            """
            UPDATE dataset_question SET state = \(question.state.rawValue), answer = \(question.answer), decided_by = \(question.decidedBy),
                decided_at = \(question.decidedAt), version = \(question.version)
            WHERE id = \(question.id) AND version = \(version)
            """)
        guard changed == 1 else { throw AppError.conflict("question.changed") }
    }
}
