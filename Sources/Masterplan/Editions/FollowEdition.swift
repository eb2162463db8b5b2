import Kernel
import Storage
import Work

/// A link of a plan whose other end has no counterpart in the edition it was re-based on.
package struct LostLink: Sendable, Equatable {
    /// The node of the new edition that lost it.
    package var node: PlanNode
    package var kind: PlanLink.Kind
    /// What it was joined with.
    package var was: PlanNode
}

/// What came of making a new edition from an old one.
package struct FollowedEdition: Sendable {
    package var edition: PlanEdition
    package var nodes = 0
    package var links = 0
    package var lost: [LostLink] = []
}

extension PlanDesk {
    /// Begins a new edition from an old one: every node and indicator with its key, every link and every agreed part.
    @discardableResult
    package func follow(_ old: Identifier<PlanEdition>, with draft: EditionDraft, by actor: Actor) async throws -> FollowedEdition {
        try await database.write { tx in try follow(old, with: draft, onto: nil, by: actor, tx) }
    }

    /// Re-bases a plan on a new RPJMD (an RPJMD on a new RPJPD): a new edition of it whose links to nodes of any other RPJMD lead to the
    /// nodes with the same keys in the new one, whether or not it ever said which RPJMD it was written for. What has no counterpart there
    /// is listed and waits to be joined anew.
    @discardableResult
    package func rebase(
        _ old: Identifier<PlanEdition>, onto basis: Identifier<PlanEdition>, with draft: EditionDraft, by actor: Actor
    ) async throws -> FollowedEdition {
        try await database.write { tx in
            guard let before = try tx.planEdition(old), before.maySee(actor), let new = try tx.planEdition(basis), new.maySee(actor) else {
                throw AppError.notFound
            }
            guard new.kind == before.kind.basisKind else { throw AppError.invalid("basis", "plan.error.basis_kind") }
            return try follow(old, with: draft, onto: new, by: actor, tx)
        }
    }

    private func follow(
        _ old: Identifier<PlanEdition>, with typed: EditionDraft, onto basis: PlanEdition?, by actor: Actor, _ tx: Transaction
    ) throws -> FollowedEdition {
        guard let before = try tx.planEdition(old), before.maySee(actor) else { throw AppError.notFound }
        var draft = typed
        (draft.kind, draft.agency, draft.replaces) = (before.kind, before.agency, old)
        draft.basis = basis?.id ?? before.basis
        var followed = FollowedEdition(edition: try self.draft(draft, by: actor, in: tx))
        let nodes = try tx.planNodes(of: old)
        let new = Dictionary(uniqueKeysWithValues: nodes.map { ($0.id, world.newID(PlanNode.self)) })
        let copies = nodes.map { node in
            PlanNode(
                id: new[node.id]!, edition: followed.edition.id, level: node.level, code: node.code, title: node.title, note: node.note,
                parent: node.parent.flatMap { new[$0] }, agency: node.agency, key: node.key, dimension: node.dimension,
                subPillar: node.subPillar, position: node.position)
        }
        try tx.insert(copies, into: &followed.edition)
        let indicators = try tx.planIndicators(in: old).compactMap { old -> PlanIndicator? in
            guard let node = new[old.node] else { return nil }
            return PlanIndicator(
                id: world.newID(), edition: followed.edition.id, node: node, key: old.key, kind: old.kind, name: old.name, unit: old.unit,
                polarity: old.polarity, baseline: old.baseline, baselineYear: old.baselineYear, targets: old.targets,
                position: old.position)
        }
        try tx.insert(indicators, into: &followed.edition)
        followed.nodes = copies.count
        try carryLinks(nodes, new, before, basis, &followed, by: actor, tx)
        try carryParts(of: before, new, by: actor, tx)
        try tx.followMoney(new, from: old, to: followed.edition, by: actor, in: world)
        try tx.keep(
            &followed.edition, basis == nil ? "plan_edition.followed" : "plan_edition.rebased", by: actor, in: world,
            details: ["from": old.text, "nodes": "\(copies.count)", "lost": "\(followed.lost.count)"])
        return followed
    }

    /// Gives nodes of a draft that were imported the links and the agreed parts of those they follow.
    /// - Parameter new: their ids by those of the edition before.
    func carry(
        _ new: [Identifier<PlanNode>: Identifier<PlanNode>], from before: PlanEdition, to draft: PlanEdition, by actor: Actor,
        _ tx: Transaction
    ) throws {
        var followed = FollowedEdition(edition: draft)
        try carryLinks([], new, before, nil, &followed, by: actor, tx)
        try carryParts(of: before, new, by: actor, tx)
    }

    private func carryLinks(
        _ nodes: [PlanNode], _ new: [Identifier<PlanNode>: Identifier<PlanNode>], _ before: PlanEdition, _ basis: PlanEdition?,
        _ followed: inout FollowedEdition, by actor: Actor, _ tx: Transaction
    ) throws {
        let copies = Dictionary(uniqueKeysWithValues: nodes.map { ($0.id, $0) })
        let links = try tx.planLinks(touching: before.id).filter { $0.state != .withdrawn && $0.state != .declined }
        let ends = Array(Set(links.flatMap { [$0.from.text, $0.to.text] })).sorted()
        let others = Dictionary(
            uniqueKeysWithValues: try ends.chunks(of: 500).flatMap { try tx.planNodes($0) }.map { ($0.id, $0) })
        // Whatever RPJMD a link leads to, it is not the one that holds from now on.
        let olds = try basis.map { basis in Set(try tx.planEditions(basis.kind).map(\.id).filter { $0 != basis.id }) } ?? []
        for link in links {
            // A link within the plan goes along only with both its ends: what an import has dropped has none.
            guard [link.from, link.to].allSatisfy({ new[$0] != nil || others[$0]?.edition != before.id }) else { continue }
            var ends = (from: new[link.from] ?? link.from, to: new[link.to] ?? link.to)
            var isLost = false
            for (near, end) in [(link.from, link.to), (link.to, link.from)] {
                guard let basis, new[end] == nil, let far = others[end], olds.contains(far.edition) else { continue }
                if let there = try tx.planNode(key: far.key, in: basis.id) {
                    if end == link.to { ends.to = there.id } else { ends.from = there.id }
                } else if let node = new[near], var lost = copies[near] {
                    isLost = true
                    (lost.id, lost.edition) = (node, followed.edition.id)
                    followed.lost.append(LostLink(node: lost, kind: link.kind, was: far))
                }
            }
            // It would lead into a plan that no longer holds.
            if isLost { continue }
            // The same two may be joined already, where this plan and the other one were both followed by new editions.
            let isThere = try tx.planLinks(from: ends.from).contains { $0.to == ends.to && $0.kind == link.kind }
            if isThere { continue }
            var copy = PlanLink(
                id: world.newID(), from: ends.from, to: ends.to, kind: link.kind, share: link.share, proposer: link.proposer,
                asked: link.asked, state: link.state, reason: link.reason, dueOn: link.dueOn, proposedBy: link.proposedBy,
                updatedAt: world.now())
            copy.decidedBy = link.decidedBy
            try self.links.carry(copy, by: actor, tx)
            followed.links += 1
        }
    }

    /// Parts that agencies have agreed on go along; open questions are asked anew.
    private func carryParts(
        of before: PlanEdition, _ new: [Identifier<PlanNode>: Identifier<PlanNode>], by actor: Actor, _ tx: Transaction
    ) throws {
        let parts = try tx.rows(
            """
            SELECT p.* FROM plan_node n JOIN plan_participation p ON p.subject_kind = 'plan_node' AND p.subject_id = n.id
            WHERE n.edition_id = \(before.id) ORDER BY p.id
            """
        ).map(Participation.init(row:))
        for part in parts where part.state != .withdrawn && part.state != .declined {
            guard let node = new[Identifier(part.subject.id)] else { continue }
            var copy = Participation(
                id: world.newID(), subject: Reference("plan_node", node), title: part.title, agency: part.agency, role: part.role,
                share: part.share, proposer: part.proposer, state: part.state, reason: part.reason, dueOn: part.dueOn,
                proposedBy: part.proposedBy, updatedAt: world.now())
            copy.decidedBy = part.decidedBy
            try links.carry(copy, by: actor, tx)
        }
    }
}
