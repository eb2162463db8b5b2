import Kernel
import Storage
import Work

extension AssessmentDesk {
    /// A piece of evidence for whoever may read its component. That a member of the central team has read it is noted before it is
    /// handed out.
    /// - Throws: `.notFound` for what is not this actor's to see, whether or not it exists.
    package func evidence(_ id: Identifier<AssessmentEvidence>, of code: String, for actor: Actor) async throws -> AssessmentEvidence {
        let (found, isAssessors) = try await database.read { tx -> (AssessmentEvidence, Bool) in
            let (assessment, policy) = try open(code, for: actor, tx)
            guard let evidence = try tx.assessmentEvidence(id), let answer = try tx.kept(AssessmentAnswer.self, evidence.answer.text),
                answer.assessment == assessment.id, policy.visible(actor).contains(where: { $0.component == answer.component })
            else { throw AppError.notFound }
            return (evidence, policy.seesAsAssessor(actor))
        }
        if isAssessors { try await recordReading("evidence", of: code, by: actor, ["evidence": found.id.text]) }
        return found
    }

    /// Notes that a member of the central team has read something.
    func recordReading(_ what: String, of code: String, by actor: Actor, _ details: [String: String] = [:]) async throws {
        var all = details
        (all["what"], all["assessment"]) = (what, code)
        let event = Event(
            "assessment_reading.\(what)", of: Reference("assessment_reading", "\(world.newID(Event.self))"), sequence: 1, by: actor,
            in: world, details: all)
        try await database.write(isolation: .readCommitted) { tx in try tx.record(event) }
    }
}
