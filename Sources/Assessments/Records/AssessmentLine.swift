import Kernel
import Storage
import Work

/// One line of the list of assessments.
package struct AssessmentLine: Sendable {
    package var assessment: Assessment
    package var instrument: Instrument
    package var result: AssessmentResult
    /// Of those the reader may see.
    package var parts: [AssessmentPart]
    package var filled: Int
    /// Those that wait for the reader's agencies.
    package var waiting: Int
}

extension AssessmentDesk {
    /// The assessments somebody takes part in, the youngest first.
    package func lines(for actor: Actor) async throws -> [AssessmentLine] {
        try await database.read { tx in
            try tx.assessments().compactMap { assessment in
                let policy = try policy(assessment, tx)
                guard policy.maySee(actor) else { return nil }
                let instrument = try instrument(of: assessment, tx)
                let parts = policy.visible(actor)
                let answers = try tx.assessmentAnswers(of: [assessment.key])[assessment.key] ?? []
                let seen = Set(parts.map(\.component))
                return AssessmentLine(
                    assessment: assessment, instrument: instrument,
                    result: AssessmentResult(
                        assessment, instrument, answers.filter { seen.contains($0.component) }, seesCentral: policy.seesCentral(actor),
                        components: seen),
                    parts: parts, filled: parts.count { $0.state == .filled },
                    waiting: assessment.state == .draft
                        ? parts.count { $0.state == .waiting && actor.kind == .account && policy.mayAnswer($0, actor) } : 0)
            }
        }
    }
}
