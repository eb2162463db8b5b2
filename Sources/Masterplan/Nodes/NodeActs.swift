import Directory
import Kernel
import Storage
import Work

extension PlanDesk {
    /// Adds a node to a draft. One without a parent waits on the list of what is not yet connected.
    @discardableResult
    package func add(_ draft: NodeDraft, to id: Identifier<PlanEdition>, by actor: Actor) async throws -> PlanNode {
        try await database.write { tx in try add(draft, to: id, by: actor, in: tx) }
    }

    /// As ``add(_:to:by:)``, within a transaction that does more.
    @discardableResult
    package func add(_ draft: NodeDraft, to id: Identifier<PlanEdition>, by actor: Actor, in tx: Transaction) throws -> PlanNode {
        var edition = try opened(id, by: actor, tx)
        guard mayEdit(edition, agency: draft.agency, actor) else { throw AppError.forbidden }
        // Whatever stands in an agency's own plan is its own, unless somebody else is named.
        let agency = draft.agency ?? edition.agency
        var issues = try draft.issues(in: edition, directory, tx)
        issues += try placeIssues(draft.level, below: draft.parent, in: edition, tx)
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        let node = PlanNode(
            id: world.newID(), edition: id, level: draft.level, code: Plain.line(draft.code), title: Plain.line(draft.title),
            note: Plain.text(draft.note), parent: draft.parent, agency: agency, dimension: draft.dimension,
            subPillar: draft.subPillar, position: try draft.position ?? nextPosition(below: draft.parent, in: id, tx))
        try tx.insert(node, into: &edition)
        try tx.keep(&edition, "plan_edition.node_added", by: actor, in: world, details: ["node": node.id.text])
        return node
    }

    /// Changes what is written of a node, and where it stands.
    /// - Parameter version: of the node, as the person saw it; when somebody else has changed it since, the error names what is
    ///   different now, field by field.
    @discardableResult
    package func change(
        _ id: Identifier<PlanNode>, _ draft: NodeDraft, by actor: Actor, expecting version: Int? = nil
    ) async throws -> PlanNode {
        try await database.write { tx in
            guard let before = try tx.planNode(id) else { throw AppError.notFound }
            var edition = try opened(before.edition, by: actor, tx)
            guard mayEdit(edition, agency: before.agency, actor), mayEdit(edition, agency: draft.agency, actor) else {
                throw AppError.forbidden
            }
            if let version, version != before.version { throw changed(before, since: draft) }
            var issues = try draft.issues(in: edition, directory, tx)
            issues += try placeIssues(draft.level, below: draft.parent, of: before, in: edition, tx)
            guard issues.isEmpty else { throw AppError.invalid(issues) }
            var node = before
            (node.level, node.code, node.title) = (draft.level, Plain.line(draft.code), Plain.line(draft.title))
            (node.note, node.parent, node.agency) = (Plain.text(draft.note), draft.parent, draft.agency)
            (node.dimension, node.subPillar) = (draft.dimension, draft.subPillar)
            if let position = draft.position { node.position = position }
            if node.parent != before.parent, draft.position == nil || draft.position == before.position {
                node.position = try nextPosition(below: node.parent, in: edition.id, tx)
            }
            guard node != before else { return before }
            try tx.update(&node, from: before, in: &edition)
            let kind = node.parent != before.parent ? "plan_edition.node_moved" : "plan_edition.node_changed"
            try tx.keep(&edition, kind, by: actor, in: world, details: ["node": id.text])
            return node
        }
    }

    /// Puts a node below another one, or lets it wait without a parent.
    @discardableResult
    package func move(
        _ id: Identifier<PlanNode>, below parent: Identifier<PlanNode>?, position: Int? = nil, by actor: Actor,
        expecting version: Int? = nil
    ) async throws -> PlanNode {
        let seen = try await database.read { tx in try tx.planNode(id) }
        guard let seen else { throw AppError.notFound }
        var draft = NodeDraft(seen)
        draft.parent = parent
        draft.position = position
        return try await change(id, draft, by: actor, expecting: version ?? seen.version)
    }

    /// Takes a node out of a draft.
    /// - Throws: `.conflict` while something stands below it or another plan is joined with it.
    package func remove(_ id: Identifier<PlanNode>, by actor: Actor, expecting version: Int? = nil) async throws {
        try await database.write { tx in
            guard let node = try tx.planNode(id) else { throw AppError.notFound }
            var edition = try opened(node.edition, by: actor, tx)
            guard mayEdit(edition, agency: node.agency, actor) else { throw AppError.forbidden }
            if let version, version != node.version { throw changed(node, since: NodeDraft(node)) }
            guard try tx.planChildren(of: id, in: edition.id, limit: 1).isEmpty else { throw AppError.conflict("plan.error.has_children") }
            for link in try tx.planLinks(of: id) where link.state.isOpen || link.state == .accepted {
                try links.perform("withdraw", on: PlanLink.self, link.id.text, by: .system, in: tx)
            }
            for part in try tx.participations(of: node.reference) where part.state.isOpen || part.state == .accepted {
                try links.perform("withdraw", on: Participation.self, part.id.text, by: .system, in: tx)
            }
            for indicator in try tx.planIndicators(of: id) { try tx.delete(indicator, from: &edition) }
            try tx.delete(node, from: &edition)
            try tx.keep(&edition, "plan_edition.node_removed", by: actor, in: world, details: ["node": id.text])
        }
    }

    /// What somebody else has done to a node meanwhile, in words.
    private func changed(_ now: PlanNode, since draft: NodeDraft) -> AppError {
        func said(_ field: String, _ theirs: String?, _ mine: String?) -> Issue? {
            theirs == mine ? nil : Issue(field, Message("plan.error.now", ["now": theirs ?? "–"]))
        }
        let issues = [
            said("title", now.title, draft.title), said("code", now.code, draft.code), said("note", now.note, draft.note),
            said("parent", now.parent?.text, draft.parent?.text),
            said("agency", now.agency.map { directory.agencies.name($0) }, draft.agency.map { directory.agencies.name($0) }),
            said("dimension", now.dimension, draft.dimension), said("subPillar", now.subPillar, draft.subPillar),
        ].compactMap(\.self)
        return AppError(.conflict, "plan.error.node_changed", issues: issues)
    }

    /// Whether a node of that level may stand there: in this edition, below a higher level, and not below itself.
    private func placeIssues(
        _ level: PlanLevel, below parent: Identifier<PlanNode>?, of node: PlanNode? = nil, in edition: PlanEdition, _ tx: Transaction
    ) throws -> [Issue] {
        if let node, node.level != level {
            let wrong = try tx.planChildren(of: node.id, in: edition.id).contains { !edition.kind.allows($0.level, below: level) }
            if wrong { return [Issue("level", "plan.error.level_children")] }
        }
        guard let parent else { return [] }
        guard let above = try tx.planNode(parent), above.edition == edition.id else { return [Issue("parent", "plan.error.other_edition")] }
        if let node {
            let path = try [above] + tx.planAncestors(of: above)
            if path.contains(where: { $0.id == node.id }) { return [Issue("parent", "plan.error.cycle")] }
            if node.parent == nil, try tx.derivesWithin(node) { return [Issue("parent", "plan.error.derives_already")] }
        }
        return edition.kind.allows(level, below: above.level) ? [] : [Issue("parent", "plan.error.level_order")]
    }

    private func nextPosition(below parent: Identifier<PlanNode>?, in edition: Identifier<PlanEdition>, _ tx: Transaction) throws -> Int {
        let below: SQL = parent.map { "parent_id = \($0)" } ?? "parent_id IS NULL"
        return try tx.count("SELECT coalesce(max(position), 0) FROM plan_node WHERE edition_id = \(edition) AND \(below)") + 1
    }
}
