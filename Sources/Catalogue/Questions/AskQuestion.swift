import Kernel
import Storage
import Work

/// Somebody asks about a dataset. It goes to the producer, who owes an answer within ten working days, as UU 14/2008 art. 22 gives.
package struct AskQuestion: Sendable {
    package var kind: DatasetQuestion.Kind
    package var text: String
    package var name: String?

    package init(_ kind: DatasetQuestion.Kind, text: String, name: String?) {
        self.kind = kind
        self.text = text
        self.name = name
    }

    package static let task = "dataset.question"
    package static let days = 10
    package static let longest = 2000
    /// Questions about one dataset that may wait at the same time: a flood must not bury the others.
    package static let mostWaiting = 50

    /// What is wrong with it, before anything is written.
    package var issues: [Issue] {
        var issues: [Issue] = []
        if text.count < 10 { issues.append(Issue("text", Message("error.too_short", ["min": "10"]))) }
        if text.count > AskQuestion.longest {
            issues.append(Issue("text", Message("error.too_long", ["max": "\(AskQuestion.longest)", "length": "\(text.count)"])))
        }
        let addresses = text.lowercased().split(whereSeparator: \.isWhitespace).count { $0.contains("://") || $0.hasPrefix("www.") }
        if addresses > 2 { issues.append(Issue("text", "question.too_many_links")) }
        if let name, name.count > 80 { issues.append(Issue("name", Message("error.too_long", ["max": "80", "length": "\(name.count)"]))) }
        return issues
    }

    /// - Parameter dueAt: until when the producer owes an answer, by the regency's calendar.
    /// - Throws: `invalid` for what is too short, too long or looks like advertising; `conflict` for what was asked already.
    package func perform(about dataset: Dataset, by actor: Actor, dueAt: Instant, in world: World, _ tx: Transaction) throws
        -> DatasetQuestion
    {
        guard DatasetPolicy.isListed(dataset) else { throw AppError.notFound }
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        let fingerprint = Seal.digest([dataset.id.text, Plain.folded(text)])
        guard try tx.row("SELECT id FROM dataset_question WHERE fingerprint = \(fingerprint)") == nil else {
            throw AppError.conflict("question.asked_already")
        }
        guard try tx.waitingQuestions(of: dataset.id).count < AskQuestion.mostWaiting else {
            throw AppError(.tooMany, "question.too_many_waiting")
        }
        let question = DatasetQuestion(
            id: world.newID(), code: ShortCode.make(world.random(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }), dataset: dataset.id,
            kind: kind, text: text, askedBy: name, askedAt: world.now())
        try tx.insert(question, fingerprint: fingerprint)
        try tx.record(
            Event(
                "dataset_question.asked", of: question.reference, sequence: 1, by: actor, in: world, agency: dataset.producer.text,
                details: ["dataset": dataset.id.text, "kind": kind.rawValue], digest: question.digest))
        try tx.open(
            Obligation(
                id: world.newID(), subject: question.reference, task: AskQuestion.task, permission: .produceData,
                agency: dataset.producer.text, category: nil, subjectCode: question.code, openedAt: world.now(), dueAt: dueAt))
        return question
    }
}
