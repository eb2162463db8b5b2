import Directory
import Kernel
import Storage
import Work

/// Another target or day for a pledge that was signed.
package struct PledgeChange: Sendable {
    package var target: Target?
    package var due: Day?
    package var isDropped: Bool
    package var reason: String

    package init(target: Target? = nil, due: Day? = nil, isDropped: Bool = false, reason: String) {
        self.target = target
        self.due = due
        self.isDropped = isDropped
        self.reason = reason
    }
}

extension CommitmentDesk {
    /// Changes what is pledged after it was signed. The signed text stays as it is; lowering, postponing and dropping leave a mark
    /// with who, when and why that nobody can take away.
    @discardableResult
    package func change(_ wanted: PledgeChange, of clauseCode: String, by actor: Actor, expecting version: Int? = nil) async throws
        -> Clause
    {
        try await database.write { tx in try change(wanted, of: clauseCode, by: actor, expecting: version, tx) }
    }

    @discardableResult
    package func change(_ wanted: PledgeChange, of clauseCode: String, by actor: Actor, expecting version: Int? = nil, _ tx: Transaction)
        throws
        -> Clause
    {
        var (clause, commitment) = try pledge(clauseCode, for: actor, tx)
        guard CommitmentPolicy.mayChange(clause, actor) else { throw AppError.forbidden }
        guard commitment.state == .inForce, !clause.isDropped else { throw AppError.conflict("error.pledge_over") }
        if let version, version != clause.version { throw AppError.conflict("error.changed_meanwhile") }
        let before = clause
        var issues: [Issue] = []
        if let target = wanted.target {
            issues += target.issues
            clause.target = target
            // Which way is better was signed; turning it round would make every lowering a raise.
            clause.target.isLowerBetter = before.target.isLowerBetter
            if let unit = before.target.unit, clause.target.value != nil { clause.target.unit = unit }
        }
        if let due = wanted.due {
            clause.due = due
            if due < directory.today { issues.append(Issue("due", "error.clause_due_past")) }
            if due > commitment.endsOn { issues.append(Issue("due", "error.clause_due_outside")) }
            if try tx.milestones(of: clause.id).contains(where: { $0.due > due }) {
                issues.append(Issue("due", "error.clause_due_before_steps"))
            }
        }
        clause.isDropped = wanted.isDropped
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        guard clause != before else { throw AppError.invalid("target_value", "error.clause_unchanged") }
        let reason = try CommitmentDesk.reason(wanted.reason)
        let kind: ClauseChange.Kind =
            clause.isDropped
            ? .dropped : clause.target.isLower(than: before.target) ? .lowered : clause.due > before.due ? .postponed : .raised
        let now = world.now()
        try tx.insert(
            ClauseChange(
                id: world.newID(), clause: clause.id, kind: kind, at: now, author: actor.id,
                before: (before.target.value, before.target.words, before.due),
                after: (clause.target.value, clause.target.words, clause.due),
                reason: reason))
        clause.updatedAt = now
        try change(&clause, kind.rawValue, by: actor, details: ["code": clause.code], tx)
        if clause.isDropped {
            for milestone in try tx.milestones(of: clause.id) { try tx.closeObligations(of: milestone.reference, at: now) }
        }
        return clause
    }
}
