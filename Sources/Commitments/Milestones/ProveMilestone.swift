import Directory
import Kernel
import Storage
import Work

extension CommitmentDesk {
    /// Claims that a step is done, with what proves it.
    @discardableResult
    package func submit(
        _ id: String, doneOn: Day, evidence drafts: [EvidenceDraft], words: String = "", by actor: Actor, expecting version: Int? = nil
    ) async throws -> Milestone {
        try await database.write { tx in
            try submit(id, doneOn: doneOn, evidence: drafts, words: words, by: actor, expecting: version, tx)
        }
    }

    @discardableResult
    package func submit(
        _ id: String, doneOn: Day, evidence drafts: [EvidenceDraft], words: String = "", by actor: Actor, expecting version: Int? = nil,
        _ tx: Transaction
    ) throws -> Milestone {
        var (milestone, clause, commitment) = try step(id, for: actor, expecting: version, tx)
        guard CommitmentPolicy.mayKeep(clause, actor) else { throw AppError.forbidden }
        _ = try CommitmentWorkflow.milestone.require("submit", in: milestone.state.rawValue)
        var issues: [Issue] = []
        if drafts.isEmpty { issues.append(Issue("evidence", "error.evidence_missing")) }
        if doneOn > directory.today { issues.append(Issue("done_on", "error.milestone_done_later")) }
        if doneOn < commitment.startsOn { issues.append(Issue("done_on", "error.milestone_done_before")) }
        if words.count > 2000 { issues.append(Issue("words", Message("error.too_long", ["max": "2000", "length": "\(words.count)"]))) }
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        let now = world.now()
        for draft in drafts { try tx.insert(Evidence(id: world.newID(), of: milestone.id, draft, by: actor.id, at: now)) }
        (milestone.state, milestone.doneOn) = (.submitted, doneOn)
        (milestone.submittedBy, milestone.submittedAt, milestone.updatedAt) = (actor.id, now, now)
        try change(
            &milestone, "submitted", by: actor, words: Plain.text(words), details: ["clause": clause.code, "agency": clause.lead.text], tx)
        try tx.closeObligations(of: milestone.reference, at: now)
        let due = calendar(nil).due(after: now, workingDays: CommitmentDesk.daysToVerify)
        try owe("milestone.verify", of: milestone, .verifyPledges, agency: nil, code: clause.code, due: due, at: now, tx)
        return milestone
    }

    /// Says that the evidence proves the step. Never by whoever claimed it.
    @discardableResult
    package func verify(_ id: String, words: String = "", by actor: Actor, expecting version: Int? = nil) async throws -> Milestone {
        try await database.write { tx in try judge(id, isProven: true, words: words, by: actor, expecting: version, tx) }
    }

    /// Sends a claim back, with what is missing.
    @discardableResult
    package func sendBack(_ id: String, reason: String, by actor: Actor, expecting version: Int? = nil) async throws -> Milestone {
        try await database.write { tx in
            try judge(id, isProven: false, words: try CommitmentDesk.reason(reason), by: actor, expecting: version, tx)
        }
    }

    @discardableResult
    package func judge(_ id: String, isProven: Bool, words: String, by actor: Actor, expecting version: Int? = nil, _ tx: Transaction)
        throws
        -> Milestone
    {
        var (milestone, clause, _) = try step(id, for: actor, expecting: version, tx)
        guard CommitmentPolicy.mayVerify(actor) else { throw AppError.forbidden }
        _ = try CommitmentWorkflow.milestone.require(isProven ? "verify" : "return", in: milestone.state.rawValue)
        // Also whoever added any of the evidence earlier has claimed it.
        let claimers = Set(
            try tx.evidence(of: [milestone.id.text])[milestone.id.text, default: []].map(\.addedBy) + [milestone.submittedBy ?? ""])
        guard !claimers.contains(actor.id) else { throw AppError(.forbidden, "error.own_evidence") }
        let now = world.now()
        milestone.updatedAt = now
        try tx.closeObligations(of: milestone.reference, at: now)
        if isProven {
            (milestone.state, milestone.verifiedBy, milestone.verifiedAt) = (.verified, actor.id, now)
        } else {
            (milestone.state, milestone.doneOn) = (.planned, nil)
            try owe(milestone, of: clause, at: now, tx)
        }
        try change(
            &milestone, isProven ? "verified" : "returned", by: actor, words: Plain.text(words),
            details: ["clause": clause.code, "agency": clause.lead.text], tx)
        return milestone
    }

    /// A step of a pledge that holds now.
    private func step(_ id: String, for actor: Actor, expecting version: Int?, _ tx: Transaction) throws -> (Milestone, Clause, Commitment)
    {
        guard let milestone = try tx.kept(Milestone.self, id), let clause = try tx.clause(milestone.clause),
            let commitment = try tx.kept(Commitment.self, clause.commitment.text), CommitmentPolicy.maySee(commitment, actor)
        else { throw AppError.notFound }
        guard commitment.state == .inForce, !clause.isDropped else { throw AppError.conflict("error.pledge_over") }
        if let version, version != milestone.version { throw AppError.conflict("error.changed_meanwhile") }
        return (milestone, clause, commitment)
    }
}
