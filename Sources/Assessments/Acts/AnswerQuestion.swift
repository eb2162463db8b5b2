import Directory
import Kernel
import Storage
import Work

/// An agency's answer as somebody fills it in.
package struct AnswerDraft: Sendable, Equatable {
    /// `nil` while she has yet to decide.
    package var score: Hundredths?
    package var reason: String
    /// What comes to the evidence that is there.
    package var evidence: [AssessmentEvidenceDraft]

    package init(score: Hundredths?, reason: String, evidence: [AssessmentEvidenceDraft] = []) {
        self.score = score
        self.reason = Plain.text(reason)
        self.evidence = evidence
    }

    static let mostEvidence = 20
}

extension AssessmentDesk {
    /// Scores a question for one's own agency, with a reason and what shows it.
    @discardableResult
    package func answer(_ item: String, of code: String, _ draft: AnswerDraft, by actor: Actor, expecting version: Int? = nil) async throws
        -> AssessmentAnswer
    {
        try await database.write { tx in
            var (answer, _, assessment) = try question(item, of: code, by: actor, expecting: version, tx)
            let instrument = try instrument(of: assessment, tx)
            var issues: [Issue] = []
            if let score = draft.score, !instrument.scale.contains(score) { issues.append(Self.outOfScale("score", instrument)) }
            if draft.reason.count > 4000 {
                issues.append(Issue("reason", Message("error.too_long", ["max": "4000", "length": "\(draft.reason.count)"])))
            }
            let known = try tx.assessmentEvidence(of: [answer.key])[answer.key] ?? []
            let fresh = draft.evidence.filter { draft in
                !known.contains { $0.file != nil && $0.file == draft.file || $0.subject != nil && $0.subject == draft.subject }
            }
            if known.count + fresh.count > AnswerDraft.mostEvidence {
                issues.append(Issue("files", Message("error.assessment_evidence_many", ["most": "\(AnswerDraft.mostEvidence)"])))
            }
            guard issues.isEmpty else { throw AppError.invalid(issues) }
            let now = world.now()
            for draft in fresh { try tx.insert(AssessmentEvidence(id: world.newID(), of: answer.id, draft, by: actor.id, at: now)) }
            // What the central team found was about another score: it looks again. What was said in the interview was said.
            if answer.centralScore != nil, draft.score != answer.score {
                (answer.centralScore, answer.centralReason, answer.scoredBy, answer.scoredAt) = (nil, "", nil, nil)
            }
            (answer.score, answer.reason, answer.answeredBy, answer.answeredAt) = (draft.score, draft.reason, actor.id, now)
            try change(
                &answer, "answered", by: actor, details: ["assessment": assessment.code, "item": item, "evidence": "\(fresh.count)"], tx)
            return answer
        }
    }

    /// Takes a piece of evidence away again while the component is being filled in.
    @discardableResult
    package func removeEvidence(
        _ id: Identifier<AssessmentEvidence>, from item: String, of code: String, by actor: Actor, expecting version: Int? = nil
    ) async throws -> AssessmentAnswer {
        try await database.write { tx in
            var (answer, _, assessment) = try question(item, of: code, by: actor, expecting: version, tx)
            guard let evidence = try tx.assessmentEvidence(id), evidence.answer == answer.id else { throw AppError.notFound }
            try tx.run("DELETE FROM assessment_evidence WHERE id = \(evidence.id)")
            try change(&answer, "evidence_removed", by: actor, details: ["assessment": assessment.code, "item": item], tx)
            return answer
        }
    }

    /// Hands a component in: everything in it is scored, has a reason, and above the lowest score also evidence. With the last one the
    /// assessment is filled.
    @discardableResult
    package func handIn(_ component: String, of code: String, by actor: Actor, expecting version: Int? = nil) async throws -> Assessment {
        try await database.write { tx in
            var (assessment, policy) = try open(code, for: actor, tx)
            guard var part = policy.parts.first(where: { $0.component == component }), policy.visible(actor).contains(part) else {
                throw AppError.notFound
            }
            guard policy.answers(part, actor) else { throw AppError.forbidden }
            _ = try Self.require("answer", of: assessment)
            if let version, version != part.version { throw AppError.conflict("error.changed_meanwhile") }
            _ = try AssessmentWorkflow.part.require("hand_in", in: part.state.rawValue)
            try checkComplete(part, of: assessment, tx)
            let now = world.now()
            (part.state, part.filledBy, part.filledAt) = (.filled, actor.id, now)
            try closeAnswers(part, tx)
            try change(&part, "handed_in", by: actor, details: ["assessment": assessment.code], tx)
            guard policy.parts.allSatisfy({ $0.state == .filled || $0.id == part.id }) else { return assessment }
            let act = try Self.require("fill", of: assessment)
            assessment.state = act.to.flatMap(Assessment.State.init) ?? assessment.state
            try owe(
                "assessment.submit", of: assessment.reference, .coordinateAssessments, code: assessment.code,
                due: due(in: Self.daysToCoordinate), tx)
            try change(&assessment, "filled", by: .system, tx)
            return assessment
        }
    }

    private func checkComplete(_ part: AssessmentPart, of assessment: Assessment, _ tx: Transaction) throws {
        let instrument = try instrument(of: assessment, tx)
        let answers = (try tx.assessmentAnswers(of: [assessment.key])[assessment.key] ?? []).filter { $0.component == part.component }
        let evidence = try tx.assessmentEvidence(of: answers.map(\.key))
        var issues: [Issue] = []
        for answer in answers {
            let title = instrument[answer.item]?.title ?? answer.item
            guard let score = answer.score else {
                issues.append(Issue("item.\(answer.item)", Message("error.assessment_unanswered", ["item": title])))
                continue
            }
            if answer.reason.count < 10 {
                issues.append(Issue("item.\(answer.item)", Message("error.assessment_no_reason", ["item": title])))
            }
            if score > instrument.draft.lowest, (evidence[answer.key] ?? []).isEmpty {
                issues.append(Issue("item.\(answer.item)", Message("error.assessment_no_evidence", ["item": title])))
            }
        }
        guard issues.isEmpty else { throw AppError.invalid(issues) }
    }

    /// A question that may be answered now, by this actor.
    private func question(_ item: String, of code: String, by actor: Actor, expecting version: Int?, _ tx: Transaction) throws -> (
        AssessmentAnswer, AssessmentPart, Assessment
    ) {
        let (assessment, policy) = try open(code, for: actor, tx)
        guard let answer = try tx.assessmentAnswers(of: [assessment.key])[assessment.key]?.first(where: { $0.item == item }),
            let part = policy.visible(actor).first(where: { $0.component == answer.component })
        else { throw AppError.notFound }
        guard policy.answers(part, actor) else { throw AppError.forbidden }
        _ = try Self.require("answer", of: assessment)
        if part.state == .filled { throw AppError.conflict("error.assessment_part_filled") }
        if let version, version != answer.version { throw AppError.conflict("error.changed_meanwhile") }
        return (answer, part, assessment)
    }

    static func outOfScale(_ field: String, _ instrument: Instrument) -> Issue {
        Issue(
            field,
            Message("error.out_of_range", ["min": instrument.draft.lowest.plain, "max": instrument.draft.highest.plain]))
    }
}
