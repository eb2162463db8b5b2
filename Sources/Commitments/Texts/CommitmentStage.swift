import Kernel
import Masterplan
import Storage
import Web

/// How far the joint commitment of a plan is on the way to the books: of those that belong to it and have not ended the one that has come
/// furthest.
enum CommitmentStage {
    @Sendable static func look(_ tx: Transaction, _ way: PlanWay) throws -> PlanStage {
        guard let commitment = try tx.commitments(belongingTo: way).max(by: { rank($0.state) < rank($1.state) }) else {
            return PlanStage(.commitment, .waiting, "commitment.stage.waiting", link: CommitmentPaths.new())
        }
        let link = CommitmentPaths.draft(commitment.code)
        let title = ["title": commitment.title]
        if commitment.state == .draft { return PlanStage(.commitment, .begun, Message("commitment.stage.draft", title), link: link) }
        if commitment.state == .inForce { return PlanStage(.commitment, .done, Message("commitment.stage.done", title), link: link) }
        let signatories = try tx.signatories(of: commitment.id)
        let signed = signatories.count(where: { $0.state == .signed })
        let values = ["title": commitment.title, "signed": "\(signed)", "all": "\(signatories.count)"]
        return PlanStage(.commitment, .begun, Message("commitment.stage.open", values), link: link)
    }

    private static func rank(_ state: Commitment.State) -> Int {
        switch state {
        case .ended, .draft: 0
        case .open: 1
        case .inForce: 2
        }
    }
}

extension Commitment {
    fileprivate var years: ClosedRange<Int> {
        let from = startsOn.civil.year
        return from...max(from, endsOn.civil.year)
    }
}

extension Transaction {
    /// Commitments that have not ended, the newest first, with a clause that is bound to a point or an indicator of the plan. Where there is
    /// none, those that are bound to no smart-city plan at all and, as far as their years and their day tell, were written for this one.
    package func commitments(belongingTo way: PlanWay) throws -> [Commitment] {
        var (bound, free): ([Commitment], [Commitment]) = ([], [])
        for commitment in try commitments(isPublic: false, limit: 200) where commitment.state != .ended {
            let plans = try masterplans(boundTo: commitment.id)
            if let plan = way.plan, try plans.contains(plan.id) || sharesPoint(commitment.id, with: plan.id) {
                bound.append(commitment)
            } else if plans.isEmpty, way.owns(commitment.years, madeAt: commitment.createdAt) {
                free.append(commitment)
            }
        }
        return bound.isEmpty ? free : bound
    }

    /// Nodes that a commitment's clauses are bound to, themselves or by an indicator of theirs.
    private func boundNodes(_ commitment: Identifier<Commitment>) -> SQL {
        func bound(_ kind: String) -> SQL {
            """
            SELECT subject_id FROM clause WHERE commitment_id = \(commitment) AND subject_kind = \(kind)
            UNION SELECT more.subject_id FROM clause_subject more JOIN clause ON clause.id = more.clause_id
                WHERE clause.commitment_id = \(commitment) AND more.subject_kind = \(kind)
            """
        }
        return """
            SELECT n.id, n.key, n.edition_id FROM plan_node n WHERE n.id IN (\(bound("plan_node")))
                OR n.id IN (SELECT node_id FROM plan_indicator WHERE id IN (\(bound("plan_indicator"))))
            """
    }

    /// Smart-city plans whose points a commitment's clauses are bound to.
    private func masterplans(boundTo commitment: Identifier<Commitment>) throws -> Set<Identifier<PlanEdition>> {
        let found = try rows(
            """
            SELECT DISTINCT e.id FROM plan_edition e JOIN (\(boundNodes(commitment))) bound ON bound.edition_id = e.id
            WHERE e.kind = 'masterplan'
            """)
        return Set(found.map { $0.id("id") })
    }

    /// Whether one of them stands in a plan as well, in an edition before or after the one it is bound to.
    private func sharesPoint(_ commitment: Identifier<Commitment>, with plan: Identifier<PlanEdition>) throws -> Bool {
        try row(
            """
            SELECT p.id FROM plan_node p JOIN (\(boundNodes(commitment))) bound ON bound.key = p.key WHERE p.edition_id = \(plan) LIMIT 1
            """) != nil
    }
}
