import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// Links between nodes and agencies' parts, which one side proposes and the other answers, for machines.
enum ProposalEndpoints {
    static let all = [waitingLinks, proposeLink, oneLink, actOnLink, waitingParts, proposePart, onePart, actOnPart]
    private static let answering: [Permission] = [.stewardPlans, .readPlans]

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

}
