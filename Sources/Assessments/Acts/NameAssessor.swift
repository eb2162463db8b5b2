import Directory
import Kernel
import Storage
import Work

extension AssessmentDesk {
    /// Opens an assessment to a central assessor until a day. The account must hold the right to score, and nobody who answered any of
    /// it can be one.
    @discardableResult
    package func nameAssessor(_ account: String, until: Day, of code: String, by actor: Actor, expecting version: Int? = nil) async throws
        -> Assessor
    {
        try await database.write { tx in
            let (assessment, policy) = try open(code, for: actor, expecting: version, tx)
            guard policy.mayCoordinate(actor) else { throw AppError.forbidden }
            if assessment.state == .closed { throw AppError.conflict("error.assessment_closed") }
            let today = directory.today
            if until < today { throw AppError.invalid("until", "error.assessor_until_past") }
            if until > today.adding(400) { throw AppError.invalid("until", "error.assessor_until_far") }
            guard try tx.holders(of: .scoreAssessments, agency: nil, on: today).contains(account) else {
                throw AppError.invalid("account", "error.assessor_role")
            }
            let answers = try tx.assessmentAnswers(of: [assessment.key])[assessment.key] ?? []
            let hasAnswered = answers.contains { $0.answeredBy == account } || policy.parts.contains { $0.filledBy == account }
            guard !hasAnswered else {
                throw AppError.invalid("account", "error.assessor_answered")
            }
            if var known = policy.assessors.first(where: { $0.account == account && $0.endedAt == nil }) {
                known.until = until
                try change(&known, "prolonged", by: actor, details: ["assessment": assessment.code, "until": until.description], tx)
                return known
            }
            let assessor = Assessor(
                id: world.newID(), of: assessment.id, account: account, until: until, by: actor.id, at: world.now())
            try begin(assessor, "named", by: actor, details: ["assessment": assessment.code, "until": until.description], tx)
            return assessor
        }
    }

    /// Takes the assessment away from a central assessor at once.
    @discardableResult
    package func endAssessor(_ id: String, of code: String, by actor: Actor) async throws -> Assessor {
        try await database.write { tx in
            let (assessment, policy) = try open(code, for: actor, tx)
            guard policy.mayCoordinate(actor) else { throw AppError.forbidden }
            guard var assessor = policy.assessors.first(where: { $0.key == id }) else { throw AppError.notFound }
            guard assessor.endedAt == nil else { return assessor }
            assessor.endedAt = world.now()
            try change(&assessor, "ended", by: actor, details: ["assessment": assessment.code], tx)
            return assessor
        }
    }

    /// Ends what central assessors had until a day that has passed. Pages refuse them from that day on already.
    package func watch() async throws {
        let today = directory.today
        let over = try await database.read { tx in
            try tx.rows("SELECT * FROM assessor WHERE ended_at IS NULL AND until_on < \(today) ORDER BY id").map(Assessor.init(row:))
        }
        for known in over {
            try await database.write { tx in
                guard var assessor = try tx.kept(Assessor.self, known.key), assessor.endedAt == nil, assessor.until < today else { return }
                assessor.endedAt = world.now()
                try change(&assessor, "expired", by: .system, tx)
            }
        }
    }
}
