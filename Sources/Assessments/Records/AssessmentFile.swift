import Directory
import Kernel
import Masterplan
import Storage
import Web
import Work

/// An assessment as far as one reader may see it: what she may not see is not in it.
package struct AssessmentFile: Sendable {
    package var assessment: Assessment
    package var instrument: Instrument
    /// Those she may read.
    package var parts: [AssessmentPart]
    /// By the code of what is asked, within those parts; without the central team's words where those are not hers to read.
    package var answers: [String: AssessmentAnswer]
    /// By the answer's id.
    package var evidence: [String: [AssessmentEvidence]]
    /// Names and addresses of records named as evidence that she may open.
    package var views: [Reference: ReferenceView]
    /// Empty unless she coordinates.
    package var assessors: [Assessor]
    /// Those she may read.
    package var notes: [Reference: [KeptNote]]
    /// Names of the accounts in it.
    package var people: [String: String]
    package var planTitle: String?
    /// Closed assessments of the same kind in earlier years, as far as she may see them, the youngest first.
    package var earlier: [AssessmentResult]
    package var mayCoordinate: Bool
    /// All of it is hers to read, not only parts, however many.
    package var mayReadAll: Bool
    package var isAssessor: Bool
    package var seesCentral: Bool
    /// Codes of components that she may answer.
    package var answerable: Set<String>
    package var today: Day

    package var result: AssessmentResult {
        AssessmentResult(assessment, instrument, Array(answers.values), seesCentral: seesCentral, components: Set(parts.map(\.component)))
    }

    package func part(_ component: String) -> AssessmentPart? { parts.first { $0.component == component } }
}

extension AssessmentDesk {
    /// - Throws: `.notFound` for what is not this actor's to see.
    package func file(of code: String, for actor: Actor) async throws -> AssessmentFile {
        try await database.read { tx in try file(of: code, for: actor, tx) }
    }

    func file(of code: String, for actor: Actor, _ tx: Transaction) throws -> AssessmentFile {
        let (assessment, policy) = try open(code, for: actor, tx)
        let instrument = try instrument(of: assessment, tx)
        let parts = instrument.components.compactMap { component in policy.visible(actor).first { $0.component == component.code } }
        let seen = Set(parts.map(\.component))
        var answers: [String: AssessmentAnswer] = [:]
        let seesCentral = policy.seesCentral(actor)
        for var answer in try tx.assessmentAnswers(of: [assessment.key])[assessment.key] ?? [] where seen.contains(answer.component) {
            if !seesCentral {
                (answer.centralScore, answer.centralReason, answer.interview) = (nil, "", "")
                (answer.scoredBy, answer.scoredAt) = (nil, nil)
            }
            answers[answer.item] = answer
        }
        let evidence = try tx.assessmentEvidence(of: answers.values.map(\.key))
        let views = try references.views(of: evidence.values.flatMap { $0.compactMap(\.subject) }, for: actor, tx)
        let isCoordinator = policy.mayCoordinate(actor)
        var notes: [Reference: [KeptNote]] = [:]
        for reference in [assessment.reference] + parts.map(\.reference) {
            notes[reference] = try tx.assessmentNotes(of: reference).filter { policy.mayRead($0, actor) }
        }
        let assessors = isCoordinator ? policy.assessors : []
        let people = try tx.actorNames(people(answers.values, notes.values.flatMap { $0 }, assessors))
        let isAssessor = policy.isAssessor(actor)
        return AssessmentFile(
            assessment: assessment, instrument: instrument, parts: parts, answers: answers, evidence: evidence, views: views,
            assessors: assessors, notes: notes, people: isAssessor && !isCoordinator ? [:] : people,
            planTitle: try assessment.plan.flatMap { try tx.planEdition(Identifier($0))?.title },
            earlier: try earlier(than: assessment, for: actor, tx), mayCoordinate: isCoordinator,
            mayReadAll: policy.mayReadAll(actor), isAssessor: isAssessor,
            seesCentral: seesCentral,
            answerable: Set(parts.filter { policy.answers($0, actor) }.map(\.component)), today: directory.today)
    }

    private func people(
        _ answers: some Sequence<AssessmentAnswer>, _ notes: [KeptNote], _ assessors: [Assessor]
    ) -> Set<String> {
        var ids = Set(answers.flatMap { [$0.answeredBy, $0.scoredBy].compactMap { $0 } })
        ids.formUnion(notes.map(\.author))
        ids.formUnion(assessors.map(\.account))
        return ids.filter { !$0.isEmpty }
    }

    private func earlier(than assessment: Assessment, for actor: Actor, _ tx: Transaction) throws -> [AssessmentResult] {
        let older = try tx.assessments().filter {
            $0.purpose == assessment.purpose && $0.state == .closed && $0.year < assessment.year && $0.id != assessment.id
        }
        return try older.compactMap { old in
            let policy = try policy(old, tx)
            guard old.isPublic || policy.mayReadAll(actor) else { return nil }
            return try result(of: old, tx)
        }
    }
}
