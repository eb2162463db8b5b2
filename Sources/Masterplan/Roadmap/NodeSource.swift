import Directory
import Kernel
import Storage
import Web
import Work

/// Initiatives of the smart-city plan in the roadmap: those of the plan that is named, else of every one that holds, or of the youngest
/// draft while none was adopted.
struct NodeSource: Sendable {
    let world: World
    let directory: DirectoryIndex

    var source: RoadmapSource {
        RoadmapSource(
            "plan_node",
            items: { tx, way in
                let editions = try way?.plan.map { [$0] } ?? self.editions(tx)
                return try editions.flatMap { edition in
                    try self.items(try tx.planNodes(of: edition.id, level: .initiative), edition, tx)
                }
            },
            find: { tx, id in
                guard let node = try tx.planNode(Identifier(id)), node.level == .initiative, let edition = try tx.planEdition(node.edition)
                else { return nil }
                return try self.items([node], edition, tx).first
            },
            may: { item, actor in NodeSource.may(item, actor) },
            move: { tx, item, actor in
                guard let node = try tx.planNode(Identifier(item.subject.id)), let edition = try tx.planEdition(node.edition) else {
                    throw AppError.notFound
                }
                guard edition.status != .replaced else { throw AppError.conflict("plan.schedule.replaced") }
                try tx.keepSchedule(
                    PlanSchedule(subject: item.subject, activities: item.activities, money: item.money, version: item.version),
                    agency: node.agency, by: actor, in: world)
            })
    }

    /// The planning agency all of them, an agency those it leads.
    static func may(_ item: RoadmapItem, _ actor: Actor) -> Bool {
        actor.kind == .system || actor.may(.stewardPlans) || (item.lead.map { actor.may(.writePlans, agency: $0.text) } ?? false)
    }

    /// Years are planned on as a plan is lived, so they may change after it was adopted; every change is kept with who and when.
    private func editions(_ tx: Transaction) throws -> [PlanEdition] {
        let holding = try tx.holdingPlans(on: directory.today)
        if !holding.isEmpty { return holding }
        let all = try tx.planEditions(.masterplan)
        let one = all.first { $0.status == .adopted } ?? all.filter(\.isDraft).max { $0.updatedAt < $1.updatedAt }
        return one.map { [$0] } ?? []
    }

    private func items(_ nodes: [PlanNode], _ edition: PlanEdition, _ tx: Transaction) throws -> [RoadmapItem] {
        let ids = nodes.map(\.id.text)
        let schedules = try tx.schedules(of: "plan_node", ids)
        var supporters: [String: [Identifier<Agency>]] = [:]
        var codes: [String: [String]] = [:]
        for some in ids.chunks(of: 500) {
            try tx.each(
                """
                SELECT subject_id, agency_id FROM plan_participation WHERE subject_kind = 'plan_node' AND role = 'support'
                    AND state = 'accepted' AND subject_id IN (\(SQL.list(some))) ORDER BY id
                """
            ) { row in
                supporters[row.text("subject_id"), default: []].append(row.id("agency_id"))
                return true
            }
            try tx.each(
                """
                SELECT l.to_id, n.code FROM plan_link l JOIN plan_node n ON n.id = l.from_id
                WHERE l.kind = 'finances' AND l.state = 'accepted' AND l.to_id IN (\(SQL.list(some))) ORDER BY n.code
                """
            ) { row in
                codes[row.text("to_id"), default: []].append(row.text("code"))
                return true
            }
        }
        return nodes.map { node in
            let schedule = schedules[node.id.text]
            return RoadmapItem(
                subject: node.reference, code: node.code, title: node.title, link: PlanPaths.node(node.id.text),
                dimension: node.dimension, lead: node.agency.map { Identifier($0) }, supporters: supporters[node.id.text] ?? [],
                activities: schedule?.activities ?? [:], money: schedule?.money ?? [], version: schedule?.version ?? 0,
                subActivities: Array(Set(codes[node.id.text] ?? [])).sorted(), isOpen: !edition.isDraft)
        }
    }
}
