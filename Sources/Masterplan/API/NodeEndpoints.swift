import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// Nodes and their indicators, for machines.
enum NodeEndpoints {
    static let all = [
        one, change, remove, addIndicator, changeIndicator, removeIndicator,
    ]
    private static let writers: [Permission] = [.writePlans]

    static let one = Endpoint(
        .get, PlanPaths.apiNode, "One node with its indicators, links, agencies' parts and what stands below it",
        response: PlanSchemas.wholeNode
    ) { request in
        let (id, actor) = (try request.id("id", PlanNode.self), request.actor)
        return .json(
            try await request.database.read { tx -> JSONValue in
                guard let node = try PlanNodes.visible([id.text], actor, tx)[id.text] else { throw AppError.notFound }
                return [
                    "node": PlanJSON.node(node), "indicators": .array(try tx.planIndicators(of: id).map(PlanJSON.indicator)),
                    "links": .array(try tx.planLinks(of: id).map(PlanJSON.link)),
                    "participations": .array(try tx.participations(of: node.reference).map(PlanJSON.part)),
                    "children": .array(try tx.planChildren(of: id, in: node.edition).map(PlanJSON.node)),
                ]
            })
    }

    static let change = Endpoint(
        .patch, PlanPaths.apiNode, "Change or move a node of a draft",
        about: "When somebody else has changed it since `version`, 409 names what is different now.", permission: .stewardPlans,
        or: writers,
        request: PlanSchemas.nodeBody(isNew: false), response: PlanSchemas.node
    ) { request in
        let (body, id) = (try await request.jsonValue(), try request.id("id", PlanNode.self))
        guard let node = try await request.database.read({ tx in try tx.planNode(id) }) else { throw AppError.notFound }
        let changed = try await request.plans.desk.change(
            id, draft(body, over: NodeDraft(node)), by: request.actor, expecting: body["version"]?.integer ?? node.version)
        return .json(PlanJSON.node(changed))
    }

    static let remove = Endpoint(
        .delete, PlanPaths.apiNode, "Take a node out of a draft", permission: .stewardPlans, or: writers,
        parameters: [Endpoint.Parameter("version", .integer, "As it was seen.")], status: .noContent
    ) { request in
        try await request.plans.desk.remove(try request.id("id"), by: request.actor, expecting: request.query.int("version"))
        return .noContent
    }

    static let addIndicator = Endpoint(
        .post, PlanPaths.apiIndicators, "Add an indicator with baseline and yearly targets", permission: .stewardPlans, or: writers,
        request: PlanSchemas.indicatorBody(isNew: true), response: PlanSchemas.indicator, status: .created
    ) { request in
        let body = try await request.jsonValue()
        let made = try await request.plans.desk.addIndicator(
            indicator(body, over: IndicatorDraft(name: "", unit: "")), to: try request.id("id"), by: request.actor)
        return .created(PlanJSON.indicator(made), at: PlanPaths.apiIndicator(made.id.text))
    }

    static let changeIndicator = Endpoint(
        .patch, PlanPaths.apiIndicator, "Change an indicator", permission: .stewardPlans, or: writers,
        request: PlanSchemas.indicatorBody(isNew: false), response: PlanSchemas.indicator
    ) { request in
        let (body, id) = (try await request.jsonValue(), try request.id("id", PlanIndicator.self))
        guard let old = try await request.database.read({ tx in try tx.planIndicator(id) }) else { throw AppError.notFound }
        let base = IndicatorDraft(
            kind: old.kind, name: old.name, unit: old.unit, polarity: old.polarity, baseline: old.baseline, baselineYear: old.baselineYear,
            targets: old.targets)
        return .json(
            PlanJSON.indicator(
                try await request.plans.desk.changeIndicator(
                    id, indicator(body, over: base), by: request.actor, expecting: body["version"]?.integer ?? old.version)))
    }

    static let removeIndicator = Endpoint(
        .delete, PlanPaths.apiIndicator, "Take an indicator away", permission: .stewardPlans, or: writers, status: .noContent
    ) { request in
        try await request.plans.desk.removeIndicator(try request.id("id"), by: request.actor)
        return .noContent
    }

    // MARK: Bodies

    /// What a body says of a node; what it does not say stays.
    static func draft(_ body: JSONValue, over old: NodeDraft) -> NodeDraft {
        var draft = old
        if let level = body["level"]?.string.flatMap(PlanLevel.init(rawValue:)) { draft.level = level }
        if let code = body["code"]?.string { draft.code = code }
        if let title = body["title"]?.string { draft.title = title }
        if let note = body["note"]?.string { draft.note = note }
        if let parent = body["parent"] { draft.parent = parent.string.map { Identifier($0) } }
        if let agency = body["agency"] { draft.agency = agency.string }
        if let dimension = body["dimension"] { draft.dimension = dimension.string }
        if let pillar = body["subPillar"] { draft.subPillar = pillar.string }
        if let position = body["position"]?.integer { draft.position = position }
        return draft
    }

    private static func indicator(_ body: JSONValue, over old: IndicatorDraft) -> IndicatorDraft {
        var draft = old
        if let name = body["name"]?.string { draft.name = name }
        if let unit = body["unit"]?.string { draft.unit = unit }
        if let kind = body["kind"]?.string.flatMap(PlanIndicator.Kind.init(rawValue:)) { draft.kind = kind }
        if let polarity = body["polarity"]?.string.flatMap(PlanIndicator.Polarity.init(rawValue:)) { draft.polarity = polarity }
        if let baseline = body["baseline"] { draft.baseline = baseline.string }
        if let year = body["baselineYear"] { draft.baselineYear = year.integer }
        if let targets = body["targets"]?.members {
            draft.targets = Dictionary(targets.compactMap { year, target in Int(year).flatMap { y in target.string.map { (y, $0) } } }) {
                $1
            }
        }
        return draft
    }
}
