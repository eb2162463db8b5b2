import Directory
import Kernel
import Storage
import Work

/// What the central assessor says of a question.
package struct CentralDraft: Sendable, Equatable {
    package var score: Hundredths?
    package var reason: String
    /// Notes of what was said in the interview.
    package var interview: String

    package init(score: Hundredths?, reason: String, interview: String = "") {
        self.score = score
        self.reason = Plain.text(reason)
        self.interview = Plain.text(interview)
    }
}

extension AssessmentDesk {
    /// Sets the central team's score beside the regency's. Where the two differ it needs a reason.
    @discardableResult
    package func score(_ item: String, of code: String, _ draft: CentralDraft, by actor: Actor, expecting version: Int? = nil) async throws
        -> AssessmentAnswer
    {
        try await database.write { tx in
            let (assessment, policy) = try open(code, for: actor, tx)
            guard policy.isAssessor(actor) else { throw AppError.forbidden }
            _ = try Self.require("score", of: assessment)
            guard var answer = try tx.assessmentAnswers(of: [assessment.key])[assessment.key]?.first(where: { $0.item == item }) else {
                throw AppError.notFound
            }
            if answer.answeredBy == actor.id { throw AppError(.forbidden, "error.assessment_own") }
            if let version, version != answer.version { throw AppError.conflict("error.changed_meanwhile") }
            let instrument = try instrument(of: assessment, tx)
            var issues: [Issue] = []
            if let score = draft.score, !instrument.scale.contains(score) {
                issues.append(Self.outOfScale("central_score", instrument))
            } else if let score = draft.score, score != answer.score, draft.reason.count < 10 {
                issues.append(Issue("central_reason", "error.assessment_difference"))
            }
            for (field, text) in [("central_reason", draft.reason), ("interview", draft.interview)] where text.count > 4000 {
                issues.append(Issue(field, Message("error.too_long", ["max": "4000", "length": "\(text.count)"])))
            }
            guard issues.isEmpty else { throw AppError.invalid(issues) }
            (answer.centralScore, answer.centralReason, answer.interview) = (draft.score, draft.reason, draft.interview)
            (answer.scoredBy, answer.scoredAt) = (actor.id, world.now())
            try change(&answer, "scored", by: actor, details: ["assessment": assessment.code, "item": item], tx)
            return answer
        }
    }
}
