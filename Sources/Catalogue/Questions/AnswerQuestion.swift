import Kernel
import Storage
import Work

/// The producer answers a question for everyone to read, or dismisses it, which nobody reads.
package struct AnswerQuestion: Sendable {
    /// A public answer, or that it is not taken up.
    package enum Decision: Sendable, Equatable {
        case answer(String)
        case dismiss
    }

    package var decision: Decision

    package init(_ decision: Decision) { self.decision = decision }

    /// - Parameter version: of the question as its page showed it; `nil` takes it as it is.
    /// - Throws: `forbidden` for others than the dataset's own agency and the stewards, `conflict` when it is decided already.
    package func perform(
        _ id: Identifier<DatasetQuestion>, expecting version: Int?, by actor: Actor, in world: World, _ tx: Transaction
    ) throws -> DatasetQuestion {
        guard var question = try tx.datasetQuestion(id), let dataset = try tx.dataset(question.dataset) else { throw AppError.notFound }
        guard DatasetPolicy.mayEdit(dataset, actor) else { throw AppError.forbidden }
        guard question.state == .waiting, version.map({ $0 == question.version }) ?? true else {
            throw AppError.conflict("question.changed")
        }
        let before = question.version
        switch decision {
        case .answer(let text):
            if text.count < 5 { throw AppError.invalid("answer", Message("error.too_short", ["min": "5"])) }
            if text.count > AskQuestion.longest {
                throw AppError.invalid("answer", Message("error.too_long", ["max": "\(AskQuestion.longest)", "length": "\(text.count)"]))
            }
            question.state = .answered
            question.answer = text
        case .dismiss: question.state = .dismissed
        }
        question.decidedBy = actor.id
        question.decidedAt = world.now()
        question.version += 1
        try tx.update(question, from: before)
        try tx.closeObligations(of: question.reference, task: AskQuestion.task, at: world.now())
        try tx.record(
            Event(
                "dataset_question.\(question.state.rawValue)", of: question.reference, sequence: question.version, by: actor, in: world,
                agency: dataset.producer.text, visibility: question.state == .answered ? .open : .internal,
                details: ["dataset": dataset.id.text], digest: question.digest))
        return question
    }
}
