import Kernel
import Storage
import Web
import Work

/// How other capabilities name records of `Commitments` and lead to them.
package enum CommitmentsReferences {
    package static let all: [ReferenceKind] = [commitment, clause, signatory, milestone, inheritance, actionPlan]

    static let commitment = ReferenceKind(
        Commitment.kind,
        views: { tx, ids, actor in
            try each(ids) { id in
                guard let commitment = try tx.kept(Commitment.self, id), CommitmentPolicy.maySee(commitment, actor) else { return nil }
                return ReferenceView(title: commitment.titleIndonesian, url: commitment.address)
            }
        },
        find: { tx, typed in try ShortCode.normalize(typed).flatMap { try tx.commitment(code: $0)?.id.text } })

    static let clause = ReferenceKind(
        Clause.kind,
        views: { tx, ids, actor in
            try each(ids) { id in
                guard let clause = try tx.clause(Identifier(id)), let commitment = try tx.kept(Commitment.self, clause.commitment.text),
                    CommitmentPolicy.maySee(commitment, actor)
                else { return nil }
                return ReferenceView(title: clause.promise, url: clause.address(for: actor))
            }
        },
        find: { tx, typed in try ShortCode.normalize(typed).flatMap { try tx.clause(code: $0)?.id.text } },
        written: { tx, events, actor in try written(tx, events) { try tx.kept(Clause.self, $0) != nil } })

    static let signatory = ReferenceKind(
        Signatory.kind,
        views: { tx, ids, actor in
            try each(ids) { id in
                guard let signatory = try tx.kept(Signatory.self, id),
                    let commitment = try tx.kept(Commitment.self, signatory.commitment.text), CommitmentPolicy.maySee(commitment, actor)
                else { return nil }
                let url = signatory.state == .waiting ? CommitmentPaths.sign(commitment.code) : CommitmentPaths.succession(commitment.code)
                return ReferenceView(title: "\(commitment.titleIndonesian) – \(signatory.officeTitle)", url: url)
            }
        })

    static let milestone = ReferenceKind(
        Milestone.kind,
        views: { tx, ids, actor in
            try each(ids) { id in
                guard let milestone = try tx.kept(Milestone.self, id), let clause = try tx.clause(milestone.clause),
                    let commitment = try tx.kept(Commitment.self, clause.commitment.text), CommitmentPolicy.maySee(commitment, actor)
                else { return nil }
                return ReferenceView(title: "\(milestone.name) – \(clause.promise)", url: clause.address(for: actor))
            }
        })

    static let inheritance = ReferenceKind(
        Inheritance.kind,
        views: { tx, ids, actor in
            try each(ids) { id in
                guard let inheritance = try tx.kept(Inheritance.self, id),
                    let commitment = try tx.kept(Commitment.self, inheritance.commitment.text), CommitmentPolicy.maySee(commitment, actor)
                else { return nil }
                return ReferenceView(title: commitment.titleIndonesian, url: CommitmentPaths.succession(commitment.code))
            }
        })

    static let actionPlan = ReferenceKind(
        ActionPlan.kind,
        views: { tx, ids, actor in
            try each(ids) { id in
                guard let plan = try tx.kept(ActionPlan.self, id), ActionPlanPolicy.maySee(plan, actor) else { return nil }
                return ReferenceView(title: plan.title, url: plan.address(for: actor))
            }
        })

    private static func each(_ ids: [String], _ view: (String) throws -> ReferenceView?) rethrows -> [String: ReferenceView] {
        var views: [String: ReferenceView] = [:]
        for id in ids { views[id] = try view(id) }
        return views
    }

    /// What people wrote with these acts; it is public where the record is.
    private static func written(_ tx: Transaction, _ events: [Event], _ exists: (String) throws -> Bool) throws -> [Identifier<Event>:
        String]
    {
        var texts: [Identifier<Event>: String] = [:]
        for (id, same) in Dictionary(grouping: events, by: \.subject.id) where try exists(id) {
            let notes = try tx.notes(of: same[0].subject)
            for event in same { if let note = notes.first(where: { $0.sequence == event.sequence }) { texts[event.id] = note.text } }
        }
        return texts
    }
}

extension Commitment {
    /// Its page for everybody, or the draft's for those who write it.
    var address: String { isPublic ? CommitmentPaths.commitment(code) : CommitmentPaths.draft(code) }
}

extension Clause {
    /// The page to work on it for those who may, else the public one.
    func address(for actor: Actor) -> String {
        actor.may(.keepPledges, agency: lead.text) || CommitmentPolicy.mayVerify(actor)
            ? CommitmentPaths.workPledge(code) : CommitmentPaths.pledge(code)
    }
}
