import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// Nodes, indicators, links and parts, for machines.
enum NodeEndpoints {
    static let all = [
        one, change, remove, addIndicator, changeIndicator, removeIndicator, waitingLinks, proposeLink, oneLink, actOnLink, waitingParts,
        proposePart, onePart, actOnPart,
    ]
    private static let writers: [Permission] = [.writePlans]
    private static let answering: [Permission] = [.stewardPlans, .readPlans]

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

    // MARK: Proposals

    static let waitingLinks = Endpoint(
        .get, PlanPaths.apiLinks, "Links that wait for an answer, what is due first", permission: .answerPlans, or: answering,
        parameters: [Endpoint.Parameter("agency", .id, "Only those that wait for this agency, or for which it waits.")],
        response: .object(.required("items", .array(of: PlanSchemas.link)))
    ) { request in
        let items = try await WaitingList.load(request).compactMap { $0.record as? PlanLink }
        return .json(["items": .array(items.map(PlanJSON.link))])
    }

    static let proposeLink = Endpoint(
        .post, PlanPaths.apiLinks, "Join two nodes; between agencies the other side accepts", permission: .answerPlans, or: answering,
        request: .object(
            .required("from", .id), .required("to", .id), .required("kind", .choice(PlanLink.Kind.self)),
            .optional("share", .integer(1...100)), .optional("due", .day), .optional("note", .string(max: 2000))),
        response: PlanSchemas.link, status: .created
    ) { request in
        let body = try await request.jsonValue()
        let made = try await request.plans.links.link(
            LinkDraft(
                from: Identifier(body["from"]?.string ?? ""), to: Identifier(body["to"]?.string ?? ""),
                kind: PlanLink.Kind(rawValue: body["kind"]?.string ?? "") ?? .supports, share: body["share"]?.integer,
                dueOn: body["due"]?.string.flatMap { Day($0) }, note: body["note"]?.string ?? ""), by: request.actor)
        return .created(PlanJSON.link(made), at: PlanPaths.apiLink(made.id.text))
    }

    static let oneLink = Endpoint(.get, PlanPaths.apiLink, "One link", response: PlanSchemas.link) { request in
        let (id, actor) = (try request.id("id", PlanLink.self), request.actor)
        let found = try await request.database.read { tx -> PlanLink? in
            guard let link = try PlanLink.find(id.text, tx) else { return nil }
            return try PlanNodes.visible([link.from.text, link.to.text], actor, tx).count == 2 ? link : nil
        }
        guard let found else { throw AppError.notFound }
        return .json(PlanJSON.link(found))
    }

    static let actOnLink = Endpoint(
        .post, PlanPaths.apiLinkAct, "Accept, decline, ask, reply, propose again or withdraw", permission: .answerPlans, or: answering,
        request: PlanSchemas.act, response: PlanSchemas.link
    ) { request in .json(PlanJSON.link(try await act(PlanLink.self, request))) }

    static let waitingParts = Endpoint(
        .get, PlanPaths.apiParts, "Parts that wait for an answer, what is due first", permission: .answerPlans, or: answering,
        parameters: [Endpoint.Parameter("agency", .id, "Only those that wait for this agency, or for which it waits.")],
        response: .object(.required("items", .array(of: PlanSchemas.part)))
    ) { request in
        let items = try await WaitingList.load(request).compactMap { $0.record as? Participation }
        return .json(["items": .array(items.map(PlanJSON.part))])
    }

    static let proposePart = Endpoint(
        .post, PlanPaths.apiParts, "Ask an agency to take part in a node, or in a record of another kind", permission: .answerPlans,
        or: answering,
        request: .object(
            .required("subject", .object(.required("kind", .string(max: 40)), .required("id", .string(max: 40)))), .required("agency", .id),
            .optional("role", .choice(Participation.Role.self)), .optional("share", .integer(1...100)), .optional("due", .day),
            .optional("note", .string(max: 2000))),
        response: PlanSchemas.part, status: .created
    ) { request in
        let body = try await request.jsonValue()
        let subject = Reference(body["subject"]?["kind"]?.string ?? "", body["subject"]?["id"]?.string ?? "")
        let made = try await request.plans.links.propose(
            ParticipationDraft(
                subject, agency: body["agency"]?.string ?? "", role: Participation.Role(rawValue: body["role"]?.string ?? "") ?? .support,
                share: body["share"]?.integer, dueOn: body["due"]?.string.flatMap { Day($0) }, note: body["note"]?.string ?? ""),
            by: request.actor)
        return .created(PlanJSON.part(made), at: PlanPaths.apiPart(made.id.text))
    }

    static let onePart = Endpoint(
        .get, PlanPaths.apiPart, "One agency's part", permission: .answerPlans, or: answering, response: PlanSchemas.part
    ) { request in
        let (id, actor) = (try request.id("id", Participation.self), request.actor)
        guard let part = try await request.database.read({ tx in try Participation.find(id.text, tx) }), part.maySee(actor) else {
            throw AppError.notFound
        }
        return .json(PlanJSON.part(part))
    }

    static let actOnPart = Endpoint(
        .post, PlanPaths.apiPartAct, "Accept, decline, ask, reply, propose again or withdraw", permission: .answerPlans, or: answering,
        request: PlanSchemas.act, response: PlanSchemas.part
    ) { request in .json(PlanJSON.part(try await act(Participation.self, request))) }

    private static func act<Record: TwoSided>(_: Record.Type, _ request: Request) async throws -> Record {
        let body = try await request.jsonValue()
        return try await request.plans.links.perform(
            body["act"]?.string ?? "", on: Record.self, try request.parameter("id"), text: body["text"]?.string ?? "", by: request.actor,
            expecting: body["version"]?.integer)
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
