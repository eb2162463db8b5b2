import Directory
import Kernel
import Storage
import Work

extension AssessmentDesk {
    /// Moves an assessment on: `submit`, `close` by the coordinator; `send_back`, `conclude`, `reconsider` by the central team.
    @discardableResult
    package func move(_ act: String, _ code: String, reason typed: String = "", by actor: Actor, expecting version: Int? = nil) async throws
        -> Assessment
    {
        try await database.write { tx in
            var (assessment, policy) = try open(code, for: actor, expecting: version, tx)
            guard ["submit", "close", "send_back", "conclude", "reconsider"].contains(act) else { throw AppError.notFound }
            let isCoordinators = act == "submit" || act == "close"
            guard isCoordinators ? policy.mayCoordinate(actor) : policy.isAssessor(actor) else { throw AppError.forbidden }
            let rule = try Self.require(act, of: assessment)
            let reason = rule.needs.contains(.reason) ? try Self.reason(typed) : ""
            if act == "conclude" { try checkScored(assessment, tx) }
            let now = world.now()
            assessment.state = rule.to.flatMap(Assessment.State.init) ?? assessment.state
            try tx.closeObligations(of: assessment.reference, at: now)
            switch act {
            case "submit":
                assessment.submittedAt = now
                try oweScores(assessment, tx)
            case "send_back": try reopen(policy.parts, of: assessment, by: actor, tx)
            case "conclude":
                assessment.assessedAt = now
                try owe(
                    "assessment.close", of: assessment.reference, .coordinateAssessments, code: assessment.code,
                    due: due(in: Self.daysToCoordinate), tx)
            case "reconsider":
                assessment.assessedAt = nil
                try oweScores(assessment, tx)
            default: assessment.closedAt = now
            }
            try change(&assessment, Self.past[act]!, by: actor, words: reason, tx)
            return assessment
        }
    }

    static let past = [
        "submit": "submitted", "close": "closed", "send_back": "sent_back", "conclude": "concluded", "reconsider": "reconsidered",
    ]

    /// Sends one component back to those who answer it, with what is missing.
    @discardableResult
    package func sendBack(component: String, of code: String, reason typed: String, by actor: Actor, expecting version: Int? = nil)
        async throws -> Assessment
    {
        try await database.write { tx in
            var (assessment, policy) = try open(code, for: actor, tx)
            guard policy.mayCoordinate(actor) else { throw AppError.forbidden }
            let rule = try Self.require("return", of: assessment)
            guard var part = policy.parts.first(where: { $0.component == component }) else { throw AppError.notFound }
            if let version, version != part.version { throw AppError.conflict("error.changed_meanwhile") }
            _ = try AssessmentWorkflow.part.require("return", in: part.state.rawValue)
            let reason = try Self.reason(typed)
            let filler = part.filledBy
            (part.state, part.filledBy, part.filledAt) = (.waiting, nil, nil)
            // Five working days, unless there is more time anyway.
            let day = due(in: 5).parts(offsetHours: directory.offsetHours).day
            part.due = max(part.due ?? day, day)
            try oweAnswer(part, of: assessment, tx)
            try change(
                &part, "returned", by: actor, words: reason, details: ["assessment": assessment.code, "filler": filler ?? ""], tx)
            guard assessment.state == .filled else { return assessment }
            assessment.state = rule.to.flatMap(Assessment.State.init) ?? assessment.state
            try tx.closeObligations(of: assessment.reference, at: world.now())
            try change(&assessment, "returned", by: actor, tx)
            return assessment
        }
    }

    /// Lets everybody read the result of a closed one, or takes that back. Nothing else of it changes.
    @discardableResult
    package func publish(_ code: String, _ isPublic: Bool, by actor: Actor, expecting version: Int? = nil) async throws -> Assessment {
        try await database.write { tx in
            var (assessment, policy) = try open(code, for: actor, expecting: version, tx)
            guard policy.mayCoordinate(actor) else { throw AppError.forbidden }
            guard assessment.state == .closed else { throw AppError.conflict("error.assessment_not_closed") }
            guard assessment.isPublic != isPublic else { return assessment }
            assessment.publicAt = isPublic ? world.now() : nil
            try change(&assessment, isPublic ? "published" : "withdrawn", by: actor, tx)
            return assessment
        }
    }

    private func checkScored(_ assessment: Assessment, _ tx: Transaction) throws {
        let instrument = try instrument(of: assessment, tx)
        let open = (try tx.assessmentAnswers(of: [assessment.key])[assessment.key] ?? []).filter { $0.centralScore == nil }
        guard open.isEmpty else {
            throw AppError.invalid(
                open.map { answer in
                    Issue(
                        "item.\(answer.item)",
                        Message("error.assessment_unscored", ["item": instrument[answer.item]?.title ?? answer.item]))
                })
        }
    }

    private func oweScores(_ assessment: Assessment, _ tx: Transaction) throws {
        try owe("assessment.score", of: assessment.reference, .scoreAssessments, code: assessment.code, due: due(in: Self.daysToScore), tx)
    }

    private func reopen(_ parts: [AssessmentPart], of assessment: Assessment, by actor: Actor, _ tx: Transaction) throws {
        for var part in parts {
            let filler = part.filledBy
            (part.state, part.filledBy, part.filledAt) = (.waiting, nil, nil)
            let day = due(in: 5).parts(offsetHours: directory.offsetHours).day
            part.due = max(part.due ?? day, day)
            try oweAnswer(part, of: assessment, tx)
            try change(&part, "reopened", by: actor, details: ["assessment": assessment.code, "filler": filler ?? ""], tx)
        }
    }
}
