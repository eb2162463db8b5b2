import Directory
import Kernel
import Storage
import Work

extension CommitmentDesk {
    /// Sets the steps of a pledge; their weights total 100. Those that were claimed or proven stay as they are, and once the commitment
    /// is in force every change needs a reason that everybody can read.
    @discardableResult
    package func plan(
        _ drafts: [MilestoneDraft], for clauseCode: String, reason typed: String = "", by actor: Actor, expecting version: Int? = nil
    ) async throws -> [Milestone] {
        try await database.write { tx in
            try plan(drafts, for: clauseCode, reason: typed, by: actor, expecting: version, tx)
        }
    }

    @discardableResult
    package func plan(
        _ drafts: [MilestoneDraft], for clauseCode: String, reason typed: String = "", by actor: Actor, expecting version: Int? = nil,
        _ tx: Transaction
    ) throws -> [Milestone] {
        var (clause, commitment) = try pledge(clauseCode, for: actor, tx)
        guard CommitmentPolicy.mayKeep(clause, actor) || commitment.state == .draft && CommitmentPolicy.mayDraft(actor) else {
            throw AppError.forbidden
        }
        guard commitment.state != .ended, !clause.isDropped else { throw AppError.conflict("error.pledge_over") }
        if let version, version != clause.version { throw AppError.conflict("error.changed_meanwhile") }
        let issues = MilestoneDraft.issues(drafts, until: clause.due, from: commitment.startsOn)
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        let known = try tx.milestones(of: clause.id)
        let isReplanned = commitment.state == .inForce && !known.isEmpty
        let reason = isReplanned ? try CommitmentDesk.reason(typed) : ""
        for milestone in known where milestone.state != .planned {
            guard let same = drafts.first(where: { $0.id == milestone.id.text }),
                (same.name, same.weight, same.due) == (milestone.name, milestone.weight, milestone.due)
            else { throw AppError.conflict(Message("error.milestone_claimed", ["name": milestone.name])) }
        }
        let now = world.now()
        if isReplanned { try mark(late: known, drafts, of: clause, reason: reason, by: actor, at: now, tx) }
        for milestone in known where !drafts.contains(where: { $0.id == milestone.id.text }) { try remove(milestone, by: actor, tx) }
        for (index, draft) in drafts.enumerated() {
            if let id = draft.id {
                guard var milestone = known.first(where: { $0.id.text == id }) else { throw AppError.notFound }
                let before = milestone
                (milestone.name, milestone.weight, milestone.due, milestone.position) = (draft.name, draft.weight, draft.due, index + 1)
                guard milestone != before else { continue }
                milestone.updatedAt = now
                try change(&milestone, "planned", by: actor, tx)
                guard milestone.state == .planned, commitment.state == .inForce else { continue }
                try tx.closeObligations(of: milestone.reference, at: now)
                try owe(milestone, of: clause, at: now, tx)
            } else {
                let milestone = Milestone(id: world.newID(), clause: clause.id, position: index + 1, draft: draft, at: now)
                try begin(milestone, "planned", by: actor, tx)
                if commitment.state == .inForce { try owe(milestone, of: clause, at: now, tx) }
            }
        }
        clause.updatedAt = now
        try change(&clause, "steps_planned", by: actor, words: reason, tx)
        return try tx.milestones(of: clause.id)
    }

    /// Leaves a mark where steps that are late already are put off or taken away: otherwise whoever is late would be on time again by
    /// writing another day. One mark for each replanning, from the earliest day that was missed to the latest that holds now.
    private func mark(
        late known: [Milestone], _ drafts: [MilestoneDraft], of clause: Clause, reason: String, by actor: Actor, at now: Instant,
        _ tx: Transaction
    ) throws {
        let late = known.filter { step in
            guard step.state == .planned, step.due < directory.today else { return false }
            return drafts.first { $0.id == step.id.text }.map { $0.due > step.due } ?? true
        }
        guard let missed = late.map(\.due).min() else { return }
        let days = late.compactMap { step in drafts.first { $0.id == step.id.text }?.due }
        try tx.insert(
            ClauseChange(
                id: world.newID(), clause: clause.id, kind: .stepsPostponed, at: now, author: actor.id,
                before: (clause.target.value, clause.target.words, missed),
                after: (clause.target.value, clause.target.words, days.max() ?? clause.due), reason: reason))
    }

    func remove(_ gone: Milestone, by actor: Actor, _ tx: Transaction) throws {
        var milestone = gone
        try tx.closeObligations(of: milestone.reference, at: world.now())
        try change(&milestone, "removed", by: actor, tx)
        try tx.run("DELETE FROM milestone WHERE id = \(milestone.id)")
    }

    /// Puts a step on the lead agency's work list, unless it is too far away to be work yet.
    func owe(_ milestone: Milestone, of clause: Clause, at now: Instant, _ tx: Transaction) throws {
        guard milestone.due <= directory.today.adding(CommitmentDesk.daysAhead) else { return }
        try owe(
            "milestone.due", of: milestone, .keepPledges, agency: clause.lead.text, code: clause.code, due: end(of: milestone.due), at: now,
            tx)
    }

    /// Days before its due day from which a step is on the work list.
    static let daysAhead = 90

    /// The pledge of a clause with its commitment, as far as the actor may see it.
    package func pledge(_ typed: String, for actor: Actor, _ tx: Transaction) throws -> (Clause, Commitment) {
        guard let code = ShortCode.normalize(typed), let clause = try tx.clause(code: code),
            let commitment = try tx.kept(Commitment.self, clause.commitment.text),
            CommitmentPolicy.maySee(commitment, actor)
        else { throw AppError.notFound }
        return (clause, commitment)
    }
}
