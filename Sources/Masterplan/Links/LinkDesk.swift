import Directory
import Kernel
import Storage
import Work

/// Where agencies propose links and shared work to each other and answer. Nothing else writes `plan_link` and `plan_participation`.
package struct LinkDesk: Sendable {
    package let database: Database
    package let world: World
    package let directory: DirectoryIndex
    package let subjects: PlanSubjects

    package init(database: Database, world: World, directory: DirectoryIndex, subjects: PlanSubjects) {
        self.database = database
        self.world = world
        self.directory = directory
        self.subjects = subjects
    }

    /// Asks an agency to take part in something, or to lead it.
    /// - Throws: `.forbidden` unless the actor acts for the lead or the planning agency, `.conflict` when that agency already has a part
    ///   in it, `.invalid` with the fields to mend.
    @discardableResult
    package func propose(_ draft: ParticipationDraft, by actor: Actor) async throws -> Participation {
        try await database.write { tx in try propose(draft, by: actor, in: tx) }
    }

    /// As ``propose(_:by:)``, within a transaction that does more.
    @discardableResult
    package func propose(_ draft: ParticipationDraft, by actor: Actor, in tx: Transaction) throws -> Participation {
        guard let subject = try subjects.describe([draft.subject], for: actor, tx)[draft.subject] else { throw AppError.notFound }
        guard may(propose: subject.lead, actor) else { throw AppError.forbidden }
        let issues = draft.issues(directory, lead: subject.lead)
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        let parts = try tx.participations(of: draft.subject)
        guard parts.allSatisfy({ $0.agency != draft.agency }) else { throw AppError.conflict("plan.error.has_part") }
        try Self.check(draft.share, beside: parts)
        let isOwn = draft.agency == subject.lead || actor.may(.answerPlans, agency: draft.agency) && !actor.may(.stewardPlans)
        var part = Participation(
            id: world.newID(), subject: draft.subject, title: subject.title, agency: draft.agency, role: draft.role, share: draft.share,
            proposer: subject.lead, state: isOwn ? .accepted : .proposed, reason: Plain.text(draft.note),
            dueOn: draft.dueOn ?? usualDue(draft.agency), proposedBy: actor.id, updatedAt: world.now())
        if isOwn { part.decidedBy = actor.id }
        try part.insert(tx)
        try owe(part, tx)
        try record(part, "proposed", by: actor, tx)
        return part
    }

    /// Joins two nodes. Between nodes of one agency, or by the planning agency between plans it writes itself, it holds at once.
    @discardableResult
    package func link(_ draft: LinkDraft, by actor: Actor) async throws -> PlanLink {
        try await database.write { tx in try link(draft, by: actor, in: tx) }
    }

    /// As ``link(_:by:)``, within a transaction that does more.
    @discardableResult
    package func link(_ draft: LinkDraft, by actor: Actor, in tx: Transaction) throws -> PlanLink {
        let nodes = try PlanNodes.visible([draft.from.text, draft.to.text], actor, tx)
        guard let from = nodes[draft.from.text], let to = nodes[draft.to.text] else { throw AppError.notFound }
        guard may(propose: from.agency, actor) else { throw AppError.forbidden }
        guard from.id != to.id else { throw AppError.invalid("to", "plan.error.link_itself") }
        if let share = draft.share, !(1...100).contains(share) { throw AppError.invalid("share", "plan.error.share") }
        guard try tx.planLinks(from: from.id).allSatisfy({ $0.to != to.id || $0.kind != draft.kind }) else {
            throw AppError.conflict("plan.error.link_there")
        }
        if draft.kind == .derives, from.edition == to.edition, try from.parent != nil || tx.derivesWithin(from) {
            throw AppError.invalid("to", "plan.error.second_parent")
        }
        if draft.kind == .derives, try derives(to, from: from.id, tx) { throw AppError.invalid("to", "plan.error.link_cycle") }
        // What belongs to nobody in particular is the planning agency's own.
        let isOne = to.agency == nil || from.agency == to.agency || to.agency.map { actor.may(.answerPlans, agency: $0) } ?? false
        var link = PlanLink(
            id: world.newID(), from: from.id, to: to.id, kind: draft.kind, share: draft.share, proposer: from.agency, asked: to.agency,
            state: isOne ? .accepted : .proposed, reason: Plain.text(draft.note), dueOn: draft.dueOn ?? usualDue(to.agency),
            proposedBy: actor.id, updatedAt: world.now())
        if isOne { link.decidedBy = actor.id }
        try tx.run(link.inserting)
        try owe(link, tx)
        try record(link, "proposed", by: actor, tx)
        return link
    }

    /// Answers, asks, withdraws.
    /// - Parameters:
    ///   - act: of ``Acceptance/workflow``.
    ///   - version: the one the person saw; when somebody else has acted since, nothing is done.
    @discardableResult
    package func perform<Record: TwoSided>(
        _ act: String, on _: Record.Type, _ id: String, text: String = "", by actor: Actor, expecting version: Int? = nil
    ) async throws -> Record {
        try await database.write { tx in try perform(act, on: Record.self, id, text: text, by: actor, expecting: version, in: tx) }
    }

    /// As above, within a transaction that does more.
    @discardableResult
    package func perform<Record: TwoSided>(
        _ name: String, on _: Record.Type, _ id: String, text typed: String = "", by actor: Actor, expecting version: Int? = nil,
        in tx: Transaction
    ) throws -> Record {
        guard var record = try Record.find(id, tx), record.maySee(actor) else { throw AppError.notFound }
        guard let act = Acceptance.workflow.act(name) else { throw AppError.notFound }
        guard record.may(act, actor) else { throw AppError.forbidden }
        if let version, version != record.version { throw AppError.conflict("error.changed_meanwhile") }
        let rule = try Acceptance.workflow.require(name, in: record.state.rawValue)
        let text = Plain.text(typed)
        if !rule.needs.isEmpty, text.count < 5 { throw AppError.invalid("text", "plan.error.reason") }
        if text.count > 2000 { throw AppError.invalid("text", "plan.error.too_long") }
        let before = record.version
        record.version += 1
        record.updatedAt = max(world.now(), record.updatedAt)
        record.state = rule.to.flatMap(Acceptance.init(rawValue:)) ?? record.state
        // Reminders and more time move nothing, so they ask nothing.
        if rule.to != nil, let part = record as? Participation, part.state == .proposed || part.state == .accepted {
            try Self.check(part.share, beside: try tx.participations(of: part.subject).filter { $0.id != part.id })
        }
        if !text.isEmpty { record.reason = text }
        if ["accepted", "declined"].contains(record.state.rawValue) { record.decidedBy = actor.id }
        // Whose turn it is now has the full time anew.
        if record.state.isOpen { record.dueOn = usualDue(record.turn) }
        try record.save(from: before, tx)
        try owe(record, tx)
        try self.record(record, name, by: actor, tx)
        return record
    }

    /// All supporters together carry at most the whole; what was declined or withdrawn is free again.
    private static func check(_ share: Int?, beside parts: [Participation]) throws {
        let given = parts.filter { $0.state != .withdrawn && $0.state != .declined }.compactMap(\.share).reduce(0, +)
        if let share, given + share > 100 { throw AppError.invalid("share", "plan.error.shares") }
    }

    /// Puts a link of an older edition into a new one as it stands, also where one side has yet to answer.
    func carry(_ link: PlanLink, by actor: Actor, _ tx: Transaction) throws {
        try tx.run(link.inserting)
        try owe(link, tx)
        try record(link, "carried", by: actor, tx)
    }

    /// Likewise an agency's part.
    func carry(_ part: Participation, by actor: Actor, _ tx: Transaction) throws {
        try part.insert(tx)
        try owe(part, tx)
        try record(part, "carried", by: actor, tx)
    }

    /// Whether somebody may propose for the lead of something.
    package func may(propose lead: String?, _ actor: Actor) -> Bool {
        actor.kind == .system || actor.may(.stewardPlans) || (lead.map { actor.may(.answerPlans, agency: $0) } ?? false)
    }

    /// Ten working days from today by the calendar of whoever is asked.
    func usualDue(_ agency: String?) -> Day {
        directory.calendars.current(for: agency).advance(directory.today, Acceptance.days)
    }

    /// Whether a node leads to another by `derives` links, so that one more would close a circle.
    private func derives(_ start: PlanNode, from goal: Identifier<PlanNode>, _ tx: Transaction) throws -> Bool {
        var open = [start.id]
        var seen: Set<Identifier<PlanNode>> = []
        while let next = open.popLast(), seen.count < 10_000 {
            if next == goal { return true }
            guard seen.insert(next).inserted else { continue }
            open += try tx.planLinks(from: next).filter { $0.kind == .derives && $0.state != .withdrawn && $0.state != .declined }.map(\.to)
        }
        return false
    }

    func record(
        _ record: some TwoSided, _ act: String, by actor: Actor, details: [String: String] = [:], _ tx: Transaction
    ) throws {
        try tx.record(
            Event(
                "\(type(of: record).kind).\(act)", of: record.reference, sequence: record.version, by: actor, in: world,
                agency: record.asked, visibility: .party, details: details.merging(["state": record.state.rawValue]) { $1 },
                digest: try tx.digest(record.digest, withClocksOf: record.reference)))
    }
}

extension Transaction {
    /// Whether a node derives from another one of its own edition already: a second parent through the back door.
    func derivesWithin(_ node: PlanNode) throws -> Bool {
        let above = try planLinks(from: node.id).filter { $0.kind == .derives && $0.state != .withdrawn && $0.state != .declined }
        return try planNodes(above.map(\.to.text)).contains { $0.edition == node.edition }
    }
}
