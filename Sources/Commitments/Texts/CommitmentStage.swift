import Kernel
import Masterplan
import Storage
import Web
import Work

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
    /// - Parameter ended: whether those are meant that have ended, instead.
    package func commitments(belongingTo way: PlanWay, ended: Bool = false) throws -> [Commitment] {
        let masterplans = Set(try planEditions(.masterplan).map(\.id))
        var (bound, free): ([Commitment], [Commitment]) = ([], [])
        for commitment in try commitments(isPublic: false, limit: 200) where (commitment.state == .ended) == ended {
            let points = try boundNodes(of: commitment.id).filter { masterplans.contains($0.edition) }
            if points.isEmpty {
                if way.owns(commitment.years, madeAt: commitment.createdAt) { free.append(commitment) }
            } else if let plan = way.plan, try hasPoint(plan.id, of: points) {
                bound.append(commitment)
            }
        }
        return bound.isEmpty ? free : bound
    }

    /// Nodes that a commitment's clauses are bound to, themselves or by an indicator of theirs.
    private func boundNodes(of commitment: Identifier<Commitment>) throws -> [PlanNode] {
        let subjects = try clauses(of: commitment).flatMap(\.subjects)
        let indicators = subjects.filter { $0.kind == "plan_indicator" }.map(\.id)
        let measured = try rows("SELECT node_id FROM plan_indicator WHERE id IN (\(SQL.list(indicators)))").map { $0.text("node_id") }
        return try planNodes(subjects.filter { $0.kind == "plan_node" }.map(\.id) + measured)
    }

    /// Whether a plan has one of these points, itself or in an edition before or after theirs.
    private func hasPoint(_ plan: Identifier<PlanEdition>, of points: [PlanNode]) throws -> Bool {
        if points.contains(where: { $0.edition == plan }) { return true }
        let keys = Set(points.map(\.key)).sorted()
        return try row("SELECT id FROM plan_node WHERE edition_id = \(plan) AND key IN (\(SQL.list(keys))) LIMIT 1") != nil
    }
}
